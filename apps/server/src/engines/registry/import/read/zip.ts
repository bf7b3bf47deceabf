import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { createInflateRaw } from 'node:zlib';

export type ZipEntry = {
  readonly name: string;
  readonly method: number;
  readonly compressed: number;
  readonly inflated: number;
  readonly offset: number;
};

/** Absolute limit of what one workbook may inflate to, and the ratio that no table reaches, looked at from 32 MB on. */
export const INFLATE_LIMIT = 1_073_741_824;
export const RATIO_LIMIT = 250;
const RATIO_FROM = 33_554_432;

export class InflateLimitError extends Error {
  readonly what: string;
  constructor(what: string) {
    super(what);
    this.what = what;
  }
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;

/** The entries of a ZIP file, from its central directory. Undefined where it has none (damaged, or larger than 4 GB). */
export async function readZipEntries(path: string): Promise<ZipEntry[] | undefined> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const tail = await readAt(file, Math.max(0, size - 66_000), Math.min(size, 66_000));
    for (let at = tail.length - 22; at >= 0; at--) {
      if (tail.readUInt32LE(at) !== END) continue;
      const length = tail.readUInt32LE(at + 12);
      const start = tail.readUInt32LE(at + 16);
      if (start + length > size) return undefined;
      return parseDirectory(await readAt(file, start, length));
    }
    return undefined;
  } finally {
    await file.close();
  }
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  await file.read(buffer, 0, length, position);
  return buffer;
}

function parseDirectory(bytes: Buffer): ZipEntry[] {
  const entries: ZipEntry[] = [];
  for (let at = 0; at + 46 <= bytes.length && bytes.readUInt32LE(at) === CENTRAL; ) {
    const name = bytes.readUInt16LE(at + 28);
    const extra = bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    entries.push({
      method: bytes.readUInt16LE(at + 10),
      compressed: bytes.readUInt32LE(at + 20),
      inflated: bytes.readUInt32LE(at + 24),
      offset: bytes.readUInt32LE(at + 42),
      name: bytes.toString('utf8', at + 46, at + 46 + name),
    });
    at += 46 + name + extra;
  }
  return entries;
}

/**
 * Streams what an entry inflates to, counting as it goes: what the archive declares about itself is not believed.
 *
 * @param budget bytes that may still come; shared by the entries of one archive
 * @throws InflateLimitError beyond the budget or the ratio
 */
export async function* inflateEntry(
  path: string,
  entry: ZipEntry,
  budget: { left: number },
): AsyncGenerator<Buffer> {
  if (entry.compressed === 0) return;
  const file = await open(path);
  let start: number;
  try {
    const local = await readAt(file, entry.offset, 30);
    start = entry.offset + 30 + local.readUInt16LE(26) + local.readUInt16LE(28);
  } finally {
    await file.close();
  }
  const raw = createReadStream(path, { start, end: start + entry.compressed - 1 });
  const bytes = entry.method === 0 ? raw : raw.pipe(createInflateRaw());
  raw.on('error', (error) => bytes.destroy(error));
  let inflated = 0;
  try {
    for await (const chunk of bytes as AsyncIterable<Buffer>) {
      inflated += chunk.length;
      budget.left -= chunk.length;
      if (budget.left < 0) throw new InflateLimitError(`${INFLATE_LIMIT / 1_048_576} MB`);
      if (inflated > RATIO_FROM && inflated > entry.compressed * RATIO_LIMIT)
        throw new InflateLimitError(`1 : ${RATIO_LIMIT}`);
      yield chunk;
    }
  } finally {
    raw.destroy();
    bytes.destroy();
  }
}
