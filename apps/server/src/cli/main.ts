import { systemClock } from '../platform/clock/index.ts';
import { readConfig } from '../platform/config/index.ts';
import type { Db } from '../platform/db/index.ts';
import { AppError, type Lang, messageOf } from '../platform/errors/index.ts';
import { type Command, type Out, UsageError } from './command.ts';
import { commandsFor } from './commands.ts';
import { commandHelp, overview } from './help.ts';
import { chooseLang, type ParsedCall, parseCall } from './parse.ts';

function openOut(json: boolean): Out {
  return {
    isJson: json,
    json: (value) => {
      if (json) process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
    },
    text: (line) => {
      if (!json) process.stdout.write(`${line}\n`);
    },
    note: (line) => {
      process.stderr.write(`${line}\n`);
    },
  };
}

async function runCommand(call: ParsedCall & { kind: 'run' }): Promise<number> {
  const config = readConfig();
  const out = openOut(call.json);
  const context = {
    arguments: call.arguments,
    options: call.options,
    clock: systemClock,
    config,
    out,
    lang: call.lang,
  };
  if (call.command.needs === 'nothing') return call.command.run({ ...context, db: noDatabase(call.command) });
  const { asSystem, openDatabase } = await import('../platform/db/index.ts');
  const opening = openDatabase(config);
  leave = async () => (await opening).close(0);
  onSignal(leaveNow);
  const opened = await opening;
  try {
    return await asSystem(() => call.command.run({ ...context, db: opened.db }));
  } finally {
    if (!leaving) await opened.close();
  }
}

function onSignal(end: (exitCode: number) => Promise<void>): void {
  const numbers = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;
  for (const [signal, number] of Object.entries(numbers)) process.on(signal, () => void end(128 + number));
}

let leave = async (): Promise<void> => {};
let leaving = false;

/** Ends before the command has ended. What it had not committed is undone, and a database that it started is stopped. */
async function leaveNow(exitCode: number): Promise<void> {
  if (leaving) return;
  leaving = true;
  await leave().catch(() => {});
  process.exit(exitCode);
}

function noDatabase(command: Command): Db {
  return new Proxy({} as Db, {
    get: () => {
      throw new Error(`“${command.name}” declares that it needs no database, and asks for it`);
    },
  });
}

async function main(words: readonly string[]): Promise<number> {
  const lang: Lang = chooseLang(words, process.env);
  let call: ParsedCall | undefined;
  try {
    call = parseCall(await commandsFor(words), words, lang);
    if (call.kind === 'overview') process.stdout.write(`${overview(call.commands, lang)}\n`);
    if (call.kind === 'help') process.stdout.write(`${commandHelp(call.command, lang)}\n`);
    return call.kind === 'run' ? await runCommand(call) : 0;
  } catch (error) {
    // its connections were cut because it is left: that is no fault of the call
    if (leaving) return new Promise(() => {});
    if (error instanceof UsageError) {
      process.stderr.write(`${lang === 'en' ? error.words.en : error.words.zh}\n`);
      process.stderr.write(lang === 'en' ? 'See --help.\n' : '用 --help 查看用法。\n');
      return 2;
    }
    process.stderr.write(`${messageOf(error, lang)}\n`);
    if (error instanceof AppError)
      for (const problem of error.problems ?? [])
        process.stderr.write(
          `  ${problem.path}: ${lang === 'en' ? problem.message.en : problem.message.zh}\n`,
        );
    else if (process.env.MIAOPU_TRACE && error instanceof Error) process.stderr.write(`${error.stack}\n`);
    return 1;
  }
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // the reader went away (`miaopu … | head`)
  if (error.code === 'EPIPE') void leaveNow(0);
});
process.exitCode = await main(process.argv.slice(2));
