import { prepareDistrict } from './demo.ts';
import { printedDemoPeople } from './demo-people.ts';
import { readConfig } from './platform/config/index.ts';
import { openLog } from './platform/log/index.ts';
import { type Running, serve } from './serve.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);

function announce(running: Running): void {
  const { config } = running.services;
  say(`\n苗圃已启动 Miaopu is ready: http://localhost:${new URL(running.address).port}`);
  if (!config.demo) return;
  say('演示账号 demo sign-ins:');
  for (const { label, email, password } of printedDemoPeople) say(`  ${label}  ${email}  ${password}`);
  say('  各部门、镇街、银行、机构和企业的账号见登录页 all others stand on the sign-in page');
  say('按 Ctrl-C 停止 press Ctrl-C to stop');
}

const ending = new AbortController();
let running: Running | undefined;

/** Ctrl-C: ends the server, or the start that is not done yet, and the database with it. */
async function stop(): Promise<void> {
  if (ending.signal.aborted) return;
  say('正在停止 stopping …');
  // a request that never ends must not keep the process: what was acknowledged is already in the database
  setTimeout(() => process.exit(1), 30_000).unref();
  // what is still under way meets what is closed already, or a database that was killed first
  process.on('uncaughtException', () => {});
  ending.abort();
  if (running === undefined) return;
  await running.close().finally(() => process.exit(0));
}

async function main(): Promise<void> {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());
  running = await serve(readConfig(), {
    log: openLog({ level: process.env.MIAOPU_LOG === '1' ? 'info' : 'warn' }),
    tell: say,
    prepare: prepareDistrict,
    signal: ending.signal,
  });
  announce(running);
}

main().catch((error: NodeJS.ErrnoException) => {
  // stopped while it started, as it was asked to
  if (ending.signal.aborted) process.exit(0);
  const port = process.env.PORT ?? '8080';
  const words =
    error.code === 'EADDRINUSE'
      ? `端口 ${port} 已被占用。请用 PORT=其他端口 npm start。 Port ${port} is taken: use PORT=another npm start.`
      : error.message;
  process.stderr.write(`${words}\n`);
  if (process.env.MIAOPU_TRACE) process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
