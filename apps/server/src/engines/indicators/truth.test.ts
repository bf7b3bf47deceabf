import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isComputed, loadPlanPack, type PlanPack } from '@miaopu/plan';
import { simulateDistrict } from '@miaopu/simulator';
import { responsibleTowns } from '@miaopu/standards';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase, testActor } from '../../platform/testing/index.ts';
import { loadPlan } from '../plan/index.ts';
import { loadPopulation, settledInstant } from '../registry/index.ts';
import { countBehind, listBehind } from './behind.ts';
import { countCells } from './calculate.ts';
import type { Moment } from './moment.ts';
import { rollUp, type Value } from './roll-up.ts';

const folder = resolve(import.meta.dirname, '../../../../../plans/luqiao-2018-2020');
const district = '331004';
const towns = responsibleTowns(district).map((town) => town.code);
const population = simulateDistrict({ seed: 20_180_801, enterprises: 2500 });

let test: TestDatabase;
let pack: PlanPack;
let now: string;

function readPack(): PlanPack {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const texts = files.map((entry) => [
    join(entry.parentPath, entry.name).slice(folder.length + 1),
    readFileSync(join(entry.parentPath, entry.name), 'utf8'),
  ]);
  const read = loadPlanPack(Object.fromEntries(texts));
  if (!read.ok) throw new Error(JSON.stringify(read.problems, null, 2));
  return read.pack;
}

beforeAll(async () => {
  test = await createTestDatabase();
  pack = readPack();
  await loadPlan(test.db, testActor, pack);
  await loadPopulation(test.db, testActor, population);
  now = await settledInstant(test.db, district);
});
afterAll(() => test?.drop());

function momentOf(asOf: string, knownOn: string | null): Moment {
  return {
    district,
    plan: { start: pack.plan.period.start, end: pack.plan.period.end, base: pack.plan.base_day },
    asOf,
    knownOn: knownOn ?? now,
  };
}

function measures() {
  return pack.targets
    .flatMap((target) => [target, ...target.companions])
    .filter((target) => isComputed(target.measure));
}

describe('the indicators over a simulated district', () => {
  it.each(population.truth.views.map((view) => [view.asOf, view.knownOn ?? 'today', view] as const))(
    'are exactly the simulation’s own truth as of %s as known on %s, for every town and period',
    async (asOf, _knownOn, view) => {
      const moment = momentOf(asOf, view.knownOn);
      const differences: unknown[] = [];
      let checked = 0;
      for (const { id, measure } of measures()) {
        const values = rollUp(measure, await countCells(test.db, measure, moment), towns, moment);
        const byKey = new Map(
          values.map((value): [string, Value] => [`${value.town} ${value.period}`, value]),
        );
        for (const cell of view.targets[id] ?? []) {
          const value = byKey.get(`${cell.town} ${cell.period}`)?.value ?? null;
          const same =
            cell.value === null
              ? value === null || cell.denominator === 0
              : value !== null && Math.abs(Number(value) - cell.value) < 1e-9;
          checked++;
          if (!same) differences.push({ id, ...cell, value });
        }
      }
      expect(differences.slice(0, 10)).toEqual([]);
      expect(checked).toBeGreaterThan(3000);
    },
  );

  it('hold a truth for every target that the registry counts', () => {
    // whom policies reached is held to hand-made answers beside the policies (coverage.test.ts)
    const counted = pack.targets
      .filter(({ measure }) => isComputed(measure) && !('coverage' in measure))
      .map((target) => target.id);
    expect(counted.length).toBeGreaterThanOrEqual(21);
    expect(counted.filter((id) => population.truth.views[0]!.targets[id] === undefined)).toEqual([]);
  });
});

describe('a number and its list', () => {
  it('are the same rows, for every measure, in the district, a town and a year', async () => {
    const moment = momentOf('2020-12-31', null);
    for (const { id, measure } of measures()) {
      for (const slice of [{}, { town: towns[0]! }, { year: 2019 }, { town: 'none' }]) {
        const values = rollUp(measure, await countCells(test.db, measure, moment), towns, moment);
        const stored = values.find(
          (value) => value.town === (slice.town ?? '') && value.period === String(slice.year ?? 'total'),
        );
        const numerator = await countBehind(test.db, measure, moment, { part: 'numerator', ...slice });
        const listed = await listBehind(
          test.db,
          measure,
          moment,
          { part: 'numerator', ...slice },
          { limit: 100_000, offset: 0 },
        );
        expect({ id, slice, rows: listed.length }).toEqual({ id, slice, rows: numerator!.total });
        if (stored?.numerator != null)
          expect({ id, slice, value: Number(numerator!.value) }).toEqual({
            id,
            slice,
            value: Number(stored.numerator),
          });
        const inAll = await countBehind(test.db, measure, moment, { part: 'denominator', ...slice });
        if (stored?.denominator != null)
          expect({ id, slice, value: Number(inAll!.value) }).toEqual({
            id,
            slice,
            value: Number(stored.denominator),
          });
      }
    }
  });

  it('page without a row twice or missing', async () => {
    const { measure } = measures().find((target) => target.id === '2.1.a')!;
    const moment = momentOf('2020-12-31', null);
    const all = await listBehind(
      test.db,
      measure,
      moment,
      { part: 'numerator' },
      { limit: 100_000, offset: 0 },
    );
    const paged = [];
    for (let offset = 0; offset < all.length; offset += 97)
      paged.push(
        ...(await listBehind(test.db, measure, moment, { part: 'numerator' }, { limit: 97, offset })),
      );
    expect(paged.map((row) => row.id)).toEqual(all.map((row) => row.id));
  });
});
