import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { firstRow, sql } from '../db/index.ts';
import { createBareDatabase, createTestDatabase, type TestDatabase } from '../testing/index.ts';
import { makeBackup, restoreBackup } from './index.ts';

const databaseFolder = resolve(import.meta.dirname, '../../../../../db');
const folder = mkdtempSync(join(tmpdir(), 'miaopu-backup-memory-'));
const [file, uploads] = [join(folder, 'whole.backup'), join(folder, 'uploads')];
const key = Buffer.from('k'.repeat(64));
const mebibyte = 2 ** 20;

let full: TestDatabase;

beforeAll(async () => {
  full = await createTestDatabase();
  await sql`insert into registry.source (district, kind, name) values ('331004', 'person', 'x')`.execute(
    full.owner.query,
  );
  // text that does not compress: what is carried is what there is
  await sql`
    insert into registry.entity_version (district, entity_id, valid_from, recorded_from, act, source_id, name, category, status, business_scope)
    select '331004', nextval('registry.entity_id'), '2018-01-01', now(), 'registration', 1, md5(n::text), 'enterprise', 'active',
      (select string_agg(md5(n::text || part), '') from generate_series(1, 30) part)
    from generate_series(1, 100000) n`.execute(full.owner.query);
});
afterAll(async () => {
  await full?.drop();
  rmSync(folder, { recursive: true });
});

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** What is in use; what only waits to be collected depends on the machine's leisure and says nothing. */
function inUse(): number {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** How much more memory was in use at any moment of the work than before it. */
async function held(work: () => Promise<unknown>): Promise<number> {
  const before = inUse();
  let most = before;
  let watching: NodeJS.Timeout;
  const look = () => {
    const began = performance.now();
    most = Math.max(most, inUse());
    // collecting takes the longer, the more else is in memory: it gets a twentieth of the time
    watching = setTimeout(look, Math.max(100, 20 * (performance.now() - began)));
  };
  look();
  try {
    await work();
  } finally {
    clearTimeout(watching!);
  }
  return most - before;
}

it('a backup of 100,000 entities, and its restore, hold a fraction of what they carry in memory', async () => {
  const { bytes } = (await firstRow<{ bytes: string }>(
    full.owner,
    sql`select sum(octet_length(t::text)) as bytes from registry.entity_version t`,
  ))!;
  const carried = Number(bytes);
  expect(carried).toBeGreaterThan(100 * mebibyte);
  const fresh = await createBareDatabase();
  try {
    const backing = await held(() => makeBackup(full.owner, { file, key, uploads }));
    const restoring = await held(() =>
      restoreBackup(fresh.owner, { file, key, uploads, databaseFolder, replace: false }),
    );
    const inWords = [carried, backing, restoring].map((one) => `${Math.round(one / mebibyte)} MiB`);
    console.log(`carried ${inWords[0]}, held ${inWords[1]} backing up and ${inWords[2]} restoring`);
    expect(backing).toBeLessThan(carried / 4);
    expect(restoring).toBeLessThan(carried / 4);
    const restored = await firstRow<{ n: string }>(
      fresh.owner,
      sql`select count(*) as n from registry.entity_version`,
    );
    expect(restored!.n).toBe('100000');
  } finally {
    await fresh.drop();
  }
}, 240_000);
