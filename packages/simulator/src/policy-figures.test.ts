import { type FactField, factFields } from '@miaopu/standards';
import { describe, expect, it } from 'vitest';
import { simulateDistrict } from './index.ts';
import { believed, onDay, rowsOf } from './population.samples.ts';

const rows = rowsOf(simulateDistrict({ seed: 7, enterprises: 3000 }));
const facts = believed(rows.facts, null);
const byFigure = new Map(facts.map((row) => [`${row.key} ${row.field} ${row.period}`, Number(row.value)]));
const figure = (key: number, field: FactField, period: string) => byFigure.get(`${key} ${field} ${period}`);
const taxpayers = Map.groupBy(
  believed(rows.designations, null).filter(
    (row) => row.title === 'small_scale_taxpayer' || row.title === 'general_taxpayer',
  ),
  (row) => row.key,
);
const kindOn = (key: number, day: string) =>
  taxpayers.get(key)?.filter((row) => row.validFrom <= day && (row.validTo === null || row.validTo > day)) ??
  [];
const isEnterprise = (key: number) => rows.byKey.get(key)![0]!.category === 'enterprise';

describe('the figures that policies ask for', () => {
  it('are all told of somebody', () => {
    const told = new Set(facts.map((row) => row.field));
    expect(Object.keys(factFields).filter((field) => !told.has(field as FactField))).toEqual([]);
  });

  it('are not told of those of whom no office knows them', () => {
    const share = (field: FactField) =>
      new Set(facts.filter((row) => row.field === field).map((row) => row.key)).size / 3000;
    expect(share('average_assets')).toBeGreaterThan(0.8);
    expect(share('insured_staff')).toBeLessThan(0.65);
    expect(share('loan_interest')).toBeLessThan(0.25);
    expect(share('disabled_staff')).toBeLessThan(0.2);
    expect(share('rd_expense')).toBeLessThan(0.1);
    expect(share('market_share')).toBeLessThan(0.05);
  });

  it('have each taxpayer be of one kind at a time, and only those file returns', () => {
    for (const [key, held] of taxpayers) {
      for (const { validFrom } of held)
        expect(kindOn(key, validFrom), `${key} on ${validFrom}`).toHaveLength(1);
    }
    const filers = new Set(facts.filter((row) => row.field === 'vat_sales').map((row) => row.key));
    expect([...filers].filter((key) => !taxpayers.has(key))).toEqual([]);
    expect([...filers].filter((key) => !isEnterprise(key)).length).toBeGreaterThan(200);
  });

  it('have the quarters of declared sales come to about the year’s revenue', () => {
    const ratios = facts.flatMap((row) => {
      if (row.field !== 'revenue' || row.period !== '2019') return [];
      const quarters = [1, 2, 3, 4].map((quarter) => figure(row.key, 'vat_sales', `2019Q${quarter}`));
      if (quarters.some((value) => value === undefined)) return [];
      return [quarters.reduce<number>((sum, value) => sum + value!, 0) / Number(row.value)];
    });
    expect(ratios.length).toBeGreaterThan(1500);
    expect(Math.min(...ratios)).toBeGreaterThan(0.75);
    expect(Math.max(...ratios)).toBeLessThan(1.25);
  });

  it('come late for some and never for others', () => {
    const returns = facts.filter((row) => row.field === 'vat_sales' && row.period === '2019Q1');
    expect(returns.filter((row) => row.recordedFrom > '2019-06-15').length).toBeGreaterThan(20);
    expect(returns.every((row) => row.recordedFrom > '2019-04-15')).toBe(true);
  });

  it('know no title before the law that made it', () => {
    const titles = new Set(rows.designations.map((row) => row.title));
    expect(titles.has('innovative_sme')).toBe(false);
    const giants = rows.designations.filter((row) => row.title === 'little_giant');
    expect(giants.every((row) => row.validFrom >= '2019-01-01')).toBe(true);
  });

  it('put nobody on the list of serious dishonesty who did not stand three years on that of abnormal operation', () => {
    const listed = believed(rows.designations, null).filter((row) => row.title === 'serious_dishonesty');
    expect(listed.length).toBeGreaterThan(5);
    for (const row of listed) {
      const abnormal = rows.designations.find(
        (one) => one.key === row.key && one.title === 'abnormal_operation' && one.recordedTo === null,
      );
      expect(Number(row.validFrom.slice(0, 4)) - Number(abnormal!.validFrom.slice(0, 4))).toBe(3);
    }
  });
});

describe('the reliefs that were taken up', () => {
  const took = new Set(rows.enjoyments.map((row) => `${row.policy} ${row.year} ${row.key}`));
  const shareOf = (policy: string, year: number, keys: readonly number[]) =>
    keys.filter((key) => took.has(`${policy} ${year} ${key}`)).length / keys.length;
  const reported = (year: string) =>
    facts.filter((row) => row.field === 'average_assets' && row.period === year).map((row) => row.key);
  const companies = (year: string) =>
    reported(year).filter((key) => {
      const form = onDay(believed(rows.byKey.get(key)!, null), `${year}-12-31`)?.legalForm;
      return form !== 'sole' && form !== 'partnership' && taxpayers.has(key);
    });

  it('are those of almost all small profits: counted again from the rows alone', () => {
    const small = companies('2019').filter((key) => {
      const income = figure(key, 'taxable_income', '2019') ?? 0;
      const staff = figure(key, 'average_employees', '2019') ?? 999;
      return (
        income > 0 &&
        income <= 3_000_000 &&
        staff <= 300 &&
        figure(key, 'average_assets', '2019')! <= 50_000_000
      );
    });
    expect(small.length).toBeGreaterThan(1000);
    expect(shareOf('t03', 2019, small)).toBeGreaterThan(0.9);
    expect(shareOf('t03', 2019, small)).toBeLessThan(0.985);
    expect(shareOf('t02', 2019, small)).toBe(0);
  });

  it('are as large as the law says', () => {
    const expected = (income: number) =>
      income * 0.25 - (Math.min(income, 1_000_000) * 0.05 + Math.max(0, income - 1_000_000) * 0.1);
    for (const row of rows.enjoyments.filter((one) => one.policy === 't03')) {
      const income = figure(row.key, 'taxable_income', String(row.year));
      if (income !== undefined) expect(Number(row.amount)).toBeCloseTo(expected(income), 2);
    }
  });

  it('are only those of small-scale taxpayers where the law says so', () => {
    const exempt = rows.enjoyments.filter((row) => row.policy === 't10');
    expect(exempt.length).toBeGreaterThan(1000);
    const ends = ['03-31', '06-30', '09-30', '12-31'];
    const wasSmall = (key: number, year: number) =>
      ends.some((end) => kindOn(key, `${year}-${end}`).some((row) => row.title === 'small_scale_taxpayer'));
    expect(exempt.filter((row) => !wasSmall(row.key, row.year))).toEqual([]);
  });

  it('begin with the policy and end with it', () => {
    const years = Map.groupBy(rows.enjoyments, (row) => row.policy);
    const yearsOf = (policy: string) => [...new Set(years.get(policy)?.map((row) => row.year))].sort();
    expect([yearsOf('t02'), yearsOf('t08'), yearsOf('t03'), yearsOf('t38')]).toEqual([
      [2018],
      [2018],
      [2019, 2020],
      [2020],
    ]);
  });
});
