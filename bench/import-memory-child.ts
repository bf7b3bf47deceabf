/** A process whose memory is watched: it imports a roster, or only reads its lines, and says how large it ever was. */
import { once } from 'node:events';
import { createReadStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { importFile } from '../apps/server/src/engines/registry/index.ts';
import { systemActor } from '../apps/server/src/platform/access/index.ts';
import { openPool } from '../apps/server/src/platform/db/index.ts';

export type Watched = {
  readonly rows: number;
  readonly seconds: number;
  /** Highest resident size in bytes. */
  readonly peak: number;
  /** The same over the first tenth of the time: where it equals the peak, memory does not grow with the file. */
  readonly early: number;
};

async function readLines(path: string): Promise<number> {
  let rows = -1;
  const lines = createInterface({ input: createReadStream(path) });
  // not as an iterator, which keeps whatever was read before it was asked for
  lines.on('line', () => rows++);
  await once(lines, 'close');
  return rows;
}

async function importRows(path: string): Promise<number> {
  const db = openPool({
    url: process.env.BENCH_URL!,
    role: 'miaopu_app',
    otherwise: { as: 'miaopu_system' },
  });
  try {
    const report = await importFile(db, {
      actor: systemActor('331004'),
      path,
      fileName: 'roster.csv',
      asOf: '2020-12-31',
    });
    return report.inserted;
  } finally {
    await db.close();
  }
}

/**
 * The highest resident size of this program, in bytes. Not `maxRSS`, which also remembers the process that started this one: between
 * the fork and the program its memory counts as the child's.
 */
function peakResident(): number {
  const [, kibibytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))!;
  return Number(kibibytes) * 1024;
}

const [what, path] = process.argv.slice(2) as ['read' | 'import', string];
const samples: number[] = [];
const sampling = setInterval(() => samples.push(process.memoryUsage.rss()), 50);
const began = performance.now();
const rows = await (what === 'read' ? readLines(path) : importRows(path));
clearInterval(sampling);
const watched: Watched = {
  rows,
  seconds: (performance.now() - began) / 1000,
  peak: peakResident(),
  early: Math.max(0, ...samples.slice(0, Math.ceil(samples.length / 10))),
};
process.stdout.write(JSON.stringify(watched));
