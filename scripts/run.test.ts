import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

// What `npm start` does once all is installed and built: a process that runs the server and passes on what it is told.
const script = resolve(import.meta.dirname, 'run.mjs');
const folder = mkdtempSync(join(tmpdir(), 'miaopu-run-'));
chmodSync(folder, 0o755);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function start(environment: NodeJS.ProcessEnv): ChildProcess {
  const { DATABASE_URL, ...inherited } = process.env;
  return spawn(process.execPath, [script, 'apps/server/src/main.ts'], {
    env: { ...inherited, MIAOPU_DATA: folder, MIAOPU_DEMO: '0', PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

const ended = (child: ChildProcess) =>
  new Promise<number | null>((done) => child.once('close', (code) => done(code)));

function ready(child: ChildProcess): Promise<string> {
  let said = '';
  return new Promise((done, fail) => {
    child.once('close', () => fail(new Error(said)));
    for (const stream of [child.stdout!, child.stderr!]) {
      stream.on('data', (chunk) => {
        said += chunk;
        const address = /http:\/\/localhost:\d+/.exec(said);
        if (address !== null) done(address[0]);
      });
    }
  });
}

describe('the server, run as npm start does', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'ends cleanly when its parent gets %s',
    async (signal) => {
      const child = start({});
      const url = await ready(child);
      expect((await fetch(`${url}/readyz`)).status).toBe(200);
      const end = ended(child);
      child.kill(signal);
      expect(await end).toBe(0);
      expect(existsSync(join(folder, 'postgres', 'postmaster.pid'))).toBe(false);
      await expect(fetch(`${url}/healthz`)).rejects.toThrow();
    },
  );

  it('says what to do when the port is taken, and leaves no database running', async () => {
    const taken = createServer();
    const port = await new Promise<number>((done) =>
      taken.listen(0, '127.0.0.1', () => done((taken.address() as { port: number }).port)),
    );
    try {
      const child = start({ PORT: String(port) });
      let complaint = '';
      child.stderr!.on('data', (chunk) => {
        complaint += chunk;
      });
      expect(await ended(child)).toBe(1);
      expect(complaint).toMatch(
        new RegExp(`端口 ${port} 已被占用.*Port ${port} is taken: use PORT=another npm start`),
      );
      expect(complaint).not.toMatch(/^ +at /m);
      expect(existsSync(join(folder, 'postgres', 'postmaster.pid'))).toBe(false);
    } finally {
      taken.close();
    }
  });
});
