import { afterAll, beforeAll, expect, test } from 'vitest';
import { inTransaction, sql } from '../../../platform/db/index.ts';
import { createTestDatabase, type TestDatabase, testActor } from '../../../platform/testing/index.ts';
import type { Act } from './act.ts';
import { recordDesignation } from './designations.ts';
import { recordFact } from './facts.ts';
import { recordMilestone } from './milestones.ts';
import { registerEntity } from './register.ts';

let database: TestDatabase;
const act: Act = { actor: testActor, reason: '测试' };
const tables = ['entity_version', 'fact', 'milestone', 'designation'] as const;

beforeAll(async () => {
  database = await createTestDatabase();
  await inTransaction(database.db, async (tx) => {
    const { entityId } = await registerEntity(tx, act, {
      validFrom: '2018-01-01',
      fields: { name: '甲厂', category: 'enterprise', status: 'active' },
    });
    await recordFact(tx, act, { entityId, field: 'revenue', period: '2018', value: '1' });
    await recordMilestone(tx, act, { entityId, kind: 'established', happenedOn: '2018-01-01' });
    await recordDesignation(tx, act, { entityId, title: 'gazelle', validFrom: '2018-01-01' });
  });
});
afterAll(() => database.drop());

const run = (statement: string) => sql.raw(statement).execute(database.db.query);
const asOwner = (statement: string) => sql.raw(statement).execute(database.owner.query);

const permissionDenied = { code: '42501' };
const restrictViolation = { code: '23001' };

test.each(tables)(
  'the application may not delete from %s, nor change anything but the end of knowledge',
  async (table) => {
    const { rows } = await sql<{
      count: string;
    }>`select count(*) from ${sql.table(`registry.${table}`)}`.execute(database.db.query);
    expect(Number(rows[0]!.count)).toBeGreaterThan(0);
    await expect(run(`delete from registry.${table}`)).rejects.toMatchObject(permissionDenied);
    await expect(run(`truncate registry.${table}`)).rejects.toMatchObject(permissionDenied);
    await expect(run(`update registry.${table} set evidence = 'x'`)).rejects.toMatchObject(permissionDenied);
    await expect(run(`update registry.${table} set recorded_from = '2000-01-01'`)).rejects.toMatchObject(
      permissionDenied,
    );
  },
);

test('the application may not rewrite a source', async () => {
  await expect(run(`update registry.source set name = 'x'`)).rejects.toMatchObject(permissionDenied);
  await expect(run('delete from registry.source')).rejects.toMatchObject(permissionDenied);
});

test.each(tables)(
  'even the owner of %s cannot change a record, reopen it or close it twice',
  async (table) => {
    await expect(asOwner(`update registry.${table} set evidence = 'x'`)).rejects.toMatchObject(
      restrictViolation,
    );
    await asOwner(`update registry.${table} set recorded_to = now() + interval '1 hour'`);
    await expect(asOwner(`update registry.${table} set recorded_to = 'infinity'`)).rejects.toMatchObject(
      restrictViolation,
    );
    await expect(
      asOwner(`update registry.${table} set recorded_to = now() + interval '2 hours'`),
    ).rejects.toMatchObject(restrictViolation);
  },
);
