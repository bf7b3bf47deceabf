import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../../platform/access/index.ts';
import { inTransaction, rows, sql, type Tx } from '../../../platform/db/index.ts';
import { createTestDatabase, type TestDatabase, testActor } from '../../../platform/testing/index.ts';
import { settledInstant } from '../knowledge.ts';
import { getEntityPage } from '../page/entity-page.ts';
import { openPersonal } from '../page/personal.ts';
import { knownRows } from '../relations.ts';
import type { Act } from './act.ts';
import { changeEntity } from './change.ts';
import {
  correctDesignation,
  endDesignation,
  recordDesignation,
  withdrawDesignation,
} from './designations.ts';
import { correctFact, recordFact, withdrawFact } from './facts.ts';
import { correctMilestone, recordMilestone, withdrawMilestone } from './milestones.ts';
import { registerEntity } from './register.ts';
import { findOpenVersions } from './versions.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const district = testActor.district;
const act: Act = { actor: testActor, reason: '测试' };
const inTx = <T>(work: (tx: Tx) => Promise<T>) => inTransaction(database.db, work);
const register = () =>
  inTx(
    async (tx) =>
      (
        await registerEntity(tx, act, {
          validFrom: '2018-01-01',
          fields: { name: '甲厂', category: 'enterprise', status: 'active' },
        })
      ).entityId,
  );
const page = async (entityId: string) =>
  getEntityPage(database.db, testActor, {
    district,
    entityId,
    asOf: '2018-12-31',
    knownOn: await settledInstant(database.db, district),
  });

const factActs = fc.array(
  fc.record({
    kind: fc.constantFrom('record' as const, 'correct' as const, 'withdraw' as const),
    period: fc.constantFrom('2018', '2018Q1'),
    value: fc.constantFrom('0', '1.5', '2'),
    was: fc.constantFrom('0', '1.50', '2'),
  }),
  { minLength: 1, maxLength: 8 },
);

test('figures as known on every instant are what was recorded by then, whatever came later', async () => {
  await fc.assert(
    fc.asyncProperty(factActs, async (acts) => {
      const entityId = await register();
      let believed: Readonly<Record<string, number>> = {};
      const photographs: { at: string; believed: Readonly<Record<string, number>> }[] = [];
      for (const { kind, period, value, was } of acts) {
        const key = { entityId, field: 'revenue', period };
        const known = believed[period];
        const doing = inTx<unknown>((tx) => {
          if (kind === 'record') return recordFact(tx, act, { ...key, value });
          if (kind === 'correct') return correctFact(tx, act, { ...key, value, was });
          return withdrawFact(tx, act, { ...key, was });
        });
        const refusal = refusalOf(kind, known, Number(value), Number(was));
        if (refusal !== undefined) await expect(doing).rejects.toMatchObject({ code: refusal });
        else {
          await doing;
          const { [period]: _, ...rest } = believed;
          believed = kind === 'withdraw' ? rest : { ...rest, [period]: Number(value) };
        }
        photographs.push({ at: await settledInstant(database.db, district), believed });
      }
      for (const photograph of photographs) {
        const found = await rows<{ period: string; value: string }>(
          database.db,
          sql`select period, value from registry.fact k where entity_id = ${entityId} and ${knownRows('k', { district, knownOn: photograph.at })}`,
        );
        expect(Object.fromEntries(found.map((row) => [row.period, Number(row.value)]))).toEqual(
          photograph.believed,
        );
        expect(new Set(found.map((row) => row.period)).size).toBe(found.length);
      }
    }),
    { numRuns: 25 },
  );
});

function refusalOf(
  kind: 'record' | 'correct' | 'withdraw',
  known: number | undefined,
  value: number,
  was: number,
): string | undefined {
  if (kind === 'record') return known === undefined || known === value ? undefined : 'registry.fact_exists';
  if (known === undefined) return 'registry.fact_not_found';
  if (kind === 'correct' && known === value) return undefined;
  return known === was ? undefined : 'registry.superseded';
}

test('an event repeated gets its own number, is corrected under it, and refuses a writer who saw the old one', async () => {
  const entityId = await register();
  const milestone = {
    entityId,
    kind: 'listed' as const,
    happenedOn: '2018-06-01',
    detail: { board: 'neeq' },
  };
  const { milestoneId } = await inTx((tx) => recordMilestone(tx, act, milestone));
  expect(await inTx((tx) => recordMilestone(tx, act, milestone))).toEqual({ milestoneId });
  const basedOn = (await page(entityId)).milestones[0]!.recordedFrom;
  const correct = (happenedOn: string) =>
    inTx((tx) => correctMilestone(tx, act, { milestoneId, basedOn, happenedOn }));
  await correct('2018-07-01');
  await expect(correct('2018-08-01')).rejects.toMatchObject({
    code: 'registry.superseded',
    status: 409,
  });
  const { milestones } = await page(entityId);
  expect(milestones.map((each) => [each.id, each.happenedOn, each.recordedTo === null])).toEqual([
    [milestoneId, '2018-07-01', true],
    [milestoneId, '2018-06-01', false],
  ]);
  await inTx((tx) => withdrawMilestone(tx, act, { milestoneId, basedOn: milestones[0]!.recordedFrom }));
  expect((await page(entityId)).milestones.every((each) => each.recordedTo !== null)).toBe(true);
  await expect(correct('2018-08-01')).rejects.toMatchObject({
    code: 'registry.record_not_found',
    status: 404,
  });
});

test('a title is held once at a time, ends on a day, and can be corrected and withdrawn', async () => {
  const entityId = await register();
  const title = { entityId, title: 'technology_sme' as const, validFrom: '2018-03-01' };
  const { designationId } = await inTx((tx) => recordDesignation(tx, act, title));
  expect(await inTx((tx) => recordDesignation(tx, act, title))).toEqual({ designationId });
  await expect(
    inTx((tx) => recordDesignation(tx, act, { ...title, validFrom: '2018-05-01' })),
  ).rejects.toMatchObject({ code: 'registry.designation_overlaps' });
  const seen = async () => (await page(entityId)).designations[0]!.recordedFrom;
  await inTx(async (tx) =>
    endDesignation(tx, act, { designationId, basedOn: await seen(), on: '2018-09-01' }),
  );
  await inTx((tx) => recordDesignation(tx, act, { ...title, validFrom: '2018-09-01' }));
  const held = (await page(entityId)).designations.filter((each) => each.recordedTo === null);
  expect(held.map((each) => [each.validFrom, each.validTo])).toEqual([
    ['2018-09-01', null],
    ['2018-03-01', '2018-09-01'],
  ]);
  const first = held.find((each) => each.id === designationId)!;
  await inTx((tx) =>
    correctDesignation(tx, act, { designationId, basedOn: first.recordedFrom, level: '省级' }),
  );
  const corrected = (await page(entityId)).designations.find((each) => each.level === '省级')!;
  await inTx((tx) => withdrawDesignation(tx, act, { designationId, basedOn: corrected.recordedFrom }));
  const open = (await page(entityId)).designations.filter((each) => each.recordedTo === null);
  expect(open.map((each) => each.validFrom)).toEqual(['2018-09-01']);
});

test('what a person states loses its derived mark, what they do not keeps it', async () => {
  const entityId = await register();
  await sql`insert into registry.entity_version
      (district, entity_id, valid_from, recorded_from, act, source_id, name, category, status, town, industry, derived)
    select district, entity_id + 1000000, valid_from, recorded_from, act, source_id, name, category, status, '331004001', '2929',
      '{"town": {"confidence": 0.9, "because": "村"}, "industry": {"confidence": 0.6, "because": "塑料"}}'
    from registry.entity_version where entity_id = ${entityId}`.execute(database.db.query);
  const derived = String(Number(entityId) + 1_000_000);
  const [seen] = await findOpenVersions(database.db, district, derived);
  // the same town, now said by a person
  await inTx((tx) =>
    changeEntity(tx, act, {
      entityId: derived,
      effectiveOn: '2018-06-01',
      fields: { town: '331004001' },
      basedOn: seen!.versionId,
    }),
  );
  const versions = await findOpenVersions(database.db, district, derived);
  expect(versions.map((version) => Object.keys(version.derived))).toEqual([
    ['town', 'industry'],
    ['industry'],
  ]);
});

test('while somebody writes, the settled instant stays before them, and waits for nobody', async () => {
  const entityId = await register();
  let settled = '';
  await inTx(async (tx) => {
    await recordFact(tx, act, { entityId, field: 'tax', period: '2018', value: '1' });
    settled = await settledInstant(database.db, district);
  });
  const [fact] = (await page(entityId)).facts;
  expect(Date.parse(settled)).toBeLessThan(Date.parse(fact!.recordedFrom));
  const after = await settledInstant(database.db, district);
  expect(Date.parse(after)).toBeGreaterThanOrEqual(Date.parse(fact!.recordedFrom));
});

test('what says something of a person is masked for everybody but the enterprise itself, and opened with a reason', async () => {
  const { entityId, versionId } = await inTx((tx) =>
    registerEntity(tx, act, {
      validFrom: '2018-01-01',
      fields: {
        name: '乙厂',
        category: 'enterprise',
        status: 'active',
        legal_representative: '张三丰',
        phone: '13812345678',
      },
    }),
  );
  const knownOn = await settledInstant(database.db, district);
  const query = { district, entityId, asOf: '2018-12-31', knownOn };
  const seenBy = async (reader: Actor) => {
    const { legal_representative: name, phone } = (await getEntityPage(database.db, reader, query)).current!
      .fields;
    return [name, phone];
  };
  expect(await seenBy(testActor)).toEqual(['张**', '138****5678']);
  const itself = {
    id: 'e',
    kind: 'enterprise',
    town: null,
    units: [],
    entity: entityId,
    name: { zh: '乙厂', en: '乙厂' },
  } as const;
  expect(await seenBy({ ...testActor, role: 'owner', organisation: itself })).toEqual([
    '张三丰',
    '13812345678',
  ]);

  const opening = { entityId, versionId, reason: '预约走访' };
  expect(await inTx((tx) => openPersonal(tx, testActor, opening))).toEqual({
    legal_representative: '张三丰',
    phone: '13812345678',
  });
  const lines = await rows<Record<string, unknown>>(
    database.owner,
    sql`select actor_id, record, reason, after from platform.audit_line where action = 'registry.personal.opened'`,
  );
  expect(lines).toEqual([
    {
      actor_id: testActor.id,
      record: `registry/entity/${entityId}`,
      reason: '预约走访',
      after: { versionId, opened: ['legal_representative', 'phone'] },
    },
  ]);
  await expect(
    inTx((tx) => openPersonal(tx, testActor, { ...opening, versionId: '1' })),
  ).rejects.toMatchObject({
    code: 'registry.entity_not_found',
  });
});
