import type { ColumnMapping } from '@miaopu/contract';
import type { Message } from '@miaopu/standards';
import { firstRow, type Queryable, sql } from '../../../platform/db/index.ts';
import { fail } from './errors.ts';
import { findHeader, HEADER_WITHIN, type Header } from './header/find-header.ts';
import { plainHeader } from './header/header-text.ts';
import { checkMapping, fingerprintOf, isReason, mapColumns } from './header/map-columns.ts';
import { openTable } from './read/open.ts';
import type { RawRow, Table } from './read/table.ts';
import { type Columns, placeColumns } from './rows/columns.ts';
import { createLocator } from './rows/location.ts';
import { createNormaliser, type Normaliser } from './rows/normalise.ts';
import { shapeCheck } from './rows/shape.ts';
import { createSkipper, type Skipped } from './rows/skip.ts';

/** What says how a file is to be read. */
export type ReadingOptions = {
  readonly path: string;
  /** What people call the file. */
  readonly fileName: string;
  readonly district: string;
  /** The day on which the file was true. */
  readonly asOf: string;
  /** Instead of the guessed or saved one. */
  readonly mapping?: readonly ColumnMapping[];
  /** Columns that a person named by their header; the others are guessed. */
  readonly overrides?: Readonly<Record<string, ColumnOverride>>;
  readonly sheet?: string;
  /** For figures whose column names no period: `2018` or `2018Q3`. */
  readonly period?: string;
  readonly acceptOtherDistricts?: boolean;
};

export type ColumnOverride = Pick<ColumnMapping, 'field'> & Partial<Pick<ColumnMapping, 'unit'>>;

/** A file ready to be read: its header found, its columns understood. */
export type Prepared = {
  readonly table: Table;
  readonly header: Header;
  readonly mapping: ColumnMapping[];
  readonly columns: Columns;
  /** Rows of data from the beginning of the file. */
  readonly sample: readonly RawRow[];
  readonly warnings: Message[];
  /** A normaliser of its own counters for each reading. */
  normaliser(): Normaliser;
  skipper(): (row: RawRow) => Skipped | undefined;
};

const SAMPLE_ROWS = 200;

/** Opens a file, finds its header and says what its columns mean. */
export async function prepareFile(db: Queryable, options: ReadingOptions): Promise<Prepared> {
  const locator = createLocator(options.district);
  const table = await openTable(options.path, {
    name: options.fileName,
    ...(options.sheet === undefined ? {} : { sheet: options.sheet }),
  });
  const head = await readHead(table, HEADER_WITHIN + SAMPLE_ROWS);
  const filled = head.filter((row) => row.cells.some((cell) => cell.trim() !== ''));
  if (filled.length === 0) throw fail('import.empty_file', { file: options.fileName });
  const header = findHeader(head, table.merges);
  if (header === undefined) throw fail('import.no_header', { file: options.fileName, lines: HEADER_WITHIN });
  const sample = head.slice(header.rowsBefore).filter((row) => row.cells.some((cell) => cell.trim() !== ''));
  if (sample.length === 0) throw fail('import.header_only', { file: options.fileName, line: header.line });
  const { mapping, warnings } = await decideMapping(db, options, header, sample);
  const columns = placeColumns(mapping, header.names, header.names.findIndex(isReason));
  const checkShape = shapeCheck(table, columns, sample);
  return {
    table,
    header,
    mapping,
    columns,
    sample,
    warnings: [...warnings, ...unmapped(mapping)],
    normaliser: () =>
      createNormaliser({
        columns,
        locator,
        checkShape,
        asOf: options.asOf,
        dateSystem: table.dateSystem,
        acceptOtherDistricts: options.acceptOtherDistricts ?? false,
      }),
    skipper: () =>
      createSkipper(
        header.levels.map((row) => row.cells),
        columns.at.credit_code,
        columns.at.name,
      ),
  };
}

/** The first rows of a table. */
export async function readHead(table: Table, count: number): Promise<RawRow[]> {
  const rows: RawRow[] = [];
  for await (const batch of table.rows()) {
    rows.push(...batch);
    if (rows.length >= count) break;
  }
  return rows.slice(0, count);
}

async function decideMapping(
  db: Queryable,
  options: ReadingOptions,
  header: Header,
  sample: readonly RawRow[],
): Promise<{ mapping: ColumnMapping[]; warnings: Message[] }> {
  if (options.mapping !== undefined)
    return { mapping: checkMapping(options.mapping, header.names), warnings: [] };
  const saved = await findSavedMapping(db, options.district, header.names);
  if (saved !== undefined && options.overrides === undefined)
    return { mapping: checkMapping(saved, header.names), warnings: [] };
  const cells = sample.map((row) => row.cells);
  const { columns, warnings } = mapColumns(header, cells, options.period ?? null);
  return { mapping: checkMapping(override(columns, options.overrides ?? {}), header.names), warnings };
}

function override(
  columns: readonly ColumnMapping[],
  overrides: Readonly<Record<string, ColumnOverride>>,
): ColumnMapping[] {
  const wanted = new Map(Object.entries(overrides).map(([name, meaning]) => [plainHeader(name), meaning]));
  const claimed = new Set([...wanted.values()].map(({ field }) => field));
  const named = new Set(columns.map((column) => plainHeader(column.header)));
  for (const name of wanted.keys()) if (!named.has(name)) throw fail('import.mapping_header', { name });
  return columns.map((column) => {
    const meaning = wanted.get(plainHeader(column.header));
    if (meaning !== undefined)
      return { ...column, ...meaning, unit: meaning.unit ?? column.unit, because: 'person' };
    // what a person gives to one column is taken from the one that was guessed
    return claimed.has(column.field) ? { ...column, field: null, unit: null, because: 'none' } : column;
  });
}

/** The mapping that a person confirmed for a file with these headers. */
async function findSavedMapping(
  db: Queryable,
  district: string,
  names: readonly string[],
): Promise<ColumnMapping[] | undefined> {
  const found = await firstRow<{ columns: ColumnMapping[] }>(
    db,
    sql`select columns from registry.import_mapping
        where district = ${district} and fingerprint = ${fingerprintOf(names)}`,
  );
  return found?.columns.map((column) => ({ ...column, because: column.field === null ? 'none' : 'saved' }));
}

/** Keeps a mapping for the next file with the same headers. */
export async function saveMapping(
  db: Queryable,
  options: {
    district: string;
    name: string;
    by: string;
    names: readonly string[];
    columns: readonly ColumnMapping[];
  },
): Promise<void> {
  const { district, name, by, names, columns } = options;
  await sql`insert into registry.import_mapping (district, fingerprint, name, columns, saved_by)
            values (${district}, ${fingerprintOf(names)}, ${name}, ${JSON.stringify(columns)}::jsonb, ${by})
            on conflict (district, fingerprint) do update
            set name = excluded.name, columns = excluded.columns, saved_by = excluded.saved_by, saved_at = now()`.execute(
    db.query,
  );
}

function unmapped(mapping: readonly ColumnMapping[]): Message[] {
  const names = mapping
    .filter(({ field, header }) => field === null && header !== '' && !isReason(header))
    .map(({ header }) => header);
  if (names.length === 0) return [];
  return [
    {
      zh: `没有导入的列:${names.join('、')}。`,
      en: `Columns that are not imported: ${names.join(', ')}.`,
    },
  ];
}
