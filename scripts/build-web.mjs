// Builds the web app when its sources changed since the last build.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { node, root } from './install.mjs';

const sources = ['apps/web/src', 'apps/web/public', 'packages/contract/src', 'packages/standards/src'];
const single = [
  'apps/web/index.html',
  'apps/web/vite.config.ts',
  'apps/web/without-schemas.ts',
  'apps/web/package.json',
  'package-lock.json',
];
const stamp = join(root, 'apps/web/dist/.built-from');

function sourcesHash() {
  const hash = createHash('sha256');
  const take = (path) => hash.update(path).update(readFileSync(join(root, path)));
  for (const folder of sources) {
    if (!existsSync(join(root, folder))) continue;
    const files = readdirSync(join(root, folder), { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    for (const path of files.map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1)).sort())
      take(path);
  }
  for (const path of single) if (existsSync(join(root, path))) take(path);
  return hash.digest('hex');
}

/** Builds apps/web/dist unless it is up to date. */
export function ensureWebBuilt() {
  const wanted = sourcesHash();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  console.error('构建网页 building the web app …');
  const done = spawnSync(node, [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'], {
    cwd: join(root, 'apps/web'),
    stdio: 'inherit',
    // whoever builds, a test run too: libraries leave out what is for their own tests
    env: { ...process.env, NODE_ENV: 'production' },
  });
  if (done.status !== 0) process.exit(done.status ?? 1);
  writeFileSync(stamp, wanted);
}
