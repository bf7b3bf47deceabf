import type { Actor } from '../../platform/access/index.ts';
import { recordAudit } from '../../platform/audit/index.ts';
import { type Db, inTransaction } from '../../platform/db/index.ts';
import type { Lang, Message } from '../../platform/errors/index.ts';
import {
  createRejects,
  findEntitiesByCodes,
  hashFile,
  openTableFile,
  type RejectReason,
} from '../registry/index.ts';
import { findColumns, type ReadEnjoyment, rowReader } from './enjoyment-file.ts';
import {
  compareEnjoyments,
  countCompared,
  type Enjoyment,
  lockEnjoyments,
  type Recorded,
  recordEnjoyments,
} from './enjoyments.ts';
import { getLibrary } from './library.ts';

export type EnjoymentImport = {
  readonly actor: Actor;
  readonly path: string;
  /** What people call the file. */
  readonly fileName: string;
  /** Whose file it is; rows that name a department of their own keep that. */
  readonly department?: string | undefined;
  /** No decision is later than this. */
  readonly today: string;
  readonly dryRun: boolean;
  readonly lang: Lang;
  /** Where rejected rows go, in the sender's format unless `asCsv`; nowhere when absent. */
  readonly rejects?: { readonly path: string; readonly asCsv?: boolean } | undefined;
};

export type RejectedRow = { readonly line: number; readonly message: Message };

export type EnjoymentReport = Recorded & {
  readonly read: number;
  readonly rejected: readonly RejectedRow[];
};

type FileRow = {
  readonly line: number;
  readonly cells: readonly string[];
  readonly row: ReadEnjoyment | undefined;
  readonly problems: readonly RejectReason[];
};

/**
 * Takes a file of support received: one row an entity, policy, year and day of decision. Rows that cannot be believed are given back with
 * the reason, the others are recorded in one transaction. The same file again changes nothing; another amount is a correction.
 *
 * @throws import.* for a file that is no table, policies.enjoyment_columns
 */
export async function importEnjoyments(db: Db, given: EnjoymentImport): Promise<EnjoymentReport> {
  const { actor, fileName, department = null, dryRun } = given;
  const { district } = actor;
  const { names, found, table } = await readFile(db, given);
  const holders = await findEntitiesByCodes(
    db,
    district,
    found.flatMap(({ row }) => (row === undefined ? [] : [row.code])),
  );
  const enjoyments = new Map<string, { readonly line: number; readonly enjoyment: Enjoyment }>();
  const refused: (FileRow & { readonly problems: readonly RejectReason[] })[] = [];
  for (const one of found) {
    const placed = one.row === undefined ? one.problems : place(one.line, one.row);
    if (placed.length > 0) refused.push({ ...one, problems: placed });
  }

  function place(line: number, row: ReadEnjoyment): readonly RejectReason[] {
    const ids = holders.get(row.code) ?? [];
    if (ids.length !== 1)
      return [{ column: null, message: ids.length === 0 ? nobody(row.code) : several(row.code) }];
    const { code: _, ...content } = row;
    const enjoyment = { ...content, entityId: ids[0]!, department: row.department ?? department };
    const key = [enjoyment.entityId, row.policyId, row.year, row.decidedOn].join(' ');
    const before = enjoyments.get(key);
    if (before !== undefined && before.enjoyment.amount !== row.amount)
      return [{ column: null, message: saidTwice(before.line) }];
    enjoyments.set(key, before ?? { line, enjoyment });
    return [];
  }

  const news = [...enjoyments.values()].map(({ enjoyment }) => enjoyment);
  const counts = await inTransaction(db, async (tx) => {
    if (dryRun) return countCompared(await compareEnjoyments(tx, district, news));
    await lockEnjoyments(tx, district);
    const fileSha256 = await hashFile(given.path);
    const source = { kind: 'import' as const, name: fileName, department, fileName, fileSha256 };
    const told = await recordEnjoyments(tx, actor, source, news);
    await recordAudit(tx, {
      actor,
      action: 'policies.enjoyments.imported',
      record: 'policies/enjoyments',
      after: { file: fileName, sha256: fileSha256, ...told, rejected: refused.length },
    });
    return told;
  });
  await giveBack(given, table, names, refused);
  const repeated = found.length - refused.length - news.length;
  return {
    ...counts,
    unchanged: counts.unchanged + repeated,
    read: found.length,
    rejected: refused.map(({ line, problems }) => ({ line, message: inOne(problems) })),
  };
}

async function readFile(db: Db, { path, fileName, actor, today }: EnjoymentImport) {
  const file = await openTableFile(path, fileName);
  const read = rowReader(findColumns(file.names, fileName), {
    policies: (await getLibrary(db, actor.district)).policies,
    dateSystem: file.table.dateSystem,
    today,
  });
  const found: FileRow[] = [];
  for await (const { line, cells } of file.rows()) {
    const one = read(cells);
    found.push({
      line,
      cells,
      ...(one.ok ? { row: one.row, problems: [] } : { row: undefined, problems: one.problems }),
    });
  }
  return { names: file.names, table: file.table, found };
}

async function giveBack(
  { rejects, lang }: EnjoymentImport,
  table: Parameters<typeof createRejects>[1],
  names: readonly string[],
  refused: readonly FileRow[],
): Promise<void> {
  if (rejects === undefined) return;
  const file = createRejects(rejects.path, rejects.asCsv ? plainCsv : table, names, lang);
  for (const { cells, problems } of refused) await file.add(cells, problems);
  await file.finish();
}

/** As spreadsheets here open it without being asked for the encoding. */
const plainCsv = {
  format: 'csv' as const,
  csv: { encoding: 'utf-8' as const, bom: true, delimiter: ',', newline: '\r\n' as const, columns: 0 },
};

function inOne(problems: readonly RejectReason[]): Message {
  return {
    zh: problems.map(({ message }) => message.zh).join(''),
    en: problems.map(({ message }) => message.en).join(' '),
  };
}

const nobody = (code: string): Message => ({
  zh: `名录里没有代码为 ${code} 的主体。请核对代码,或先导入名册。`,
  en: `The registry has nobody with the code ${code}. Check it, or import the roster first.`,
});
const several = (code: string): Message => ({
  zh: `名录里有多个主体的代码是 ${code}。请先合并重复的主体。`,
  en: `Several entities of the registry have the code ${code}. Merge the duplicates first.`,
});
const saidTwice = (line: number): Message => ({
  zh: `与第 ${line} 行是同一主体、政策、年度和日期,金额却不同。请保留一行。`,
  en: `Line ${line} is about the same entity, policy, year and day with another amount. Keep one of them.`,
});
