import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchDatabase } from './database.ts';
import { type Figure, figure, type Size } from './figures.ts';
import { writeRoster } from './import-file.ts';
import type { Watched } from './import-memory-child.ts';

/** Runs the watched process, with Node's options as they are here, and gives what it says at its end. */
function watch(words: readonly string[], url: string): Promise<Watched> {
  return new Promise((resolve, reject) => {
    const file = join(import.meta.dirname, 'import-memory-child.ts');
    const child = spawn(process.execPath, [...process.execArgv, file, ...words], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, BENCH_URL: url },
    });
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += chunk;
    });
    child.once('error', reject);
    child.once('close', (exit) => {
      if (exit === 0) resolve(JSON.parse(said));
      else reject(new Error(`The watched process ended with ${exit}.`));
    });
  });
}

/** The most memory that the process of an import ever had, beside one that only reads the file's lines. PostgreSQL's is not in it. */
export async function benchImportMemory(
  { owner, url }: BenchDatabase,
  { memoryRows }: Size,
): Promise<Figure[]> {
  if (memoryRows === 0) return [];
  const folder = mkdtempSync(join(tmpdir(), 'miaopu-bench-memory-'));
  const roster = join(folder, 'roster.csv');
  try {
    await writeRoster(roster, memoryRows);
    await owner.pool.query(
      'truncate registry.entity_version, registry.milestone, registry.entity_search, registry.source',
    );
    const bare = await watch(['read', roster], url);
    const ours = await watch(['import', roster], url);
    if (ours.rows < memoryRows * 0.95) throw new Error(`Only ${ours.rows} of ${memoryRows} rows went in.`);
    const megabytes = (value: number, what: string) => ({ value: value / 2 ** 20, unit: 'MB', what });
    return [
      figure({
        bench: 'import',
        name: `memory at ${memoryRows.toLocaleString('en-US')} rows`,
        ours: megabytes(ours.peak, 'highest resident size of the importing process'),
        limit: megabytes(bare.peak, 'that of a process that only reads the file’s lines'),
        aim: { of: 'ours', at: 'most', value: 300 },
        note: `file of ${(statSync(roster).size / 1e6).toFixed(0)} MB, ${ours.rows} rows in, ${(ours.rows / ours.seconds).toFixed(0)} rows/s; after a tenth of the time ${(ours.early / 2 ** 20).toFixed(0)} MB`,
      }),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
