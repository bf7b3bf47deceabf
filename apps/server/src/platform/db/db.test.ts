import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testing/index.ts';
import { copyInto, copyLine, firstRow, inTransaction, rows, sql } from './index.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

const aSource = sql`insert into registry.source (district, kind, name) values ('331004', 'person', 'somebody')`;
const countSources = sql<{ n: string }>`select count(*) as n from registry.source`;

describe('a transaction', () => {
  it('keeps all of its work or nothing', async () => {
    await expect(
      inTransaction(test.db, async (tx) => {
        await aSource.execute(tx.query);
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await firstRow(test.db, countSources)).toEqual({ n: '0' });
    await inTransaction(test.db, (tx) => aSource.execute(tx.query));
    expect(await firstRow(test.db, countSources)).toEqual({ n: '1' });
  });

  it('leaves the pool usable when the database ends its connection', async () => {
    await expect(
      inTransaction(test.db, async (tx) => {
        const { pid } = (await firstRow<{ pid: number }>(tx, sql`select pg_backend_pid() as pid`))!;
        await sql`select pg_terminate_backend(${pid}::int)`.execute(test.owner.query);
        await sql`select 1`.execute(tx.query);
      }),
    ).rejects.toThrow();
    expect(await rows(test.db, sql`select 1 as one`)).toEqual([{ one: 1 }]);
  });
});

describe('a connection', () => {
  it('may break while it is lent and idle, and the process goes on', async () => {
    const client = await test.db.pool.connect();
    const broken = new Promise((done) => client.once('end', done));
    const { rows: found } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    await sql`select pg_terminate_backend(${found[0]!.pid}::int)`.execute(test.owner.query);
    await broken;
    await expect(client.query('select 1')).rejects.toThrow();
    client.release(true);
    expect(await rows(test.db, sql`select 1 as one`)).toEqual([{ one: 1 }]);
  });
});

describe('COPY', () => {
  it('carries every character of a text as it is, but NUL, which PostgreSQL cannot store', async () => {
    const hard = ['tab\there', 'line\nbreak', 'back\\slash', '\\N', 'return\r', '', '苗圃“”𠮷', 'nul\0gone'];
    const read = await inTransaction(test.db, async (tx) => {
      await sql`create temporary table copied (n int, words text) on commit drop`.execute(tx.query);
      const lines = [...hard.map((text, index) => copyLine([index, text])), copyLine([hard.length, null])];
      expect(await copyInto(tx, [{ target: 'copied (n, words)', lines }])).toBe(hard.length + 1);
      return rows<{ words: string | null }>(tx, sql`select words from copied order by n`);
    });
    expect(read.map((row) => row.words)).toEqual([...hard.slice(0, -1), 'nulgone', null]);
  });

  it('takes several tables in one turn, all of them or none, and leaves the connection as it was', async () => {
    const many = Array.from({ length: 20_000 }, (_, index) => copyLine([index]));
    await inTransaction(test.db, async (tx) => {
      await sql`create temporary table one (n int, words text) on commit drop`.execute(tx.query);
      await sql`create temporary table other (n int primary key) on commit drop`.execute(tx.query);
      const into = (lines: readonly string[]) => [
        { target: 'one (n)', always: { words: "it's 苗圃" }, lines: many },
        { target: 'other (n)', lines },
      ];
      expect(await copyInto(tx, into([]))).toBe(20_000);
      await sql`savepoint before`.execute(tx.query);
      await expect(copyInto(tx, into(['7\n', '7\n']))).rejects.toThrow('duplicate key');
      await sql`rollback to before`.execute(tx.query);
      await expect(copyInto(tx, into(['seven\n']))).rejects.toThrow('invalid input syntax');
      await sql`rollback to before`.execute(tx.query);
      expect(await copyInto(tx, into(['7\n']))).toBe(20_001);
      expect(
        await rows(
          tx,
          sql`select (select count(*) from one where words = ${"it's 苗圃"}) as one, (select count(*) from other) as other`,
        ),
      ).toEqual([{ one: '40000', other: '1' }]);
    });
  });
});

describe('days and instants', () => {
  it('come back as ISO text, free of the machine’s time zone', async () => {
    const row = await firstRow(
      test.db,
      sql`select date '2018-08-01' as day, timestamptz '2018-08-01 08:00:00.5+08' as instant, timestamptz 'infinity' as never`,
    );
    expect(row).toEqual({ day: '2018-08-01', instant: '2018-08-01T00:00:00.5Z', never: 'infinity' });
  });
});

describe('the application’s role', () => {
  const denied = /permission denied/;

  it.each([
    ['registry.entity_version', 'name'],
    ['registry.fact', 'value'],
    ['registry.milestone', 'happened_on'],
    ['registry.designation', 'valid_from'],
    ['registry.source', 'name'],
    ['plan.target_definition', 'reason'],
    ['plan.decomposition', 'reason'],
    ['plan.round_act', 'remark'],
    ['plan.round_goal', 'value'],
    ['platform.audit_line', 'action'],
  ])('may neither rewrite nor remove what stands in %s', async (table, column) => {
    await expect(
      sql`update ${sql.raw(table)} set ${sql.raw(column)} = ${sql.raw(column)}`.execute(test.db.query),
    ).rejects.toThrow(denied);
    await expect(sql`delete from ${sql.raw(table)}`.execute(test.db.query)).rejects.toThrow(denied);
    await expect(sql`truncate ${sql.raw(table)}`.execute(test.db.query)).rejects.toThrow(denied);
  });

  it('may close a record once, and even the owner may change nothing else of it', async () => {
    await sql`insert into registry.fact (district, field, period, entity_id, value, source_id, recorded_from)
              values ('331004', 'revenue', '2018', 1, 10, 1, '2019-01-01')`.execute(test.db.query);
    await expect(sql`update registry.fact set value = 11`.execute(test.owner.query)).rejects.toThrow(
      /append-only/,
    );
    await sql`update registry.fact set recorded_to = '2019-06-01'`.execute(test.db.query);
    await expect(
      sql`update registry.fact set recorded_to = '2019-07-01'`.execute(test.db.query),
    ).rejects.toThrow(/already superseded/);
  });
});
