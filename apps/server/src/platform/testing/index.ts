import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Actor } from '../access/index.ts';
import { type Db, migrate, openPool } from '../db/index.ts';
import { startOrJoinCluster } from '../postgres/index.ts';

const databaseFolder = resolve(import.meta.dirname, '../../../../../db');

const nowhere = { district: '331004', membership: null, organisation: null } as const;
export const testActor: Actor = { id: 'test-office', name: '测试员', role: 'office', ...nowhere };
export const testViewer: Actor = { id: 'test-viewer', name: '查看员', role: 'leader', ...nowhere };

export type TestDatabase = {
  /** The application's own role, as in production; where nobody acts it works as the platform itself. */
  readonly db: Db;
  /** Owns the tables. */
  readonly owner: Db;
  readonly url: string;
  drop(): Promise<void>;
};

/** Folder of the cluster that test runs of this user share; it is left running between them and stopped by the test command. */
export const testClusterFolder = join(tmpdir(), `miaopu-test-${userInfo().uid}`, 'postgres');

async function administer<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function migrationsHash(): string {
  const hash = createHash('sha256');
  const folder = join(databaseFolder, 'migrations');
  for (const name of readdirSync(folder).sort()) hash.update(name).update(readFileSync(join(folder, name)));
  for (const name of ['roles.sql', 'row-security.sql']) hash.update(readFileSync(join(databaseFolder, name)));
  return hash.digest('hex').slice(0, 16);
}

async function ensureTemplate(adminUrl: string, urlOf: (name: string) => string): Promise<string> {
  const template = `template_${migrationsHash()}`;
  await administer(adminUrl, async (client) => {
    // two test processes must not build the same template at once
    await client.query('select pg_advisory_lock(20181)');
    const { rowCount } = await client.query('select from pg_database where datname = $1', [template]);
    if (rowCount !== 0) return;
    const making = `${template}_making`;
    await client.query(`drop database if exists ${making}`);
    await client.query(`create database ${making}`);
    const owner = openPool({ url: urlOf(making), maximum: 1 });
    try {
      await migrate(owner, databaseFolder);
    } finally {
      await owner.close();
    }
    // the pool's closed connection may take a moment to leave the server, and nobody may be in a database that is renamed
    for (let attempt = 0; ; attempt++) {
      try {
        await client.query(`alter database ${making} rename to ${template}`);
        return;
      } catch (error) {
        if ((error as { code?: string }).code !== '55006' || attempt >= 50) throw error;
        await delay(100);
      }
    }
  });
  return template;
}

let ready: Promise<{ adminUrl: string; urlOf: (name: string) => string; template: string }> | undefined;

async function prepare() {
  // MIAOPU_TEST_DATABASE_URL: run the tests on another PostgreSQL (15 to 18), as a user who may create databases
  const given = process.env.MIAOPU_TEST_DATABASE_URL;
  const urlOf =
    given === undefined
      ? (await startOrJoinCluster({ folder: testClusterFolder, durable: false })).url
      : inDatabase(given);
  const adminUrl = urlOf('postgres');
  return { adminUrl, urlOf, template: await ensureTemplate(adminUrl, urlOf) };
}

function inDatabase(url: string): (name: string) => string {
  return (name) => {
    const changed = new URL(url);
    changed.pathname = `/${name}`;
    return changed.href;
  };
}

/** A migrated database of its own for a test file: a clone of a template on a real PostgreSQL. */
export async function createTestDatabase(): Promise<TestDatabase> {
  ready ??= prepare();
  return create((await ready).template);
}

/** A copy of a test's database as it is now; nobody else may be connected to it. */
export async function copyTestDatabase(original: TestDatabase): Promise<TestDatabase> {
  return create(new URL(original.url).pathname.slice(1));
}

/** A database without a table, for trying what makes tables. */
export async function createBareDatabase(): Promise<TestDatabase> {
  return create('template0');
}

async function create(template: string): Promise<TestDatabase> {
  ready ??= prepare();
  const { adminUrl, urlOf } = await ready;
  const name = `test_${process.pid}_${randomBytes(4).toString('hex')}`;
  await administer(adminUrl, (client) => client.query(`create database ${name} template ${template}`));
  const url = urlOf(name);
  const db = openPool({ url, role: 'miaopu_app', otherwise: { as: 'miaopu_system' } });
  const owner = openPool({ url, maximum: 3 });
  return {
    db,
    owner,
    url,
    drop: async () => {
      await db.close();
      await owner.close();
      await administer(adminUrl, (client) => client.query(`drop database if exists ${name} with (force)`));
    },
  };
}
