import type { ColumnMapping, ImportReport, ImportRun } from '@miaopu/contract';
import type pg from 'pg';
import type { Actor } from '../../../platform/access/index.ts';
import { recordAudit } from '../../../platform/audit/index.ts';
import { type Db, firstRow, type Queryable, rows, sql } from '../../../platform/db/index.ts';
import { AppError, type Message } from '../../../platform/errors/index.ts';
import { fail } from './errors.ts';
import { type ImportOptions, importFile, type Progress } from './run.ts';

/** What the office asked for; kept with the run so that a waiting one survives a restart. */
export type ImportRequest = {
  readonly actor: Actor;
  readonly uploadId: string;
  readonly columns: readonly ColumnMapping[];
  readonly asOf: string;
};

export type NewRun = {
  readonly actor: Actor;
  readonly fileName: string;
  readonly fileSha256: string;
  readonly fileSize: number;
  readonly dryRun: boolean;
  readonly request: ImportRequest | null;
};

/** Notes a run that has not begun, in the caller's transaction or by itself; returns its number. */
export async function createRun(db: Queryable, run: NewRun): Promise<string> {
  const { actor, request } = run;
  const row = await firstRow<{ import_id: string }>(
    db,
    sql`insert into registry.import_run (district, file_name, file_sha256, file_size, dry_run, state, started_by, request)
        values (${actor.district}, ${run.fileName}, ${run.fileSha256}, ${run.fileSize}, ${run.dryRun}, 'waiting', ${actor.name},
                ${request === null ? null : JSON.stringify(request)}::jsonb)
        returning import_id`,
  );
  await recordAudit(db, {
    actor,
    action: 'registry.import.started',
    record: `registry/import/${row!.import_id}`,
    after: { file: run.fileName, sha256: run.fileSha256, dryRun: run.dryRun },
  });
  return row!.import_id;
}

const PROGRESS_EVERY = 500;

/**
 * Runs an import that was noted, keeping its progress where everybody sees it. A run that somebody cancelled, or that another
 * process has taken up, is left alone.
 *
 * @returns the report; undefined where there was nothing to run
 */
export async function executeRun(
  db: Db,
  id: string,
  options: ImportOptions,
): Promise<ImportReport | undefined> {
  const { district } = options.actor;
  const lock = await holdRun(db, id);
  if (lock === undefined) return undefined;
  const abort = new AbortController();
  const stop = () => abort.abort();
  options.signal?.addEventListener('abort', stop);
  if (options.signal?.aborted) stop();
  const watch = watchRun(db, district, id, stop);
  try {
    if (!(await claim(db, district, id))) return undefined;
    const report = await importFile(db, {
      ...options,
      signal: abort.signal,
      onProgress: (progress) => {
        watch.latest(progress);
        options.onProgress?.(progress);
      },
      beforeCommit: (tx, counted) => auditDone(tx, options, id, counted),
    });
    await finish(db, district, id, { state: 'done', report, rejectsPath: options.rejectsPath ?? null });
    return report;
  } catch (error) {
    await finish(db, district, id, failure(error));
    throw error;
  } finally {
    await watch.stop();
    options.signal?.removeEventListener('abort', stop);
    await releaseRun(lock, id);
  }
}

async function auditDone(
  tx: Queryable,
  { actor }: ImportOptions,
  id: string,
  report: ImportReport,
): Promise<void> {
  const { read, inserted, updated, unchanged, rejected } = report;
  await recordAudit(tx, {
    actor,
    action: 'registry.import.done',
    record: `registry/import/${id}`,
    after: { read, inserted, updated, unchanged, rejected },
  });
}

async function claim(db: Db, district: string, id: string): Promise<boolean> {
  const taken = await firstRow(
    db,
    sql`update registry.import_run set state = 'running', started_at = now()
        where district = ${district} and import_id = ${id} and state = 'waiting' returning import_id`,
  );
  return taken !== undefined;
}

type Ending =
  | { state: 'done'; report: ImportReport; rejectsPath: string | null }
  | { state: 'failed' | 'cancelled'; error: Message };

function failure(error: unknown): Ending {
  if (error instanceof AppError)
    return { state: error.code === 'import.cancelled' ? 'cancelled' : 'failed', error: error.words };
  const why = error instanceof Error ? error.message : String(error);
  return {
    state: 'failed',
    error: {
      zh: `导入出现故障,没有留下任何数据:${why}`,
      en: `The import failed and nothing of it stayed: ${why}`,
    },
  };
}

async function finish(db: Db, district: string, id: string, ending: Ending): Promise<void> {
  const report = ending.state === 'done' ? ending.report : null;
  await sql`update registry.import_run set
              state = ${ending.state},
              report = ${report === null ? null : JSON.stringify(report)}::jsonb,
              error = ${ending.state === 'done' ? null : JSON.stringify(ending.error)},
              rejects_path = ${ending.state === 'done' && ending.report.rejected > 0 ? ending.rejectsPath : null},
              finished_at = now()
            where district = ${district} and import_id = ${id}`.execute(db.query);
}

/** Writes progress twice a second and, by the same query, hears whether somebody cancelled. */
function watchRun(db: Db, district: string, id: string, stop: () => void) {
  let progress: Progress | undefined;
  let writing: Promise<void> = Promise.resolve();
  const write = async () => {
    const found = await firstRow<{ state: string }>(
      db,
      sql`update registry.import_run set progress = ${JSON.stringify(progress ?? {})}::jsonb
          where district = ${district} and import_id = ${id} returning state`,
    );
    if (found?.state === 'cancelled') stop();
  };
  const timer = setInterval(() => {
    writing = writing.then(write).catch(() => {});
  }, PROGRESS_EVERY);
  return {
    latest: (now: Progress) => {
      progress = now;
    },
    stop: async () => {
      clearInterval(timer);
      await writing;
    },
  };
}

const lockOf = (id: string) =>
  ['select pg_try_advisory_lock(hashtextextended($1, 0)) as held', [`registry import run ${id}`]] as const;

/** A session lock says that a run is alive: it goes with the process, however that ends. */
async function holdRun(db: Db, id: string): Promise<pg.PoolClient | undefined> {
  const client = await db.pool.connect();
  const { rows: found } = await client.query<{ held: boolean }>(lockOf(id)[0], [...lockOf(id)[1]]);
  if (found[0]!.held) return client;
  client.release();
  return undefined;
}

async function releaseRun(client: pg.PoolClient, id: string): Promise<void> {
  const gone = await client
    .query('select pg_advisory_unlock(hashtextextended($1, 0))', [`registry import run ${id}`])
    .then(() => undefined)
    .catch((error: Error) => error);
  client.release(gone);
}

/**
 * After a start: runs that were running when their process died are over (their transaction is gone with it), and runs that were
 * still waiting are returned, to be sent on again.
 */
export async function sweepRuns(db: Db): Promise<{ id: string; request: ImportRequest; dryRun: boolean }[]> {
  const open = await rows<{
    district: string;
    import_id: string;
    state: string;
    request: ImportRequest | null;
    dry_run: boolean;
  }>(
    db,
    sql`select district, import_id, state, request, dry_run from registry.import_run
        where state in ('waiting', 'running') order by import_id`,
  );
  const waiting: { id: string; request: ImportRequest; dryRun: boolean }[] = [];
  for (const { district, import_id, state, request, dry_run } of open) {
    if (state === 'waiting' && request !== null) {
      waiting.push({ id: import_id, request, dryRun: dry_run });
      continue;
    }
    const client = await holdRun(db, import_id);
    if (client === undefined) continue;
    await finish(db, district, import_id, failure(fail('import.interrupted')));
    await releaseRun(client, import_id);
  }
  return waiting;
}

type RunRow = {
  readonly import_id: string;
  readonly file_name: string;
  readonly dry_run: boolean;
  readonly state: ImportRun['state'];
  readonly progress: Progress;
  readonly report: ImportReport | null;
  readonly error: string | null;
  readonly rejects_path: string | null;
  readonly started_at: string;
  readonly started_by: string;
  readonly finished_at: string | null;
};

const runColumns = sql`import_id, file_name, dry_run, state, progress, report, error, rejects_path, started_at, started_by, finished_at`;

function toRun(row: RunRow): ImportRun {
  return {
    id: row.import_id,
    fileName: row.file_name,
    dryRun: row.dry_run,
    state: row.state,
    progress: row.progress,
    report: row.report,
    error: row.error === null ? null : (JSON.parse(row.error) as Message),
    hasRejects: row.rejects_path !== null,
    startedAt: row.started_at,
    startedBy: row.started_by,
    finishedAt: row.finished_at,
  };
}

const MOST_LISTED = 200;

/** Imports of a district, newest first. */
export async function listRuns(db: Queryable, district: string): Promise<ImportRun[]> {
  const found = await rows<RunRow>(
    db,
    sql`select ${runColumns} from registry.import_run where district = ${district} order by import_id desc limit ${MOST_LISTED}`,
  );
  return found.map(toRun);
}

/** @throws import.no_run */
export async function getRun(
  db: Queryable,
  district: string,
  id: string,
): Promise<{ run: ImportRun; rejectsPath: string | null }> {
  const found = await firstRow<RunRow>(
    db,
    sql`select ${runColumns} from registry.import_run where district = ${district} and import_id = ${id}`,
  );
  if (found === undefined) throw fail('import.no_run', { id });
  return { run: toRun(found), rejectsPath: found.rejects_path };
}

/**
 * Asks a run to stop. One that waits is over at once; one that runs hears it within half a second, rolls back and ends.
 *
 * @throws import.no_run, import.already_over
 */
export async function cancelRun(db: Queryable, actor: Actor, id: string): Promise<ImportRun> {
  const { run } = await getRun(db, actor.district, id);
  const words = fail('import.cancelled').words;
  const stopped = await firstRow(
    db,
    sql`update registry.import_run set state = 'cancelled', error = ${JSON.stringify(words)}, finished_at = now()
        where district = ${actor.district} and import_id = ${id} and state in ('waiting', 'running') returning import_id`,
  );
  if (stopped === undefined) throw fail('import.already_over', { id, state: run.state });
  await recordAudit(db, { actor, action: 'registry.import.cancelled', record: `registry/import/${id}` });
  return (await getRun(db, actor.district, id)).run;
}
