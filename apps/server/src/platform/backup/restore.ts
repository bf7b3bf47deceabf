import { createReadStream, createWriteStream } from 'node:fs';
import { access, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createZstdDecompress } from 'node:zlib';
import { from as copyFrom } from 'pg-copy-streams';
import {
  applyMigrations,
  type Db,
  firstRow,
  inTransaction,
  readMigrations,
  rows,
  sql,
  type Tx,
} from '../db/index.ts';
import { connectionName } from '../postgres/index.ts';
import { quoted, type Step } from './backup.ts';
import { backupFailure } from './errors.ts';
import { decodeFrames, type Frame, type Sequence } from './frames.ts';
import { unseal } from './seal.ts';
import { listSchemas, listTables } from './tables.ts';

export type RestoreOf = {
  readonly file: string;
  readonly key: Buffer;
  readonly uploads: string;
  /** Where the program's migrations are. */
  readonly databaseFolder: string;
  /** Whether what is there is taken away first. */
  readonly replace: boolean;
  readonly onStep?: (step: Step) => void;
};
export type RestoreResult = {
  readonly madeAt: string;
  readonly tables: number;
  readonly rows: number;
  readonly files: number;
};

/**
 * Puts a backup into a database that has nothing in it, or in the place of what it has, all of it or nothing: a backup that turns out to
 * be damaged at its end leaves everything as it was. The tables come as of the backup's version; migrating them is the next start's work.
 *
 * @throws backup.not_empty, backup.in_use, backup.newer, backup.wrong_key, backup.damaged, backup.cut_off, backup.not_a_backup
 */
export async function restoreBackup(owner: Db, wanted: RestoreOf): Promise<RestoreResult> {
  const arriving = `${wanted.uploads}.restoring`;
  await rm(arriving, { recursive: true, force: true });
  try {
    const result = await inTransaction(owner, async (tx) => {
      const frames = await openFrames(wanted);
      const manifest = await frames.next();
      if (manifest.done || manifest.value.kind !== 'manifest') throw backupFailure('backup.not_a_backup');
      await refuseNewer(manifest.value, wanted.databaseFolder);
      await makeRoom(tx, wanted);
      const { migrations, madeAt } = manifest.value;
      await applyMigrations(
        tx,
        wanted.databaseFolder,
        migrations.map(({ name }) => name),
      );
      return { madeAt, ...(await fill(tx, frames, arriving, wanted.onStep)) };
    });
    // what was there is gone from the database, and goes from the folder too
    await rm(wanted.uploads, { recursive: true, force: true });
    if (result.files > 0) await rename(arriving, wanted.uploads);
    return result;
  } finally {
    await rm(arriving, { recursive: true, force: true });
  }
}

async function openFrames({ file, key }: RestoreOf): Promise<AsyncGenerator<Frame>> {
  await access(file).catch(() => {
    throw backupFailure('backup.no_file', { file });
  });
  const decompress = createZstdDecompress();
  // what fails there is thrown to whoever reads here
  void pipeline(
    createReadStream(file),
    (sealed: AsyncIterable<Buffer>) => unseal(sealed, key),
    decompress,
  ).catch((error: Error) => decompress.destroy(error));
  return decodeFrames(decompress);
}

/** A backup of a newer program has tables that this one does not know, and one of another program others. */
async function refuseNewer(manifest: Frame & { kind: 'manifest' }, databaseFolder: string): Promise<void> {
  const known = new Map((await readMigrations(databaseFolder)).map(({ name, text }) => [name, text]));
  const unknown = manifest.migrations.find(({ name, text }) => known.get(name) !== text);
  if (unknown !== undefined) throw backupFailure('backup.newer', { migration: unknown.name });
}

async function makeRoom(tx: Tx, { uploads, replace }: RestoreOf): Promise<void> {
  const others = await firstRow(
    tx,
    sql`select from pg_stat_activity where datname = current_database() and application_name like 'miaopu %' and application_name <> ${connectionName}`,
  );
  if (others !== undefined) throw backupFailure('backup.in_use');
  const schemas = await listSchemas(tx);
  const hasFiles = (await readdir(uploads).catch(() => [])).length > 0;
  if (!replace && (hasFiles || (schemas.length > 0 && (await hasRows(tx)))))
    throw backupFailure('backup.not_empty');
  for (const schema of schemas) await sql`drop schema ${sql.id(schema)} cascade`.execute(tx.query);
}

async function hasRows(tx: Tx): Promise<boolean> {
  for (const { schema, table } of await listTables(tx))
    if ((await firstRow(tx, sql`select from ${sql.table(`${schema}.${table}`)} limit 1`)) !== undefined)
      return true;
  return false;
}

type Counts = { tables: number; rows: number; files: number };

async function fill(
  tx: Tx,
  frames: AsyncGenerator<Frame>,
  arriving: string,
  onStep: RestoreOf['onStep'],
): Promise<Counts> {
  const tables = await listTables(tx);
  // migrations may have written rows of their own, and what comes was checked, chained and guarded where it came from
  for (const { schema, table } of tables) {
    const name = sql.table(`${schema}.${table}`);
    await sql`truncate ${name} cascade`.execute(tx.query);
    await sql`alter table ${name} disable trigger user`.execute(tx.query);
  }
  const counts: Counts = { tables: 0, rows: 0, files: 0 };
  for (;;) {
    const { value: frame, done } = await frames.next();
    if (done) break;
    if (frame.kind === 'table') {
      onStep?.({
        what: `${frame.schema}.${frame.table}`,
        done: counts.tables,
        of: tables.length,
        rows: counts.rows,
      });
      counts.rows += await fillTable(tx, frame, frames);
      counts.tables++;
    } else if (frame.kind === 'file') {
      onStep?.({ what: frame.path, done: tables.length, of: tables.length, rows: counts.rows });
      await fillFile(join(arriving, safePath(frame.path)), frames);
      counts.files++;
    } else if (frame.kind === 'sequences') await setSequences(tx, frame.sequences);
    else if (frame.kind === 'end') refuseUnlike(counts, frame);
  }
  for (const { schema, table } of tables)
    await sql`alter table ${sql.table(`${schema}.${table}`)} enable trigger user`.execute(tx.query);
  return counts;
}

async function fillTable(
  tx: Tx,
  frame: Frame & { kind: 'table' },
  frames: AsyncGenerator<Frame>,
): Promise<number> {
  const sink = tx.client.query(copyFrom(`copy ${quoted(frame)} from stdin`));
  let wanted = -1;
  await pipeline(
    Readable.from(
      dataOf(frames, (rowsSaid) => {
        wanted = rowsSaid;
      }),
      { objectMode: false },
    ),
    sink,
  );
  if (sink.rowCount !== wanted)
    throw backupFailure('backup.damaged', { where: `${frame.schema}.${frame.table}` });
  return wanted;
}

/** The data up to the frame that ends it. */
async function* dataOf(
  frames: AsyncGenerator<Frame>,
  onDone: (rows: number) => void,
): AsyncGenerator<Buffer> {
  for (;;) {
    const { value: frame, done } = await frames.next();
    if (done) throw backupFailure('backup.cut_off');
    if (frame.kind === 'data') yield frame.bytes;
    else if (frame.kind === 'done') return onDone(frame.rows);
    else throw backupFailure('backup.damaged', { where: frame.kind });
  }
}

async function fillFile(place: string, frames: AsyncGenerator<Frame>): Promise<void> {
  await mkdir(dirname(place), { recursive: true });
  await pipeline(
    Readable.from(
      dataOf(frames, () => {}),
      { objectMode: false },
    ),
    createWriteStream(place),
  );
}

/** A path that stays below its folder, whoever made the backup. */
function safePath(path: string): string {
  const plain = normalize(path);
  if (plain.startsWith('..') || plain.startsWith('/') || /^[a-z]:/i.test(plain))
    throw backupFailure('backup.damaged', { where: 'file' });
  return plain;
}

async function setSequences(tx: Tx, sequences: readonly Sequence[]): Promise<void> {
  const known = new Set(
    (
      await rows<{ name: string }>(
        tx,
        sql`select format('%I.%I', schemaname, sequencename) as name from pg_sequences`,
      )
    ).map(({ name }) => name),
  );
  for (const { name, value, isCalled } of sequences.filter((one) => known.has(one.name)))
    await sql`select setval(${name}::regclass, ${value}::bigint, ${isCalled})`.execute(tx.query);
}

function refuseUnlike(counts: Counts, end: Counts): void {
  for (const what of ['tables', 'rows', 'files'] as const)
    if (counts[what] !== end[what]) throw backupFailure('backup.damaged', { where: what });
}
