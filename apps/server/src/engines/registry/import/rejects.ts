import { once } from 'node:events';
import { createReadStream, createWriteStream, type WriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { writeXlsxStream } from 'hucre/xlsx';
import iconv from 'iconv-lite';
import type { Lang } from '../../../platform/errors/index.ts';
import { isReason } from './header/map-columns.ts';
import { REASON_HEADER } from './header/synonyms.ts';
import type { CsvForm, Table } from './read/table.ts';
import { escapeFormula, unescapeFormula } from './rows/cell.ts';
import type { RowProblem } from './rows/problems.ts';

/** What is wrong with a row: in which column, and in words. */
export type RejectReason = Pick<RowProblem, 'column' | 'message'>;

export type Rejects = {
  add(cells: readonly string[], problems: readonly RejectReason[]): Promise<void>;
  /** Writes the file in the sender's own format; nothing where no row was rejected. */
  finish(): Promise<void>;
  /** Leaves nothing behind. */
  discard(): Promise<void>;
};

/** The ending of a rejects file: a CSV goes back as CSV, a workbook as .xlsx (an .xls can only be read). */
export function rejectsExtension(format: Table['format']): '.csv' | '.xlsx' {
  return format === 'csv' ? '.csv' : '.xlsx';
}

/**
 * Collects rejected rows beside the target and writes them out at the end, row by row, so that a file of which each row is wrong
 * needs no more memory than another.
 *
 * @param names the flattened headers, so that the file can be sent again as it is
 */
export function createRejects(
  path: string,
  table: Pick<Table, 'format' | 'csv'>,
  names: readonly string[],
  lang: Lang,
): Rejects {
  const spoolPath = `${path}.rows`;
  let spool: WriteStream | undefined;
  const reasonAt = names.findIndex(isReason);
  const width = reasonAt < 0 ? names.length : reasonAt;
  return {
    async add(cells, problems) {
      spool ??= createWriteStream(spoolPath);
      const own = Array.from({ length: width }, (_, at) => cells[at] ?? '');
      const beyond = cells.slice(reasonAt < 0 ? width : width + 1);
      const line = JSON.stringify([...own, reasonText(problems, names, lang), ...beyond]);
      if (!spool.write(`${line}\n`)) await once(spool, 'drain');
    },
    async finish() {
      if (spool === undefined) return;
      spool.end();
      await once(spool, 'finish');
      const header = [...names.slice(0, width), REASON_HEADER];
      const rows = spooled(spoolPath, header);
      if (table.csv !== null) await writeCsv(path, table.csv, rows);
      else await writeXlsx(path, rows);
      await rm(spoolPath, { force: true });
    },
    async discard() {
      spool?.destroy();
      await rm(spoolPath, { force: true });
    },
  };
}

function reasonText(problems: readonly RejectReason[], names: readonly string[], lang: Lang): string {
  return problems
    .map(({ column, message }) => {
      const words = lang === 'en' ? message.en : message.zh;
      if (column === null) return words;
      const name = names[column] ?? '';
      return lang === 'en'
        ? `Column ${column + 1} “${name}”: ${words}`
        : `第 ${column + 1} 列“${name}”:${words}`;
    })
    .join(lang === 'en' ? ' ' : ';');
}

async function* spooled(path: string, header: readonly string[]): AsyncGenerator<string[]> {
  yield [...header];
  const lines = createInterface({
    input: createReadStream(path, 'utf8'),
    crlfDelay: Number.POSITIVE_INFINITY,
  });
  for await (const line of lines) yield JSON.parse(line) as string[];
}

async function writeCsv(path: string, form: CsvForm, rows: AsyncIterable<string[]>): Promise<void> {
  const encoding = form.encoding === 'utf-8' ? 'utf8' : form.encoding;
  async function* bytes(): AsyncGenerator<Buffer> {
    if (form.bom) yield iconv.encode('\ufeff', encoding);
    for await (const cells of rows) yield iconv.encode(csvLine(cells, form), encoding);
  }
  await pipeline(Readable.from(bytes()), createWriteStream(path));
}

function csvLine(cells: readonly string[], { delimiter, newline }: CsvForm): string {
  const special = (cell: string) => cell.includes(delimiter) || /["\r\n]/.test(cell);
  return (
    cells
      // what came back from us already escaped must not be escaped once more
      .map((cell) => escapeFormula(unescapeFormula(cell)))
      .map((cell) => (special(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
      .join(delimiter) + newline
  );
}

async function writeXlsx(path: string, rows: AsyncIterable<string[]>): Promise<void> {
  const workbook = writeXlsxStream(rows, { name: '退回', freezePane: { rows: 1 } });
  await pipeline(Readable.from(workbook as unknown as AsyncIterable<Uint8Array>), createWriteStream(path));
}
