import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { TestProject } from 'vitest/node';
import {
  copyTestDatabase,
  createTestDatabase,
  type TestDatabase,
} from '../../server/src/platform/testing/index.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A running program for each worker, so that files may run beside each other and change what they like. */
    programs: Program[];
  }
}

/**
 * Demo people who are signed in once for all tests: two of the office, a leader who may only look, an enterprise’s owner, the auditor, the
 * administrator, a town’s and a department’s lead.
 */
const people = [
  'office',
  'reviewer',
  'viewer',
  'owner',
  'auditor',
  'admin',
  'jinqing-lead',
  'economy-lead',
] as const;
export type SignedIn = (typeof people)[number];

export type Program = {
  /** Where it answers, without a slash at the end. */
  readonly address: string;
  /** Its database, for what nobody does on a page. */
  readonly database: string;
  /** The cookies of demo people, signed in. */
  readonly cookies: Record<SignedIn, { name: string; value: string }[]>;
};

const root = resolve(import.meta.dirname, '../../..');
const patience = 240_000;

/** Enough enterprises for every target to have some behind it, and loaded in seconds. */
const enterprises = '3000';

async function buildWeb(): Promise<void> {
  const { ensureWebBuilt } = await import(pathToFileURL(join(root, 'scripts/build-web.mjs')).href);
  ensureWebBuilt();
}

/** Starts the program as a person would, and waits until it says where it answers. */
function startProgram(
  environment: Record<string, string>,
): Promise<{ child: ChildProcess; address: string }> {
  const { NODE_ENV: _, ...ours } = process.env;
  const child = spawn(process.execPath, [join(root, 'apps/server/src/main.ts')], {
    env: { ...ours, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((done, refuse) => {
    let said = '';
    const timer = setTimeout(
      () => refuse(new Error(`the program did not start in time:\n${said}`)),
      patience,
    );
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const address = said.match(/http:\/\/localhost:\d+/)?.[0];
      if (!address) return;
      clearTimeout(timer);
      done({ child, address });
    });
    child.once('exit', (code) => refuse(new Error(`the program ended with ${code}:\n${said}`)));
  });
}

function stopProgram(child: ChildProcess): Promise<void> {
  return new Promise((done) => {
    child.once('exit', () => done());
    child.kill('SIGTERM');
  });
}

/** Signs a demo person in, as the page does, once for all tests. */
async function signIn(address: string, email: string, password: string) {
  const answer = await fetch(`${address}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: address },
    body: JSON.stringify({ email, password }),
  });
  if (!answer.ok) throw new Error(`${email} could not sign in: ${answer.status}`);
  return answer.headers.getSetCookie().map((line) => {
    const [pair = ''] = line.split(';');
    const at = pair.indexOf('=');
    return { name: pair.slice(0, at), value: pair.slice(at + 1) };
  });
}

/** A program's database and data folder. */
type Ground = { readonly database: TestDatabase; readonly folder: string };
type Opened = { readonly program: Program; close(): Promise<void> };

const newFolder = () => mkdtempSync(join(tmpdir(), 'miaopu-e2e-'));

function startOn({ database, folder }: Ground): ReturnType<typeof startProgram> {
  return startProgram({
    DATABASE_URL: database.url,
    MIAOPU_DATA: folder,
    MIAOPU_DEMO_ENTERPRISES: enterprises,
    PORT: '0',
  });
}

/** The demo loaded and its people signed in, once: what all workers begin with. */
async function prepareGround(): Promise<{ ground: Ground; cookies: Program['cookies'] }> {
  const ground = { database: await createTestDatabase(), folder: newFolder() };
  const { child, address } = await startOn(ground);
  const { accounts } = (await (await fetch(`${address}/api/demo`)).json()) as {
    accounts: { email: string; password: string }[];
  };
  const of = async (key: SignedIn) => {
    const account = accounts.find(({ email }) => email === `${key}@miaopu.example`);
    if (!account) throw new Error(`the demo has no ${key}`);
    return signIn(address, account.email, account.password);
  };
  const cookies = Object.fromEntries(
    await Promise.all(people.map(async (key) => [key, await of(key)] as const)),
  ) as Program['cookies'];
  await stopProgram(child);
  return { ground, cookies };
}

async function copyGround({ database, folder }: Ground): Promise<Ground> {
  const copy = { database: await copyTestDatabase(database), folder: newFolder() };
  cpSync(folder, copy.folder, { recursive: true });
  return copy;
}

/** The real program on a database of its own. */
async function openProgram(ground: Ground, cookies: Program['cookies']): Promise<Opened> {
  const { child, address } = await startOn(ground);
  return {
    program: { address, database: ground.database.url, cookies },
    close: async () => {
      await stopProgram(child);
      await ground.database.drop();
      rmSync(ground.folder, { recursive: true, force: true });
    },
  };
}

/** One program for each worker, once for the whole run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await buildWeb();
  const { ground, cookies } = await prepareGround();
  const grounds = [ground];
  while (grounds.length < project.config.maxWorkers) grounds.push(await copyGround(ground));
  const opened = await Promise.all(grounds.map((one) => openProgram(one, cookies)));
  project.provide(
    'programs',
    opened.map(({ program }) => program),
  );
  return async () => {
    await Promise.all(opened.map(({ close }) => close()));
  };
}
