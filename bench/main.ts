/** `npm run bench`: measures what must be quick, each figure beside its limit as measured in the same run on the same data. */
import { parseArgs } from 'node:util';
import { type BenchName, benches, openPlaces, prepareBenches, runBench } from './benches.ts';
import { openServer } from './database.ts';
import { isMet, type Result, type Size } from './figures.ts';
import { describeMachine, load } from './machine.ts';
import { tableOf, writeJson, writePage } from './report.ts';

const names = Object.keys(benches) as BenchName[];

const help = `npm run bench -- [NAME …] [--rows N] [--policy-rows N] [--memory-rows N] [--repeat N] [--json FILE] [--page FILE]

${names.map((name) => `  ${name.padEnd(12)} ${benches[name].summary}`).join('\n')}

  --rows N         rows of the imported file, entities of the district (100000)
  --policy-rows N  entities of the district that policies are matched with (as --rows)
  --memory-rows N  rows of the import whose memory is watched; 0 leaves it out (1000000)
  --repeat N       how often each thing is timed after a warm-up (5)
  --json FILE      keep the figures
  --page FILE      write them into a page between its marks (docs/measured.md)

It works in a database of its own: on the PostgreSQL of MIAOPU_BENCH_DATABASE_URL, else on an embedded one that is removed again.
Exit code 1: a benchmark failed. A missed aim is told and no failure, because machines differ.`;

function wholeNumber(words: string, option: string, least: number): number {
  const value = Number(words);
  if (Number.isInteger(value) && value >= least) return value;
  throw new RangeError(`--${option} has to be a whole number from ${least}, not ${words}.`);
}

function readCall():
  | { chosen: BenchName[]; size: Size; json: string | undefined; page: string | undefined }
  | undefined {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      rows: { type: 'string', default: '100000' },
      'policy-rows': { type: 'string' },
      'memory-rows': { type: 'string', default: '1000000' },
      repeat: { type: 'string', default: '5' },
      json: { type: 'string' },
      page: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  const unknown = positionals.find((name) => !(name in benches));
  if (unknown !== undefined)
    throw new RangeError(`There is no benchmark “${unknown}”; there are ${names.join(', ')}.`);
  return {
    chosen: positionals.length === 0 ? names : (positionals as BenchName[]),
    size: {
      rows: wholeNumber(values.rows, 'rows', 100),
      policyRows: wholeNumber(values['policy-rows'] ?? values.rows, 'policy-rows', 100),
      memoryRows: wholeNumber(values['memory-rows'], 'memory-rows', 0),
      repeat: wholeNumber(values.repeat, 'repeat', 1),
    },
    json: values.json,
    page: values.page,
  };
}

async function main(): Promise<void> {
  const call = readCall();
  if (call === undefined) return console.log(help);
  const { chosen, size, json, page } = call;
  prepareBenches(chosen);
  const server = await openServer();
  const places = openPlaces(server);
  try {
    const probe = await server.createDatabase();
    const machine = await describeMachine(probe.db);
    await probe.drop();
    for (const [name, value] of Object.entries(machine)) console.log(`${name.padEnd(12)}${value}`);
    const results: Result[] = [];
    for (const bench of chosen) {
      const loadBefore = load();
      console.log(`\n${bench}: ${benches[bench].summary} (load average ${loadBefore})`);
      const figures = await runBench(bench, server, places, size);
      console.log(tableOf(figures));
      results.push({ bench, summary: benches[bench].summary, loadBefore, loadAfter: load(), figures });
    }
    const all = results.flatMap((result) => result.figures);
    const missed = all.filter((one) => isMet(one) === false);
    console.log(
      `\n${all.length} figures, ${missed.length} short of their aim${missed.length === 0 ? '' : ':'} ${missed.map((one) => `${one.bench} ${one.name}`).join(', ')}`,
    );
    if (json !== undefined) writeJson(json, { machine, size, results });
    if (page !== undefined) writePage(page, machine, size, results);
  } finally {
    await places.close();
    await server.close();
  }
}

main().catch((error: Error) => {
  process.stderr.write(`${error instanceof RangeError ? error.message : error.stack}\n`);
  process.exitCode = error instanceof RangeError || error.name === 'TypeError' ? 2 : 1;
});
