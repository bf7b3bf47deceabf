import { basename } from 'node:path';
import { fail } from './errors.ts';
import { findHeader, HEADER_WITHIN } from './header/find-header.ts';
import { readHead } from './prepare.ts';
import { openTable } from './read/open.ts';
import type { RawRow, Table } from './read/table.ts';

/** A file of an office as any engine may read it: its header by names, its rows as they come. */
export type TableFile = {
  readonly table: Table;
  /** Headers flattened to one name a column. */
  readonly names: readonly string[];
  /** Its data, empty rows left out. */
  rows(): AsyncIterable<RawRow>;
};

/**
 * Opens a CSV, .xls or .xlsx whatever its name says, and finds its header.
 *
 * @param name what people call the file
 * @throws import.file_not_found, import.empty_file, import.no_header, import.header_only, and what a damaged file is refused with
 */
export async function openTableFile(path: string, name = basename(path)): Promise<TableFile> {
  const table = await openTable(path, { name });
  const head = await readHead(table, HEADER_WITHIN);
  if (!head.some(hasText)) throw fail('import.empty_file', { file: name });
  const header = findHeader(head, table.merges);
  if (header === undefined) throw fail('import.no_header', { file: name, lines: HEADER_WITHIN });
  if (!head.slice(header.rowsBefore).some(hasText))
    throw fail('import.header_only', { file: name, line: header.line });
  return {
    table,
    names: header.names,
    async *rows() {
      let before = header.rowsBefore;
      for await (const batch of table.rows())
        for (const row of batch) if (before-- <= 0 && hasText(row)) yield row;
    },
  };
}

function hasText({ cells }: RawRow): boolean {
  return cells.some((cell) => cell.trim() !== '');
}
