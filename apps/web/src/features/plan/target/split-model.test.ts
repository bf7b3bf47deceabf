import { describe, expect, it } from 'vitest';
import { gapsOf } from './split-model.ts';

const none = () => false;
const district = (unit: string) => unit === 'district';

describe('a decomposition', () => {
  it('says by how much the parts miss the whole', () => {
    const rows = [
      { unit: 'a', year: 2018, value: '0.1' },
      { unit: 'b', year: 2018, value: '0.2' },
    ];
    expect(gapsOf('sum', rows, '0.3', none)).toEqual([]);
    expect(gapsOf('sum', rows, '1', none)).toEqual([{ year: null, difference: '-0.7' }]);
    expect(gapsOf('sum', rows, null, none)).toEqual([]);
    expect(gapsOf('each', rows, '1', none)).toEqual([]);
  });
  it('splits the district’s own years among the units', () => {
    const rows = [
      { unit: 'district', year: 2018, value: '10' },
      { unit: 'district', year: 2019, value: '20' },
      { unit: 'a', year: 2018, value: '7' },
      { unit: 'b', year: 2018, value: '3' },
      { unit: 'a', year: 2019, value: '25' },
    ];
    expect(gapsOf('sum', rows, '30', district)).toEqual([{ year: '2019', difference: '5' }]);
  });
  it('takes a stock’s last year for the whole', () => {
    const rows = [
      { unit: 'district', year: 2018, value: '1' },
      { unit: 'district', year: 2019, value: '2' },
    ];
    expect(gapsOf('level', rows, '2', district)).toEqual([]);
  });
});
