import { readdirSync, readFileSync } from 'node:fs';
import { type Db, firstRow, sql } from '../../apps/server/src/platform/db/index.ts';
import { readMetric } from './program.ts';

/** Seconds of processor time that each has used since it began. */
export type Used = { readonly program: number; readonly database: number; readonly people: number };

const ticksPerSecond = 100;

/** The fields of `/proc/<pid>/stat` after the name, which may hold anything: 1 is the parent, 11 to 14 the times (proc(5)). */
function statOf(pid: string): string[] {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}

/** What PostgreSQL's processes used, the ones that have ended too; 0 where the machine is no Linux, or PostgreSQL is elsewhere. */
async function databaseSeconds(db: Db): Promise<number> {
  try {
    const backend = await firstRow<{ pid: number }>(db, sql`select pg_backend_pid() as pid`);
    const postmaster = statOf(String(backend!.pid))[1]!;
    const own = statOf(postmaster).slice(11, 15).map(Number);
    const children = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((pid) => {
        try {
          return statOf(pid);
        } catch {
          return []; // ended meanwhile
        }
      })
      .filter((stat) => stat[1] === postmaster)
      .flatMap((stat) => stat.slice(11, 13).map(Number));
    return [...own, ...children].reduce((sum, ticks) => sum + ticks, 0) / ticksPerSecond;
  } catch {
    return 0;
  }
}

/** What the program, its database and the people have used until now. */
export async function readUsed(base: URL, db: Db): Promise<Used> {
  const { user, system } = process.cpuUsage();
  return {
    program: await readMetric(base, 'process_cpu_seconds_total'),
    database: await databaseSeconds(db),
    people: (user + system) / 1_000_000,
  };
}

/** How many processor cores each kept busy on average. */
export function coresBetween(before: Used, after: Used, seconds: number): Used {
  const cores = (of: keyof Used) => (after[of] - before[of]) / seconds;
  return { program: cores('program'), database: cores('database'), people: cores('people') };
}
