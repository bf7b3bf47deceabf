import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSignIn } from '../access/index.ts';
import { recordAudit, verifyChain } from '../audit/index.ts';
import { readConfig } from '../config/index.ts';
import { inTransaction, migrate, sql } from '../db/index.ts';
import { notify } from '../notify/index.ts';
import { createBareDatabase, createTestDatabase, type TestDatabase, testActor } from '../testing/index.ts';
import { makeBackup, readKey, restoreBackup } from './index.ts';
import { seal, unseal } from './seal.ts';
import { listTables } from './tables.ts';

const databaseFolder = resolve(import.meta.dirname, '../../../../../db');
const folder = mkdtempSync(join(tmpdir(), 'miaopu-backup-'));
const key = Buffer.from('k'.repeat(64));
const place = (name: string) => join(folder, name);
const awkward = '王芳\\N\t"a"\n\r\u0001\u{1F331}';

let full: TestDatabase;
let file: string;

beforeAll(async () => {
  full = await createTestDatabase();
  const { owner } = full;
  const signIn = await openSignIn(owner, full.url, readConfig({}));
  await signIn.createPerson({
    email: 'wang@test.example',
    password: 'a-long-test-password',
    name: awkward,
    district: testActor.district,
    memberships: [{ role: 'office' }],
  });
  await signIn.close();
  await sql`insert into registry.source (district, kind, name) values ('331004', 'person', ${awkward})`.execute(
    owner.query,
  );
  await sql`insert into registry.entity_version (district, entity_id, valid_from, recorded_from, act, source_id, name, category, status, capital, derived)
    select '331004', nextval('registry.entity_id'), '2018-01-01', now(), 'registration', 1, ${awkward} || n, 'enterprise', 'active', n / 3.0, '{"a": [1, null]}'
    from generate_series(1, 20000) n`.execute(owner.query);
  for (let n = 0; n < 3; n++)
    await recordAudit(owner, {
      actor: testActor,
      action: 'plan.loaded',
      record: `r${n}`,
      after: { awkward },
    });
  await inTransaction(owner, (tx) =>
    notify(tx, {
      district: '331004',
      kind: 'account',
      recipients: [{ person: 'x' }],
      title: { zh: '试', en: 'x' },
      body: { zh: '试', en: 'x' },
    }),
  );
  mkdirSync(place('uploads/deep'), { recursive: true });
  writeFileSync(place('uploads/deep/a.file'), Buffer.alloc(300_000, 7));
  writeFileSync(place('uploads/空.csv'), '');
  file = place('whole.backup');
  await makeBackup(owner, { file, key, uploads: place('uploads') });
});
afterAll(async () => {
  await full?.drop();
  rmSync(folder, { recursive: true });
});

async function rowsOf(database: TestDatabase): Promise<Record<string, string[]>> {
  const all: Record<string, string[]> = {};
  for (const { schema, table } of await listTables(database.owner)) {
    const name = `${schema}.${table}`;
    const found = await database.owner.pool.query<{ row: string }>(
      `select t::text as row from ${schema}."${table}" t order by 1`,
    );
    all[name] = found.rows.map(({ row }) => row);
  }
  return all;
}

type Wanted = Partial<Parameters<typeof restoreBackup>[1]>;
const restoreInto = (database: TestDatabase, more: Wanted = {}) =>
  restoreBackup(database.owner, {
    file,
    key,
    uploads: place('restored'),
    databaseFolder,
    replace: false,
    ...more,
  });

/** A copy of the backup with something done to its bytes. */
function spoiled(name: string, change: (bytes: Buffer) => Buffer): string {
  writeFileSync(place(name), change(readFileSync(file)));
  return place(name);
}

describe('a backup', () => {
  it('comes back into an empty database with every row of every table, and every file', async () => {
    const fresh = await createBareDatabase();
    try {
      const result = await restoreInto(fresh);
      expect(result).toMatchObject({ files: 2, tables: (await listTables(full.owner)).length });
      await migrate(fresh.owner, databaseFolder);
      const [before, after] = [await rowsOf(full), await rowsOf(fresh)];
      expect(Object.keys(after)).toEqual(Object.keys(before));
      for (const name of Object.keys(before)) expect(after[name], name).toEqual(before[name]);
      expect(before['registry.entity_version']).toHaveLength(20_000);
      expect(readFileSync(place('restored/deep/a.file'))).toEqual(readFileSync(place('uploads/deep/a.file')));
      expect(readFileSync(place('restored/空.csv'))).toHaveLength(0);
      // numbers are given out from where they stood, history is guarded, and the audit's chain goes on
      const { rows } = await fresh.owner.pool.query("select nextval('registry.entity_id') as next");
      expect(rows).toEqual([{ next: '20001' }]);
      await expect(
        fresh.owner.pool.query('update registry.entity_version set reason = $1', ['x']),
      ).rejects.toMatchObject({ code: '23001' });
      await recordAudit(fresh.owner, { actor: testActor, action: 'plan.loaded', record: 'after' });
      expect((await verifyChain(fresh.owner, { district: '331004' })).broken).toBeNull();
    } finally {
      await fresh.drop();
      rmSync(place('restored'), { recursive: true, force: true });
    }
  });

  it('is of one instant, whatever is written meanwhile', async () => {
    const { owner } = full;
    const counts = async () =>
      (await owner.pool.query('select count(*) from platform.audit_line')).rows[0].count as string;
    const before = await counts();
    let writing: Promise<void> | undefined;
    const during = place('during.backup');
    await makeBackup(owner, {
      file: during,
      key,
      uploads: place('uploads'),
      onStep: () => {
        writing ??= recordAudit(full.db, { actor: testActor, action: 'plan.loaded', record: 'meanwhile' });
      },
    });
    await writing;
    expect(Number(await counts())).toBe(Number(before) + 1);
    const fresh = await createBareDatabase();
    try {
      await restoreInto(fresh, { file: during });
      const { rows } = await fresh.owner.pool.query('select count(*) from platform.audit_line');
      expect(rows[0].count).toBe(before);
    } finally {
      await fresh.drop();
      rmSync(place('restored'), { recursive: true, force: true });
    }
  });

  it('shows nothing of what is in it, and is nobody else’s to read', () => {
    expect(readFileSync(file).includes('miaopu_app') || readFileSync(file).includes('entity_version')).toBe(
      false,
    );
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('is never written over, and one that fails leaves no half', async () => {
    await expect(makeBackup(full.owner, { file, key, uploads: '' })).rejects.toMatchObject({
      code: 'backup.file_exists',
    });
    const half = place('half.backup');
    const fails = () => {
      throw new Error('the disk is full');
    };
    await expect(makeBackup(full.owner, { file: half, key, uploads: '', onStep: fails })).rejects.toThrow(
      'disk',
    );
    expect([existsSync(half), existsSync(`${half}.unfinished`)]).toEqual([false, false]);
  });
});

describe('a restore', () => {
  it('refuses a database or a folder that has something in it, unless it is told to replace it', async () => {
    const other = await createTestDatabase();
    try {
      await recordAudit(other.owner, { actor: testActor, action: 'plan.loaded', record: 'theirs' });
      await other.db.close();
      await expect(restoreInto(other)).rejects.toMatchObject({ code: 'backup.not_empty' });
      mkdirSync(place('restored'));
      writeFileSync(place('restored/old.csv'), 'old');
      await restoreInto(other, { replace: true });
      expect(existsSync(place('restored/old.csv'))).toBe(false);
      const { rows } = await other.owner.pool.query(
        "select from platform.audit_line where record = 'theirs'",
      );
      expect(rows).toEqual([]);
    } finally {
      await other.drop();
      rmSync(place('restored'), { recursive: true, force: true });
    }
  });

  it.each([
    ['another key', 'backup.wrong_key', () => ({ key: Buffer.from('x'.repeat(64)) })],
    [
      'a file that is none',
      'backup.not_a_backup',
      () => ({ file: spoiled('a', () => Buffer.from('hello')) }),
    ],
    ['a file that is not there', 'backup.no_file', () => ({ file: place('nowhere') })],
    [
      'a bit that flipped in its header',
      'backup.damaged',
      () => ({ file: spoiled('b', (bytes) => flip(bytes, 20)) }),
    ],
    [
      'a bit that flipped in its midst',
      'backup.damaged',
      () => ({ file: spoiled('c', (bytes) => flip(bytes, bytes.length >> 1)) }),
    ],
    [
      'a bit that flipped at its end',
      'backup.damaged',
      () => ({ file: spoiled('d', (bytes) => flip(bytes, bytes.length - 20)) }),
    ],
    ['its end missing', 'backup.cut_off', () => ({ file: spoiled('e', (bytes) => bytes.subarray(0, -30)) })],
    [
      'something after its end',
      'backup.damaged',
      () => ({ file: spoiled('f', (bytes) => Buffer.concat([bytes, Buffer.from('x')])) }),
    ],
  ])('of a backup with %s is refused in plain words, and changes nothing', async (_what, code, how) => {
    const fresh = await createBareDatabase();
    try {
      await expect(restoreInto(fresh, how())).rejects.toMatchObject({ code });
      const { rows } = await fresh.owner.pool.query("select from pg_namespace where nspname = 'registry'");
      expect(rows).toEqual([]);
      expect(existsSync(place('restored')) || existsSync(place('restored.restoring'))).toBe(false);
    } finally {
      await fresh.drop();
    }
  });
});

function flip(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = copy[at]! ^ 1;
  return copy;
}

describe('the seal', () => {
  async function chunks(source: AsyncIterable<Buffer>): Promise<Buffer> {
    const all: Buffer[] = [];
    for await (const chunk of source) all.push(chunk);
    return Buffer.concat(all);
  }

  it.each([0, 1, 65_535, 65_536, 65_537, 200_000])(
    'gives %d bytes back, and never the same file twice',
    async (size) => {
      const plain = Buffer.alloc(size, 'ab');
      const [one, other] = [await chunks(seal([plain], key)), await chunks(seal([plain], key))];
      expect(one.equals(other)).toBe(false);
      expect(await chunks(unseal([one], key))).toEqual(plain);
    },
  );

  it('notices chunks that changed places', async () => {
    const sealed = await chunks(seal([Buffer.alloc(65_536 * 3, 'x')], key));
    const [head, size] = [79, 4 + 65_536 + 16];
    const part = (n: number) => sealed.subarray(head + n * size, head + (n + 1) * size);
    const moved = Buffer.concat([
      sealed.subarray(0, head),
      part(1),
      part(0),
      sealed.subarray(head + 2 * size),
    ]);
    await expect(chunks(unseal([moved], key))).rejects.toMatchObject({ code: 'backup.damaged' });
  });
});

describe('a key', () => {
  it('is what is in its file, and too short a one is refused', async () => {
    writeFileSync(place('long.key'), `${'ab'.repeat(32)}\n`);
    writeFileSync(place('short.key'), 'password1\n');
    expect(await readKey(place('long.key'))).toEqual(Buffer.from('ab'.repeat(32)));
    await expect(readKey(place('short.key'))).rejects.toMatchObject({ code: 'backup.short_key' });
    await expect(readKey(place('none.key'))).rejects.toMatchObject({ code: 'backup.no_file' });
  });
});
