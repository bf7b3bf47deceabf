import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sizeClass } from './size-class.ts';

const WAN = 10_000;

/** X people, Y and Z in 万元, as the table is written. */
function classOf(industryCode: string, x?: number, y?: number, z?: number, asOf = '2018-12-31') {
  const yuan = (wan?: number) => (wan === undefined ? undefined : wan * WAN);
  return sizeClass({ industryCode, employees: x, revenue: yuan(y), assets: yuan(z), asOf });
}

describe('size classes of 国统字〔2017〕213号', () => {
  it.each([
    // 工业: the traps of lower limits inclusive and of any one indicator
    ['3311', 19, 50_000, undefined, 'micro'],
    ['3311', 300, 2_000, undefined, 'medium'],
    ['3311', 299, 99_999, undefined, 'small'],
    ['3311', 20, 300, undefined, 'small'],
    ['3311', 20, 299.9999, undefined, 'micro'],
    ['3311', 1_000, 40_000, undefined, 'large'],
    ['3311', 999, 40_000, undefined, 'medium'],
    ['0610', 25, 350, undefined, 'small'],
    ['4420', 25, 350, undefined, 'small'],
    ['4330', 25, 350, undefined, 'small'],
    // 农: revenue alone
    ['0111', undefined, 50, undefined, 'small'],
    ['0111', undefined, 49.99, undefined, 'micro'],
    ['0512', undefined, 20_000, undefined, 'large'],
    // 建筑: revenue and assets, never employees
    ['4710', undefined, 6_000, 5_000, 'medium'],
    ['4710', 1, 300, 300, 'small'],
    ['4710', 5_000, 80_000, 79_999, 'medium'],
    // 批发 and 零售
    ['5164', 5, 1_000, undefined, 'small'],
    ['5164', 4, 90_000, undefined, 'micro'],
    ['5211', 10, 100, undefined, 'small'],
    ['5211', 49, 20_000, undefined, 'small'],
    // 591 belongs to transport, 592 to storage
    ['5910', 20, 200, undefined, 'small'],
    ['5910', 20, 199, undefined, 'micro'],
    ['5920', 20, 100, undefined, 'small'],
    ['5920', 200, 30_000, undefined, 'large'],
    ['5990', 100, 1_000, undefined, 'medium'],
    ['5431', 300, 3_000, undefined, 'medium'],
    ['6020', 300, 2_000, undefined, 'medium'],
    ['6110', 100, 2_000, undefined, 'medium'],
    ['6210', 10, 99, undefined, 'micro'],
    // 信息传输: the wide gap between medium and large
    ['6312', 1_999, 100_000, undefined, 'medium'],
    ['6429', 100, 1_000, undefined, 'medium'],
    ['6513', 10, 50, undefined, 'small'],
    ['6513', 300, 10_000, undefined, 'large'],
    // 房地产: 701 by revenue and assets, 702 by people and revenue, 703 and 709 by people
    ['7010', undefined, 1_000, 5_000, 'medium'],
    ['7010', undefined, 100, 1_999, 'micro'],
    ['7020', 100, 500, undefined, 'small'],
    ['7030', 10, undefined, undefined, 'small'],
    ['7090', 9, undefined, undefined, 'micro'],
    ['7212', 10, undefined, 100, 'small'],
    ['7212', 300, undefined, 119_999, 'medium'],
    ['8514', 100, undefined, undefined, 'medium'],
    ['9013', 300, undefined, undefined, 'large'],
    ['7484', 10, undefined, undefined, 'small'],
  ] as const)('%s with X %s, Y %s, Z %s is %s', (code, x, y, z, value) => {
    expect(classOf(code, x, y, z)).toMatchObject({ value, missing: [] });
  });

  it.each(['5320', '6621', '8310', '8415', '9100', '9700', '7040', 'J', 'P', 'S'])(
    '%s is not covered, whatever its figures, and never micro',
    (code) => {
      expect(classOf(code, 1, 1, 1)).toMatchObject({
        value: 'not_covered',
        missing: [],
        rule: { row: null },
      });
    },
  );

  it('keeps the doubtful exclusion of 704 marked as unsure', () => {
    expect(classOf('7040').rule?.certainty).toBe('U');
  });

  it.each([
    ['3311', undefined, 350, undefined, 'unknown', ['employees'], 'small'],
    ['3311', 25, undefined, undefined, 'unknown', ['revenue'], 'small'],
    ['3311', undefined, undefined, undefined, 'unknown', ['employees', 'revenue'], 'large'],
    ['4710', undefined, 350, undefined, 'unknown', ['assets'], 'small'],
    ['7212', 400, undefined, undefined, 'unknown', ['assets'], 'large'],
  ] as const)('%s with X %s, Y %s, Z %s is %s for want of %j', (code, x, y, z, value, missing, atMost) => {
    expect(classOf(code, x, y, z)).toMatchObject({ value, missing, atMost });
  });

  it('is certain of micro when one known figure is below the small limit', () => {
    expect(classOf('3311', 19)).toMatchObject({ value: 'micro', missing: [] });
    expect(classOf('3311', undefined, 299)).toMatchObject({ value: 'micro', missing: [] });
  });

  it('takes a zero for a figure, and null or an empty text for none', () => {
    const base = { industryCode: '3311', asOf: '2018-12-31' };
    expect(sizeClass({ ...base, employees: 0 }).value).toBe('micro');
    expect(sizeClass({ ...base, employees: null, revenue: '' }).value).toBe('unknown');
  });

  it('compares exact decimals', () => {
    const base = { industryCode: '3311', employees: 20, asOf: '2018-12-31' };
    expect(sizeClass({ ...base, revenue: '2999999.9999999999999' }).value).toBe('micro');
    expect(sizeClass({ ...base, revenue: '3000000.00' }).value).toBe('small');
  });

  it('wants a finer industry where rows differ, and an industry at all', () => {
    expect(classOf('59', 20, 200)).toMatchObject({ value: 'unknown', missing: ['industryCode'] });
    expect(classOf('70', 20, 200)).toMatchObject({ value: 'unknown', missing: ['industryCode'] });
    expect(classOf('C', 20, 300).value).toBe('small');
    expect(classOf('', 20, 200)).toMatchObject({ value: 'unknown', missing: ['industryCode'] });
    expect(classOf('9999', 20, 200)).toMatchObject({ value: 'unknown', missing: ['industryCode'] });
  });

  it('names the table in force and knows none before 2011', () => {
    expect(classOf('3311', 25, 350).rule).toMatchObject({ row: 2, from: '2017-12-28' });
    expect(classOf('3311', 25, 350, undefined, '2016-12-31').rule?.document).toContain('国统字〔2011〕75号');
    expect(classOf('3311', 25, 350, undefined, '2005-12-31')).toMatchObject({ value: 'unknown', rule: null });
  });

  it('explains itself in both languages', () => {
    expect(classOf('3311', 25, 350).reason).toEqual({
      zh: '工业,从业人员 25 人(≥20 人),营业收入 350 万元(≥300 万元),划为小型。',
      en: 'industry, employees 25 people (≥ 20 people), revenue 350 万元 (≥ 300 万元): small.',
    });
  });

  it('refuses what is no figure or no day', () => {
    expect(() => sizeClass({ industryCode: '3311', employees: Number.NaN, asOf: '2018-12-31' })).toThrow(
      /not a number/,
    );
    expect(() => sizeClass({ industryCode: '3311', revenue: '12万', asOf: '2018-12-31' })).toThrow(
      /not a number/,
    );
    expect(() => classOf('3311', 1, 1, 1, '2018-02-30')).toThrow(/not a day/);
  });

  it('never lets a larger figure make a smaller class, nor a missing figure contradict the full answer', () => {
    const order = ['micro', 'small', 'medium', 'large'];
    const figures = fc.tuple(fc.nat(2_000), fc.nat(120_000), fc.nat(150_000), fc.nat(500));
    const codes = fc.constantFrom(
      '0111',
      '3311',
      '4710',
      '5164',
      '5211',
      '5910',
      '5920',
      '6312',
      '6513',
      '7010',
      '7020',
      '7212',
      '7484',
    );
    fc.assert(
      fc.property(codes, figures, (code, [x, y, z, more]) => {
        const full = classOf(code, x, y, z).value;
        expect(order.indexOf(classOf(code, x + more, y + more, z + more).value)).toBeGreaterThanOrEqual(
          order.indexOf(full),
        );
        for (const partial of [
          classOf(code, undefined, y, z),
          classOf(code, x, undefined, z),
          classOf(code, x, y, undefined),
        ]) {
          if (partial.value === 'unknown')
            expect(order.indexOf(partial.atMost!)).toBeGreaterThanOrEqual(order.indexOf(full));
          else expect(partial.value).toBe(full);
        }
      }),
    );
  });
});
