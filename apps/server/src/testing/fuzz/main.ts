/** `npm run fuzz`: every call of the OpenAPI document with hostile values, as everybody, until the time is over. */
import { parseArgs } from 'node:util';
import { startOrJoinCluster } from '../../platform/postgres/index.ts';
import { testClusterFolder } from '../../platform/testing/index.ts';
import { openGround } from './open.ts';
import { fuzz, type Outcome, wordsOf } from './run.ts';

const help = `npm run fuzz -- [--minutes N] [--seed TEXT]

  --minutes N   how long it goes on (10)
  --seed TEXT   what it does follows from it; it is printed at the end, to do the same again (the time of day)

Exit code 1: a call failed, told of its inside, or gave somebody a row that is not theirs.`;

function tell({ seed, requests, seconds, answers, faults, slowest }: Outcome): void {
  for (const [call, counts] of [...answers].toSorted())
    console.log(
      `${call.padEnd(72)}${[...counts]
        .toSorted()
        .map(([status, count]) => `${status} × ${count}`)
        .join(', ')}`,
    );
  // one of a kind is enough to mend it
  const kinds = Map.groupBy(
    faults,
    ({ method, url, why }) => `${method} ${url.split('?')[0]} ${why.slice(0, 80)}`,
  );
  for (const [first] of kinds.values()) console.log(`\n${wordsOf(first!)}`);
  console.log(
    `\n${requests} requests to ${answers.size} calls in ${seconds.toFixed(0)} s; the slowest took ${slowest.milliseconds} ms (${slowest.call}); ${faults.length} faults; --seed ${JSON.stringify(seed)}`,
  );
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '10' },
      seed: { type: 'string', default: new Date().toISOString() },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return console.log(help);
  const cluster = await startOrJoinCluster({ folder: testClusterFolder, durable: false });
  try {
    const ground = await openGround(4);
    try {
      const outcome = await fuzz(ground, values.seed, { milliseconds: Number(values.minutes) * 60_000 });
      tell(outcome);
      process.exitCode = outcome.faults.length === 0 ? 0 : 1;
    } finally {
      await ground.close();
    }
  } finally {
    await cluster.release();
  }
}

await main();
