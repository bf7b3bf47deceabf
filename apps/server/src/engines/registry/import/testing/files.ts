import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateCreditCode } from '@miaopu/standards';
import { type CellValue, type WriteOptions, writeXlsx } from 'hucre';
import iconv from 'iconv-lite';

export type TestFolder = {
  readonly path: string;
  write(name: string, content: string | Uint8Array): string;
  remove(): void;
};

/** A folder for one test file's fixtures. */
export function testFolder(): TestFolder {
  const path = mkdtempSync(join(tmpdir(), 'miaopu-import-'));
  return {
    path,
    write: (name, content) => {
      const file = join(path, name);
      writeFileSync(file, content);
      return file;
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** A valid credit code of our own making, by number. */
export function testCode(number: number, division = '331004'): string {
  let body = '';
  for (let rest = number, at = 0; at < 5; at++, rest = Math.floor(rest / 31))
    body = ALPHABET[rest % 31]! + body;
  return generateCreditCode({ division, body: `MA2${body}` });
}

export function csv(
  rows: readonly (readonly string[])[],
  options: { delimiter?: string; newline?: string } = {},
): string {
  const { delimiter = ',', newline = '\r\n' } = options;
  const cell = (text: string) =>
    text.includes(delimiter) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  return rows.map((row) => row.map(cell).join(delimiter) + newline).join('');
}

export function inGb18030(text: string): Buffer {
  return iconv.encode(text, 'gb18030');
}

export async function xlsx(
  rows: CellValue[][],
  sheet: Partial<WriteOptions['sheets'][number]> = {},
): Promise<Uint8Array> {
  return writeXlsx({ sheets: [{ name: 'Sheet1', rows, ...sheet }] });
}

/** The columns of the rosters that the tests make. */
export const ROSTER = [
  '企业名称',
  '统一社会信用代码',
  '成立日期',
  '企业类型',
  '注册资本(万元)',
  '经营范围',
  '住所',
];

/** A row of that roster that has nothing wrong with it. */
export function rosterRow(number: number, change: Partial<Record<string, string>> = {}): string[] {
  const usual: Record<string, string> = {
    企业名称: `台州市路桥试验${number}号塑料厂`,
    统一社会信用代码: testCode(number),
    成立日期: '2015-03-01',
    企业类型: '个人独资企业',
    '注册资本(万元)': '50',
    经营范围: '塑料制品制造、销售。',
    住所: '浙江省台州市路桥区蓬街镇赛龙村',
  };
  return ROSTER.map((name) => change[name] ?? usual[name]!);
}
