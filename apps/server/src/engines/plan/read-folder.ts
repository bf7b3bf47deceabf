import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { planFailure } from './errors.ts';

/** No file of a plan comes near this; what does is not one. */
const largestFile = 2 * 1024 * 1024;

/**
 * The texts of a plan pack's YAML files by name, `/` between folders, for `loadPlanPack`.
 *
 * @throws plan.no_folder where there is none or it holds no YAML, plan.file_too_large
 */
export async function readPackFolder(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const names = entries
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  if (names.length === 0) throw planFailure('plan.no_folder', { folder });
  const files: Record<string, string> = {};
  for (const path of names.sort()) {
    const name = relative(folder, path).split(sep).join('/');
    if ((await stat(path)).size > largestFile) throw planFailure('plan.file_too_large', { name });
    files[name] = await readFile(path, 'utf8');
  }
  return files;
}
