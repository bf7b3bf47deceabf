import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What Vite's manifest says of a source file's chunk. */
type Chunk = {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
};

/** The files that a page's own code needs besides those that the HTML names already. */
export type Chunks = (source: string) => {
  readonly scripts: readonly string[];
  readonly styles: readonly string[];
};

/**
 * Reads which built files hold which source file (`build.manifest`). Without it a page that is loaded on its own is found out only by
 * running the code before it, one round after the other.
 */
export async function readChunks(folder: string): Promise<Chunks> {
  const path = join(folder, '.vite', 'manifest.json');
  const chunks: Record<string, Chunk> = existsSync(path) ? JSON.parse(await readFile(path, 'utf8')) : {};
  const reachedFrom = (key: string, reached: Set<string>): Set<string> => {
    if (chunks[key] === undefined || reached.has(key)) return reached;
    reached.add(key);
    for (const next of chunks[key].imports ?? []) reachedFrom(next, reached);
    return reached;
  };
  const named = reachedFrom('index.html', new Set());
  return (source) => {
    const own = [...reachedFrom(source, new Set())]
      .filter((key) => !named.has(key))
      .map((key) => chunks[key]!);
    return {
      scripts: own.map(({ file }) => `/${file}`),
      styles: [...new Set(own.flatMap(({ css = [] }) => css))].map((file) => `/${file}`),
    };
  };
}
