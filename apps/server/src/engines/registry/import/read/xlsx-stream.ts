import { ReadableStream } from 'node:stream/web';
import { streamXlsxRows } from 'hucre/xlsx';
import { sheetRow } from './sheet-text.ts';
import type { RawRow } from './table.ts';
import { inflateBudget, type SheetInfo } from './xlsx-parts.ts';
import { inflateEntry, type ZipEntry } from './zip.ts';

const BATCH = 500;
/** Rows that the parser may be ahead of whoever takes them. */
const AHEAD = 4000;
const METADATA = /^(?:\[Content_Types\]\.xml|.*\.rels|xl\/(?:workbook|sharedStrings|styles)\.xml)$/i;
const STREAMABLE = /^xl\/worksheets\/sheet\d+\.xml$/i;

/**
 * The rows of a sheet of an .xlsx, in batches. hucre parses a sheet as fast as its bytes come and queues the rows, so a slow
 * taker would end up with the whole sheet in memory; and it can only stream an archive whose parts stand in a lucky order.
 * Both are answered by handing it the parts in the right order, stored, and the sheet's bytes no faster than rows are taken.
 */
export async function* readXlsxRows(
  path: string,
  entries: readonly ZipEntry[],
  sheet: SheetInfo,
  onBytes?: (bytes: number) => void,
): AsyncGenerator<RawRow[]> {
  const gate = createGate();
  const archive = ReadableStream.from(repack(path, entries, sheet.entry, gate, onBytes));
  let batch: RawRow[] = [];
  for await (const { index, values } of streamXlsxRows(
    archive as unknown as globalThis.ReadableStream<Uint8Array>,
    { sheet: sheet.name },
  )) {
    gate.taken();
    const row = sheetRow(index, values);
    if (row === undefined) continue;
    batch.push(row);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** Whether hucre recognises the sheet's place in the archive while streaming. */
export function canStream(sheet: SheetInfo): boolean {
  return STREAMABLE.test(sheet.entry.name);
}

type Gate = { fed(rows: number, bytes: number): void; taken(): void; open(): Promise<void> };

/**
 * Bytes that hucre may hold before it parses them: it takes a stored part in blocks of 1 MB, through two queues. Rows in these
 * last bytes do not count as ahead, or both sides would wait for each other.
 */
const IN_FLIGHT = 4 * 1_048_576;

function createGate(): Gate {
  const recent: { rows: number; bytes: number }[] = [];
  let recentBytes = 0;
  let outstanding = 0;
  let wake: (() => void) | undefined;
  return {
    fed: (rows, bytes) => {
      recent.push({ rows, bytes });
      recentBytes += bytes;
      while (recentBytes - recent[0]!.bytes > IN_FLIGHT) {
        const settled = recent.shift()!;
        recentBytes -= settled.bytes;
        outstanding += settled.rows;
      }
    },
    taken: () => {
      outstanding--;
      if (outstanding < AHEAD / 2) wake?.();
    },
    open: async () => {
      while (outstanding > AHEAD) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}

async function* repack(
  path: string,
  entries: readonly ZipEntry[],
  sheet: ZipEntry,
  gate: Gate,
  onBytes: ((bytes: number) => void) | undefined,
): AsyncGenerator<Uint8Array> {
  const budget = inflateBudget();
  for (const entry of entries) {
    if (!METADATA.test(entry.name)) continue;
    const parts: Buffer[] = [];
    for await (const part of inflateEntry(path, entry, budget)) parts.push(part);
    const body = Buffer.concat(parts);
    yield localHeader(entry.name, body.length);
    yield body;
  }
  yield localHeader(sheet.name, sheet.inflated);
  let inflated = 0;
  for await (const chunk of inflateEntry(path, sheet, budget)) {
    await gate.open();
    inflated += chunk.length;
    gate.fed(countRows(chunk), chunk.length);
    // what has been read of the archive is not known here; the share of the sheet is
    onBytes?.(Math.min(1, inflated / Math.max(1, sheet.inflated)) * sheet.compressed);
    yield chunk;
  }
}

/** A ZIP local file header of a stored part. Its checksum is left empty: the streaming reader does not look at it. */
function localHeader(name: string, size: number): Buffer {
  const bytes = Buffer.from(name, 'utf8');
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt32LE(size, 18);
  header.writeUInt32LE(size, 22);
  header.writeUInt16LE(bytes.length, 26);
  return Buffer.concat([header, bytes]);
}

function countRows(chunk: Buffer): number {
  let count = 0;
  for (let at = chunk.indexOf('<row'); at >= 0; at = chunk.indexOf('<row', at + 4)) count++;
  return count;
}
