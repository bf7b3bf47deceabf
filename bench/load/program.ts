import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../district.ts';

export type Program = { readonly base: URL; close(): Promise<void> };

/** Starts the program as `npm start` does, on a database, and waits until it says where it answers. */
export async function startProgram(databaseUrl: string, enterprises: number): Promise<Program> {
  const folder = mkdtempSync(join(tmpdir(), 'miaopu-load-'));
  const child = spawn(process.execPath, [...process.execArgv, join(root, 'apps/server/src/main.ts')], {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      DATABASE_URL: databaseUrl,
      MIAOPU_DATA: folder,
      MIAOPU_DEMO_ENTERPRISES: String(enterprises),
      PORT: '0',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const base = await addressOf(child);
  return {
    base,
    close: async () => {
      const ended = new Promise((done) => child.once('exit', done));
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function addressOf(child: ChildProcess): Promise<URL> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout!.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const found = /http:\/\/localhost:\d+/.exec(said);
      if (found !== null) resolve(new URL(found[0]));
    });
    child.once('exit', (code) => reject(new Error(`the program ended with ${code}:\n${said}`)));
  });
}

export type Memory = {
  /** When it was read, in seconds since the measurement began. */
  readonly at: number;
  readonly residentMiB: number;
  readonly heapMiB: number;
};

/** One of the figures that the program tells of itself. */
export async function readMetric(base: URL, name: string): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${base.port}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
}

/** Reads what the program says of its own memory. */
export async function readMemory(base: URL, began: number): Promise<Memory> {
  const mebibytesOf = async (name: string) => Math.round((await readMetric(base, name)) / 2 ** 20);
  return {
    at: Math.round((performance.now() - began) / 1_000),
    residentMiB: await mebibytesOf('process_resident_memory_bytes'),
    heapMiB: await mebibytesOf('nodejs_heap_size_used_bytes'),
  };
}
