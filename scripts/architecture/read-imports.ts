import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { parseSync } from 'oxc-parser';
import type { Import } from './arrows.ts';

const folders = ['packages', 'apps/server/src', 'apps/web/src', 'bench'];

/** Every source file below the arrows' folders, relative to the root. */
export function listSources(root: string): string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter(
        (entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.parentPath.includes('node_modules'),
      )
      .map((entry) => relative(root, join(entry.parentPath, entry.name))),
  );
}

/** What a source imports, statically, dynamically or by re-export; our own packages resolved to their doors. */
export function importsOf(file: string, text: string): Import[] {
  const { module, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
  const specifiers = [
    ...module.staticImports.map((entry) => entry.moduleRequest.value),
    ...module.staticExports.flatMap((entry) =>
      entry.entries.flatMap((one) => (one.moduleRequest ? [one.moduleRequest.value] : [])),
    ),
    ...module.dynamicImports.map((entry) =>
      text.slice(entry.moduleRequest.start, entry.moduleRequest.end).replace(/^['"`]|['"`]$/g, ''),
    ),
  ];
  return specifiers.map((specifier) => ({ from: file, to: resolveSpecifier(file, specifier) }));
}

function resolveSpecifier(file: string, specifier: string): string {
  if (specifier.startsWith('.')) return normalize(join(dirname(file), specifier));
  const own = /^@miaopu\/([a-z]+)(\/.*)?$/.exec(specifier);
  if (own !== null)
    return own[2] === undefined ? `packages/${own[1]}/src/index.ts` : `packages/${own[1]}${own[2]}`;
  return specifier;
}

export function readImports(root: string): { files: string[]; imports: Import[] } {
  const files = listSources(root);
  return { files, imports: files.flatMap((file) => importsOf(file, readFileSync(join(root, file), 'utf8'))) };
}
