import { join } from 'node:path';
import { simulateDistrict } from '@miaopu/simulator';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTransaction, rows, sql, type Tx } from '../../platform/db/index.ts';
import { createTestDatabase, type TestDatabase, testActor } from '../../platform/testing/index.ts';
import { readPackFolder } from '../plan/index.ts';
import {
  changeEntity,
  correctFact,
  endDesignation,
  loadPopulation,
  mergeEntities,
  recordDesignation,
  recordFact,
  registerEntity,
  withdrawFact,
} from '../registry/index.ts';
import { standingList } from './aggregate.ts';
import { getLibrary } from './library.ts';
import { loadLibrary } from './load-library.ts';
import { type Refreshed, refreshStandings } from './standings.ts';
import { dependenciesOf, usesOf } from './uses.ts';

const { district } = testActor;
const day = '2020-12-31';
const act = { actor: testActor, reason: '测试' };

let test: TestDatabase;
let entities: string[];
beforeAll(async () => {
  test = await createTestDatabase();
  await loadLibrary(
    test.db,
    testActor,
    await readPackFolder(join(import.meta.dirname, '../../../../../policies')),
  );
  await loadPopulation(test.db, testActor, simulateDistrict({ seed: 11, enterprises: 150, district }));
  await refreshStandings(test.db, district, day);
  const found = await rows<{ id: string }>(
    test.db,
    sql`select entity_id as id from registry.entity_version where district = ${district} and recorded_to = 'infinity' and category = 'enterprise'
        group by 1 order by 1 limit 40`,
  );
  entities = found.map(({ id }) => id);
});
afterAll(() => test?.drop());

const inTx = <T>(work: (tx: Tx) => Promise<T>) => inTransaction(test.db, work);
const kept = () =>
  rows(
    test.db,
    sql`select policy_id, entity_id, standing, trim_scale(amount) as amount from policies.standing where district = ${district} order by policy_id, entity_id`,
  );
const fresh = async (knownOn: string) => {
  const library = await getLibrary(test.db, district);
  return rows(
    test.db,
    sql`select policy_id, entity_id, standing, trim_scale(amount::numeric(20, 2)) as amount
        from (${standingList(library.onDay(day), { district, asOf: day, knownOn })}) standing
        where standing in ('met', 'nearly', 'manual', 'unknown') order by policy_id, entity_id`,
  );
};
const counts = () =>
  rows(
    test.db,
    sql`select policy_id, met, nearly, manual, unknown, trim_scale(amount) as amount from policies.evaluation where district = ${district} order by policy_id`,
  );
const counted = () =>
  rows(
    test.db,
    sql`select policy_id, count(*) filter (where standing = 'met') as met, count(*) filter (where standing = 'nearly') as nearly,
               count(*) filter (where standing = 'manual') as manual, count(*) filter (where standing = 'unknown') as unknown,
               trim_scale(coalesce(sum(standing.amount) filter (where standing = 'met'), 0)) as amount
        from policies.evaluation left join policies.standing using (district, policy_id) where district = ${district} group by policy_id order by policy_id`,
  );

/** One act on the registry; those that the registry refuses (a figure that is there, a title twice) change nothing. */
type Deed = (tx: Tx) => Promise<unknown>;
const fields = [
  'taxable_income',
  'average_employees',
  'average_assets',
  'revenue',
  'rd_expense',
  'technical_staff',
  'loan_balance',
];
const entity = fc.nat({ max: 39 });
const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc
    .record({
      entity,
      field: fc.constantFrom(...fields),
      period: fc.constantFrom('2020', '2020Q3', '2019', '2016'),
      value: fc.constantFrom('0', '100', '2000000', '900000000'),
    })
    .map(
      ({ entity, ...fact }): Deed =>
        async (tx) => {
          const key = { entityId: entities[entity]!, field: fact.field, period: fact.period };
          const [known] = await rows<{ value: string }>(
            tx,
            sql`select value::text as value from registry.fact where district = ${district} and entity_id = ${key.entityId} and field = ${key.field}
              and period = ${key.period} and recorded_to = 'infinity'`,
          );
          if (known === undefined) return recordFact(tx, act, { ...key, value: fact.value });
          return fact.value === '0'
            ? withdrawFact(tx, act, { ...key, was: known.value })
            : correctFact(tx, act, { ...key, value: fact.value, was: known.value });
        },
    ),
  fc
    .record({
      entity,
      title: fc.constantFrom(
        'high_technology' as const,
        'small_scale_taxpayer' as const,
        'serious_dishonesty' as const,
        'made_in_zhejiang' as const,
      ),
    })
    .map(
      ({ entity, title }): Deed =>
        async (tx) => {
          const entityId = entities[entity]!;
          const [held] = await rows<{ designation_id: string; recorded_from: string; valid_from: string }>(
            tx,
            sql`select designation_id, recorded_from, valid_from from registry.designation where district = ${district} and entity_id = ${entityId} and title = ${title}
              and recorded_to = 'infinity' and valid_to = 'infinity'`,
          );
          if (held === undefined)
            return recordDesignation(tx, act, { entityId, title, validFrom: '2020-07-01' });
          return endDesignation(tx, act, {
            designationId: held.designation_id,
            basedOn: held.recorded_from,
            on: '2020-12-01',
          });
        },
    ),
  fc
    .record({
      entity,
      field: fc.constantFrom('industry', 'status', 'category', 'legal_form', 'phone'),
      on: fc.constantFrom('2020-06-01', '2021-01-01'),
    })
    .map(
      ({ entity, field, on }): Deed =>
        async (tx) => {
          const values = {
            industry: ['6510', '1620'],
            status: ['deregistered', 'active'],
            category: ['individual', 'enterprise'],
            legal_form: ['partnership', 'company'],
            phone: ['13800000000', '13900000000'],
          };
          const [version] = await rows<Record<string, string>>(
            tx,
            sql`select * from registry.entity_version where district = ${district} and entity_id = ${entities[entity]!} and recorded_to = 'infinity'
              and valid_from <= ${on} and valid_to > ${on}`,
          );
          if (version === undefined) return undefined;
          const [one, other] = values[field as keyof typeof values] as [string, string];
          return changeEntity(tx, act, {
            entityId: entities[entity]!,
            effectiveOn: on,
            fields: { [field]: version[field] === one ? other : one },
            basedOn: version.version_id!,
          });
        },
    ),
  fc.constant<Deed>((tx) =>
    registerEntity(tx, act, {
      validFrom: '2019-03-01',
      fields: { name: '新厂', category: 'enterprise', status: 'active', industry: '3311' },
    }),
  ),
  fc.record({ keep: entity, absorb: entity }).map(
    ({ keep, absorb }): Deed =>
      (tx) =>
        mergeEntities(tx, act, { keep: entities[keep]!, absorb: entities[absorb]! }),
  ),
);

describe('the standings that are kept', () => {
  it('are, after any acts on the registry, those of a full matching, and so are their counts', async () => {
    let [asked, possible] = [0, 0];
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 1, maxLength: 6 }), async (deeds) => {
        // what the registry refuses changes nothing, which is a sequence as good as another
        for (const one of deeds) await inTx(one).catch(refusedOnly);
        const done = await refreshStandings(test.db, district, day);
        expect(done.full).toEqual([]);
        expect(await kept()).toEqual(await fresh(done.knownOn));
        expect(await counts()).toEqual(await counted());
        asked += done.evaluations;
        possible += deeds.length * (await getLibrary(test.db, district)).onDay(day).length;
      }),
      { numRuns: 25 },
    );
    expect(asked).toBeGreaterThan(0);
    // an act concerns few policies: a registered or merged entity all of them, a figure those that name it
    expect(asked).toBeLessThan(possible * 0.8);
  }, 300_000);

  it('are asked again only where rules name what changed', async () => {
    const library = await getLibrary(test.db, district);
    const naming = (what: string) =>
      library
        .onDay(day)
        .filter((policy) => dependenciesOf(usesOf([policy]), day).has(what))
        .map(({ policy }) => policy.id);
    const record = (field: string, period: string): Promise<Refreshed> =>
      inTx((tx) =>
        registerEntity(tx, act, {
          validFrom: '2019-03-01',
          fields: { name: '甲', category: 'enterprise', status: 'active' },
        }),
      ).then(async ({ entityId }) => {
        await refreshStandings(test.db, district, day);
        await inTx((tx) => recordFact(tx, act, { entityId, field, period, value: '12345' }));
        return refreshStandings(test.db, district, day);
      });
    const income = naming('fact.taxable_income@2020');
    expect(income.length).toBeGreaterThan(0);
    expect(income.length).toBeLessThan(library.onDay(day).length / 2);
    expect(await record('taxable_income', '2020')).toMatchObject({
      again: income,
      evaluations: income.length,
      full: [],
    });
    expect(await record('taxable_income', '2011')).toMatchObject({ again: [], evaluations: 0 });
    expect(await refreshStandings(test.db, district, day)).toMatchObject({
      again: [],
      evaluations: 0,
      full: [],
      notices: 0,
    });
  });

  it('tell an entity once that a policy newly fits it, and nobody when they are first made', async () => {
    const notices = () =>
      rows<{ policy_id: string; amount: string }>(
        test.db,
        sql`select policy_id, trim_scale(amount) as amount from policies.notice where entity_id = ${id} order by 1`,
      );
    const { entityId: id } = await inTx((tx) =>
      registerEntity(tx, act, {
        validFrom: '2019-03-01',
        fields: {
          name: '乙',
          category: 'enterprise',
          status: 'active',
          legal_form: 'company',
          industry: '3311',
        },
      }),
    );
    const facts = { taxable_income: '2000000', average_employees: '20', average_assets: '3000000' };
    await inTx(async (tx) => {
      for (const [field, value] of Object.entries(facts))
        await recordFact(tx, act, { entityId: id, field, period: '2020', value });
    });
    await refreshStandings(test.db, district, day);
    expect(await notices()).toContainEqual({ policy_id: 't03', amount: '350000' });
    const before = (await notices()).length;
    await inTx((tx) =>
      correctFact(tx, act, {
        entityId: id,
        field: 'taxable_income',
        period: '2020',
        value: '1000000',
        was: '2000000',
      }),
    );
    await refreshStandings(test.db, district, day);
    expect((await notices()).length).toBe(before);
    // the first standings of the district wrote none for the simulated entities
    const [first] = await rows<{ count: number }>(
      test.db,
      sql`select count(*)::int as count from policies.notice where written_at < (select min(recorded_at) from registry.source where district = ${district} and kind = 'person')`,
    );
    expect(first).toEqual({ count: 0 });
  });
});

function refusedOnly(error: { code?: string }): void {
  if (!String(error.code).startsWith('registry.')) throw error;
}
