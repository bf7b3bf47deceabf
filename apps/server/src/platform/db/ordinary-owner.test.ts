import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSignIn } from '../access/index.ts';
import { readConfig } from '../config/index.ts';
import { openJobs } from '../jobs/index.ts';
import { startOrJoinCluster } from '../postgres/index.ts';
import { createBareDatabase, type TestDatabase } from '../testing/index.ts';
import { firstRow, migrate, openPool, sql } from './index.ts';

// The operator's own PostgreSQL, whose user is no superuser.
const databaseFolder = resolve(import.meta.dirname, '../../../../../db');
const suffix = `${process.pid}_${randomBytes(3).toString('hex')}`;
const roles = sql.raw('miaopu_app, miaopu_system, miaopu_district, miaopu_own');
let bare: TestDatabase;

beforeAll(async () => {
  bare = await createBareDatabase();
});
afterAll(async () => {
  for (const user of users) {
    await sql`drop owned by ${sql.id(user)} cascade`.execute(bare.owner.query);
    await sql`revoke ${roles} from ${sql.id(user)} cascade`.execute(bare.owner.query).catch(() => {});
    await sql`drop role ${sql.id(user)}`.execute(bare.owner.query);
  }
  await bare.drop();
});

const users: string[] = [];

async function urlOfUser(name: string, attribute: string): Promise<string> {
  const user = `${name}_${suffix}`;
  await sql`create role ${sql.id(user)} login password 'secret' ${sql.raw(attribute)}`.execute(
    bare.owner.query,
  );
  users.push(user);
  await sql`grant create on database ${sql.id(new URL(bare.url).pathname.slice(1))} to ${sql.id(user)}`.execute(
    bare.owner.query,
  );
  return Object.assign(new URL(bare.url), { username: user, password: 'secret' }).href;
}

describe('a database user who is no superuser', () => {
  it('is told what is missing when they may not work as the application’s role', async () => {
    const owner = openPool({ url: await urlOfUser('given_nothing', 'nocreaterole'), maximum: 1 });
    try {
      await expect(migrate(owner, databaseFolder)).rejects.toThrow(
        /create role miaopu_app; .*grant miaopu_app, miaopu_system, miaopu_district, miaopu_own to/,
      );
    } finally {
      await owner.close();
    }
  });

  it('makes the application’s role in a new PostgreSQL where they may create roles, and works as it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'miaopu-new-'));
    chmodSync(folder, 0o755);
    const cluster = await startOrJoinCluster({ folder: join(folder, 'postgres'), durable: false });
    const admin = openPool({ url: cluster.url('postgres'), maximum: 1 });
    try {
      await admin.pool.query("create role operator login password 'secret' createrole");
      await admin.pool.query('create database theirs owner operator');
      const url = Object.assign(new URL(cluster.url('theirs')), {
        username: 'operator',
        password: 'secret',
      }).href;
      const owner = openPool({ url, maximum: 1 });
      await migrate(owner, databaseFolder);
      await owner.close();
      const db = openPool({ url, role: 'miaopu_app', maximum: 1 });
      expect(await firstRow(db, sql`select current_user as name`)).toEqual({ name: 'miaopu_app' });
      await db.close();
    } finally {
      await admin.close();
      await cluster.release();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('runs everything once that was granted, twice over', async () => {
    const url = await urlOfUser('granted', 'nocreaterole');
    await sql`grant ${roles} to ${sql.id(users.at(-1)!)}`.execute(bare.owner.query);
    const owner = openPool({ url, maximum: 2 });
    const db = openPool({ url, role: 'miaopu_app', maximum: 1 });
    try {
      expect((await migrate(owner, databaseFolder)).length).toBeGreaterThan(5);
      expect(await migrate(owner, databaseFolder)).toEqual([]);
      await expect(sql`delete from registry.source`.execute(db.query)).rejects.toThrow(/permission denied/);
      const signIn = await openSignIn(owner, url, readConfig({}));
      expect(
        await signIn.createPerson({
          email: 'a@test.example',
          password: 'long-enough-password',
          name: 'a',
          district: '331004',
          memberships: [{ role: 'office' }],
        }),
      ).toBe(true);
      await signIn.close();
      await (await openJobs(url, () => {})).stop();
    } finally {
      await db.close();
      await owner.close();
    }
  });
});
