import { randomInt } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { ensureCreated, owner } from './create.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { findPlaces, type Places } from './places.ts';
import { endOrphans, findPostmaster, lastPort, removeStaleLock } from './postmaster.ts';
import { run } from './run.ts';
import { type ServiceUser, serviceUser } from './service-user.ts';

/** A running PostgreSQL of ours. */
export type Cluster = {
  /** Connection string of a database in it, as its owner. */
  url(database: string): string;
  /** Whether this process started it (and not found it running). */
  readonly started: boolean;
  /** Leaves it. The last to leave stops it, whoever started it; it stays while another client is connected. */
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
};

const patience = 120_000;
const startAttempts = 6;

/**
 * Starts the embedded PostgreSQL in a folder, creating it the first time, or joins the one that already runs there (a server that was
 * killed leaves its database running; a command may come while the server is up). What a crash left behind (lock files, processes) does
 * not stop it, and processes that come at the same moment end with one database.
 */
export async function startOrJoinCluster({ folder, durable = true }: ClusterOptions): Promise<Cluster> {
  const turn = `${folder}.lock`;
  mkdirSync(dirname(folder), { recursive: true });
  return oneAtATime(turn, async () => {
    const user = serviceUser(folder);
    const around: Surroundings = { places: await findPlaces(folder, user), user };
    const password = await ensureCreated(around.places, user);
    const { port, started } = await ensureRunning(around, password, durable);
    const url = (database: string) => `postgresql://${owner}:${password}@127.0.0.1:${port}/${database}`;
    const presence = await stayConnected(url('postgres'));
    return { url, started, release: () => oneAtATime(turn, () => leave(around, presence)) };
  });
}

async function ensureRunning(
  around: Surroundings,
  password: string,
  durable: boolean,
): Promise<{ port: number; started: boolean }> {
  const { cluster } = around.places;
  const began = performance.now();
  let failures = 0;
  let started = false;
  while (performance.now() - began < patience) {
    const running = findPostmaster(cluster);
    if (running === undefined) {
      removeStaleLock(cluster);
      try {
        started = true;
        await start(around, durable);
      } catch (error) {
        // a port taken in the same moment, or processes of a killed postmaster that still end
        failures++;
        if (failures === startAttempts && findPostmaster(cluster) === undefined)
          throw withLog(error, cluster);
        if (failures > 1) endOrphans(cluster);
        await delay(100 * failures);
      }
    } else if (await answers(running.port, password)) return { port: running.port, started };
    else await delay(100);
  }
  throw new Error(
    `数据库 ${patience / 1000} 秒内未就绪,请查看 ${logFile(cluster)}。 The database was not ready within ${patience / 1000} s: see ${logFile(cluster)}.`,
  );
}

const logFile = (cluster: string) => join(cluster, 'postgres.log');

function withLog(error: unknown, cluster: string): Error {
  const log = existsSync(logFile(cluster)) ? readFileSync(logFile(cluster), 'utf8') : '';
  const last = log.trimEnd().split('\n').slice(-5).join('\n  ');
  return new Error(
    `数据库未能启动(全部日志见 ${logFile(cluster)})。 The database did not start (its whole log: ${logFile(cluster)}).\n  ${last}`,
    { cause: error },
  );
}

// 57P03: starting up, recovering or shutting down. The others: its port is not open yet, or no longer.
const onItsWay = /^(57P0[123]|ECONNREFUSED|ECONNRESET|EPIPE)$|^Connection terminated|^timeout expired/;

/** Whether the database takes our connection. One that is on its way up or down does not yet; any other refusal is thrown. */
async function answers(port: number, password: string): Promise<boolean> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: owner,
    password,
    database: 'postgres',
    application_name: connectionName,
    connectionTimeoutMillis: 3000,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.end();
    return true;
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    if (onItsWay.test(code ?? message)) return false;
    throw error;
  }
}

// pg has these, its types do not
type Presence = pg.Client & { ref(): void; unref(): void };

/** A connection that does nothing but say that we are here; it keeps no process alive. */
async function stayConnected(url: string): Promise<Presence> {
  const client = new pg.Client({ connectionString: url, application_name: presenceName }) as Presence;
  client.on('error', () => {});
  await client.connect();
  client.unref();
  return client;
}

const presenceName = 'miaopu: here';

async function leave(around: Surroundings, presence: Presence): Promise<void> {
  presence.ref();
  const alone = await isAlone(presence);
  await presence.end().catch(() => {});
  if (alone && findPostmaster(around.places.cluster) !== undefined)
    await control(around, ['stop', '-m', 'fast', '-w', '-t', '60']);
}

/** What this process's connections are called in a database, which keeps 63 bytes of a name. */
export const connectionName = `miaopu ${process.pid} ${hostname()}`.slice(0, 63);

/** Whether nobody else is connected. Our own connections, just closed, may take a while to leave a busy server. */
async function isAlone(presence: Presence): Promise<boolean> {
  try {
    for (let attempt = 0; attempt < 100; attempt++) {
      const { rows } = await presence.query<{ name: string }>(
        "select application_name as name from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()",
      );
      if (rows.length === 0) return true;
      if (rows.some(({ name }) => name !== connectionName)) return false;
      await delay(50);
    }
    return false;
  } catch {
    // it is gone already, or another process has started it anew: it is not ours to stop
    return false;
  }
}

// below the ports that systems give to outgoing connections, so that the one of the last start is likely still free
const [lowestPort, highestPort] = [20_000, 32_000];

/** A port that is free, by preference the one of the last start. */
async function freePort(cluster: string): Promise<number> {
  const last = lastPort(cluster);
  if (last !== undefined && (await isFree(last))) return last;
  for (;;) {
    const port = randomInt(lowestPort, highestPort);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

async function start(around: Surroundings, durable: boolean): Promise<void> {
  const { cluster } = around.places;
  const settings: Record<string, string> = {
    port: String(await freePort(cluster)),
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
  const wait = ['-w', '-t', String(patience / 1000)];
  await control(around, ['start', ...wait, '-l', logFile(cluster), '-o', flags.join(' ')]);
}

function control({ places, user }: Surroundings, words: readonly string[]): Promise<void> {
  return run(join(places.binaries, 'pg_ctl'), ['-D', places.cluster, ...words], user);
}
