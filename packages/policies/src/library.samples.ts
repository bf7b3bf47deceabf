import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { loadPolicies } from './load.ts';
import type { PolicyLibrary } from './policy-schema.ts';

const root = join(import.meta.dirname, '../../..');

/** The text of a file of the checkout. */
export function readOwn(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** The project's own policy library, as texts by file name. */
export function readLibraryFiles(): Record<string, string> {
  const names = readdirSync(join(root, 'policies'), { recursive: true, encoding: 'utf8' });
  return Object.fromEntries(
    names
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => [name.split(sep).join('/'), readOwn(join('policies', name))]),
  );
}

/** The project's own policy library. @throws where it is not sound, with its first problem */
export function readLibrary(): PolicyLibrary {
  const loaded = loadPolicies(readLibraryFiles());
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems[0], null, 2));
  return loaded.library;
}
