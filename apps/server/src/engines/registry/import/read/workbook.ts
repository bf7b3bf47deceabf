import { readFile } from 'node:fs/promises';
import type { Message } from '@miaopu/standards';
import { HucreError, read } from 'hucre';
import { streamXlsxRows } from 'hucre/xlsx';
import { fail } from '../errors.ts';
import { sheetRow } from './sheet-text.ts';
import type { Merge, RawRow, Table } from './table.ts';
import { surveyXls } from './xls-survey.ts';
import {
  inflateBudget,
  readWorkbookInfo,
  type SheetInfo,
  type SheetSurvey,
  surveySheet,
} from './xlsx-parts.ts';
import { canStream, readXlsxRows } from './xlsx-stream.ts';
import { InflateLimitError, readZipEntries, type ZipEntry } from './zip.ts';

type Source = {
  readonly path: string;
  readonly name: string;
  readonly size: number;
  readonly sheet?: string;
};

/** Opens an .xlsx: proves that it inflates within its limits and chooses the sheet. */
export async function openXlsx(source: Source): Promise<Table> {
  const { path, name } = source;
  const entries = await readZipEntries(path);
  if (entries === undefined) throw fail('import.damaged_workbook', { file: name, why: 'ZIP' });
  return asFailure(name, async () => {
    const info = await readWorkbookInfo(path, entries);
    if (info === undefined || info.sheets.length === 0) throw foreignArchive(name, entries);
    const chosen = await chooseSheet(source, info.sheets);
    const warnings = sheetWarnings(info.sheets, chosen.sheet);
    if (chosen.survey.hiddenRows > 0) warnings.push(hiddenRows(chosen.survey.hiddenRows));
    return {
      format: 'xlsx',
      csv: null,
      sheet: chosen.sheet.name,
      merges: chosen.survey.merges,
      dateSystem: info.dateSystem,
      warnings,
      size: source.size,
      rows: (onBytes) => guarded(name, xlsxRows(path, entries, chosen.sheet, onBytes)),
    };
  });
}

async function* xlsxRows(
  path: string,
  entries: readonly ZipEntry[],
  sheet: SheetInfo,
  onBytes: ((bytes: number) => void) | undefined,
): AsyncGenerator<RawRow[]> {
  if (canStream(sheet)) {
    yield* readXlsxRows(path, entries, sheet, onBytes);
    return;
  }
  // an unusual place in the archive: hucre needs the (compressed) file as a whole
  for await (const { index, values } of streamXlsxRows(await readFile(path), { sheet: sheet.name })) {
    const row = sheetRow(index, values);
    if (row !== undefined) yield [row];
  }
}

async function chooseSheet(
  source: Source,
  sheets: readonly SheetInfo[],
): Promise<{ sheet: SheetInfo; survey: SheetSurvey }> {
  const budget = inflateBudget();
  if (source.sheet !== undefined) {
    const sheet = sheets.find((candidate) => candidate.name === source.sheet);
    if (sheet === undefined) throw noSheet(source.name, source.sheet, sheets);
    return { sheet, survey: await surveySheet(source.path, sheet.entry, budget) };
  }
  for (const sheet of sheets) {
    if (sheet.hidden) continue;
    const survey = await surveySheet(source.path, sheet.entry, budget);
    if (survey.rows > 0) return { sheet, survey };
  }
  throw fail('import.empty_file', { file: source.name });
}

function noSheet(file: string, sheet: string, sheets: readonly { name: string }[]): Error {
  return fail('import.no_sheet', { file, sheet, sheets: sheets.map((each) => each.name).join('、') });
}

function sheetWarnings(
  sheets: readonly { name: string; hidden: boolean }[],
  chosen: { name: string },
): Message[] {
  const warnings: Message[] = [];
  const hidden = sheets
    .filter((sheet) => sheet.hidden && sheet.name !== chosen.name)
    .map((sheet) => sheet.name);
  const others = sheets
    .filter((sheet) => !sheet.hidden && sheet.name !== chosen.name)
    .map((sheet) => sheet.name);
  if (hidden.length > 0) {
    warnings.push({
      zh: `隐藏的工作表没有读取:${hidden.join('、')}。`,
      en: `Hidden sheets were not read: ${hidden.join(', ')}.`,
    });
  }
  if (others.length > 0) {
    warnings.push({
      zh: `只读取了工作表“${chosen.name}”,另有:${others.join('、')}。`,
      en: `Only the sheet “${chosen.name}” was read; there are also ${others.join(', ')}.`,
    });
  }
  return warnings;
}

function hiddenRows(count: number): Message {
  return {
    zh: `有 ${count} 行在表格中被隐藏(筛选或手工隐藏),已一并读取。`,
    en: `${count} rows are hidden in the sheet (by a filter or by hand); they were read too.`,
  };
}

/** Opens an .xls (or WPS .et): BIFF8 in an OLE container, at most 65,536 rows, so it is read as a whole. */
export async function openXls(source: Source): Promise<Table> {
  const { path, name } = source;
  const bytes = await readFile(path);
  const survey = surveyXls(bytes);
  if (survey.encrypted) throw fail('import.password', { file: name });
  return asFailure(name, async () => {
    const { sheets } = await read(bytes);
    const known = sheets.map((sheet) => ({ ...sheet, hidden: survey.hiddenSheets.includes(sheet.name) }));
    const chosen =
      source.sheet === undefined
        ? known.find((sheet) => !sheet.hidden && sheet.rows.some((row) => row?.length > 0))
        : known.find((sheet) => sheet.name === source.sheet);
    if (chosen === undefined) {
      if (source.sheet !== undefined) throw noSheet(name, source.sheet, known);
      throw fail('import.empty_file', { file: name });
    }
    const warnings = sheetWarnings(known, chosen);
    if (survey.hiddenRows > 0) warnings.push(hiddenRows(survey.hiddenRows));
    const rows = Array.from(chosen.rows, (values, index) => sheetRow(index, values ?? [])).filter(
      (row) => row !== undefined,
    );
    return {
      format: 'xls',
      csv: null,
      sheet: chosen.name,
      merges: (chosen.merges ?? []).map(fromZero),
      dateSystem: survey.dateSystem,
      warnings,
      size: source.size,
      async *rows(onBytes) {
        onBytes?.(source.size);
        yield rows;
      },
    };
  });
}

function fromZero(merge: { startRow: number; startCol: number; endRow: number; endCol: number }): Merge {
  return {
    top: merge.startRow + 1,
    left: merge.startCol + 1,
    bottom: merge.endRow + 1,
    right: merge.endCol + 1,
  };
}

function foreignArchive(file: string, entries: readonly ZipEntry[]): Error {
  const has = (pattern: RegExp) => entries.some((entry) => pattern.test(entry.name));
  if (has(/^xl\/workbook\.bin$/)) return fail('import.unsupported_workbook', { file, kind: '.xlsb' });
  if (has(/^content\.xml$/)) return fail('import.unsupported_workbook', { file, kind: 'OpenDocument' });
  if (has(/^word\//)) return fail('import.binary_file', { file, kind: 'Word .docx' });
  return fail('import.binary_file', { file, kind: 'ZIP' });
}

/** Turns what the reading of a damaged or hostile file throws into words that help. */
async function asFailure<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw readFailure(file, error);
  }
}

async function* guarded(file: string, rows: AsyncIterable<RawRow[]>): AsyncGenerator<RawRow[]> {
  try {
    yield* rows;
  } catch (error) {
    throw readFailure(file, error);
  }
}

function readFailure(file: string, error: unknown): unknown {
  if (error instanceof InflateLimitError) return fail('import.zip_bomb', { file, what: error.what });
  const code = (error as { code?: string }).code ?? '';
  if (error instanceof HucreError || code.startsWith('Z_') || code === 'ERR_OUT_OF_RANGE')
    return fail('import.damaged_workbook', { file, why: (error as Error).message });
  return error;
}
