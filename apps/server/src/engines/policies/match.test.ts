import { join } from 'node:path';
import { entityMatchSchema } from '@miaopu/contract';
import { simulateDistrict } from '@miaopu/simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTransaction, rows, sql, type Tx } from '../../platform/db/index.ts';
import { createTestDatabase, type TestDatabase, testActor } from '../../platform/testing/index.ts';
import { readPackFolder } from '../plan/index.ts';
import {
  loadPopulation,
  recordDesignation,
  recordFact,
  registerEntity,
  settledInstant,
} from '../registry/index.ts';
import { standingList } from './aggregate.ts';
import { getLibrary } from './library.ts';
import { loadLibrary } from './load-library.ts';
import { matchEntity } from './match.ts';
import { dayFor } from './present-day.ts';

const { district } = testActor;
const act = {
  actor: testActor,
  reason: '测试',
  source: { kind: 'authority' as const, name: '税务年报', department: '区税务局' },
};

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
  await loadLibrary(
    test.db,
    testActor,
    await readPackFolder(join(import.meta.dirname, '../../../../../policies')),
  );
  await loadPopulation(test.db, testActor, simulateDistrict({ seed: 5, enterprises: 120, district }));
}, 60_000);
afterAll(() => test?.drop());

const inTx = <T>(work: (tx: Tx) => Promise<T>) => inTransaction(test.db, work);
const asked = async (asOf: string) => ({
  district,
  asOf,
  knownOn: await settledInstant(test.db, district),
  because: null,
});

describe('one entity', () => {
  it('stands to each policy as the district’s list says, on several days', async () => {
    const library = await getLibrary(test.db, district);
    for (const asOf of ['2018-12-31', '2020-12-31', '2020-08-15']) {
      const moment = await asked(asOf);
      const listed = await rows<{
        entity_id: string;
        policy_id: string;
        standing: string;
        amount: string | null;
      }>(
        test.db,
        sql`select entity_id, policy_id, standing, trim_scale(amount) as amount from (${standingList(library.onDay(asOf), moment)}) standing`,
      );
      const byEntity = Map.groupBy(listed, (row) => row.entity_id);
      expect(byEntity.size).toBeGreaterThan(100);
      for (const [id, own] of [...byEntity].slice(0, 25)) {
        const match = await matchEntity(test.db, id, moment);
        const told = match.policies.map(
          ({ policy, standing, amount }) => `${policy.id} ${standing} ${amount}`,
        );
        expect(told.sort()).toEqual(
          own.map((row) => `${row.policy_id} ${row.standing} ${row.amount}`).sort(),
        );
      }
    }
  }, 60_000);

  it('sees each value with its period, who said it and when, and what gave way to what', async () => {
    const { entityId } = await inTx((tx) =>
      registerEntity(tx, act, {
        validFrom: '2015-03-01',
        fields: {
          name: '路桥试制厂',
          category: 'enterprise',
          legal_form: 'company',
          status: 'active',
          industry: '3311',
          established_on: '2015-03-01',
        },
      }),
    );
    await inTx(async (tx) => {
      const facts = { taxable_income: '2000000', average_employees: '60', average_assets: '20000000' };
      for (const [field, value] of Object.entries(facts))
        await recordFact(tx, act, { entityId, field, period: '2021', value });
      await recordDesignation(tx, act, {
        entityId,
        title: 'high_technology',
        validFrom: '2020-12-01',
        validTo: '2023-12-01',
      });
    });
    const match = await matchEntity(test.db, entityId, await asked('2021-12-31'));
    expect(entityMatchSchema.parse(match)).toEqual(match);
    expect(match.referenceYear).toBe(2021);
    const t03 = match.policies.find(({ policy }) => policy.id === 't03')!;
    expect([t03.standing, t03.amount]).toEqual(['met', '350000']);
    expect(t03.conditions[0]).toMatchObject({
      id: 'income',
      outcome: 'met',
      seen: [
        {
          path: 'fact.taxable_income',
          value: '2000000',
          period: '2021',
          source: '区税务局',
          words: { zh: '200万元' },
        },
      ],
    });
    // 2021's law: T04 takes the first million over from T03, which keeps the second
    const counted = match.policies.flatMap(({ policy, benefits }) =>
      benefits.filter((one) => one.counted && one.amount !== null).map(({ id }) => `${policy.id}/${id}`),
    );
    expect(counted).toContain('t03/next_two_million');
    expect(counted).not.toContain('t03/first_million');
    expect(match.reasons.some(({ zh }) => zh.includes('就高不重复'))).toBe(true);
    expect(t03.nextStep.zh).toContain('免申即享');
  });

  it('that is not in business on the day stands to no policy, and one that is not there is told', async () => {
    const { entityId } = await inTx((tx) =>
      registerEntity(tx, act, {
        validFrom: '2019-01-01',
        fields: { name: '已注销', category: 'enterprise', status: 'deregistered' },
      }),
    );
    expect((await matchEntity(test.db, entityId, await asked('2020-12-31'))).policies).toEqual([]);
    await expect(matchEntity(test.db, entityId, await asked('2018-12-31'))).rejects.toMatchObject({
      code: 'policies.no_entity',
    });
    await expect(matchEntity(test.db, '999999999', await asked('2020-12-31'))).rejects.toMatchObject({
      code: 'policies.no_entity',
    });
  });
});

describe('a question without a day', () => {
  it('is about today, or about the end of the newest figures, and says why', () => {
    expect(dayFor('2026-11-25', 2025).day).toBe('2026-11-25');
    expect(dayFor('2026-11-25', undefined).day).toBe('2026-11-25');
    expect(dayFor('2026-11-25', 2020)).toMatchObject({
      day: '2020-12-31',
      because: { zh: expect.stringContaining('2020年') },
    });
  });
});
