import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { writeXlsxStream } from 'hucre/xlsx';
import type { Db } from '../../../platform/db/index.ts';
import type { ExportCell } from './columns.ts';
import { type ExportOf, type ExportTable, withExport } from './rows.ts';

// XML 1.0 cannot hold these, and an office program refuses the whole file for one of them
const impossible = /(?![\t\n\r])\p{Cc}|[\ufffe\uffff]/gu;

function cell(value: ExportCell): ExportCell {
  return typeof value === 'string' ? value.replace(impossible, '') : value;
}

async function* lines({ notes, headers, rows }: ExportTable): AsyncGenerator<ExportCell[]> {
  for (const note of notes) yield [cell(note)];
  yield [...headers];
  for await (const row of rows) yield row.map(cell);
}

/**
 * The table as an .xlsx: the filters above, the header frozen, text cells formatted as text, so that a credit code stays one and a cell
 * that begins with `=` stays what somebody wrote.
 */
function workbookOf(table: ExportTable): Readable {
  const stream = writeXlsxStream(lines(table), {
    name: table.headers.includes('企业名称') ? '市场主体' : 'entities',
    columns: table.columns.map(({ width, format }) => ({ width, numFmt: format ?? '@' })),
    freezePane: { rows: table.notes.length + 1, columns: 1 },
    repeatHeaders: false,
  });
  return Readable.fromWeb(stream as import('node:stream/web').ReadableStream);
}

/** The list as a workbook, written while it is read. A reader that goes away ends the query too. */
export function exportWorkbook(db: Db, wanted: ExportOf): Readable {
  const out = new PassThrough();
  withExport(db, wanted, async (table) => {
    await pipeline(workbookOf(table), out);
  }).catch((error: Error) => out.destroy(error));
  return out;
}
