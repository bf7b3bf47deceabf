import { describe, expect, it } from 'vitest';
import { smallProfitPopulation, smallProfitTax } from './population-tax.ts';
import { bankPopulation, planScope, populations, statisticsPopulation } from './populations.ts';

const WAN = 10_000;

describe('the plan’s own scope', () => {
  it.each([
    ['enterprise', false, 'in'],
    ['enterprise', true, 'out'],
    ['individual', false, 'out'],
    ['individual', undefined, 'out'],
    ['branch', false, 'out'],
    ['cooperative', false, 'out'],
    ['enterprise', undefined, 'unknown'],
    [undefined, false, 'unknown'],
    [undefined, true, 'out'],
  ] as const)('%s with above-size %s is %s', (category, aboveDesignatedSize, value) => {
    expect(planScope({ category, aboveDesignatedSize }).value).toBe(value);
  });

  it('counts branches and cooperatives where the district says so, and nobody of another district', () => {
    const branch = { category: 'branch', aboveDesignatedSize: false } as const;
    expect(planScope(branch, { branches: true }).value).toBe('in');
    expect(planScope({ ...branch, category: 'cooperative' }, { cooperatives: true }).value).toBe('in');
    expect(planScope({ category: 'enterprise', aboveDesignatedSize: false, inDistrict: false }).value).toBe(
      'out',
    );
  });
});

describe('the statistical population', () => {
  it('holds the small and the micro', () => {
    const base = { industryCode: '3311', asOf: '2018-12-31' };
    expect(statisticsPopulation({ ...base, employees: 299, revenue: 99_999 * WAN }).value).toBe('in');
    expect(statisticsPopulation({ ...base, employees: 300, revenue: 2_000 * WAN }).value).toBe('out');
    expect(statisticsPopulation({ ...base, industryCode: '8415', employees: 3 }).value).toBe('not_covered');
  });

  it('is sure of one that is small at most, and unsure of one that might be medium', () => {
    const base = { industryCode: '3311', asOf: '2018-12-31' };
    expect(statisticsPopulation({ ...base, employees: 25 })).toMatchObject({ value: 'in', missing: [] });
    expect(statisticsPopulation({ ...base, employees: 400 })).toMatchObject({
      value: 'unknown',
      missing: ['revenue'],
    });
  });
});

describe('the tax population 小型微利', () => {
  it.each([
    // T01 and T02: industry has limits of its own
    [2017, '3311', 50, 100, 3_000, 'in', 'T01'],
    [2017, '3311', 50.01, 100, 3_000, 'out', 'T01'],
    [2018, '3311', 100, 100, 3_000, 'in', 'T02'],
    [2018, '3311', 80, 101, 3_000, 'out', 'T02'],
    [2018, '5164', 100, 80, 1_000, 'in', 'T02'],
    [2018, '5164', 100, 81, 1_000, 'out', 'T02'],
    [2018, '5164', 100, 80, 1_001, 'out', 'T02'],
    // T03: one limit for all, and a cliff above it
    [2019, '5164', 300, 300, 5_000, 'in', 'T03'],
    [2020, '3311', 300.01, 10, 10, 'out', 'T03'],
    [2021, '3311', 200, 300, 5_000, 'in', 'T03+T04'],
    [2022, '3311', 200, 301, 5_000, 'out', 'T04+T05'],
    [2023, '3311', 200, 300, 5_001, 'out', 'T05+T06+T07'],
    [2027, '3311', 300, 300, 5_000, 'in', 'T05+T06+T07'],
  ] as const)(
    '%s, %s with TI %s, N %s, A %s is %s by %s',
    (year, industryCode, ti, employees, a, value, id) => {
      const answer = smallProfitPopulation({
        year,
        industryCode,
        taxableIncome: ti * WAN,
        employees,
        assets: a * WAN,
      });
      expect(answer).toMatchObject({ value, missing: [], rule: { id } });
    },
  );

  it('is out by one figure alone, and unknown while one is missing', () => {
    expect(smallProfitPopulation({ year: 2019, employees: 301 }).value).toBe('out');
    const partial = smallProfitPopulation({ year: 2019, employees: 10, taxableIncome: 0 });
    expect(partial).toMatchObject({ value: 'unknown', missing: ['assets'] });
  });

  it('needs the industry in 2018 only where it matters', () => {
    const base = { year: 2018, taxableIncome: 0, assets: 100 * WAN };
    expect(smallProfitPopulation({ ...base, employees: 80 }).value).toBe('in');
    expect(smallProfitPopulation({ ...base, employees: 90 })).toMatchObject({
      value: 'unknown',
      missing: ['industryCode'],
    });
    expect(smallProfitPopulation({ ...base, employees: 101 }).value).toBe('out');
  });

  it('does not cover those who pay no corporate income tax, nor years without a rule', () => {
    expect(smallProfitPopulation({ year: 2019, legalForm: 'partnership' }).value).toBe('not_covered');
    expect(smallProfitPopulation({ year: 2016 })).toMatchObject({ value: 'unknown', rule: null });
    expect(smallProfitPopulation({ year: 2019, restricted: true }).value).toBe('out');
  });

  it.each([
    [2018, 80, '80000'],
    [2019, 200, '150000'],
    [2019, 300, '250000'],
    [2021, 200, '125000'],
    [2022, 200, '75000'],
    [2023, 200, '100000'],
    [2019, 300.01, '750025'],
    [2023, 300.01, '750025'],
  ] as const)('the tax of %s on TI %s 万元 is %s yuan', (year, ti, tax) => {
    expect(smallProfitTax(year, String(ti * WAN))).toBe(tax);
  });
});

describe('the banks’ 普惠小微', () => {
  const small = { category: 'enterprise', industryCode: '3311', employees: 25, revenue: 400 * WAN } as const;

  it.each([
    [{ ...small, asOf: '2019-12-31', creditLine: 1_000 * WAN }, 'in'],
    [{ ...small, asOf: '2019-12-31', creditLine: 1_000 * WAN + 1 }, 'out'],
    [{ ...small, asOf: '2019-12-31' }, 'unknown'],
    [{ ...small, employees: 400, revenue: 3_000 * WAN, asOf: '2019-12-31', creditLine: 1 }, 'out'],
    [{ ...small, industryCode: '8415', asOf: '2019-12-31', creditLine: 1 }, 'not_covered'],
    [{ category: 'individual', industryCode: null, asOf: '2019-12-31', creditLine: 5 * WAN }, 'in'],
    [{ ...small, asOf: '2015-12-31', creditLine: 1 }, 'unknown'],
  ] as const)('%j is %s', (input, value) => {
    expect(bankPopulation(input).value).toBe(value);
  });

  it('shows the doubtful limit of twenty million beside the headline', () => {
    const answer = bankPopulation({ ...small, asOf: '2025-06-30', creditLine: 1_500 * WAN });
    expect(answer.value).toBe('out');
    expect(answer.variants).toEqual([
      { id: '10m', limit: '10000000', value: 'out', certainty: 'C' },
      { id: '20m', limit: '20000000', value: 'in', certainty: 'U' },
    ]);
  });
});

it('puts the four side by side: a factory of 80 people and 30 million is small, 小型微利 and outside the plan', () => {
  const all = populations({
    category: 'enterprise',
    legalForm: 'company',
    industryCode: '3311',
    employees: 80,
    revenue: 3_000 * WAN,
    assets: 2_000 * WAN,
    taxableIncome: 90 * WAN,
    aboveDesignatedSize: true,
    creditLine: 500 * WAN,
    asOf: '2018-12-31',
  });
  const values = Object.entries(all).map(([name, answer]) => [name, answer.value]);
  expect(values).toEqual([
    ['plan', 'out'],
    ['statistics', 'in'],
    ['tax', 'in'],
    ['bank', 'in'],
  ]);
});
