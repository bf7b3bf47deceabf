import { readFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem, type } from 'node:os';
import { firstRow, type Queryable, sql } from '../apps/server/src/platform/db/index.ts';

export type Machine = {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly system: string;
  readonly node: string;
  readonly postgres: string;
  /** How PostgreSQL keeps what it acknowledged: figures of a database that does not are worth nothing. */
  readonly durability: string;
};

function distribution(): string {
  try {
    return /^PRETTY_NAME="(.*)"$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? '';
  } catch {
    return '';
  }
}

/** What the figures were measured on. */
export async function describeMachine(db: Queryable): Promise<Machine> {
  const found = await firstRow<{ version: string; durability: string }>(
    db,
    sql`select current_setting('server_version') as version,
               'fsync ' || current_setting('fsync') || ', synchronous_commit ' || current_setting('synchronous_commit')
               || ', shared_buffers ' || current_setting('shared_buffers') as durability`,
  );
  return {
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${distribution()} ${type()} ${release()}`.trim(),
    node: process.version,
    postgres: found!.version,
    durability: found!.durability,
  };
}

/** How many processes wanted the machine over the last minute: above the number of cores, figures are of a busy machine. */
export function load(): string {
  return loadavg()
    .map((average) => average.toFixed(2))
    .join(' ');
}
