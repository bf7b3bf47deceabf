import { createReadStream, createWriteStream } from 'node:fs';
import { readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createZstdCompress } from 'node:zlib';
import { to as copyTo } from 'pg-copy-streams';
import { type Db, firstRow, inSnapshot, rows, sql, type Tx } from '../db/index.ts';
import { backupFailure } from './errors.ts';
import { encodeFrame, type Frame, type Sequence } from './frames.ts';
import { seal } from './seal.ts';
import { listTables, type Table } from './tables.ts';

export type Step = {
  readonly what: string;
  readonly done: number;
  readonly of: number;
  readonly rows: number;
};
export type BackupResult = {
  readonly tables: number;
  readonly rows: number;
  readonly files: number;
  readonly bytes: number;
};

export type BackupOf = {
  /** Where it is written; it appears under this name when it is whole. */
  readonly file: string;
  readonly key: Buffer;
  /** The folder whose files belong to the data. */
  readonly uploads: string;
  readonly onStep?: (step: Step) => void;
};

/** The key in a file, as it is there without the line's end. @throws backup.short_key, backup.no_file */
export async function readKey(file: string): Promise<Buffer> {
  const text = await readFile(file).catch(() => {
    throw backupFailure('backup.no_file', { file });
  });
  const key = Buffer.from(text.toString('latin1').trim(), 'latin1');
  if (key.length < 32) throw backupFailure('backup.short_key', { file });
  return key;
}

/**
 * Writes all data into one sealed file while the program goes on: every table as of one instant, then the uploads. Memory stays flat.
 *
 * @param owner sees every row
 * @throws backup.file_exists
 */
export async function makeBackup(owner: Db, wanted: BackupOf): Promise<BackupResult> {
  const { file, key } = wanted;
  if ((await stat(file).catch(() => undefined)) !== undefined)
    throw backupFailure('backup.file_exists', { file });
  const unfinished = `${file}.unfinished`;
  try {
    const counts = await inSnapshot(owner, async (tx) => {
      // rather fail than leave out rows that this role may not see
      await sql`set local row_security = off`.execute(tx.query);
      const counted = { tables: 0, rows: 0, files: 0 };
      await pipeline(
        Readable.from(encoded(framesOf(tx, wanted, counted))),
        createZstdCompress(),
        (compressed: AsyncIterable<Buffer>) => seal(compressed, key),
        createWriteStream(unfinished, { mode: 0o600, flush: true }),
      );
      return counted;
    });
    const { size } = await stat(unfinished);
    await rename(unfinished, file);
    return { ...counts, bytes: size };
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

async function* encoded(frames: AsyncIterable<Frame>): AsyncGenerator<Buffer> {
  for await (const frame of frames) yield encodeFrame(frame);
}

type Counts = { tables: number; rows: number; files: number };

async function* framesOf(tx: Tx, { uploads, onStep }: BackupOf, counts: Counts): AsyncGenerator<Frame> {
  const migrations = await rows<{ name: string; text: string }>(
    tx,
    sql`select name, text from platform.migration where name ~ '^\\d' order by name`,
  );
  const { at } = (await firstRow<{ at: string }>(tx, sql`select now() as at`))!;
  yield { kind: 'manifest', madeAt: at, migrations };
  const tables = await listTables(tx);
  for (const table of tables) {
    onStep?.({
      what: `${table.schema}.${table.table}`,
      done: counts.tables,
      of: tables.length,
      rows: counts.rows,
    });
    yield { kind: 'table', ...table };
    const copying = tx.client.query(copyTo(`copy ${quoted(table)} to stdout`));
    for await (const bytes of copying as AsyncIterable<Buffer>) yield { kind: 'data', bytes };
    yield { kind: 'done', rows: copying.rowCount };
    counts.tables++;
    counts.rows += copying.rowCount;
  }
  // read after the tables: no number that stands in one is ever given out again
  yield { kind: 'sequences', sequences: await sequencesOf(tx) };
  for await (const frame of filesOf(uploads)) {
    if (frame.kind === 'file') {
      counts.files++;
      onStep?.({ what: frame.path, done: tables.length, of: tables.length, rows: counts.rows });
    }
    yield frame;
  }
  yield { kind: 'end', ...counts };
}

/** A table with its columns, for COPY. */
export function quoted({ schema, table, columns }: Table): string {
  const name = (text: string) => `"${text.replaceAll('"', '""')}"`;
  return `${name(schema)}.${name(table)} (${columns.map(name).join(', ')})`;
}

async function sequencesOf(tx: Tx): Promise<Sequence[]> {
  const names = await rows<{ name: string }>(
    tx,
    sql`select format('%I.%I', schemaname, sequencename) as name from pg_sequences
        where schemaname !~ '^pg_' and schemaname not in ('information_schema', 'public', 'jobs') order by 1`,
  );
  const values = [];
  for (const { name } of names) {
    const found = await firstRow<{ value: string; is_called: boolean }>(
      tx,
      sql`select last_value as value, is_called from ${sql.raw(name)}`,
    );
    values.push({ name, value: found!.value, isCalled: found!.is_called });
  }
  return values;
}

/** Uploads are written once and never changed; one that is let go meanwhile is left out. */
async function* filesOf(folder: string): AsyncGenerator<Frame> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of entries.filter((one) => one.isFile())) {
    const place = join(entry.parentPath, entry.name);
    const found = await stat(place).catch(() => undefined);
    if (found === undefined) continue;
    yield { kind: 'file', path: relative(folder, place).replaceAll('\\', '/'), size: found.size };
    // as long as it was said to be, also where somebody still writes to it
    if (found.size > 0)
      for await (const bytes of createReadStream(place, { end: found.size - 1 }) as AsyncIterable<Buffer>)
        yield { kind: 'data', bytes };
    yield { kind: 'done', rows: 0 };
  }
}
