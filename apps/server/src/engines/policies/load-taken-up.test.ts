import { join } from 'node:path';
import { simulateDistrict } from '@miaopu/simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase, testActor } from '../../platform/testing/index.ts';
import { readPackFolder } from '../plan/index.ts';
import { loadPopulation, settledInstant } from '../registry/index.ts';
import { countCoverage, countCovered, coverageOf, totalCoverage } from './coverage.ts';
import { loadEnjoyments } from './load-enjoyments.ts';
import { loadLibrary } from './load-library.ts';
import { loadTakenUp } from './load-taken-up.ts';

const { district } = testActor;
const years = [2018, 2019, 2020];
const population = simulateDistrict({ seed: 7, enterprises: 400, district });
const takenUp = { source: population.source, kind: 'tax_relief', years, department: '区税务局' } as const;

let test: TestDatabase;
let added: number;
beforeAll(async () => {
  test = await createTestDatabase();
  const folder = join(import.meta.dirname, '../../../../../policies');
  await loadLibrary(test.db, testActor, await readPackFolder(folder));
  await loadPopulation(test.db, testActor, population);
  await loadEnjoyments(test.db, testActor, population);
  added = await loadTakenUp(test.db, testActor, takenUp);
}, 120_000);
afterAll(() => test?.drop());

const of = async (year: number) =>
  coverageOf(test.db, { district, knownOn: await settledInstant(test.db, district) }, year, {
    kind: 'tax_relief',
  });

describe('what a simulated district took up', () => {
  it('is what most of the eligible did, by the policies’ own rules, with some left out', async () => {
    expect(added).toBeGreaterThan(100);
    for (const year of years) {
      const covered = await countCoverage(test.db, await of(year));
      const many = covered.filter(({ coverage }) => coverage.eligible >= 60);
      expect(many.length).toBeGreaterThan(1);
      for (const { policyId, coverage } of many) {
        const share = Number(coverage.share);
        expect([policyId, year, share > 0.86, share < 1]).toEqual([policyId, year, true, true]);
      }
      const { share, eligible, enjoyed } = totalCoverage(covered);
      expect(Number(share)).toBeGreaterThan(0.91);
      expect(Number(share)).toBeLessThan(0.99);
      expect(await countCovered(test.db, await of(year), 'not_enjoyed')).toBe(eligible - enjoyed);
    }
  });

  it('is loaded once', async () => {
    expect(await loadTakenUp(test.db, testActor, takenUp)).toBe(0);
  });
});
