import type { Merge } from './table.ts';
import { INFLATE_LIMIT, inflateEntry, type ZipEntry } from './zip.ts';

export type SheetInfo = { readonly name: string; readonly hidden: boolean; readonly entry: ZipEntry };
export type WorkbookInfo = { readonly sheets: SheetInfo[]; readonly dateSystem: '1900' | '1904' };

const METADATA_LIMIT = 67_108_864;

/** The sheets of a workbook in their order, with where their rows stand in the archive. */
export async function readWorkbookInfo(
  path: string,
  entries: readonly ZipEntry[],
): Promise<WorkbookInfo | undefined> {
  const byName = new Map(entries.map((entry) => [entry.name.toLowerCase(), entry]));
  const workbook = byName.get('xl/workbook.xml');
  const relations = byName.get('xl/_rels/workbook.xml.rels');
  if (workbook === undefined || relations === undefined) return undefined;
  const xml = await readText(path, workbook);
  const targets = targetsOf(await readText(path, relations));
  const sheets: SheetInfo[] = [];
  for (const tag of xml.matchAll(/<(?:\w+:)?sheet\s[^>]*>/g)) {
    const attributes = attributesOf(tag[0]);
    const relation = [...attributes].find(([name]) => name.endsWith(':id'))?.[1];
    const entry = byName.get((targets.get(relation ?? '') ?? '').toLowerCase());
    if (entry === undefined) continue;
    sheets.push({
      name: attributes.get('name') ?? '',
      hidden: (attributes.get('state') ?? 'visible') !== 'visible',
      entry,
    });
  }
  return { sheets, dateSystem: /date1904="(?:1|true)"/.test(xml) ? '1904' : '1900' };
}

async function readText(path: string, entry: ZipEntry): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of inflateEntry(path, entry, { left: METADATA_LIMIT })) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}

function targetsOf(xml: string): Map<string, string> {
  const targets = new Map<string, string>();
  for (const tag of xml.matchAll(/<(?:\w+:)?Relationship\s[^>]*>/g)) {
    const attributes = attributesOf(tag[0]);
    const target = attributes.get('Target') ?? '';
    targets.set(attributes.get('Id') ?? '', target.startsWith('/') ? target.slice(1) : `xl/${target}`);
  }
  return targets;
}

function attributesOf(tag: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, name, , value] of tag.matchAll(/([\w:]+)=(["'])(.*?)\2/g))
    found.set(name!, unescapeXml(value!));
  return found;
}

function unescapeXml(text: string): string {
  return text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&#x([\da-f]+);/gi, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replace(/&amp;/g, '&');
}

export type SheetSurvey = { readonly rows: number; readonly hiddenRows: number; readonly merges: Merge[] };

/** Only the merges of a header matter; a sheet may have a hundred thousand. */
const MERGES_KEPT = 2000;
const LONGEST_TAG = 4096;

/**
 * Reads a sheet once without keeping it: proves that it inflates within the limits, counts its rows and hidden rows, and
 * finds its merged cells, which stand behind the rows.
 */
export async function surveySheet(
  path: string,
  entry: ZipEntry,
  budget: { left: number },
): Promise<SheetSurvey> {
  let rows = 0;
  let hiddenRows = 0;
  const merges: Merge[] = [];
  let rest = '';
  for await (const chunk of inflateEntry(path, entry, budget)) {
    const text = rest + chunk.toString('latin1');
    const end = text.lastIndexOf('>') + 1;
    rest = text.slice(end).slice(-LONGEST_TAG);
    for (const [tag, kind, attributes] of text
      .slice(0, end)
      .matchAll(/<(?:\w+:)?(row|mergeCell)(\s[^>]*)?>/g)) {
      if (kind === 'row') {
        rows++;
        if (attributes !== undefined && /\shidden="(?:1|true)"/.test(attributes)) hiddenRows++;
      } else if (merges.length < MERGES_KEPT) {
        const merge = parseMerge(tag);
        if (merge) merges.push(merge);
      }
    }
  }
  return { rows, hiddenRows, merges };
}

function parseMerge(tag: string): Merge | undefined {
  const match = /ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"/.exec(tag);
  if (!match) return undefined;
  return {
    left: columnNumber(match[1]!),
    top: Number(match[2]),
    right: columnNumber(match[3]!),
    bottom: Number(match[4]),
  };
}

function columnNumber(letters: string): number {
  let number = 0;
  for (const letter of letters) number = number * 26 + letter.charCodeAt(0) - 64;
  return number;
}

/** A fresh allowance for what one workbook may inflate to. */
export function inflateBudget(): { left: number } {
  return { left: INFLATE_LIMIT };
}
