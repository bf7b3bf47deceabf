import { findDivision, findIndustry } from '@miaopu/standards';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateOf } from './days.ts';
import { brandOf, creditCodeOf, maximumKey } from './identity.ts';
import { simulateDistrict } from './index.ts';
import { simulatedIndustries } from './industries.ts';
import { believed, faultsOf, hashOf, rowsOf } from './population.samples.ts';

const small = { seed: 7, enterprises: 300 };

describe('a simulated district', () => {
  it('is the same for the same seed, byte for byte, and another for another seed', () => {
    const first = hashOf(simulateDistrict(small));
    expect(hashOf(simulateDistrict(small))).toBe(first);
    expect(hashOf(simulateDistrict({ ...small, seed: 8 }))).not.toBe(first);
  });

  it('does not depend on the order in which its parts are walked through', () => {
    const population = simulateDistrict(small);
    const factsFirst = [...population.facts].length;
    expect(hashOf(population)).toBe(hashOf(simulateDistrict(small)));
    expect([...population.facts]).toHaveLength(factsFirst);
  });

  it('holds together: unique valid codes, no overlapping histories, nothing outside a life', () => {
    expect(faultsOf(rowsOf(simulateDistrict({ seed: 7, enterprises: 1500 })))).toEqual([]);
  });

  it('holds together for any seed', () => {
    const seeds = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 120 }), (seed, enterprises) => {
        expect(faultsOf(rowsOf(simulateDistrict({ seed, enterprises })))).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it('has about the enterprises asked for, twice as many individual businesses, and grows in proportion', () => {
    const count = (enterprises: number) => simulateDistrict({ seed: 3, enterprises }).truth.population;
    const [one, ten] = [count(400), count(4000)];
    expect(one.enterprise).toBeGreaterThan(340);
    expect(one.enterprise).toBeLessThan(460);
    expect(ten.enterprise! / one.enterprise!).toBeGreaterThan(8.7);
    expect(ten.enterprise! / one.enterprise!).toBeLessThan(11.5);
    expect(ten.individual! / ten.enterprise!).toBeGreaterThan(1.8);
    expect(ten.individual! / ten.enterprise!).toBeLessThan(2.3);
    expect(ten.branch).toBeGreaterThan(50);
    expect(ten.cooperative).toBeGreaterThan(15);
  });

  it('uses industries, towns and villages that the standards know', () => {
    for (const industry of simulatedIndustries) {
      expect(findIndustry(industry.code)?.level, industry.code).toBe('class');
    }
    const codes = simulatedIndustries.map((industry) => industry.code);
    expect(new Set(codes).size).toBe(codes.length);
    for (const row of simulateDistrict(small).entities) {
      if (row.town !== null) expect(findDivision(row.town)?.parent).toBe('331004');
    }
  });

  it('has codes and names of their own for the first keys and the last ones', () => {
    const sample = [0, maximumKey / 2, maximumKey - 20_000].flatMap((from) =>
      Array.from({ length: 10_000 }, (_, index) => from + 2 * index + 1),
    );
    const distinct = (of: (key: number) => string) => new Set(sample.map(of)).size;
    const [before, since] = [dateOf(2010, 1, 1), dateOf(2018, 1, 1)];
    for (const day of [before, since])
      expect(distinct((key) => creditCodeOf(key, '331004', '1', day))).toBe(sample.length);
    expect(distinct(brandOf)).toBe(sample.length);
  });

  it('says what it cannot simulate', () => {
    expect(() => simulateDistrict({ ...small, district: '110101' })).toThrow(
      /No profile of district 110101.*331004/,
    );
    expect(() => simulateDistrict({ seed: -1, enterprises: 10 })).toThrow(/seed.*not -1/);
    expect(() => simulateDistrict({ seed: 1, enterprises: 0 })).toThrow(/from 1 to 3000000, not 0/);
    expect(() => simulateDistrict({ seed: 1, enterprises: 2.5 })).toThrow(/not 2.5/);
  });
});

describe('its records', () => {
  const rows = rowsOf(simulateDistrict({ seed: 7, enterprises: 3000 }));

  it('come late, as in life: most within a week, some after more than a month', () => {
    const founded = rows.milestones.filter(
      (row) => row.kind === 'established' && row.happenedOn > '2017-01-05',
    );
    const delays = founded.map(
      (row) => (Date.parse(row.recordedFrom) - Date.parse(row.happenedOn)) / 86_400_000,
    );
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(0);
    expect(delays.filter((days) => days < 7).length / delays.length).toBeGreaterThan(0.8);
    expect(delays.filter((days) => days > 31).length / delays.length).toBeGreaterThan(0.02);
  });

  it('are sometimes wrong and then corrected, sometimes derived, sometimes silent', () => {
    const corrections = rows.versions.filter((row) => row.act === 'correction');
    expect(corrections.length).toBeGreaterThan(50);
    expect(corrections.every((row) => row.reason !== null)).toBe(true);
    const present = believed(rows.versions, null);
    const share = (count: number) => count / rows.byKey.size;
    expect(share(present.filter((row) => row.derived !== null).length)).toBeGreaterThan(0.04);
    expect(share(present.filter((row) => row.town === null).length)).toBeGreaterThan(0.004);
    expect(share(present.filter((row) => row.industry === null).length)).toBeGreaterThan(0.005);
    expect(rows.facts.filter((row) => row.recordedTo !== null).length).toBeGreaterThan(20);
  });

  it('never give a zero for a missing figure: a tenth of the annual reports are simply absent', () => {
    const enterprises = [...rows.byKey.values()].filter(
      ([first]) => first!.category === 'enterprise' && first!.validFrom < '2018-01-01',
    );
    const alive = enterprises.filter((versions) => {
      const last = believed(versions, null).at(-1)!;
      return last.status === 'active';
    });
    const reported = new Set(
      rows.facts.filter((row) => row.field === 'revenue' && row.period === '2019').map((row) => row.key),
    );
    const missing = alive.filter(([first]) => !reported.has(first!.key)).length / alive.length;
    expect(missing).toBeGreaterThan(0.02);
    expect(missing).toBeLessThan(0.15);
  });

  it('tell of electricity by the seasons: less in the first quarter, least in that of 2020', () => {
    const sum = (period: string) =>
      rows.facts
        .filter((row) => row.field === 'electricity' && row.period === period && row.recordedTo === null)
        .reduce((total, row) => total + Number(row.value), 0);
    expect(sum('2018Q1')).toBeLessThan(0.9 * sum('2018Q3'));
    expect(sum('2019Q1')).toBeLessThan(0.9 * sum('2019Q3'));
    expect(sum('2020Q1')).toBeLessThan(0.8 * sum('2019Q1'));
  });

  it('link each conversion to the individual business that ended that day, under a new code', () => {
    const conversions = rows.milestones.filter((row) => row.kind === 'converted');
    expect(conversions.length).toBeGreaterThan(30);
    for (const conversion of conversions) {
      const [before, after] = [rows.byKey.get(conversion.relatedKey!)!, rows.byKey.get(conversion.key)!];
      expect(believed(before, null).at(-1)).toMatchObject({
        status: 'deregistered',
        endedOn: conversion.happenedOn,
      });
      expect(after[0]).toMatchObject({
        category: 'enterprise',
        establishedOn: conversion.happenedOn,
        address: before[0]!.address,
      });
      expect(after[0]!.creditCode).toMatch(/^91/);
    }
  });
});
