import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findDayHead, recordAudit, verifyChain } from '../audit/index.ts';
import { inTransaction, rows, sql } from '../db/index.ts';
import { notify } from '../notify/index.ts';
import { createTestDatabase, type TestDatabase, testActor } from '../testing/index.ts';
import { applyRetention, decideRetention, type LetGo, listRetention, platformRules } from './index.ts';

const { district } = testActor;
const day = 86_400_000;
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database?.drop());

const apply = (daysOn: number, dryRun = false): Promise<LetGo[]> =>
  applyRetention({
    owner: database.owner,
    district,
    now: new Date(Date.now() + daysOn * day),
    rules: platformRules,
    dryRun,
  });
const recordsOf = (done: readonly LetGo[]) =>
  Object.fromEntries(done.filter(({ records }) => records > 0).map(({ kind, records }) => [kind, records]));
const count = async (table: string) =>
  (await rows(database.owner, sql`select from ${sql.table(table)}`)).length;

async function tell(once: string): Promise<void> {
  const [title, body] = [
    { zh: '试', en: 'x' },
    { zh: '试', en: 'x' },
  ];
  await inTransaction(database.owner, (tx) =>
    notify(tx, { district, kind: 'account', recipients: [{ person: 'x' }], title, body, once }),
  );
}

describe('what is past its time', () => {
  it('is counted without being touched, then let go in batches, with a line in the audit', async () => {
    for (let n = 0; n < 3; n++) await tell(`message ${n}`);
    await sql`insert into platform.done_once (district, person_id, key, request_hash)
              select ${district}, 'x', 'key ' || n, '' from generate_series(1, 12000) n`.execute(
      database.owner.query,
    );
    expect(recordsOf(await apply(1, true))).toEqual({});
    expect(recordsOf(await apply(3, true))).toEqual({ answers: 12_000 });
    expect(recordsOf(await apply(400, true))).toEqual({ answers: 12_000, notifications: 3 });
    expect(await count('platform.done_once')).toBe(12_000);
    expect(recordsOf(await apply(400))).toEqual({ answers: 12_000, notifications: 3 });
    expect(await count('platform.done_once')).toBe(0);
    // whom it was told goes with it
    expect(await count('platform.notification_recipient')).toBe(0);
    const lines = await rows<{ record: string; records: number }>(
      database.owner,
      sql`select record, (after ->> 'records')::integer as records from platform.audit_line
          where action = 'platform.retention.applied' order by audit_id`,
    );
    expect(lines).toEqual([
      { record: 'retention/notifications', records: 3 },
      { record: 'retention/answers', records: 12_000 },
    ]);
    // again: nothing is left, and nothing is said
    expect(recordsOf(await apply(400))).toEqual({});
  });

  it('stays where it waits to be delivered, and where it is another district’s', async () => {
    await tell('waiting');
    await sql`insert into platform.notification_delivery (district, notification_id, way, address)
              select district, notification_id, 'email', 'x@y.example' from platform.notification`.execute(
      database.owner.query,
    );
    await sql`insert into platform.done_once (district, person_id, key, request_hash) values ('331003', 'x', 'k', '')`.execute(
      database.owner.query,
    );
    expect(recordsOf(await apply(400))).toEqual({});
    expect(await count('platform.notification')).toBe(1);
    expect(await count('platform.done_once')).toBe(1);
  });

  it('is decided for a district by somebody, with a reason, and never below what the law asks for', async () => {
    const decide = (kind: 'notifications' | 'audit', days: number) =>
      inTransaction(database.owner, (tx) =>
        decideRetention(tx, testActor, { kind, days, reason: '信息办通知' }),
      );
    await expect(decide('audit', 90)).rejects.toMatchObject({ code: 'retention.too_short', status: 400 });
    await decide('notifications', 180);
    const kept = await listRetention(database.owner, district);
    expect(kept.find(({ kind }) => kind === 'notifications')).toMatchObject({
      days: 180,
      decided: { by: testActor.name, reason: '信息办通知' },
    });
    expect(kept.find(({ kind }) => kind === 'audit')).toMatchObject({ days: 3650, decided: null });
  });
});

describe('the audit', () => {
  /** As if so many days had passed since the lines were written: their days are moved back, and hashed anew, in the database itself. */
  async function age(days: number): Promise<void> {
    await inTransaction(database.owner, async (tx) => {
      await sql`set local session_replication_role = replica`.execute(tx.query);
      await sql`update platform.audit_line set happened_at = happened_at - make_interval(days => ${days})`.execute(
        tx.query,
      );
      await sql`delete from platform.audit_link`.execute(tx.query);
      await sql`delete from platform.audit_head`.execute(tx.query);
      await sql`select platform.append_audit_line(l, (l.happened_at at time zone 'Asia/Shanghai')::date)
                from (select * from platform.audit_line order by district, audit_id) l`.execute(tx.query);
    });
  }

  it('stays provable when old lines are let go by whole days, and passes through a hash that was kept before', async () => {
    await recordAudit(database.db, { actor: testActor, action: 'plan.loaded', record: 'old' });
    await age(4000);
    await recordAudit(database.db, { actor: testActor, action: 'plan.loaded', record: 'young' });
    const [oldest] = (await verifyChain(database.owner, { district })).days;
    const kept = (await findDayHead(database.owner, district, oldest!.day))!;
    const before = await verifyChain(database.owner, { district });
    expect(before).toMatchObject({ broken: null, forgotten: 0 });
    expect(recordsOf(await apply(0, true))).toMatchObject({ audit: kept.lines });
    expect(recordsOf(await apply(0))).toMatchObject({ audit: kept.lines });
    const after = await verifyChain(database.owner, { district, kept: [kept] });
    expect(after).toMatchObject({ broken: null, forgotten: kept.lines });
    const left = await rows<{ record: string }>(
      database.owner,
      sql`select record from platform.audit_line where district = ${district} and record in ('old', 'young')`,
    );
    expect(left).toEqual([{ record: 'young' }]);
  });
});
