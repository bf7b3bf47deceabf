import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import iconv from 'iconv-lite';
import type { Db } from '../../../platform/db/index.ts';
import type { ExportCell } from './columns.ts';
import { type ExportOf, withExport } from './rows.ts';

export type CsvEncoding = 'utf-8' | 'gb18030';

/**
 * A cell of a CSV file. A spreadsheet would run a text that begins with `=`, `+`, `-`, `@`, a tab or a return as a formula,
 * so an apostrophe is put before it.
 *
 * @example csvCell('=cmd|1') // "'=cmd|1"
 */
export function csvCell(value: ExportCell): string {
  if (value === null) return '';
  if (typeof value === 'number') return value.toFixed(2);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Writes the list as CSV (UTF-8 with a byte order mark, or GB18030 for old office programs); returns the number of rows. */
export async function exportCsv(
  db: Db,
  wanted: ExportOf,
  encoding: CsvEncoding,
  out: Writable,
): Promise<number> {
  return withExport(db, wanted, async ({ headers, rows }) => {
    const line = (cells: readonly ExportCell[]) => `${cells.map(csvCell).join(',')}\r\n`;
    async function* encoded() {
      let text = `${encoding === 'utf-8' ? '\ufeff' : ''}${line(headers)}`;
      for await (const row of rows) {
        text += line(row);
        if (text.length > 65_536) {
          yield iconv.encode(text, encoding);
          text = '';
        }
      }
      yield iconv.encode(text, encoding);
    }
    await pipeline(Readable.from(encoded()), out);
  });
}
