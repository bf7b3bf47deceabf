import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateCreditCode } from '@miaopu/standards';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadLibrary } from '../engines/policies/index.ts';
import { recordFact, registerEntity } from '../engines/registry/index.ts';
import { systemClock } from '../platform/clock/index.ts';
import { firstRow, inTransaction, sql } from '../platform/db/index.ts';
import {
  createBareDatabase,
  createTestDatabase,
  type TestDatabase,
  testActor,
} from '../platform/testing/index.ts';
import { deedsLibrary } from '../testing/deeds-policies.ts';

const program = join(import.meta.dirname, 'main.ts');
const folder = mkdtempSync(join(tmpdir(), 'miaopu-cli-database-'));
const code = generateCreditCode({ division: testActor.district, body: 'MA2A0001' });

let database: TestDatabase;
let elsewhere: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  elsewhere = await createBareDatabase();
  await loadLibrary(database.db, testActor, deedsLibrary);
  await inTransaction(database.db, async (tx) => {
    const act = { actor: testActor, reason: '测试' };
    const { entityId } = await registerEntity(tx, act, {
      validFrom: '2015-01-01',
      fields: { name: '路桥试制厂', credit_code: code, category: 'enterprise', status: 'active' },
    });
    await recordFact(tx, act, { entityId, field: 'taxable_income', period: '2018', value: '500000' });
  });
}, 120_000);
afterAll(async () => {
  await database?.drop();
  await elsewhere?.drop();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs the command as a person does: a process of its own, the database by its address. */
async function miaopu<T>(of: TestDatabase, ...words: string[]): Promise<{ code: number; json: T }> {
  const { LC_ALL, LC_MESSAGES, LANG, ...environment } = process.env;
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [program, ...words, '--json'],
      { env: { ...environment, DATABASE_URL: of.url, MIAOPU_DATA: folder }, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        const exit = error === null ? 0 : Number(error.code);
        if (stdout === '') reject(new Error(`${words.join(' ')} ended with ${exit}: ${stderr}`));
        else resolve({ code: exit, json: JSON.parse(stdout) as T });
      },
    );
  });
}

const minutes = 300_000;

it(
  'policies: matches one enterprise, the district, and takes a file of support received',
  async () => {
    const day = ['--as-of', '2018-12-31'];
    const matched = await miaopu<{ entity: { name: string }; total: string; policies: object[] }>(
      database,
      ...['policies', 'match', code, ...day],
    );
    expect(matched).toMatchObject({
      code: 0,
      json: {
        entity: { name: '路桥试制厂' },
        policies: [{ policy: { id: 'relief' }, standing: 'met', amount: '50000' }],
        total: '50000',
      },
    });
    expect(await miaopu(database, 'policies', 'run', ...day)).toMatchObject({
      code: 0,
      json: {
        entities: 1,
        policies: [{ policy: 'relief', eligible: 1, near: 0, unknown: 0, cost: '50000' }],
      },
    });
    const file = join(folder, 'enjoyed.csv');
    writeFileSync(file, `统一社会信用代码,政策编号,享受年度,兑现日期\n${code},relief,2018,2019-05-20\n`);
    expect(await miaopu(database, 'policies', 'enjoyed', file)).toMatchObject({
      code: 0,
      json: { read: 1, recorded: 1, rejected: [] },
    });
  },
  minutes,
);

it(
  'audit: gives the day’s hash, and proves the chain by it',
  async () => {
    const head = await miaopu<{ day: string; lines: number; hash: string }>(
      database,
      ...['audit', 'head', '--day', systemClock.today()],
    );
    expect(head).toMatchObject({ code: 0, json: { hash: expect.stringMatching(/^[0-9a-f]{64}$/) } });
    const file = join(folder, 'head.json');
    writeFileSync(file, JSON.stringify(head.json));
    const proved = await miaopu<{ lines: number }>(database, 'audit', 'verify', '--against', file);
    expect(proved).toMatchObject({ code: 0, json: { broken: null } });
    expect(proved.json.lines).toBeGreaterThanOrEqual(head.json.lines);
  },
  minutes,
);

it(
  'backup and restore: what was there is there again, in another database',
  async () => {
    const [file, key] = [join(folder, 'all.backup'), join(folder, 'key')];
    writeFileSync(key, 'a key of more than thirty-two bytes, for a test');
    const made = await miaopu<{ tables: number; rows: number }>(database, 'backup', file, '--key-file', key);
    expect(made).toMatchObject({ code: 0, json: { file } });
    const restored = await miaopu<{ tables: number; rows: number }>(
      elsewhere,
      ...['restore', file, '--key-file', key],
    );
    expect(restored).toMatchObject({ code: 0, json: { tables: made.json.tables, rows: made.json.rows } });
    const found = await firstRow<{ name: string }>(
      elsewhere.owner,
      sql`select name from registry.entity_version where credit_code = ${code}`,
    );
    expect(found).toEqual({ name: '路桥试制厂' });
  },
  minutes,
);
