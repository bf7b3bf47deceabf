import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { plainName } from '../../../platform/http/index.ts';
import type { RetentionRule } from '../../../platform/retention/index.ts';
import { fail } from './errors.ts';

export type Upload = {
  readonly id: string;
  readonly fileName: string;
  readonly size: number;
  readonly sha256: string;
  readonly district: string;
};

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Where uploads and rejects stand. */
export function uploadsFolder(dataFolder: string): string {
  return join(dataFolder, 'uploads');
}

const filePath = (folder: string, id: string) => join(folder, `${id}.file`);
const notePath = (folder: string, id: string) => join(folder, `${id}.json`);

/** Streams an upload to disk, hashing it on the way. A file that breaks off leaves nothing. */
export async function storeUpload(
  folder: string,
  district: string,
  file: {
    readonly name: string;
    readonly stream: Readable & { truncated?: boolean };
    readonly limit: number;
  },
): Promise<Upload> {
  await mkdir(folder, { recursive: true });
  const id = randomUUID();
  const hash = createHash('sha256');
  let size = 0;
  try {
    await pipeline(
      file.stream,
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          hash.update(chunk);
          size += chunk.length;
          yield chunk;
        }
      },
      createWriteStream(filePath(folder, id)),
    );
    if (file.stream.truncated) throw fail('import.too_large', { limit: Math.round(file.limit / 1_048_576) });
    const upload: Upload = { id, fileName: plainName(file.name), size, sha256: hash.digest('hex'), district };
    await writeFile(notePath(folder, id), JSON.stringify(upload));
    return upload;
  } catch (error) {
    await rm(filePath(folder, id), { force: true });
    throw error;
  }
}

/** @throws import.no_upload where there is none, or it is another district's */
export async function getUpload(
  folder: string,
  district: string,
  id: string,
): Promise<Upload & { path: string }> {
  if (!ID.test(id)) throw fail('import.no_upload', { id: id.slice(0, 40) });
  const note = await readFile(notePath(folder, id), 'utf8').catch(() => undefined);
  const upload = note === undefined ? undefined : (JSON.parse(note) as Upload);
  const path = filePath(folder, id);
  const there = upload?.district === district && (await stat(path).catch(() => undefined)) !== undefined;
  if (!there) throw fail('import.no_upload', { id });
  return { ...upload!, path };
}

/** Uploads, rejects, and the leftovers of a process that was killed. A folder is one district's, and so are its files. */
export function uploadsRule(dataFolder: string): RetentionRule {
  const folder = uploadsFolder(dataFolder);
  const oldFiles = async ({ before }: { before: Date }) => {
    const old: string[] = [];
    for (const name of await readdir(folder).catch(() => [])) {
      const path = join(folder, name);
      const found = await stat(path).catch(() => undefined);
      if (found?.isFile() && found.mtimeMs < before.getTime()) old.push(path);
    }
    return old;
  };
  return {
    kind: 'uploads',
    count: async (old) => (await oldFiles(old)).length,
    remove: async (old) => {
      const paths = await oldFiles(old);
      for (const path of paths) await rm(path, { force: true });
      return paths.length;
    },
  };
}

/** sha256 of a file on disk, as a stream. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
