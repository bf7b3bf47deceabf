import { createHash } from 'node:crypto';
import type { ColumnMapping } from '@miaopu/contract';
import {
  entityFields,
  factFields,
  isValidCreditCode,
  type Message,
  normaliseCreditCode,
} from '@miaopu/standards';
import { fail } from '../errors.ts';
import type { Header } from './find-header.ts';
import { parseHeader, plainHeader } from './header-text.ts';
import { helperFields, meaningOf, REASON_HEADER } from './synonyms.ts';

export type Mapped = { readonly columns: ColumnMapping[]; readonly warnings: Message[] };

const KEYS = ['credit_code', 'registration_number', 'name', 'organisation_code'];
/** Share of a column's cells that must verify before its content names it. */
const CONVINCING = 0.6;

type Candidate = ColumnMapping & { rank: number };

/**
 * Says what each column means: by its header, and where the header is silent by what stands in it.
 *
 * @param samples the first rows of data
 * @param period what a figure without a period of its own is for (an option of the caller, else the table's title)
 */
export function mapColumns(
  header: Header,
  samples: readonly (readonly string[])[],
  period: string | null,
): Mapped {
  const warnings: Message[] = [];
  const byRow = header.names.some((name) => ['year', 'quarter'].includes(meaningOfHeader(name)?.field ?? ''));
  const columns = header.names.map((name, index) => guess(name, index, header, period, byRow, warnings));
  sniff(columns, samples);
  dropRivals(columns, samples, warnings);
  warnSameNames(header.names, warnings);
  return { columns: columns.map(({ rank: _, ...column }) => column), warnings };
}

function meaningOfHeader(name: string) {
  const { full, base } = parseHeader(name);
  return meaningOf(full, base);
}

function guess(
  name: string,
  index: number,
  header: Header,
  period: string | null,
  byRow: boolean,
  warnings: Message[],
): Candidate {
  const parts = parseHeader(name);
  const meaning = isReason(name) ? undefined : meaningOf(parts.full, parts.base);
  const nothing: Candidate = { index, header: name, field: null, unit: null, because: 'none', rank: 99 };
  if (meaning === undefined) return nothing;
  if (!meaning.figure) {
    const unit = meaning.field === 'capital' ? (parts.unit ?? header.unit ?? '10k_yuan') : null;
    return { ...nothing, field: meaning.field, unit, because: 'synonym', rank: meaning.rank };
  }
  const forPeriod = parts.oddPeriod ? null : figurePeriod(parts.period, period ?? header.period, byRow);
  if (forPeriod === null) {
    warnings.push(noPeriod(name));
    return nothing;
  }
  const isMoney = factFields[meaning.field as keyof typeof factFields].unit === 'yuan';
  const unit = isMoney ? (parts.unit ?? header.unit ?? 'yuan') : parts.unit;
  if (isMoney && parts.unit === null && header.unit === null) warnings.push(noUnit(name));
  return { ...nothing, field: `${meaning.field}@${forPeriod}`, unit, because: 'synonym', rank: meaning.rank };
}

function figurePeriod(own: string | null, general: string | null, byRow: boolean): string | null {
  if (own === null) return byRow ? '*' : general;
  if (!own.startsWith('Q')) return own;
  // 一季度 alone: the year comes from the title or the option
  return general === null ? null : general.slice(0, 4) + own;
}

/** Whether a column is the one that a rejects file adds. */
export function isReason(name: string): boolean {
  return plainHeader(name).startsWith(REASON_HEADER);
}

function sniff(columns: Candidate[], samples: readonly (readonly string[])[]): void {
  const claimed = (field: string) => columns.some((column) => column.field === field);
  for (const column of columns) {
    if (column.field !== null || isReason(column.header)) continue;
    const cells = samples.map((row) => row[column.index]?.trim() ?? '').filter((cell) => cell !== '');
    if (cells.length === 0) continue;
    const field = SHAPES.find(([name, test]) => !claimed(name) && share(cells, test) >= CONVINCING)?.[0];
    if (field !== undefined) Object.assign(column, { field, because: 'content', rank: 60 });
  }
}

const SHAPES: readonly (readonly [string, (cell: string) => boolean])[] = [
  ['credit_code', (cell) => isValidCreditCode(normaliseCreditCode(cell))],
  ['registration_number', (cell) => /^\d{15}$/.test(cell)],
  [
    'name',
    (cell) =>
      /(?:公司|厂|店|合作社|经营部|商行|工作室|\(普通合伙\)|(普通合伙))$/.test(cell) && cell.length >= 4,
  ],
  ['address', (cell) => /(?:省|市|区|县).*(?:路|街道|镇|村|号)/.test(cell) && cell.length >= 6],
];

function share(cells: readonly string[], test: (cell: string) => boolean): number {
  return cells.filter(test).length / cells.length;
}

/** Of two columns with one meaning the better word wins; for codes the one whose cells verify. */
function dropRivals(
  columns: Candidate[],
  samples: readonly (readonly string[])[],
  warnings: Message[],
): void {
  const groups = Map.groupBy(
    columns.filter((column) => column.field !== null),
    (column) => column.field!,
  );
  for (const [field, rivals] of groups) {
    if (rivals.length < 2) continue;
    const filled = (column: Candidate) =>
      samples.filter((row) => SHAPE_OF(field)(row[column.index] ?? '')).length;
    const [winner, ...losers] = rivals.toSorted(
      (a, b) =>
        (SHAPES.some(([name]) => name === field) ? filled(b) - filled(a) : 0) ||
        a.rank - b.rank ||
        a.index - b.index,
    );
    for (const loser of losers) {
      warnings.push(rival(winner!, loser, field));
      Object.assign(loser, { field: null, unit: null, because: 'none' });
    }
  }
}

const SHAPE_OF = (field: string) => SHAPES.find(([name]) => name === field)?.[1] ?? (() => false);

function warnSameNames(names: readonly string[], warnings: Message[]): void {
  const places = Map.groupBy(names.keys(), (index) => plainHeader(names[index]!));
  for (const [name, indexes] of places) {
    if (name === '' || indexes.length < 2) continue;
    const which = indexes.map((index) => index + 1);
    warnings.push({
      zh: `第 ${which.join('、')} 列的列名都是“${name}”,按位置区分。`,
      en: `Columns ${which.join(', ')} are all headed “${name}”; they are told apart by position.`,
    });
  }
}

function rival(winner: Candidate, loser: Candidate, field: string): Message {
  return {
    zh: `第 ${winner.index + 1} 列“${winner.header}”和第 ${loser.index + 1} 列“${loser.header}”都像是“${labelOf(field).zh}”,采用前者。`,
    en: `Column ${winner.index + 1} “${winner.header}” and column ${loser.index + 1} “${loser.header}” both look like ${labelOf(field).en}; the first is used.`,
  };
}

function noPeriod(name: string): Message {
  return {
    zh: `“${name}”没有能用的统计期(年或季度),没有导入。请在列对应中写明,例如 revenue@2018。`,
    en: `“${name}” has no usable period (a year or a quarter) and was not imported. Say which, such as revenue@2018.`,
  };
}

function noUnit(name: string): Message {
  return {
    zh: `“${name}”没有写单位,按元计。如是万元,请在列对应中改。`,
    en: `“${name}” says no unit and is taken in yuan. Change it in the mapping if it is 万元.`,
  };
}

/** What people call a field of a mapping. */
export function labelOf(field: string): Message {
  const [code, period] = field.split('@') as [string, string | undefined];
  const labels =
    entityFields[code as keyof typeof entityFields] ??
    factFields[code as keyof typeof factFields] ??
    HELPER_LABELS[code];
  if (labels === undefined) return { zh: field, en: field };
  return period === undefined
    ? { zh: labels.zh, en: labels.en }
    : { zh: `${labels.zh}(${period})`, en: `${labels.en} (${period})` };
}

const HELPER_LABELS: Readonly<Record<string, Message>> = {
  district: { zh: '所在区县', en: 'county' },
  year: { zh: '年份', en: 'year' },
  quarter: { zh: '季度', en: 'quarter' },
  currency: { zh: '币种', en: 'currency' },
  village: { zh: '村居', en: 'village' },
  organisation_code: { zh: '组织机构代码', en: 'organisation code' },
};

/** Recognises a file of the same form: the same headers in the same order, a reason column aside. */
export function fingerprintOf(names: readonly string[]): string {
  const plain = names.filter((name) => !isReason(name)).map(plainHeader);
  return createHash('sha256').update(JSON.stringify(plain)).digest('hex').slice(0, 32);
}

/** Checks a mapping that a person or a file gave, and puts it on the columns of this header. */
export function checkMapping(columns: readonly ColumnMapping[], names: readonly string[]): ColumnMapping[] {
  const claimed = new Map<string, number>();
  for (const { index, field } of columns) {
    if (index >= names.length)
      throw fail('import.mapping_columns', { index: index + 1, count: names.length });
    if (field === null) continue;
    if (!isImportField(field)) throw fail('import.unknown_field', { field });
    const first = claimed.get(field);
    if (first !== undefined)
      throw fail('import.mapping_twice', { first: first + 1, second: index + 1, field: labelOf(field).zh });
    claimed.set(field, index);
  }
  if (!KEYS.some((key) => claimed.has(key))) throw fail('import.no_key_column');
  return [...columns];
}

function isImportField(field: string): boolean {
  const [code, period] = field.split('@') as [string, string | undefined];
  if (period !== undefined) return code in factFields && /^(?:\d{4}(?:Q[1-4])?|\*)$/.test(period);
  return code in entityFields || (helperFields as readonly string[]).includes(code);
}
