import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inTransaction, sql } from '../db/index.ts';
import { createTestDatabase, type TestDatabase, testActor } from '../testing/index.ts';
import { findDayHead, recordAudit, verifyChain } from './index.ts';

const { district } = testActor;
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database?.drop());

const asOwner = (statement: string) => sql.raw(statement).execute(database.owner.query);

/** What somebody does who owns the database and knows how to switch its triggers off. */
async function tamper(...statements: string[]): Promise<void> {
  await inTransaction(database.owner, async ({ client }) => {
    await client.query('set local session_replication_role = replica');
    for (const statement of statements) await client.query(statement);
  });
}

const write = (record: string) =>
  recordAudit(database.db, {
    actor: testActor,
    action: 'plan.loaded',
    record,
    after: { 名称: '计划', n: 1.5 },
  });
const verify = (day?: string) => verifyChain(database.db, { district, day });

async function lines(): Promise<{ id: string; day: string }[]> {
  const { rows } = await asOwner(
    `select audit_id as id, day from platform.audit_link where district = '${district}' order by day, position`,
  );
  return rows as { id: string; day: string }[];
}

beforeEach(async () => {
  await tamper(
    'delete from platform.audit_line',
    'delete from platform.audit_link',
    'delete from platform.audit_head',
  );
  for (const record of ['一', '二', '三', '四', '五']) await write(record);
});

describe('the chain of the audit', () => {
  it('holds as it is written, also for lines of one transaction and in the order of commits', async () => {
    await inTransaction(database.db, async (tx) => {
      await recordAudit(tx, { actor: testActor, action: 'plan.loaded', record: 'early', reason: '第一行' });
      await write('from elsewhere meanwhile');
      await recordAudit(tx, { actor: testActor, action: 'plan.loaded', record: 'late' });
    });
    const found = await verify();
    expect(found).toMatchObject({ lines: 8, forgotten: 0, broken: null });
    const { rows } = await asOwner(
      `select record from platform.audit_line join platform.audit_link using (district, audit_id) order by position`,
    );
    expect(rows.slice(5)).toEqual([
      { record: 'from elsewhere meanwhile' },
      { record: 'early' },
      { record: 'late' },
    ]);
  });

  it('does not fork under writers that commit at once, and leaves no line of a transaction that was undone', async () => {
    await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        inTransaction(database.db, async (tx) => {
          await recordAudit(tx, { actor: testActor, action: 'plan.loaded', record: `many/${index}` });
          if (index % 6 === 0) throw new Error('undone');
        }).catch(() => {}),
      ),
    );
    expect(await verify()).toMatchObject({ lines: 55, broken: null });
  });

  it('is one of its own for each district', async () => {
    const elsewhere = { ...testActor, district: '331003' };
    await recordAudit(database.db, { actor: elsewhere, action: 'plan.loaded', record: 'x' });
    await recordAudit(database.db, { actor: elsewhere, action: 'plan.loaded', record: 'y' });
    expect(await verifyChain(database.db, { district: '331003' })).toMatchObject({ lines: 2, broken: null });
    expect(await verify()).toMatchObject({ lines: 5, broken: null });
  });

  it('has a head for each day that can be kept elsewhere, and goes on from the day before', async () => {
    const [{ day } = { day: '' }] = await lines();
    await tamper(
      'delete from platform.audit_line',
      'delete from platform.audit_link',
      'delete from platform.audit_head',
    );
    for (const [days, count] of [
      [2, 2],
      [1, 3],
      [0, 1],
    ] as const)
      for (let n = 0; n < count; n++) await writeOn(days);
    const whole = await verify();
    expect(whole.days.map((one) => one.lines)).toEqual([2, 3, 1]);
    expect(whole.broken).toBeNull();
    const [first, second, third] = whole.days;
    expect(third!.day).toBe(day);
    expect(await findDayHead(database.db, district, second!.day)).toEqual(second);
    expect(await verify(second!.day)).toMatchObject({ lines: 3, days: [second], broken: null });
    // a whole day taken out
    await tamper(
      `delete from platform.audit_line using platform.audit_link k where k.audit_id = audit_line.audit_id and k.day = '${second!.day}'`,
      `delete from platform.audit_link where day = '${second!.day}'`,
    );
    expect((await verify()).broken).toMatchObject({ day: third!.day, position: 1, fault: 'out_of_order' });
    expect((await verify(first!.day)).broken).toBeNull();
  });

  async function writeOn(daysAgo: number): Promise<void> {
    await inTransaction(database.owner, async ({ client }) => {
      await client.query('set local session_replication_role = replica');
      const { rows } = await client.query(
        `insert into platform.audit_line (district, happened_at, actor_id, actor_name, actor_role, action, record)
         values ($1, now() - make_interval(days => $2), 'a', 'b', 'office', 'plan.loaded', 'r') returning audit_id`,
        [district, daysAgo],
      );
      await client.query(
        `select platform.append_audit_line(l, (now() at time zone 'Asia/Shanghai')::date - $2::integer) from platform.audit_line l where audit_id = $1`,
        [rows[0].audit_id, daysAgo],
      );
    });
  }
});

describe('a chain that was tampered with by the database’s owner', () => {
  it.each([
    ['record', "'别的'"],
    ['actor_name', "'别人'"],
    ['after', `'{"n": 2}'::jsonb`],
    ['happened_at', "happened_at - interval '1 microsecond'"],
    ['reason', "''"],
    ['address', "'192.0.2.1'"],
    ['organisation_id', "'town'"],
  ])('names the line whose %s was changed', async (column, value) => {
    const [, , third] = await lines();
    await tamper(`update platform.audit_line set ${column} = ${value} where audit_id = ${third!.id}`);
    expect((await verify()).broken).toEqual({
      day: third!.day,
      position: 3,
      line: third!.id,
      fault: 'changed',
    });
  });

  it('names a line that was changed with its hash made anew, by the next one', async () => {
    const [, , third] = await lines();
    await tamper(
      `update platform.audit_line set record = '别的' where audit_id = ${third!.id}`,
      `update platform.audit_link k set hash = sha256(convert_to(platform.audit_text(l, k.day, k.position, k.previous_hash), 'UTF8'))
       from platform.audit_line l where l.audit_id = k.audit_id and l.audit_id = ${third!.id}`,
    );
    expect((await verify()).broken).toMatchObject({ position: 4, fault: 'out_of_order' });
  });

  it('names a line that was removed, with and without its link', async () => {
    const [, second] = await lines();
    await tamper(`delete from platform.audit_line where audit_id = ${second!.id}`);
    expect((await verify()).broken).toMatchObject({ position: 2, line: second!.id, fault: 'removed' });
    await tamper(`delete from platform.audit_link where audit_id = ${second!.id}`);
    expect((await verify()).broken).toMatchObject({ position: 3, fault: 'out_of_order' });
  });

  it('names a line that was put in, with and without a link of its own', async () => {
    const [first] = await lines();
    await tamper(
      `insert into platform.audit_line (district, actor_id, actor_name, actor_role, action, record) values ('${district}', 'a', 'b', 'office', 'plan.loaded', 'forged')`,
    );
    const broken = (await verify()).broken!;
    expect(broken).toMatchObject({ day: first!.day, position: null, fault: 'not_chained' });
    await tamper(
      'update platform.audit_link set position = position + 100 where position > 2',
      'update platform.audit_link set position = position - 99 where position > 100',
      `insert into platform.audit_link select district, '${first!.day}', 3, audit_id, sha256('x'), sha256('y') from platform.audit_line where audit_id = ${broken.line}`,
    );
    expect((await verify()).broken).toMatchObject({ position: 3, line: broken.line, fault: 'out_of_order' });
  });

  it('names the first of two lines that changed places', async () => {
    const [, second, third] = await lines();
    await tamper(
      `update platform.audit_link set audit_id = -1 where audit_id = ${second!.id}`,
      `update platform.audit_link set audit_id = ${second!.id} where audit_id = ${third!.id}`,
      `update platform.audit_link set audit_id = ${third!.id} where audit_id = -1`,
    );
    expect((await verify()).broken).toMatchObject({ position: 2, line: third!.id, fault: 'changed' });
  });

  it('is found cut off at its end', async () => {
    const last = (await lines()).at(-1)!;
    await tamper(
      `delete from platform.audit_line where audit_id = ${last.id}`,
      `delete from platform.audit_link where audit_id = ${last.id}`,
    );
    expect((await verify()).broken).toMatchObject({ position: 5, fault: 'cut_off' });
    expect((await verify(last.day)).broken).toMatchObject({ position: 5, fault: 'cut_off' });
  });

  it('is found made anew as a whole by a head that was kept elsewhere', async () => {
    const [first] = await lines();
    const kept = (await findDayHead(database.db, district, first!.day))!;
    await write('六');
    expect((await verifyChain(database.db, { district, kept: [kept] })).broken).toBeNull();
    await tamper(
      `update platform.audit_line set actor_name = '别人'`,
      'create temporary table old on commit drop as select * from platform.audit_line order by audit_id',
      'delete from platform.audit_link',
      'delete from platform.audit_head',
      `select platform.append_audit_line(l, '${first!.day}') from platform.audit_line l join old using (audit_id)`,
    );
    expect((await verify()).broken).toBeNull();
    expect((await verifyChain(database.db, { district, kept: [kept] })).broken).toEqual({
      day: first!.day,
      position: 5,
      line: expect.any(String),
      fault: 'not_as_kept',
    });
    const longer = { ...kept, lines: 99 };
    expect((await verifyChain(database.db, { district, kept: [longer] })).broken).toMatchObject({
      position: 99,
      fault: 'not_as_kept',
    });
  });
});

describe('the application', () => {
  const denied = { code: '42501' };
  const asApplication = (statement: string) => sql.raw(statement).execute(database.db.query);

  it.each(['audit_line', 'audit_link', 'audit_head', 'audit_forgotten'])(
    'can change, remove and empty nothing of %s',
    async (table) => {
      await asApplication(`select * from platform.${table}`);
      await expect(asApplication(`update platform.${table} set district = 'x'`)).rejects.toMatchObject(
        denied,
      );
      await expect(asApplication(`delete from platform.${table}`)).rejects.toMatchObject(denied);
      await expect(asApplication(`truncate platform.${table}`)).rejects.toMatchObject(denied);
    },
  );

  it('cannot write the chain itself, nor switch its triggers off, nor let lines go', async () => {
    for (const statement of [
      "insert into platform.audit_link values ('331004', '2020-01-01', 1, 1, '', '')",
      "insert into platform.audit_head values ('331004', '2020-01-01', 1, '')",
      "select platform.append_audit_line(l, '2020-01-01') from platform.audit_line l limit 1",
      "select platform.forget_audit_lines('331004', '2000-01-01')",
      'alter table platform.audit_line disable trigger all',
      'set session_replication_role = replica',
      'drop table platform.audit_line',
    ])
      await expect(asApplication(statement), statement).rejects.toMatchObject({ code: '42501' });
  });
});

describe('the owner', () => {
  it('cannot change a line by mistake', async () => {
    await expect(asOwner(`update platform.audit_line set reason = 'x'`)).rejects.toMatchObject({
      code: '23001',
    });
  });

  it('lets lines go only after six months, and the chain still holds', async () => {
    await expect(
      asOwner(`select platform.forget_audit_lines('${district}', current_date - 100)`),
    ).rejects.toMatchObject({
      code: '23001',
    });
    await tamper(
      'update platform.audit_link set day = day - 400',
      'update platform.audit_head set day = day - 400',
      "update platform.audit_line set happened_at = happened_at - interval '400 days'",
    );
    await tamper(
      'delete from platform.audit_link',
      'delete from platform.audit_head',
      "select platform.append_audit_line(l, (l.happened_at at time zone 'Asia/Shanghai')::date) from platform.audit_line l",
    );
    await write('today');
    await asOwner(`select platform.forget_audit_lines('${district}', current_date - 390)`);
    expect(await verify()).toMatchObject({ lines: 6, forgotten: 5, broken: null });
  });
});
