import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPostmaster, startOrJoinCluster } from './platform/postgres/index.ts';

// The program itself is run, killed and run again, on a data folder of its own.
const folder = mkdtempSync(join(tmpdir(), 'miaopu-crash-'));
chmodSync(folder, 0o755);
const cluster = join(folder, 'postgres');
const { DATABASE_URL, ...inherited } = process.env;
const environment = {
  ...inherited,
  MIAOPU_DATA: folder,
  MIAOPU_DEMO: '0',
  MIAOPU_SECOND_FACTOR: '',
  PORT: '0',
  LANG: 'en',
};

const children = new Set<ChildProcess>();
function start(file: string, words: string[] = []): ChildProcess {
  const child = spawn(process.execPath, [join(import.meta.dirname, file), ...words], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  child.once('close', () => children.delete(child));
  return child;
}

const ended = (child: ChildProcess) =>
  new Promise<number | null>((done) => child.once('close', (code) => done(code)));

async function output(child: ChildProcess): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const [text, complaint]: string[] = ['', ''];
  const all = { stdout: text!, stderr: complaint! };
  child.stdout!.on('data', (chunk) => {
    all.stdout += chunk;
  });
  child.stderr!.on('data', (chunk) => {
    all.stderr += chunk;
  });
  return { code: await ended(child), ...all };
}

type Server = { readonly child: ChildProcess; readonly url: string; readonly complaints: () => string };

async function startServer(): Promise<Server> {
  const child = start('main.ts');
  let [said, complaints] = ['', ''];
  child.stderr!.on('data', (chunk) => {
    complaints += chunk;
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout!.on('data', (chunk) => {
      said += chunk;
      const found = /http:\/\/localhost:\d+/.exec(said);
      if (found !== null) resolve(found[0]);
    });
    child.once('close', (code) => reject(new Error(`the server ended with ${code}: ${said}${complaints}`)));
  });
  return { child, url, complaints: () => complaints };
}

async function kill({ child }: Server): Promise<void> {
  const end = ended(child);
  child.kill('SIGKILL');
  await end;
}

const postmaster = () => (existsSync(cluster) ? findPostmaster(realpathSync(cluster)) : undefined);

async function killDatabase(): Promise<void> {
  process.kill(postmaster()!.pid, 'SIGKILL');
  while (postmaster() !== undefined) await delay(5);
}

type Person = { email: string; password: string };
let person: Person;

async function signIn({ url }: Server): Promise<string> {
  const answer = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify(person),
  });
  expect(answer.status).toBe(200);
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

/** The values that the server said it had kept, by unit and period: one more each time. */
const acknowledged = new Map<string, number>();
const units = ['economy', 'science', 'commerce'];
const periods = ['2018', '2019', '2020'].flatMap((year) =>
  [1, 2, 3, 4].map((quarter) => `${year}Q${quarter}`),
);
// reported by quarter: complexes completed and accepted
const target = '2.6.a';
let next = 0;

/** Reports one value after the other until the connection breaks, the answer is no 200, or the limit is reached. */
async function report({ url }: Server, cookie: string, limit: number): Promise<number> {
  for (let done = 0; done < limit; done++) {
    const value = ++next;
    const [unit, period] = [units[value % units.length]!, periods[value % periods.length]!];
    const answer = await fetch(`${url}/api/plans/luqiao-2018-2020/targets/${target}/reported`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url, cookie },
      body: JSON.stringify({ unit, period, value: String(value) }),
    }).catch(() => undefined);
    if (answer?.status !== 200) return answer?.status ?? 0;
    acknowledged.set(`${unit} ${period} ${value}`, value);
  }
  return 200;
}

async function inDatabase<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const joined = await startOrJoinCluster({ folder: cluster });
  const client = new pg.Client({ connectionString: joined.url('miaopu') });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
    await joined.release();
  }
}

/** Everything acknowledged is there once, with its line in the audit; of what was not acknowledged at most the last is there, whole. */
async function expectAllThere(interruptions: number): Promise<void> {
  const [kept, audited] = await inDatabase(async (client) => [
    (
      await client.query<{ key: string }>(
        "select unit_id || ' ' || period || ' ' || value::bigint as key from indicators.reported_value order by value",
      )
    ).rows.map((row) => row.key),
    (
      await client.query<{ key: string }>(
        "select (after ->> 'unit') || ' ' || (after ->> 'period') || ' ' || (after ->> 'value') as key from platform.audit_line where action = 'indicators.value.reported' order by (after ->> 'value')::bigint",
      )
    ).rows.map((row) => row.key),
  ]);
  expect(kept.filter((key) => acknowledged.has(key))).toEqual([...acknowledged.keys()]);
  expect(kept.length - acknowledged.size).toBeLessThanOrEqual(interruptions);
  expect(audited).toEqual(kept);
}

beforeAll(async () => {
  const server = await startServer();
  // another process joins the running database and adds the person
  const added = await output(
    start('cli/main.ts', [
      'people',
      'add',
      'office@district.example',
      '--name',
      '王',
      '--role',
      'office',
      '--json',
    ]),
  );
  expect(added.code, added.stderr).toBe(0);
  person = JSON.parse(added.stdout) as Person;
  await kill(server);
});

afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  if (postmaster() !== undefined) await killDatabase();
  rmSync(folder, { recursive: true, force: true });
});

describe('what the server acknowledged', () => {
  it('is there once after the database was killed, and the running server finds it again', async () => {
    const server = await startServer();
    const cookie = await signIn(server);
    const before = acknowledged.size;
    const writing = report(server, cookie, 100_000);
    while (acknowledged.size < before + 25) await delay(5);
    await killDatabase();
    expect(await writing, server.complaints()).toBe(503);
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    expect((await fetch(`${server.url}/readyz`)).status).toBe(503);
    // nobody is taken for signed out because the database is away
    const token = cookie.split('; ').find((part) => part.includes('session_token'))!;
    expect((await fetch(`${server.url}/api/session`, { headers: { cookie: token } })).status).toBe(503);
    await expectAllThere(1);
    // somebody else starts the database, which comes back under the address that the server knows
    const joined = await startOrJoinCluster({ folder: cluster });
    try {
      expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
      expect(await report(server, cookie, 5)).toBe(200);
    } finally {
      await kill(server);
      await joined.release();
    }
  });
});

describe('Ctrl-C', () => {
  it('ends the server and a database that an earlier, killed server had left running', async () => {
    const killed = await startServer();
    await kill(killed);
    expect(postmaster()).toBeDefined();
    const began = performance.now();
    const server = await startServer();
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
    console.log(`second start served in ${((performance.now() - began) / 1000).toFixed(1)} s`);
    await signIn(server);
    const end = ended(server.child);
    server.child.kill('SIGINT');
    expect(await end).toBe(0);
    expect(server.complaints()).toBe('');
    expectNothingLeft();
    await expectAllThere(1);
  });

  it('ends a server whose database was killed', async () => {
    const server = await startServer();
    await killDatabase();
    const end = ended(server.child);
    server.child.kill('SIGINT');
    expect(await end, server.complaints()).toBe(0);
    expectNothingLeft();
  });

  it('ends a start that is not done, with its database', async () => {
    const child = start('main.ts');
    const end = ended(child);
    while (postmaster() === undefined) await delay(5);
    child.kill('SIGINT');
    expect(await end).toBe(0);
    expectNothingLeft();
  });
});

/** No process that works on the data folder is left. */
function expectNothingLeft(): void {
  expect(postmaster()).toBeUndefined();
  if (process.platform !== 'linux') return;
  const left = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      } catch {
        return '';
      }
    })
    .filter((command) => command.includes(folder));
  expect(left).toEqual([]);
}

describe('a thousand saves', () => {
  const saves = 1_000;
  const first = 1_000_000;
  const writers = 4;
  let server: Server;
  let cookie: string;
  let answered = 0;

  /** Sends one save with its key until it is answered: again to the same server, or to the one that came after it. */
  async function save(value: number): Promise<void> {
    const writer = value % writers;
    // each writer has periods of its own
    const period = periods[writer * 3 + (Math.floor(value / writers) % 3)]!;
    for (;;) {
      const { url } = server;
      const answer = await fetch(`${url}/api/plans/luqiao-2018-2020/targets/${target}/reported`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          origin: url,
          cookie,
          'idempotency-key': `save-${value}`,
        },
        body: JSON.stringify({ unit: units[value % units.length], period, value: String(value) }),
      }).catch(() => undefined);
      const code =
        answer?.status === 409 ? ((await answer.json()) as { error: { code: string } }).error.code : '';
      // done before the crash, which took the answer with it
      if (answer?.status === 200 || code === 'http.done_before') break;
      expect([undefined, 500, 503, 429], `${answer?.status} ${code}`).toContain(answer?.status);
      await delay(100);
    }
    answered++;
  }

  async function answeredAll(count: number): Promise<void> {
    while (answered < count) await delay(5);
  }

  async function saveAll(writer: number): Promise<void> {
    for (let value = first + writer; value < first + saves; value += writers) await save(value);
  }

  it('are each there once, though server and database are killed in their midst and what had no answer is sent again', async () => {
    server = await startServer();
    cookie = await signIn(server);
    const saving = Promise.all(Array.from({ length: writers }, (_, writer) => saveAll(writer)));
    const reach = (share: number) => Promise.race([saving, answeredAll(saves * share)]);
    await reach(1 / 4);
    await kill(server);
    expect(postmaster(), 'the database outlives the server').toBeDefined();
    server = await startServer();
    await reach(1 / 2);
    await killDatabase();
    const joined = await startOrJoinCluster({ folder: cluster });
    await reach(3 / 4);
    server.child.kill('SIGKILL');
    await killDatabase();
    const began = performance.now();
    server = await startServer();
    console.log(`served again after a crash of both in ${((performance.now() - began) / 1000).toFixed(1)} s`);
    await saving;
    await joined.release();
    const wanted = Array.from({ length: saves }, (_, index) => first + index);
    const [kept, audited] = await inDatabase(async (client) => {
      const values = async (text: string) =>
        (await client.query<{ value: string }>(text, [first])).rows.map(({ value }) => Number(value));
      return [
        await values('select value from indicators.reported_value where value >= $1 order by value'),
        await values(
          "select (after ->> 'value') as value from platform.audit_line where action = 'indicators.value.reported' and (after ->> 'value')::bigint >= $1 order by (after ->> 'value')::bigint",
        ),
      ] as const;
    });
    expect(kept).toEqual(wanted);
    expect(audited).toEqual(wanted);
    await kill(server);
  }, 240_000);
});
