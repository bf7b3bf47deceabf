import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';

const root = resolve(import.meta.dirname, '../../..');

/** The texts of the files of a pack in `plans/`, by name. */
export function readPack(name: string): Record<string, string> {
  const folder = join(root, 'plans', name);
  const names = readdirSync(folder, { recursive: true }) as string[];
  return Object.fromEntries(
    names
      .filter((file) => file.endsWith('.yaml'))
      .map((file) => [file.split(sep).join('/'), readFileSync(join(folder, file), 'utf8')]),
  );
}

/** A file that stands beside the repository, or undefined on a machine that has none. */
export function readShared(path: string): string | undefined {
  const file = join(root, '../shared', path);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/** A file of the repository. */
export function readOwn(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}
