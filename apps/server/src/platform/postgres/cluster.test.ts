import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { type Cluster, startOrJoinCluster } from './index.ts';
import { findPostmaster } from './postmaster.ts';
import { canRun } from './service-user.ts';

const joiner = join(import.meta.dirname, '../testing/join-cluster.ts');
const folders: string[] = [];
const clusters: Cluster[] = [];
const children: ChildProcess[] = [];

/** A data folder of this test's own; /tmp is open to the database's user. */
function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'miaopu-cluster-'));
  chmodSync(folder, 0o755);
  folders.push(folder);
  return join(folder, 'postgres');
}

async function joinHere(folder: string): Promise<Cluster> {
  const cluster = await startOrJoinCluster({ folder });
  clusters.push(cluster);
  return cluster;
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

async function joinInProcess(
  folder: string,
): Promise<{ child: ChildProcess; started: boolean; url: string }> {
  const child = spawn(process.execPath, [joiner, folder], { stdio: ['pipe', 'pipe', 'inherit'] });
  children.push(child);
  const [line] = (await once(child.stdout!, 'data')) as [Buffer];
  return { child, ...JSON.parse(line.toString()) };
}

async function endProcess(child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit');
  child.stdin!.end();
  await exit;
}

/** Kills the postmaster as a crash would, and waits until it is gone. */
async function crash(folder: string): Promise<number> {
  const { pid } = findPostmaster(realpathSync(folder))!;
  process.kill(pid, 'SIGKILL');
  while (findPostmaster(realpathSync(folder)) !== undefined) await delay(10);
  return pid;
}

const lockOf = (folder: string) => join(folder, 'postmaster.pid');

let fresh: string | undefined;

/** A cluster's folder that was created and never used: a copy of one, since creating takes seconds. */
async function createdFolder(): Promise<string> {
  if (fresh === undefined) {
    fresh = newFolder();
    await (await joinHere(fresh)).release();
    clusters.pop();
    folders.splice(folders.indexOf(dirname(fresh)), 1);
  }
  const folder = newFolder();
  execFileSync('cp', ['-a', fresh, folder]);
  return folder;
}

let crashed: string | undefined;

/** A cluster with a committed row whose postmaster was killed: a copy of one that was, with all that the crash left behind. */
async function crashedCluster(): Promise<{ folder: string; lock: string }> {
  if (crashed === undefined) {
    crashed = await createdFolder();
    const cluster = await joinHere(crashed);
    await query(cluster.url('postgres'), 'create table kept as select 7 as n');
    await crash(crashed);
    folders.splice(folders.indexOf(dirname(crashed)), 1);
  }
  const folder = newFolder();
  execFileSync('cp', ['-a', crashed, folder]);
  return { folder, lock: readFileSync(lockOf(folder), 'utf8') };
}

async function expectRecovery(folder: string): Promise<void> {
  const cluster = await joinHere(folder);
  expect(cluster.started).toBe(true);
  expect(await query(cluster.url('postgres'), 'select n from kept')).toEqual([{ n: 7 }]);
}

afterEach(async () => {
  for (const child of children.splice(0)) if (child.exitCode === null) await endProcess(child);
  for (const cluster of clusters.splice(0)) await cluster.release();
  for (const folder of folders.splice(0)) {
    const running = existsSync(join(folder, 'postgres'))
      ? findPostmaster(realpathSync(join(folder, 'postgres')))
      : undefined;
    // the initdb of a creation that was killed may still be at work there
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
    expect(running, `left running in ${folder}`).toBeUndefined();
  }
});

afterAll(() => {
  for (const kept of [fresh, crashed])
    if (kept !== undefined) rmSync(dirname(kept), { recursive: true, force: true });
});

describe('the embedded cluster', () => {
  it('is created and started the first time, and joined the second', async () => {
    const folder = newFolder();
    const first = await joinHere(folder);
    const second = await joinHere(folder);
    expect([first.started, second.started]).toEqual([true, false]);
    expect(second.url('postgres')).toBe(first.url('postgres'));
    const [row] = await query(first.url('postgres'), 'show server_version_num');
    expect(Math.floor(Number(row!.server_version_num) / 10_000)).toBe(18);
  });

  it('keeps its rows, its password and its port over a clean stop', async () => {
    const folder = await createdFolder();
    const first = await joinHere(folder);
    await query(first.url('postgres'), 'create table kept as select 7 as n');
    await first.release();
    expect(existsSync(lockOf(folder))).toBe(false);
    const second = await joinHere(folder);
    expect(second.url('postgres')).toBe(first.url('postgres'));
    expect(await query(second.url('postgres'), 'select n from kept')).toEqual([{ n: 7 }]);
  });

  it('does not listen on the network, and refuses a wrong password', async () => {
    const cluster = await joinHere(await createdFolder());
    const url = cluster.url('postgres');
    expect(await query(url, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
    await expect(query(url.replace(/:[^:@]+@/, ':guess@'), 'select 1')).rejects.toThrow(/password/);
  });

  it('does not disturb another cluster', async () => {
    const [one, other] = [await joinHere(await createdFolder()), await joinHere(await createdFolder())];
    await query(one.url('postgres'), 'create table here as select 1 as n');
    await one.release();
    await expect(query(other.url('postgres'), 'select n from here')).rejects.toThrow(/does not exist/);
  });

  it('is one database when two processes start it at the same moment', async () => {
    const folder = newFolder();
    const joined = await Promise.all([joinInProcess(folder), joinInProcess(folder), joinInProcess(folder)]);
    expect(joined.map((one) => one.started).sort()).toEqual([false, false, true]);
    expect(new Set(joined.map((one) => one.url)).size).toBe(1);
    expect(readdirSync(dirname(folder)).sort()).toEqual(['postgres', 'postgres.lock']);
  });
});

describe('leaving a cluster', () => {
  it('leaves it running while another is there, and the last to leave stops it, whoever started it', async () => {
    const folder = await createdFolder();
    const starter = await joinInProcess(folder);
    const joined = await joinInProcess(folder);
    await endProcess(starter.child);
    expect(await query(joined.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await endProcess(joined.child);
    expect(findPostmaster(folder)).toBeUndefined();
  });

  it('leaves it running while a client of another program is connected', async () => {
    const folder = await createdFolder();
    const cluster = await joinHere(folder);
    const guest = new pg.Client({ connectionString: cluster.url('postgres') });
    await guest.connect();
    await cluster.release();
    expect((await guest.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await guest.end();
    await (await joinHere(folder)).release();
    expect(findPostmaster(folder)).toBeUndefined();
  });

  it('is done at once when the database was killed', async () => {
    const folder = await createdFolder();
    const cluster = await joinHere(folder);
    await crash(folder);
    await cluster.release();
    expect(findPostmaster(folder)).toBeUndefined();
  });
});

describe('a start after a crash', () => {
  it('recovers every committed row', async () => {
    const { folder } = await crashedCluster();
    expect(existsSync(lockOf(folder))).toBe(true);
    await expectRecovery(folder);
  });

  it.runIf(process.platform === 'linux')(
    'recovers while a busy process of the killed database still holds its memory',
    async () => {
      const folder = await createdFolder();
      const cluster = await joinHere(folder);
      await query(cluster.url('postgres'), 'create table kept as select 7 as n');
      const busy = new pg.Client({ connectionString: cluster.url('postgres') });
      busy.on('error', () => {});
      await busy.connect();
      const work = busy.query('select count(*) from generate_series(1, 100000000000) as n');
      work.catch(() => {});
      const [{ pid }] = (await query(
        cluster.url('postgres'),
        "select pid from pg_stat_activity where query like '%generate_series%' and pid <> pg_backend_pid()",
      )) as [{ pid: number }];
      await crash(folder);
      expect(existsSync(`/proc/${pid}`)).toBe(true);
      await expectRecovery(folder);
      await expect(work).rejects.toThrow();
    },
  );

  it('takes no live process of another program for the database', async () => {
    const { folder, lock } = await crashedCluster();
    const unrelated = spawn('sleep', ['60'], { stdio: 'ignore', uid: lstatSync(folder).uid });
    try {
      writeFileSync(lockOf(folder), lock.replace(/^\d+/, String(unrelated.pid)));
      await expectRecovery(folder);
    } finally {
      unrelated.kill();
    }
  });

  it('takes no other cluster’s database for its own', async () => {
    const other = await createdFolder();
    await joinHere(other);
    const { folder } = await crashedCluster();
    writeFileSync(lockOf(folder), readFileSync(lockOf(other), 'utf8'));
    await expectRecovery(folder);
  });

  it.each([
    ['garbage', 'not a lock file\0\n'],
    ['nothing', ''],
    ['a process number only', '1\n'],
    ['a number out of all bounds', `${'9'.repeat(30)}\n/\n1\n5432\n`],
  ])('is not stopped by a lock file that holds %s', async (_, text) => {
    const { folder } = await crashedCluster();
    writeFileSync(lockOf(folder), text);
    await expectRecovery(folder);
  });

  it('waits for a database that another process is stopping, and starts it again', async () => {
    const folder = await createdFolder();
    const first = await joinHere(folder);
    await query(first.url('postgres'), 'create table kept as select 7 as n');
    process.kill(findPostmaster(folder)!.pid, 'SIGINT');
    await expectRecovery(folder);
  });
});

describe('a creation broken off half-way', () => {
  it('is made again, and a folder that may be somebody’s data is kept beside it', async () => {
    const folder = newFolder();
    mkdirSync(join(folder, 'base'), { recursive: true });
    writeFileSync(join(folder, 'PG_VERSION'), '18\n');
    mkdirSync(`${folder}.making-1`);
    writeFileSync(join(`${folder}.making-1`, 'PG_VERSION'), '18\n');
    const cluster = await joinHere(folder);
    expect(await query(cluster.url('postgres'), 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(readdirSync(dirname(folder)).sort()).toEqual([
      'postgres',
      'postgres.lock',
      'postgres.unfinished-1',
    ]);
    expect(readdirSync(`${folder}.unfinished-1`).sort()).toEqual(['PG_VERSION', 'base']);
  });

  it('is made again by the process that waited for the one that was killed', async () => {
    const folder = newFolder();
    const killed = spawn(process.execPath, [joiner, folder], { stdio: 'pipe' });
    const isMaking = (name: string) => name.startsWith('postgres.making-') && !name.endsWith('.password');
    while (!readdirSync(dirname(folder)).some(isMaking)) await delay(2);
    const waiting = joinInProcess(folder);
    killed.kill('SIGKILL');
    expect((await waiting).started).toBe(true);
  });
});

const isRoot = process.getuid?.() === 0;

describe.runIf(isRoot)('as root', () => {
  it('keeps the cluster where the database’s user can reach it, with a link in the data folder', async () => {
    const folder = newFolder();
    chmodSync(dirname(folder), 0o700);
    const first = await joinHere(folder);
    const shelter = realpathSync(folder);
    try {
      expect(lstatSync(folder).isSymbolicLink()).toBe(true);
      expect(dirname(shelter)).toBe('/var/lib/miaopu/clusters');
      await query(first.url('postgres'), 'create table kept as select 7 as n');
      await first.release();
      const again = await joinHere(folder);
      expect(await query(again.url('postgres'), 'select n from kept')).toEqual([{ n: 7 }]);
      await again.release();
      rmSync(folder);
      const fresh = await joinHere(folder);
      expect(realpathSync(folder)).not.toBe(shelter);
      await expect(query(fresh.url('postgres'), 'select n from kept')).rejects.toThrow(/does not exist/);
      await fresh.release();
    } finally {
      rmSync(shelter, { recursive: true, force: true });
      rmSync(realpathSync(folder), { recursive: true, force: true });
    }
  });

  it('says what to do when a database that was reachable no longer is', async () => {
    const folder = newFolder();
    await (await joinHere(folder)).release();
    chmodSync(dirname(folder), 0o700);
    await expect(startOrJoinCluster({ folder })).rejects.toThrow(/chmod o\+x/);
  });

  const nobody = { uid: 65_534, gid: 65_534 };

  // a checkout that others cannot read cannot be run by them
  it.runIf(canRun(process.execPath, nobody))('runs a cluster of an ordinary user as that user', async () => {
    const folder = newFolder();
    chmodSync(dirname(folder), 0o777);
    const asUser = spawn(process.execPath, [joiner, folder], {
      ...nobody,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    children.push(asUser);
    await once(asUser.stdout!, 'data');
    await endProcess(asUser);
    const cluster = await joinHere(folder);
    expect(cluster.started).toBe(true);
    expect(lstatSync(`/proc/${findPostmaster(folder)!.pid}`).uid).toBe(nobody.uid);
  });
});
