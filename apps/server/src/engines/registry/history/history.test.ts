import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inTransaction, rows, sql } from '../../../platform/db/index.ts';
import { AppError } from '../../../platform/errors/index.ts';
import { createTestDatabase, type TestDatabase, testActor } from '../../../platform/testing/index.ts';
import { settledInstant } from '../knowledge.ts';
import { getEntityPage } from '../page/entity-page.ts';
import { knownRows } from '../relations.ts';
import type { Act } from './act.ts';
import { changeEntity } from './change.ts';
import { correctEntity } from './correct.ts';
import { registerEntity } from './register.ts';
import { findOpenVersions } from './versions.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const district = testActor.district;
const act: Act = { actor: testActor, reason: '测试' };

/**
 * The oracle: a line of days, and on each what we now believe; a photograph of it for each instant.
 * It knows nothing of versions, so it cannot share their mistakes.
 */
type Belief = {
  readonly name: string;
  readonly town: string | null;
  readonly phone: string | null;
};
type Field = keyof Belief;
type Line = (Belief | null)[];

const length = 16;
const dayOf = (index: number) => `2018-01-${String(index + 1).padStart(2, '0')}`;

function believeChange(line: Line, from: number, stated: Partial<Belief>): Line {
  const changed = line.map((belief) => belief && { ...belief });
  for (const field of Object.keys(stated) as Field[]) {
    const old = line[from]![field];
    for (let day = from; day < length && line[day]?.[field] === old; day++)
      Object.assign(changed[day]!, { [field]: stated[field] });
  }
  return changed;
}

function believeCorrection(line: Line, from: number, to: number, stated: Partial<Belief>): Line {
  return line.map((belief, day) => (belief && day >= from && day < to ? { ...belief, ...stated } : belief));
}

/** The days from the old start to the new one take over what holds on the other side of it. */
function believeStart(line: Line, from: number, start: number): Line {
  const before = line[from - 1] ?? null;
  const own = line[from]!;
  return line.map((belief, day) => {
    if (day >= start && day < from) return own;
    if (day >= from && day < start) return before;
    return belief;
  });
}

const statedArbitrary = fc
  .record(
    {
      name: fc.constantFrom('甲', '乙', '丙'),
      town: fc.constantFrom('331004001', '331004002', null),
      phone: fc.constantFrom('1', '2', null),
    },
    { requiredKeys: [] },
  )
  .filter((stated) => Object.keys(stated).length > 0);
const actArbitrary = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('change' as const),
      day: fc.nat(length - 1),
      stated: statedArbitrary,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('correct' as const),
      pick: fc.nat(20),
      stated: statedArbitrary,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('move' as const),
      pick: fc.nat(20),
      start: fc.nat(length - 1),
    }),
  },
);
type AnyAct = typeof actArbitrary extends fc.Arbitrary<infer A> ? A : never;

async function register(start: number): Promise<string> {
  const { entityId } = await inTransaction(database.db, (tx) =>
    registerEntity(tx, act, {
      validFrom: dayOf(start),
      fields: {
        name: '甲',
        category: 'enterprise',
        status: 'active',
        town: '331004001',
        phone: null,
      },
    }),
  );
  return entityId;
}

const indexOf = (day: string) => (day === 'infinity' ? length : Number(day.slice(8)) - 1);

/** Does one act on both sides; returns what the oracle then believes. */
async function doBoth(entityId: string, line: Line, one: AnyAct): Promise<Line> {
  const versions = await findOpenVersions(database.db, district, entityId);
  if (one.kind === 'change') {
    const doing = inTransaction(database.db, (tx) =>
      changeEntity(tx, act, {
        entityId,
        effectiveOn: dayOf(one.day),
        fields: one.stated,
        basedOn: versions.at(-1)!.versionId,
      }),
    );
    if (line[one.day] === null) {
      await expect(doing).rejects.toMatchObject({ code: 'registry.before_first_version' });
      return line;
    }
    await doing;
    return believeChange(line, one.day, one.stated);
  }
  const version = versions[one.pick % versions.length]!;
  const [from, to] = [indexOf(version.validFrom), indexOf(version.validTo)];
  if (one.kind === 'correct') {
    await inTransaction(database.db, (tx) =>
      correctEntity(tx, act, { entityId, versionId: version.versionId, fields: one.stated }),
    );
    return believeCorrection(line, from, to, one.stated);
  }
  const previous = versions[versions.indexOf(version) - 1];
  const impossible =
    (previous && one.start <= indexOf(previous.validFrom)) ||
    one.start >= (version.validTo === 'infinity' ? Infinity : to);
  const moving = inTransaction(database.db, (tx) =>
    correctEntity(tx, act, {
      entityId,
      versionId: version.versionId,
      fields: {},
      validFrom: dayOf(one.start),
    }),
  );
  if (impossible) {
    await expect(moving).rejects.toMatchObject({ code: 'registry.start_not_movable' });
    return line;
  }
  await moving;
  return believeStart(line, from, one.start);
}

/** What the tables answer for every day as known on an instant. Two versions on one day would give two rows. */
async function answers(entityId: string, knownOn: string): Promise<Line> {
  const found = await rows<Belief & { day: number }>(
    database.db,
    sql`select day, name, town, phone from generate_series(0, ${length - 1}::int) day
        join registry.entity_version v on v.valid_from <= date '2018-01-01' + day and v.valid_to > date '2018-01-01' + day
          and ${knownRows('v', { district, knownOn })} and v.entity_id = ${entityId}`,
  );
  const line: Line = Array.from({ length }, () => null);
  for (const { day, name, town, phone } of found) {
    expect(line[day], `two versions on ${dayOf(day)}`).toBeNull();
    line[day] = { name, town, phone };
  }
  return line;
}

test('every day as known on every instant answers what the oracle says, whatever was done afterwards', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 8 }),
      fc.array(actArbitrary, { minLength: 1, maxLength: 10 }),
      async (start, acts) => {
        const entityId = await register(start);
        let line: Line = Array.from({ length }, (_, day) =>
          day < start ? null : { name: '甲', town: '331004001', phone: null },
        );
        const photographs: { at: string; line: Line }[] = [
          { at: await settledInstant(database.db, district), line },
        ];
        for (const one of acts) {
          line = await doBoth(entityId, line, one);
          photographs.push({ at: await settledInstant(database.db, district), line });
          const open = await findOpenVersions(database.db, district, entityId);
          for (const [index, version] of open.entries())
            expect(version.validTo).toBe(open[index + 1]?.validFrom ?? 'infinity');
        }
        for (const { at, line: believed } of photographs)
          expect(await answers(entityId, at)).toEqual(believed);
      },
    ),
    { numRuns: 60 },
  );
});

test('the page shows what was known then, and now, and every version ever recorded', async () => {
  const entityId = await register(0);
  const before = await settledInstant(database.db, district);
  const [first] = await findOpenVersions(database.db, district, entityId);
  await inTransaction(database.db, (tx) =>
    changeEntity(tx, act, {
      entityId,
      effectiveOn: dayOf(5),
      fields: { name: '乙' },
      basedOn: first!.versionId,
    }),
  );
  const after = await settledInstant(database.db, district);
  const page = (knownOn: string, asOf: string) =>
    getEntityPage(database.db, testActor, { district, entityId, asOf, knownOn });
  expect((await page(before, dayOf(9))).current?.fields.name).toBe('甲');
  const now = await page(after, dayOf(9));
  expect(now.current).toMatchObject({ act: 'change', fields: { name: '乙' }, validFrom: dayOf(5) });
  expect((await page(after, dayOf(2))).current).toMatchObject({
    act: 'registration',
    validTo: dayOf(5),
  });
  expect(now.versions.map(({ act, recordedTo }) => [act, recordedTo === null])).toEqual([
    ['change', true],
    ['registration', true],
    ['registration', false],
  ]);
  expect(now.populations.map(({ population, value }) => [population, value])).toEqual([
    ['plan', 'in'],
    ['statistics', 'unknown'],
    ['tax', 'unknown'],
    ['bank', 'unknown'],
  ]);
});

test('a write based on a superseded version is refused and says who, when and why; its own repetition is answered', async () => {
  const entityId = await register(0);
  const [seen] = await findOpenVersions(database.db, district, entityId);
  const change = (fields: Record<string, string>, reason: string) =>
    inTransaction(database.db, (tx) =>
      changeEntity(
        tx,
        { ...act, reason },
        { entityId, effectiveOn: dayOf(3), fields, basedOn: seen!.versionId },
      ),
    );
  const { versionId } = await change({ name: '乙' }, '更名');
  expect(await change({ name: '乙' }, '更名')).toEqual({ versionId });
  const refused = await change({ name: '丙' }, '又更名').catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(AppError);
  expect(refused).toMatchObject({ code: 'registry.superseded', status: 409 });
  expect((refused as AppError).words.zh).toContain('测试员');
  expect((refused as AppError).words.zh).toContain('更名');
  expect(await findOpenVersions(database.db, district, entityId)).toHaveLength(2);
});

test('of two people who write at once on the same version, one is refused', async () => {
  const entityId = await register(0);
  const [seen] = await findOpenVersions(database.db, district, entityId);
  const outcomes = await Promise.allSettled(
    ['乙', '丙'].map((name) =>
      inTransaction(database.db, (tx) =>
        correctEntity(tx, act, { entityId, versionId: seen!.versionId, fields: { name } }),
      ),
    ),
  );
  expect(outcomes.map((each) => each.status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await findOpenVersions(database.db, district, entityId)).toHaveLength(1);
});

test('what a person states is refused field by field, in the catalogue’s names', async () => {
  const refused = await inTransaction(database.db, (tx) =>
    registerEntity(tx, act, {
      validFrom: '2018-02-30',
      fields: {
        name: '  ',
        category: 'firm',
        status: 'active',
        town: '331003001',
        colour: 'red',
        capital: '12万',
        established_on: '2018-02-30',
      },
    }),
  ).catch((error: unknown) => error);
  expect(refused).toMatchObject({ code: 'registry.fields_invalid', status: 400 });
  expect((refused as AppError).problems?.map((problem) => problem.path).sort()).toEqual([
    'fields.capital',
    'fields.category',
    'fields.colour',
    'fields.established_on',
    'fields.name',
    'fields.town',
  ]);
});

test('a code that another entity holds is refused with its name', async () => {
  const give = (name: string) =>
    inTransaction(database.db, (tx) =>
      registerEntity(tx, act, {
        validFrom: '2018-01-01',
        fields: {
          name,
          category: 'enterprise',
          status: 'active',
          credit_code: '91331021148340431N',
        },
      }),
    );
  const outcomes = await Promise.allSettled([give('甲厂'), give('乙厂')]);
  const refused = outcomes.find((each) => each.status === 'rejected');
  expect(refused?.reason).toMatchObject({ code: 'registry.code_taken', status: 409 });
  expect(outcomes.filter((each) => each.status === 'fulfilled')).toHaveLength(1);
});

test('a day that has not come is refused', async () => {
  const entityId = await register(0);
  const [seen] = await findOpenVersions(database.db, district, entityId);
  const change = inTransaction(database.db, (tx) =>
    changeEntity(tx, act, {
      entityId,
      effectiveOn: '2999-01-01',
      fields: { name: '乙' },
      basedOn: seen!.versionId,
    }),
  );
  await expect(change).rejects.toMatchObject({ code: 'registry.in_the_future' });
});
