import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inTransaction, rows, sql, type Tx } from '../../../platform/db/index.ts';
import { createTestDatabase, type TestDatabase, testActor } from '../../../platform/testing/index.ts';
import type { Act } from '../history/act.ts';
import { changeEntity } from '../history/change.ts';
import { recordDesignation } from '../history/designations.ts';
import { correctFact, recordFact } from '../history/facts.ts';
import { recordMilestone } from '../history/milestones.ts';
import { registerEntity } from '../history/register.ts';
import { findOpenVersions } from '../history/versions.ts';
import { settledInstant } from '../knowledge.ts';
import { knownRows } from '../relations.ts';
import { refreshSearch } from '../search/refresh.ts';
import { listDuplicates } from './duplicates.ts';
import { mergeEntities } from './merge.ts';
import { undoMerge } from './undo.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const district = testActor.district;
const act: Act = { actor: testActor, reason: '测试' };
const inTx = <T>(work: (tx: Tx) => Promise<T>) => inTransaction(database.db, work);

function register(validFrom: string, fields: Record<string, string | null> = {}): Promise<string> {
  return inTx(async (tx) => {
    const given = { name: '甲厂', category: 'enterprise', status: 'active', ...fields };
    return (await registerEntity(tx, act, { validFrom, fields: given })).entityId;
  });
}

/** All that is known about entities on an instant, without what an act leaves behind (numbers, instants, its name and reason). */
async function knownAbout(ids: readonly string[], knownOn: string) {
  const known = (table: string, columns: string) =>
    rows(
      database.db,
      sql`select ${sql.raw(columns)} from ${sql.table(`registry.${table}`)} k
          where ${knownRows('k', { district, knownOn })} and entity_id = any(${[...ids]}::bigint[])
          order by ${sql.raw(columns.replace(', detail', ''))}`,
    );
  return {
    versions: await known(
      'entity_version',
      'entity_id, valid_from, valid_to, name, credit_code, registration_number, town, source_id, evidence',
    ),
    facts: await known('fact', 'entity_id, field, period, value, source_id'),
    milestones: await known(
      'milestone',
      'entity_id, milestone_id, kind, happened_on, related_entity_id, source_id, detail',
    ),
    designations: await known(
      'designation',
      'entity_id, designation_id, title, level, valid_from, valid_to, source_id, detail',
    ),
  };
}

const now = () => settledInstant(database.db, district);
const day = (index: number) => `2018-0${1 + (index % 9)}-01`;

type Story = {
  readonly start: number;
  readonly names: readonly number[];
  readonly facts: readonly (readonly [number, number])[];
  readonly milestones: readonly (readonly [number, number])[];
  readonly titles: readonly (readonly [number, number])[];
};
const storyArbitrary: fc.Arbitrary<Story> = fc.record({
  start: fc.nat(8),
  names: fc.array(fc.nat(8), { maxLength: 2 }),
  facts: fc.array(fc.tuple(fc.nat(2), fc.nat(2)), { maxLength: 4 }),
  milestones: fc.array(fc.tuple(fc.nat(2), fc.nat(3)), { maxLength: 3 }),
  titles: fc.array(fc.tuple(fc.nat(1), fc.nat(3)), { maxLength: 2 }),
});

/** Lives a story; what the registry refuses (a day before the start, a figure twice) is left out. */
async function live(story: Story, code: Record<string, string>): Promise<string> {
  const entityId = await register(day(story.start), code);
  const tryTo = (work: (tx: Tx) => Promise<unknown>) => inTx(work).catch(() => undefined);
  for (const index of story.names) {
    const versions = await findOpenVersions(database.db, district, entityId);
    const basedOn = versions.at(-1)!.versionId;
    await tryTo((tx) =>
      changeEntity(tx, act, {
        entityId,
        effectiveOn: day(index),
        fields: { name: `厂${index}` },
        basedOn,
      }),
    );
  }
  for (const [field, value] of story.facts)
    await tryTo((tx) =>
      recordFact(tx, act, {
        entityId,
        field: ['revenue', 'employees', 'tax'][field]!,
        period: '2018',
        value: String(value),
      }),
    );
  for (const [kind, on] of story.milestones)
    await tryTo((tx) =>
      recordMilestone(tx, act, {
        entityId,
        kind: (['established', 'listed', 'rose_above_size'] as const)[kind]!,
        happenedOn: day(on),
      }),
    );
  for (const [title, from] of story.titles)
    await tryTo((tx) =>
      recordDesignation(tx, act, {
        entityId,
        title: (['technology_sme', 'gazelle'] as const)[title]!,
        validFrom: day(from),
      }),
    );
  return entityId;
}

test('merging and undoing gives the same present, and what was known before stays known', async () => {
  let number = 0;
  await fc.assert(
    fc.asyncProperty(storyArbitrary, storyArbitrary, fc.boolean(), async (one, other, hasCode) => {
      number++;
      const keep = await live(one, {});
      const absorb = await live(
        other,
        hasCode ? { registration_number: `3310${String(number).padStart(9, '0')}` } : {},
      );
      const successor = await register('2018-10-01', { name: '后继公司' });
      await inTx((tx) =>
        recordMilestone(tx, act, {
          entityId: successor,
          kind: 'converted',
          happenedOn: '2018-10-01',
          relatedEntityId: absorb,
        }),
      );
      const all = [keep, absorb, successor];
      const beforeAt = await now();
      const before = await knownAbout(all, beforeAt);
      const { mergeId } = await inTx((tx) => mergeEntities(tx, act, { keep, absorb }));
      const mergedAt = await now();
      const merged = await knownAbout(all, mergedAt);
      await expectMerged(merged, keep, absorb, one, other);
      await inTx((tx) => undoMerge(tx, act, { mergeId }));
      expect(await knownAbout(all, await now())).toEqual(before);
      expect(await knownAbout(all, beforeAt)).toEqual(before);
      expect(await knownAbout(all, mergedAt)).toEqual(merged);
    }),
    { numRuns: 20 },
  );
});

async function expectMerged(
  merged: Awaited<ReturnType<typeof knownAbout>>,
  keep: string,
  absorb: string,
  one: Story,
  other: Story,
): Promise<void> {
  for (const table of Object.values(merged) as { entity_id: string }[][])
    expect(table.filter((row) => row.entity_id === absorb)).toEqual([]);
  const versions = await findOpenVersions(database.db, district, keep);
  expect(versions[0]!.validFrom).toBe(day(Math.min(one.start, other.start)));
  for (const [index, version] of versions.entries())
    expect(version.validTo).toBe(versions[index + 1]?.validFrom ?? 'infinity');
  const kinds = (merged.milestones as { entity_id: string; kind: string }[]).filter(
    (row) => row.entity_id === keep && row.kind === 'established',
  );
  expect(kinds.length).toBeLessThanOrEqual(
    Math.max(
      one.milestones.filter(([kind]) => kind === 0).length,
      other.milestones.filter(([kind]) => kind === 0).length,
    ),
  );
  const pointers = merged.milestones as { kind: string; related_entity_id: string | null }[];
  expect(pointers.find((row) => row.kind === 'converted')?.related_entity_id).toBe(keep);
}

test('what was corrected or added since a merge stays right when it is undone', async () => {
  const keep = await register('2018-03-01');
  const absorb = await register('2018-01-01', { registration_number: '3310999999999' });
  const figure = {
    entityId: absorb,
    field: 'revenue',
    period: '2018',
    value: '100',
  };
  await inTx((tx) => recordFact(tx, act, figure));
  const { mergeId } = await inTx((tx) => mergeEntities(tx, act, { keep, absorb }));
  const versions = await findOpenVersions(database.db, district, keep);
  expect(versions.map((version) => version.validFrom)).toEqual(['2018-01-01', '2018-03-01']);
  expect(versions.at(-1)!.fields.registration_number).toBe('3310999999999');
  await inTx((tx) =>
    changeEntity(tx, act, {
      entityId: keep,
      effectiveOn: '2018-06-01',
      fields: { name: '新名厂' },
      basedOn: versions.at(-1)!.versionId,
    }),
  );
  await inTx((tx) => correctFact(tx, act, { ...figure, entityId: keep, value: '200', was: '100' }));
  await inTx((tx) => recordFact(tx, act, { ...figure, entityId: keep, field: 'tax', value: '7' }));
  await inTx((tx) => undoMerge(tx, act, { mergeId }));
  const open = await findOpenVersions(database.db, district, keep);
  expect(open.map(({ validFrom, fields }) => [validFrom, fields.name, fields.registration_number])).toEqual([
    ['2018-03-01', '甲厂', null],
    ['2018-06-01', '新名厂', null],
  ]);
  const { facts } = await knownAbout([keep, absorb], await now());
  expect(facts).toMatchObject([
    { entity_id: keep, field: 'tax', value: '7.0000' },
    { entity_id: absorb, field: 'revenue', value: '200.0000' },
  ]);
});

test('an entity and its predecessor are never merged, an absorbed one is told where it went', async () => {
  const individual = await register('2018-01-01', { category: 'individual' });
  const company = await register('2018-05-01');
  const third = await register('2018-05-01');
  await inTx((tx) =>
    recordMilestone(tx, act, {
      entityId: company,
      kind: 'converted',
      happenedOn: '2018-05-01',
      relatedEntityId: individual,
    }),
  );
  const merge = (keep: string, absorb: string) => inTx((tx) => mergeEntities(tx, act, { keep, absorb }));
  await expect(merge(company, individual)).rejects.toMatchObject({
    code: 'registry.merge_linked',
    status: 409,
  });
  await expect(merge(company, company)).rejects.toMatchObject({ code: 'registry.merge_itself' });
  const first = await merge(company, third);
  await expect(merge(individual, third)).rejects.toMatchObject({
    code: 'registry.entity_absorbed',
    status: 409,
  });
  const second = await merge(await register('2018-05-01'), company);
  await expect(inTx((tx) => undoMerge(tx, act, first))).rejects.toMatchObject({
    code: 'registry.merge_built_upon',
  });
  await inTx((tx) => undoMerge(tx, act, second));
  await inTx((tx) => undoMerge(tx, act, first));
  await expect(inTx((tx) => undoMerge(tx, act, { mergeId: '1' }))).rejects.toMatchObject({
    code: 'registry.merge_not_found',
  });
});

test('duplicates are found by code, by the organisation code inside it, and by name with address, but not a predecessor', async () => {
  const own = await createTestDatabase();
  try {
    const insert = (
      id: number,
      name: string,
      code: string | null,
      old: string | null,
      address: string,
    ) => sql`
      insert into registry.entity_version (district, entity_id, valid_from, recorded_from, act, source_id, name, credit_code, registration_number, category, status, address)
      values (${district}, ${id}, '2018-01-01', now(), 'registration', 1, ${name}, ${code}, ${old}, 'enterprise', 'active', ${address})`;
    await sql`insert into registry.source (district, source_id, kind, name) values (${district}, 1, 'import', 'file')`.execute(
      own.db.query,
    );
    const given: [number, string, string | null, string | null, string][] = [
      [1, '甲', '91331004148340431N', null, 'A'],
      [2, '甲分', '91331004148340431N', null, 'B'],
      [3, '乙', null, '14834043-1', 'C'],
      [4, '丙 公司', null, null, '路桥街道1号'],
      [5, '丙公司', null, null, '路桥街道 1号'],
      [6, '丙公司', null, null, '路桥街道2号'],
      [7, '丁', null, '331004000001234', 'D'],
      [8, '戊', null, '331004000001234', 'E'],
      [9, '己', null, null, 'F'],
      [10, '己', null, null, 'F'],
    ];
    for (const row of given) await insert(...row).execute(own.db.query);
    await sql`insert into registry.milestone (district, entity_id, kind, happened_on, related_entity_id, source_id, recorded_from)
              values (${district}, 10, 'converted', '2018-02-01', 9, 1, now())`.execute(own.db.query);
    await refreshSearch(own.db, district, 'all');
    const found = await listDuplicates(own.db, district, { limit: 10, offset: 0 });
    expect(found.rows.map((pair) => [pair.first.id, pair.second.id, pair.because])).toEqual([
      ['1', '2', 'credit_code'],
      ['1', '3', 'registration_number'],
      ['7', '8', 'registration_number'],
      ['4', '5', 'name_and_address'],
    ]);
    expect(found.total).toBe(4);
    expect(await listDuplicates(own.db, district, { limit: 10, offset: 50 })).toEqual({
      total: 4,
      rows: [],
    });
  } finally {
    await own.drop();
  }
});
