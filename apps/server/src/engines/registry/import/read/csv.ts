import { createReadStream } from 'node:fs';
import type { Message } from '@miaopu/standards';
import { fail } from '../errors.ts';
import { createRecordScanner } from './csv-records.ts';
import { createLineDecoder, detectEncoding } from './encoding.ts';
import type { CsvForm, RawRow, Table } from './table.ts';

const CHUNK = 65_536;

/** Finds out how a text file is written, from its first bytes; null where they are no text. */
export function detectCsvForm(sample: Buffer): CsvForm | null {
  const encoding = detectEncoding(sample);
  if (encoding === null) return null;
  const text = createLineDecoder(encoding).push(sample, true);
  const newline = text.includes('\r\n') ? '\r\n' : !text.includes('\n') && text.includes('\r') ? '\r' : '\n';
  const lines = newline === '\r' ? text.replaceAll('\r', '\n') : text;
  return { ...encoding, newline, ...detectDelimiter(lines) };
}

/** The delimiter that splits the first lines into the most cells, evenly. */
function detectDelimiter(text: string): Pick<CsvForm, 'delimiter' | 'columns'> {
  const head = text.split('\n', 60).join('\n');
  let best = { delimiter: ',', columns: 0 };
  let bestScore = 0;
  for (const delimiter of [',', '\t', ';', '|']) {
    const counts = createRecordScanner(delimiter)
      .push(head, true)
      .map((row) => row.cells.length)
      .filter((count) => count > 1);
    const common = mode(counts);
    const score = common * counts.filter((count) => count === common).length;
    if (score > bestScore) {
      best = { delimiter, columns: common };
      bestScore = score;
    }
  }
  return best;
}

function mode(counts: readonly number[]): number {
  const seen = new Map<number, number>();
  for (const count of counts) seen.set(count, (seen.get(count) ?? 0) + 1);
  return [...seen].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 0;
}

/** A CSV file as a table. */
export function csvTable(path: string, name: string, size: number, csv: CsvForm): Table {
  const warnings: Message[] = [];
  return {
    format: 'csv',
    csv,
    sheet: null,
    merges: [],
    dateSystem: '1900',
    warnings,
    size,
    rows: (onBytes) => readRows({ path, name }, csv, warnings, onBytes),
  };
}

/** Nothing that people type is as long as this without a line end. */
const LONGEST_LINE = 4 * 1_048_576;

async function* readRows(
  { path, name }: { path: string; name: string },
  csv: CsvForm,
  warnings: Message[],
  onBytes: ((bytes: number) => void) | undefined,
): AsyncGenerator<RawRow[]> {
  const decoder = createLineDecoder(csv);
  const scanner = createRecordScanner(csv.delimiter, csv.columns);
  const text = (bytes: Buffer, last: boolean) => {
    const decoded = decoder.push(bytes, last);
    return csv.newline === '\r' ? decoded.replaceAll('\r', '\n') : decoded;
  };
  let read = 0;
  let lineStart = 0;
  for await (const bytes of createReadStream(path, { highWaterMark: CHUNK }) as AsyncIterable<Buffer>) {
    read += bytes.length;
    const rows = scanner.push(text(bytes, false), false);
    lineStart = rows.length > 0 ? read : lineStart;
    if (read - lineStart > LONGEST_LINE)
      throw fail('import.endless_line', { file: name, limit: LONGEST_LINE / 1_048_576 });
    onBytes?.(read);
    if (rows.length > 0) yield rows;
  }
  const rest = scanner.push(text(Buffer.alloc(0), true), true);
  if (rest.length > 0) yield rest;
  if (decoder.foreign() > 0) warnings.push(foreignLines(decoder.foreign(), csv.encoding));
}

function foreignLines(count: number, encoding: string): Message {
  return {
    zh: `有 ${count} 行的编码与表头(${encoding})不同,已逐行识别。`,
    en: `${count} lines were in another encoding than the header (${encoding}); each was recognised.`,
  };
}
