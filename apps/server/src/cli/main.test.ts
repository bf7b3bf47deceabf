import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { findPostmaster } from '../platform/postgres/index.ts';

const script = resolve(import.meta.dirname, '../../../../scripts/miaopu.mjs');
const program = join(import.meta.dirname, 'main.ts');
const folder = mkdtempSync(join(tmpdir(), 'miaopu-cli-'));
chmodSync(folder, 0o755);
afterAll(() => rmSync(folder, { recursive: true }));

type Ended = { code: number | null; stdout: string; stderr: string };
type RunOptions = { environment?: NodeJS.ProcessEnv; file?: string };

function start(words: string[], { environment = {}, file = program }: RunOptions = {}) {
  const { LC_ALL, LC_MESSAGES, LANG, DATABASE_URL, ...rest } = process.env;
  return spawn(process.execPath, [file, ...words], {
    env: { ...rest, MIAOPU_DATA: folder, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function run(words: string[], options?: RunOptions): Promise<Ended> {
  const child = start(words, options);
  const ended: Ended = { code: null, stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => {
    ended.stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    ended.stderr += chunk;
  });
  return new Promise((done) => child.once('close', (code) => done({ ...ended, code })));
}

const databaseRuns = () => {
  const cluster = join(folder, 'postgres');
  return existsSync(cluster) && findPostmaster(realpathSync(cluster)) !== undefined;
};

describe('miaopu', () => {
  it('says what it can do, run as the checkout’s script', async () => {
    const { code, stdout, stderr } = await run(['--help'], { file: script });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^ {2}standards size-class /m);
    expect(stdout).toMatch(/退出码:0 成功,1 输入有误,2 调用有误/);
  });

  it('speaks the language of LANG, or the one it is told to', async () => {
    const english = { environment: { LANG: 'en_US.UTF-8' } };
    expect((await run(['--help'], english)).stdout).toMatch(/Exit codes: 0 done/);
    expect((await run(['--help', '--lang', 'zh-CN'], english)).stdout).toMatch(/退出码/);
  });

  it('ends with 0 and its result, and nothing but its result on stdout', async () => {
    const { code, stdout, stderr } = await run(['standards', 'credit-code', '91331021148340431N', '--json']);
    expect([code, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toMatchObject({ ok: true });
  });

  it('ends with 1 where the input is at fault', async () => {
    const { code, stdout } = await run(['standards', 'credit-code', '91331021148340431X', '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false });
  });

  it.each([
    [['standards', 'credit-code'], /缺少参数/],
    [['standards', 'credit-code', '1', '--colour'], /没有选项 --colour/],
    [['standard'], /没有命令“standard”/],
  ])('ends with 2 for the wrong call %j, and says so on stderr alone', async (words, complaint) => {
    const { code, stdout, stderr } = await run(words);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(complaint);
    expect(stderr).toMatch(/--help/);
    expect(stderr).not.toMatch(/^ +at /m);
  });

  it('ends in silence when its reader goes away', async () => {
    const child = start(['--help']);
    child.stdout.destroy();
    let complaint = '';
    child.stderr.on('data', (chunk) => {
      complaint += chunk;
    });
    const code = await new Promise((done) => child.once('close', done));
    expect([code, complaint]).toEqual([0, '']);
  });

  it('names the setting at fault', async () => {
    const { code, stderr } = await run(['plan', 'list'], { environment: { PORT: 'eighty' } });
    expect(code).toBe(1);
    expect(stderr).toMatch(/PORT/);
  });
});

describe('a command that needs the database', () => {
  it('starts it, prints nothing but its result, and leaves none running', async () => {
    const { code, stdout } = await run(['plan', 'list', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual(expect.anything());
    expect(databaseRuns()).toBe(false);
  });

  it('stops the database that it started when it is interrupted', async () => {
    const child = start(['plan', 'list']);
    while (!databaseRuns()) await delay(5);
    child.kill('SIGINT');
    const code = await new Promise((done) => child.once('close', done));
    expect(code).toBe(130);
    expect(databaseRuns()).toBe(false);
  });

  it('says what is wrong with a DATABASE_URL that leads nowhere', async () => {
    const { code, stdout, stderr } = await run(['plan', 'list', '--json'], {
      environment: { DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none' },
    });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/DATABASE_URL/);
  });
});
