import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImportReport, ImportRun } from '@miaopu/contract';
import type { Message } from '@miaopu/standards';
import type { Actor } from '../../../platform/access/index.ts';
import { type Db, inTransaction, type Tx } from '../../../platform/db/index.ts';
import type { Lang } from '../../../platform/errors/index.ts';
import { lockForBulkWrite } from '../history/act.ts';
import { beginKnowledge } from '../knowledge.ts';
import { fail } from './errors.ts';
import { withSmallHeap } from './heap.ts';
import { type Prepared, prepareFile, type ReadingOptions } from './prepare.ts';
import type { RawRow } from './read/table.ts';
import { createRejects, type Rejects } from './rejects.ts';
import { type ProblemCode, problem, problemKinds, type RowProblem } from './rows/problems.ts';
import type { RowRecord } from './rows/record.ts';
import type { Skipped } from './rows/skip.ts';
import { createTotalsCheck } from './rows/totals.ts';
import { identityOf } from './write/rounds.ts';
import { createSeen } from './write/seen.ts';
import { createWriter, type Writer, type Written } from './write/writer.ts';

export type Progress = ImportRun['progress'];

export type ImportOptions = Omit<ReadingOptions, 'district'> & {
  /** Its district is the registry that is written. */
  readonly actor: Actor;
  /** Says exactly what would happen and leaves nothing. */
  readonly dryRun?: boolean;
  /** Where the rejected rows go; nowhere when absent. */
  readonly rejectsPath?: string;
  readonly fileSha256?: string;
  /** Who the data is from, for the source; the file's name when absent. */
  readonly sourceName?: string;
  readonly department?: string;
  readonly lang?: Lang;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** Called in the import's own transaction before it ends, not in a dry run: what it writes stands or falls with the import. */
  readonly beforeCommit?: (tx: Tx, report: ImportReport) => Promise<void>;
};

/** Large enough for COPY, small enough that two batches in hand weigh little. */
const BATCH = 1000;

/**
 * Imports a file into the registry of the actor's district: all of its good rows or, where anything breaks, none. Rows stream from
 * the file through checks into COPY, so memory does not grow with the file; one import of a district waits for another.
 *
 * @returns what was read and what became of it; for a dry run the same, with nothing kept
 * @throws an AppError of the import's catalogue where the file as a whole is at fault
 */
export function importFile(db: Db, options: ImportOptions): Promise<ImportReport> {
  return withSmallHeap(() => runImport(db, options));
}

async function runImport(db: Db, options: ImportOptions): Promise<ImportReport> {
  const began = performance.now();
  const { actor } = options;
  const prepared = await prepareFile(db, { ...options, district: actor.district });
  const rejects = createRejects(
    options.rejectsPath ?? join(tmpdir(), `miaopu-rejects-${randomUUID()}`),
    prepared.table,
    prepared.header.names,
    options.lang ?? 'zh-CN',
  );
  const run = startRun(options, prepared, rejects);
  const report = () => reportOf(run, prepared, (performance.now() - began) / 1000);
  try {
    await inTransaction(db, async (tx) => {
      await lockForBulkWrite(tx, actor.district);
      await copyAll(tx, options, prepared, run);
      if (options.dryRun) throw rolledBack;
      options.onProgress?.({ ...run.progress, phase: 'finishing' });
      await options.beforeCommit?.(tx, report());
    }).catch((error: unknown) => {
      if (error !== rolledBack) throw error;
    });
    if (options.rejectsPath !== undefined) await rejects.finish();
  } finally {
    await rejects.discard();
  }
  return report();
}

/** Thrown to undo a dry run. */
const rolledBack = new Error('dry run');

type Run = {
  readonly rejects: Rejects;
  readonly counts: Omit<Written, 'rejected'> & { read: number; rejected: number };
  readonly derived: { town: number; industry: number };
  readonly reasons: Map<ProblemCode, number>;
  readonly skipped: Map<Skipped, number>;
  readonly warnings: Message[];
  readonly normaliser: ReturnType<Prepared['normaliser']>;
  progress: Progress;
  readonly keepsRejects: boolean;
};

function startRun(options: ImportOptions, prepared: Prepared, rejects: Rejects): Run {
  return {
    rejects,
    counts: { read: 0, inserted: 0, updated: 0, unchanged: 0, rejected: 0 },
    derived: { town: 0, industry: 0 },
    reasons: new Map(),
    skipped: new Map(),
    warnings: [],
    normaliser: prepared.normaliser(),
    progress: { phase: 'reading', rows: 0, bytes: 0, totalBytes: prepared.table.size },
    keepsRejects: options.rejectsPath !== undefined,
  };
}

async function copyAll(tx: Tx, options: ImportOptions, prepared: Prepared, run: Run): Promise<void> {
  const writer = await createWriter({
    tx,
    actor: options.actor,
    at: await beginKnowledge(tx, options.actor.district),
    fileName: options.fileName,
    fileSha256: options.fileSha256 ?? null,
    sourceName: options.sourceName ?? options.fileName,
    department: options.department ?? null,
    hasYears: prepared.columns.at.year >= 0 || prepared.columns.at.quarter >= 0,
  });
  try {
    for await (const records of readRecords(options, prepared, run)) {
      await store(writer, records, run);
      if (options.signal?.aborted) throw fail('import.cancelled');
      options.onProgress?.(run.progress);
    }
    await writer.finish();
  } finally {
    // whatever stopped us: what is still on its way to the database must arrive before the transaction is rolled back, or it
    // would run after it, on its own
    await writer.finish().catch(() => {});
  }
}

async function store(writer: Writer, records: readonly RowRecord[], run: Run): Promise<void> {
  const { inserted, updated, unchanged, rejected } = await writer.write(records);
  run.counts.inserted += inserted;
  run.counts.updated += updated;
  run.counts.unchanged += unchanged;
  for (const { record, problem: why } of rejected) {
    countDerived(run, record, -1);
    await reject(run, record.cells, [why]);
  }
}

/** Batches of rows that are in order; the others are rejected on the way. */
async function* readRecords(
  options: ImportOptions,
  prepared: Prepared,
  run: Run,
): AsyncGenerator<RowRecord[]> {
  const { table, header, columns } = prepared;
  const skip = prepared.skipper();
  const totals = createTotalsCheck(columns.figures, run.warnings);
  const seen = createSeen();
  let batch: RowRecord[] = [];
  const onBytes = (bytes: number) => {
    run.progress = { ...run.progress, bytes, rows: run.counts.read };
  };
  for await (const rows of table.rows(onBytes)) {
    for (const row of rows) {
      if (row.line <= header.line) continue;
      const skipped = skip(row);
      if (skipped !== undefined) {
        run.skipped.set(skipped, (run.skipped.get(skipped) ?? 0) + 1);
        if (skipped === 'total') totals.check(row);
        continue;
      }
      const record = await readRow(row, run, seen);
      if (record === undefined) continue;
      totals.add(record.facts);
      batch.push(record);
    }
    if (options.signal?.aborted) throw fail('import.cancelled');
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

async function readRow(
  row: RawRow,
  run: Run,
  seen: ReturnType<typeof createSeen>,
): Promise<RowRecord | undefined> {
  run.counts.read++;
  const outcome = run.normaliser.normalise(row);
  if (!outcome.ok) {
    await reject(run, row.cells, outcome.problems);
    return undefined;
  }
  const { record } = outcome;
  // an entity may stand once for each day that rows speak for
  const before = seen.see(`${identityOf(record)}\u001f${record.asOf}`, row.cells.join('\u001f'), row.line);
  if (before === 'new') {
    countDerived(run, record, 1);
    return record;
  }
  if (before.same) run.counts.unchanged++;
  else await reject(run, row.cells, [twice(before.line)]);
  return undefined;
}

function countDerived(run: Run, { derived }: RowRecord, by: 1 | -1): void {
  if (derived === null) return;
  if (derived.town !== undefined) run.derived.town += by;
  if (derived.industry !== undefined) run.derived.industry += by;
}

async function reject(run: Run, cells: readonly string[], problems: readonly RowProblem[]): Promise<void> {
  run.counts.rejected++;
  const code = problems[0]!.code;
  run.reasons.set(code, (run.reasons.get(code) ?? 0) + 1);
  if (run.keepsRejects) await run.rejects.add(cells, problems);
}

function twice(line: number): RowProblem {
  return problem(
    'duplicate_in_file',
    null,
    `与第 ${line} 行是同一个主体,但内容不同,已采用第 ${line} 行。如本行才对,请只保留本行再传。`,
    `It is the same entity as line ${line} with different content; that line was taken. If this one is right, send it alone.`,
  );
}

function reportOf(run: Run, prepared: Prepared, seconds: number): ImportReport {
  const { read, inserted, updated, unchanged, rejected } = run.counts;
  const reasons = [...run.reasons]
    .sort((a, b) => b[1] - a[1])
    .map(([code, rows]) => ({ code, message: problemKinds[code], rows }));
  return {
    read,
    inserted,
    updated,
    unchanged,
    rejected,
    derived: run.derived,
    seconds: Math.round(seconds * 1000) / 1000,
    reasons,
    warnings: [...prepared.table.warnings, ...prepared.warnings, ...run.warnings, ...remarks(run)],
  };
}

const SKIPPED_WORDS: Readonly<Record<Skipped, Message>> = {
  blank: { zh: '空行', en: 'blank rows' },
  header: { zh: '重复的表头', en: 'repeated headers' },
  total: { zh: '小计、合计行', en: 'totals' },
  footer: { zh: '表脚(填表人、审核人等)', en: 'footers' },
};

function remarks({ skipped, normaliser: { tally } }: Run): Message[] {
  const found: Message[] = [...skipped]
    .filter(([kind]) => kind !== 'blank')
    .map(([kind, rows]) => ({
      zh: `跳过 ${rows} 行:${SKIPPED_WORDS[kind].zh}。`,
      en: `${rows} rows were passed over: ${SKIPPED_WORDS[kind].en}.`,
    }));
  if (tally.registeredElsewhere > 0) {
    found.push({
      zh: `${tally.registeredElsewhere} 行的代码由外地登记机关核发,但写明在本地区,已接受。`,
      en: `${tally.registeredElsewhere} rows have a code issued elsewhere but say that they are here; they were accepted.`,
    });
  }
  if (tally.locatedElsewhere > 0) {
    found.push({
      zh: `${tally.locatedElsewhere} 行的代码由本地区核发,但地址在外地,已接受,没有镇街。`,
      en: `${tally.locatedElsewhere} rows have a code issued here and an address elsewhere; they were accepted without a town.`,
    });
  }
  if (tally.repairedCodes > 0) {
    found.push({
      zh: `${tally.repairedCodes} 行代码里的字母 O、I 按数字 0、1 读,已标明。`,
      en: `In ${tally.repairedCodes} codes the letters O and I were read as 0 and 1 and marked.`,
    });
  }
  return found;
}
