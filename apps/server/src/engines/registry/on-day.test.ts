import { flowFacts } from '@miaopu/plan';
import { simulateDistrict } from '@miaopu/simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { firstRow, inTransaction, rows, sql } from '../../platform/db/index.ts';
import { createTestDatabase, type TestDatabase, testActor } from '../../platform/testing/index.ts';
import { changesBetween } from './changes.ts';
import { changeEntity } from './history/change.ts';
import { recordDesignation } from './history/designations.ts';
import { correctFact, recordFact, withdrawFact } from './history/facts.ts';
import { recordMilestone } from './history/milestones.ts';
import { registerEntity } from './history/register.ts';
import { newestYear, settledInstant } from './knowledge.ts';
import { loadPopulation } from './load.ts';
import { entitiesOn, joinFigures } from './on-day.ts';
import { joinEntity, joinFacts, type Knowledge, type OnlyEntities } from './relations.ts';

const { district } = testActor;
const titles = [
  'tax_registered',
  'technology_sme',
  'high_technology',
  'contract_credit',
  'contract_credit/A',
  'contract_credit/AA',
  'converted',
];
const fields = ['employees', 'revenue', 'tax', 'rd_expense'];
const act = { actor: testActor, reason: '测试' };

let test: TestDatabase;
let knowledge: Knowledge;
beforeAll(async () => {
  test = await createTestDatabase();
  await loadPopulation(test.db, testActor, simulateDistrict({ seed: 3, enterprises: 400, district }));
  knowledge = { district, knownOn: await settledInstant(test.db, district) };
});
afterAll(() => test?.drop());

/** How many rows one relation has that the other has not. */
async function differing(one: ReturnType<typeof sql>, other: ReturnType<typeof sql>): Promise<number[]> {
  const found = await firstRow<{ counts: number[] }>(
    test.db,
    sql`with one as (${one}), other as (${other})
        select array[(select count(*) from one), (select count(*) from (select * from one except all select * from other) a),
                     (select count(*) from (select * from other except all select * from one) b)]::int[] as counts`,
  );
  return found!.counts;
}

describe('the entities on one day', () => {
  it.each(['2018-06-30', '2019-12-31', '2020-12-31'])(
    'are those that are joined day by day, on %s',
    async (day) => {
      const columns = sql`e.entity_id, e.name, e.town, e.industry, e.above_size, e.in_plan_scope, e.titles`;
      const [count, ...differences] = await differing(
        sql`select ${columns} from ${entitiesOn(day, knowledge, { titles: ['above_designated_size', ...titles] })}`,
        sql`select ${columns} from (select ${day}::date as day) at
          ${joinEntity('e', null, sql`at.day`, knowledge, { titles: ['above_designated_size', ...titles] })}`,
      );
      expect(count).toBeGreaterThan(500);
      expect(differences).toEqual([0, 0]);
    },
  );

  it('hold a grade of a title, and an event that stays', async () => {
    const holding = async (held: string) => {
      const found = await firstRow<{ count: string }>(
        test.db,
        sql`select count(*) from ${entitiesOn('2020-12-31', knowledge, { titles })} where e.titles ? ${held}`,
      );
      return Number(found!.count);
    };
    const [any, a, aa, converted] = await Promise.all(titles.slice(3).map(holding));
    expect(a).toBeGreaterThan(0);
    expect(a! + aa!).toBeLessThanOrEqual(any!);
    expect(converted).toBeGreaterThan(0);
  });

  it('have the figures of a year that are joined year by year', async () => {
    const all = sql.join(fields.map((field) => sql.ref(`f.${field}`)));
    for (const year of ['2018', '2020']) {
      const entities = entitiesOn('2020-12-31', knowledge, { titles: [] });
      const [count, ...differences] = await differing(
        sql`select e.entity_id, ${all} from ${entities}
            ${joinFigures(sql`e.entity_id`, [{ alias: 'f', period: year, fields }], knowledge, flowFacts)}`,
        sql`select e.entity_id, ${all} from ${entities} ${joinFacts(sql`e.entity_id`, sql`${year}::text`, knowledge, fields, flowFacts)}`,
      );
      expect(count).toBeGreaterThan(500);
      expect(differences).toEqual([0, 0]);
    }
  });

  it('give one entity the same row as all of them', async () => {
    const chosen = await rows<{ id: string }>(
      test.db,
      sql`select entity_id as id from ${entitiesOn('2020-12-31', knowledge, { titles })} order by entity_id limit 20`,
    );
    const whole = (only?: OnlyEntities) => sql`
      select e.*, f.revenue, q.employees from ${entitiesOn('2020-12-31', knowledge, { titles }, only)}
      ${joinFigures(
        sql`e.entity_id`,
        [
          { alias: 'f', period: '2020', fields },
          { alias: 'q', period: '2020Q4', fields },
        ],
        knowledge,
        flowFacts,
        only,
      )}`;
    for (const { id } of chosen) {
      const [one] = await rows(
        test.db,
        whole((entityId) => sql`${entityId} = ${id}`),
      );
      const [among] = await rows(test.db, sql`select * from (${whole()}) every where entity_id = ${id}`);
      expect(one).toEqual(among);
    }
  });

  it('know the newest year that has a yearly figure', async () => {
    expect(await newestYear(test.db, district, 2025)).toBe(2020);
    expect(await newestYear(test.db, district, 2019)).toBe(2019);
    expect(await newestYear(test.db, '330000', 2025)).toBeUndefined();
    // a year of which nothing is known but what the catalogue does not count as a figure
    await sql`insert into registry.fact (district, field, period, entity_id, value, source_id, recorded_from)
              select district, 'no_figure', '2024', entity_id, value, source_id, recorded_from from registry.fact limit 1`.execute(
      test.db.query,
    );
    expect(await newestYear(test.db, district, 2025)).toBe(2020);
  });
});

describe('what the registry learned between two instants', () => {
  it('names each entity with the figures, titles and fields that changed, and nothing else', async () => {
    const register = (name: string) =>
      inTransaction(test.db, (tx) =>
        registerEntity(tx, act, {
          validFrom: '2018-01-01',
          fields: { name, category: 'enterprise', status: 'active', industry: '2911' },
        }),
      );
    const [changed, quiet] = [await register('甲厂'), await register('乙厂')];
    await inTransaction(test.db, (tx) =>
      recordFact(tx, act, { entityId: changed.entityId, field: 'revenue', period: '2019', value: '100' }),
    );
    const since = await settledInstant(test.db, district);
    await inTransaction(test.db, async (tx) => {
      const { entityId } = changed;
      await recordFact(tx, act, { entityId, field: 'tax', period: '2020Q1', value: '1' });
      await correctFact(tx, act, { entityId, field: 'revenue', period: '2019', value: '200', was: '100' });
      await recordDesignation(tx, act, { entityId, title: 'gazelle', validFrom: '2019-01-01' });
      await recordDesignation(tx, act, {
        entityId,
        title: 'contract_credit',
        level: 'AA',
        validFrom: '2019-01-01',
      });
      await recordMilestone(tx, act, { entityId, kind: 'converted', happenedOn: '2018-03-01' });
      await changeEntity(tx, act, {
        entityId,
        effectiveOn: '2019-01-01',
        fields: { industry: '5111' },
        basedOn: changed.versionId,
      });
    });
    const fresh = await register('丙厂');
    const middle = await settledInstant(test.db, district);
    await inTransaction(test.db, (tx) =>
      withdrawFact(tx, act, { entityId: changed.entityId, field: 'tax', period: '2020Q1', was: '1' }),
    );
    const until = await settledInstant(test.db, district);
    const learned = async (from: string, to: string, day: string) =>
      (
        await rows<{ entity_id: string; what: string }>(
          test.db,
          sql`select distinct entity_id, what from ${changesBetween({ district, since: from, until: to, day })} changed order by 1, 2`,
        )
      ).map((row) => `${row.entity_id} ${row.what}`);
    expect(await learned(since, middle, '2020-12-31')).toEqual([
      `${changed.entityId} entity.industry`,
      `${changed.entityId} fact.revenue@2019`,
      `${changed.entityId} fact.tax@2020Q1`,
      `${changed.entityId} title.contract_credit`,
      `${changed.entityId} title.contract_credit/AA`,
      `${changed.entityId} title.converted`,
      `${changed.entityId} title.gazelle`,
      `${fresh.entityId} entity`,
    ]);
    // on a day before the change, the entity is what it was
    expect(await learned(since, middle, '2018-12-31')).not.toContain(`${changed.entityId} entity.industry`);
    expect(await learned(middle, until, '2020-12-31')).toEqual([`${changed.entityId} fact.tax@2020Q1`]);
    expect(await learned(until, until, '2020-12-31')).toEqual([]);
    expect((await learned(since, until, '2020-12-31')).some((line) => line.startsWith(quiet.entityId))).toBe(
      false,
    );
  });
});
