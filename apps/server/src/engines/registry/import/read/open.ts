import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { fail } from '../errors.ts';
import { csvTable, detectCsvForm } from './csv.ts';
import type { Table } from './table.ts';
import { openXls, openXlsx } from './workbook.ts';

const SAMPLE = 1_048_576;

/** What files that are no tables begin with. */
const KINDS: readonly (readonly [string, string])[] = [
  ['25504446', 'PDF'],
  ['89504e47', 'PNG'],
  ['ffd8ff', 'JPEG'],
  ['47494638', 'GIF'],
  ['49492a00', 'TIFF'],
  ['4d4d002a', 'TIFF'],
  ['52617221', 'RAR'],
  ['377abcaf', '7-Zip'],
  ['1f8b', 'gzip'],
  ['7f454c46', 'ELF'],
  ['4d5a', 'EXE'],
];

/**
 * Opens a file as a table. What it is is read from its bytes, not from its name: an .xlsx named .csv is read as what it is,
 * with a warning; a picture named .csv is refused.
 *
 * @param options name: what people call the file; sheet: which sheet of a workbook (the first visible one with rows)
 */
export async function openTable(
  path: string,
  options: { name?: string; sheet?: string } = {},
): Promise<Table> {
  const name = options.name ?? basename(path);
  const size = await sizeOf(path, name);
  if (size === 0) throw fail('import.empty_file', { file: name });
  const sample = await readSample(path, size);
  const source = { path, name, size, ...(options.sheet === undefined ? {} : { sheet: options.sheet }) };
  if (sample.readUInt32BE(0) === 0x504b0304) return named(name, await openXlsx(source));
  if (sample.length >= 8 && sample.readUInt32BE(0) === 0xd0cf11e0) return named(name, await openXls(source));
  const magic = sample.toString('hex', 0, 8);
  const kind = KINDS.find(([start]) => magic.startsWith(start))?.[1];
  const csv = detectCsvForm(sample);
  if (csv === null) throw fail('import.binary_file', { file: name, kind: kind ?? '二进制数据 binary data' });
  if (/^\s*(?:<!doctype html|<html|<\?xml)/i.test(sample.toString('latin1', 0, 200)))
    throw fail('import.binary_file', { file: name, kind: 'HTML / XML' });
  return csvTable(path, name, size, csv);
}

async function sizeOf(path: string, name: string): Promise<number> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined || !found.isFile()) throw fail('import.file_not_found', { file: name });
  return found.size;
}

async function readSample(path: string, size: number): Promise<Buffer> {
  const file = await open(path);
  try {
    const sample = Buffer.alloc(Math.max(4, Math.min(size, SAMPLE)));
    await file.read(sample, 0, sample.length, 0);
    return sample;
  } finally {
    await file.close();
  }
}

function named(name: string, table: Table): Table {
  const extension = /\.(csv|txt|xlsx?|et)$/i.exec(name)?.[1]?.toLowerCase();
  const fits =
    extension === undefined || extension === table.format || (extension === 'et' && table.format === 'xls');
  if (!fits) {
    table.warnings.push({
      zh: `文件名以 .${extension} 结尾,内容其实是 .${table.format},已按内容读取。`,
      en: `The file is named .${extension} but is an .${table.format}; it was read as what it is.`,
    });
  }
  return table;
}
