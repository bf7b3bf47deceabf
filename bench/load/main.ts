/** `npm run load`: so many people at work at once on the demo district, each with a session of their own. */
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Db } from '../../apps/server/src/platform/db/index.ts';
import { openChance } from '../../apps/server/src/testing/fuzz/random.ts';
import { ensureWebBuilt } from '../../scripts/build-web.mjs';
import { openServer } from '../database.ts';
import { describeMachine, load } from '../machine.ts';
import { writeJson } from '../report.ts';
import { type Client, openClient } from './agent.ts';
import { coresBetween, readUsed } from './cpu.ts';
import { addPeople, type LoadPerson } from './people.ts';
import { type Memory, readMemory, startProgram } from './program.ts';
import { type LoadResult, linesOf, verdicts, writeLoadPage } from './report.ts';
import { openSamples } from './samples.ts';
import { work } from './work.ts';

const help = `npm run load -- [--minutes N] [--people N] [--enterprises N] [--json FILE] [--page FILE]

  --minutes N      how long it is measured, after half a minute of warming up (1)
  --people N       how many work at once (200)
  --enterprises N  about how many enterprises the demo district has (30000)
  --json FILE      keep the figures
  --page FILE      write them into a page between its marks (docs/load.md)

The program, its database and the people share this machine. MIAOPU_TRACE=1 tells of every call that failed.
Exit code 1: a call failed. A missed aim is told and no failure, because machines differ.`;

const warmingUp = 30_000;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '1' },
      people: { type: 'string', default: '200' },
      enterprises: { type: 'string', default: '30000' },
      json: { type: 'string' },
      page: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return console.log(help);
  const [minutes, people, enterprises] = [values.minutes, values.people, values.enterprises].map(Number);
  ensureWebBuilt();
  const server = await openServer();
  try {
    const database = await server.createDatabase();
    const program = await startProgram(database.url, enterprises!);
    try {
      const machine = await describeMachine(database.db);
      const crowd = await addPeople(database, people!);
      // what autovacuum does by itself a minute later, so that it does not happen in the middle
      await database.owner.pool.query('vacuum analyze');
      const result = await measure(program.base, database.owner, crowd, minutes! * 60_000);
      const whole: LoadResult = { people: people!, enterprises: enterprises!, ...result };
      console.log(linesOf(machine, whole).join('\n'));
      if (values.json !== undefined) writeJson(values.json, { machine, ...whole });
      if (values.page !== undefined) writeLoadPage(values.page, machine, whole);
      process.exitCode = verdicts(whole)[2]!.isMet ? 0 : 1;
    } finally {
      await program.close();
      await database.drop();
    }
  } finally {
    await server.close();
  }
}

async function measure(base: URL, db: Db, crowd: readonly LoadPerson[], milliseconds: number) {
  const samples = openSamples();
  const clients: Client[] = [];
  for (const person of crowd) clients.push(await openClient(base, person, samples));
  const stop = new AbortController();
  const desk = { submitted: [] };
  const working = clients.map((client, number) =>
    work(client, { chance: openChance(`person ${number}`), desk, number, signal: stop.signal }),
  );
  console.log(`${clients.length} people are signed in and begin to work`);
  await delay(warmingUp);
  samples.clear();
  const loadBefore = load();
  const usedBefore = await readUsed(base, db);
  const began = performance.now();
  const memory: Memory[] = [];
  while (performance.now() - began < milliseconds) {
    memory.push(await readMemory(base, began));
    await delay(Math.min(5_000, milliseconds));
  }
  const seconds = (performance.now() - began) / 1_000;
  const summaries = samples.summaries();
  const cores = coresBetween(usedBefore, await readUsed(base, db), seconds);
  stop.abort();
  await Promise.all(working);
  for (const client of clients) client.close();
  return { seconds, loadBefore, loadAfter: load(), cores, summaries, memory };
}

await main();
