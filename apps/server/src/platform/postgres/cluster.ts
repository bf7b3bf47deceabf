import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { findPlaces, type Places } from './places.ts';
import { type ServiceUser, serviceUser } from './service-user.ts';

/** A running PostgreSQL of ours. */
export type Cluster = {
  /** Connection string of a database in it, as its owner. */
  url(database: string): string;
  /** Whether this process started it (and not found it running). */
  readonly started: boolean;
  /** Stops it when this process started it and nobody else is connected. */
  release(): Promise<void>;
};

export type ClusterOptions = {
  readonly folder: string;
  /** Tests trade durability for speed; nothing else may. */
  readonly durable?: boolean;
};

type Surroundings = {
  readonly places: Places;
  readonly user: ServiceUser | undefined;
  readonly folder: string;
};

const owner = 'miaopu';

/**
 * Starts the embedded PostgreSQL in a folder, creating it the first time, or joins the one that already runs there (a server that was
 * killed leaves its database running; a command may come while the server is up). Stale lock files are PostgreSQL's own to judge.
 */
export async function startOrJoinCluster({ folder, durable = true }: ClusterOptions): Promise<Cluster> {
  const user = serviceUser();
  const around: Surroundings = { places: await findPlaces(folder, user), user, folder };
  const password = await initialise(around);
  let started = false;
  let port = runningPort(around);
  if (port === undefined || !(await answers(port, password))) {
    port = await start(around, durable);
    started = true;
  }
  await waitUntilReady(port, password);
  const url = (database: string) => `postgresql://${owner}:${password}@127.0.0.1:${port}/${database}`;
  return {
    url,
    started,
    release: async () => {
      if (started && !(await othersConnected(url('postgres'))))
        await control(around, ['stop', '-m', 'fast', '-w', '-t', '60']);
    },
  };
}

async function initialise({ places, user }: Surroundings): Promise<string> {
  const { cluster, binaries } = places;
  const secret = join(cluster, 'miaopu.secret');
  // initdb writes PG_VERSION early and our secret comes last: without the secret the folder is a creation broken off half-way.
  if (existsSync(secret)) return readFileSync(secret, 'utf8').trim();
  rmSync(cluster, { recursive: true, force: true });
  mkdirSync(cluster, { recursive: true, mode: 0o700 });
  if (user !== undefined) chownSync(cluster, user.uid, user.gid);
  const password = randomBytes(24).toString('base64url');
  const passwordFile = `${cluster}.password`;
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user !== undefined) chownSync(passwordFile, user.uid, user.gid);
  try {
    await run(
      join(binaries, 'initdb'),
      [
        '-D',
        cluster,
        '-U',
        owner,
        '--pwfile',
        passwordFile,
        '--auth',
        'scram-sha-256',
        '--encoding',
        'UTF8',
        '--locale',
        'C',
        '--no-instructions',
      ],
      user,
    );
  } finally {
    rmSync(passwordFile, { force: true });
  }
  writeFileSync(secret, password, { mode: 0o600 });
  if (user !== undefined) chownSync(secret, user.uid, user.gid);
  chmodSync(secret, 0o600);
  return password;
}

/** The port of a postmaster that claims to run here, whether or not it still does. */
function runningPort({ places }: Surroundings): number | undefined {
  const lock = join(places.cluster, 'postmaster.pid');
  if (!existsSync(lock)) return undefined;
  const lines = readFileSync(lock, 'utf8').split('\n');
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!Number.isInteger(port) || port <= 0) return undefined;
  try {
    process.kill(pid, 0);
    return port;
  } catch {
    return undefined;
  }
}

async function answers(port: number, password: string): Promise<boolean> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: owner,
    password,
    database: 'postgres',
    connectionTimeoutMillis: 3000,
  });
  try {
    await client.connect();
    await client.end();
    return true;
  } catch (error) {
    // "the database system is starting up" (57P03): it is ours and it is coming
    return (error as { code?: string }).code === '57P03';
  }
}

async function waitUntilReady(port: number, password: string): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt++) {
    const client = new pg.Client({ host: '127.0.0.1', port, user: owner, password, database: 'postgres' });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== '57P03') throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  throw new Error(
    '数据库 60 秒内未就绪,请查看数据目录下的 postgres.log。 The database was not ready within 60 s: see postgres.log in the data folder.',
  );
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

async function start(around: Surroundings, durable: boolean): Promise<number> {
  const { places } = around;
  const port = await freePort();
  const settings: Record<string, string> = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    // no socket file: a stale one can then never be in the way, and its path cannot be too long
    unix_socket_directories: '',
    max_connections: '100',
    shared_buffers: '256MB',
    maintenance_work_mem: '128MB',
    max_wal_size: '2GB',
    wal_compression: 'on',
    jit: 'off',
    lc_messages: 'C',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  const flags = Object.entries(settings).map(([name, value]) => `-c ${name}='${value}'`);
  try {
    await control(around, [
      'start',
      '-w',
      '-t',
      '120',
      '-l',
      join(places.cluster, 'postgres.log'),
      '-o',
      flags.join(' '),
    ]);
  } catch (error) {
    const port = runningPort(around);
    // another process of ours started it in the same moment
    if (port !== undefined) return port;
    throw error;
  }
  return port;
}

function control({ places, user }: Surroundings, words: readonly string[]): Promise<void> {
  return run(join(places.binaries, 'pg_ctl'), ['-D', places.cluster, ...words], user);
}

function run(program: string, words: readonly string[], user: ServiceUser | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, {
      ...user,
      cwd: '/',
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { PATH: process.env.PATH, LC_ALL: 'C' },
    });
    let complaint = '';
    child.stderr.on('data', (chunk) => {
      complaint += chunk;
    });
    // 'exit', not 'close': the postmaster that pg_ctl leaves behind keeps the pipe open
    child.once('exit', (code) => {
      child.stderr.destroy();
      if (code === 0) resolve();
      else reject(new Error(`${program} ${words[2] ?? ''}: ${complaint.trim() || `exit ${code}`}`));
    });
    child.once('error', reject);
  });
}

async function othersConnected(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ others: string }>(
    "select count(*) as others from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()",
  );
  await client.end();
  return Number(rows[0]?.others) > 0;
}
