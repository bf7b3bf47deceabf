import { describe, expect, it } from 'vitest';
import { gapsOf, gridOf, rowsOf, storedValue, typedText, withEdits } from './split-model.ts';

const count = { unit: { zh: '家', en: 'enterprises' } };
const money = { unit: { zh: '元', en: 'yuan' } };
const share = { unit: { zh: '%', en: '%' } };

const none = () => false;
const district = (unit: string) => unit === 'district';

describe('a decomposition', () => {
  it('is typed in the unit people read and stored exactly', () => {
    expect(typedText(money, '3000000000')).toBe('300000');
    expect(storedValue(money, '300,000.05')).toBe('3000000500');
    expect(typedText(share, '0.025')).toBe('2.5');
    expect(storedValue(share, '2.5%')).toBe('0.025');
    expect(storedValue(count, '１２００')).toBe('1200');
    expect(typedText(count, '0')).toBe('0');
  });
  it('refuses what is no number', () => {
    for (const typed of ['abc', '-3', '1.2.3', '=1+1', '1e5']) expect(storedValue(count, typed)).toBeNull();
  });
  it('leaves empty cells out and names the bad ones', () => {
    const { rows, bad } = rowsOf(count, { a: { 2018: '10', 2019: '' }, b: { 2018: 'x' } });
    expect(rows).toEqual([{ unit: 'a', year: 2018, value: '10' }]);
    expect(bad).toEqual([{ unit: 'b', year: '2018' }]);
  });
  it('comes back from the grid as it went in', () => {
    const rows = [
      { unit: 'a', year: 2018, value: '12345.67' },
      { unit: 'b', year: 2019, value: '0' },
    ];
    expect(rowsOf(money, gridOf(money, rows)).rows).toEqual(rows);
  });
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
  it('takes what is typed and pasted, and leaves the grid before as it was', () => {
    const grid = { a: { 2018: '1' } };
    const edits = [
      { row: 'a', column: '2019', before: '', after: '5' },
      { row: 'b', column: '2018', before: '', after: '8' },
    ];
    expect(withEdits(grid, edits)).toEqual({ a: { 2018: '1', 2019: '5' }, b: { 2018: '8' } });
    expect(grid).toEqual({ a: { 2018: '1' } });
  });
});
