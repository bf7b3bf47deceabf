import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { writeXlsxStream } from 'hucre/xlsx';

export type Cell = string | number | null;

/** One sheet: lines of words above (title, filters, as of when), a header that stays in sight, and rows as they come. */
export type Sheet = {
  readonly name: string;
  readonly above: readonly string[];
  readonly columns: readonly { readonly header: string; readonly width: number; readonly format?: string }[];
  readonly rows: AsyncIterable<readonly Cell[]> | Iterable<readonly Cell[]>;
};

async function* lines({ above, columns, rows }: Sheet): AsyncGenerator<Cell[]> {
  for (const line of above) yield [line];
  yield columns.map((column) => column.header);
  for await (const row of rows) yield [...row];
}

/**
 * Writes a sheet as an .xlsx while its rows are pulled, so that memory stays flat. Text cells are text: a credit code keeps its digits
 * and `=cmd|…` is never a formula.
 */
export function workbookStream(sheet: Sheet): Readable {
  const stream = writeXlsxStream(lines(sheet), {
    // Excel allows 31 characters in a sheet's name, and not these
    name: sheet.name.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31),
    columns: sheet.columns.map(({ width, format }) => ({
      width,
      ...(format === undefined ? {} : { numFmt: format }),
    })),
    freezePane: { rows: sheet.above.length + 1, columns: 1 },
    repeatHeaders: false,
  });
  return Readable.fromWeb(stream as import('node:stream/web').ReadableStream);
}

/** Answers with a workbook to be saved under a name in any language. */
export function sendWorkbook(reply: FastifyReply, fileName: string, sheet: Sheet): FastifyReply {
  return reply
    .header('content-type', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
    .header(
      'content-disposition',
      `attachment; filename="export.xlsx"; filename*=UTF-8''${encodeURIComponent(fileName)}`,
    )
    .send(workbookStream(sheet));
}
