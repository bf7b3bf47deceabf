// Brings the checkout to a state in which it runs: packages installed as the lock file says, under Node 24 of the `node` package.
// Plain JavaScript for Node 20, because it runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
export const node = join(
  root,
  'node_modules',
  'node',
  'bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
);
/** Where Node keeps what it compiled, which halves the time until a command answers. */
export const compileCache = join(root, 'node_modules', '.cache', 'node');

function packagesOf(file) {
  const path = join(root, file);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : {};
}

/** Whether node_modules holds what the lock file says; npm keeps its own account of that in a lock file of its own there. */
function isInstalled() {
  const present = packagesOf('node_modules/.package-lock.json');
  return Object.entries(packagesOf('package-lock.json')).every(
    // a package of the checkout itself has no version here: it is a link, which may be new
    ([place, { version, optional, link }]) =>
      !place.includes('node_modules/') ||
      optional ||
      (present[place]?.version === version && present[place]?.link === link),
  );
}

/** Installs what is missing; does nothing where all is there. */
export function ensureInstalled() {
  const [major] = process.versions.node.split('.').map(Number);
  if (major < 20)
    fail(
      `需要 Node 20 或更高版本,现在是 ${process.version}。 Node 20 or later is needed, this is ${process.version}.`,
    );
  if (existsSync(node) && isInstalled()) return;
  console.error('安装依赖 installing packages …');
  // Not `npm ci`: it refuses a lock file in which packages for other platforms are missing, and some registries do not carry them.
  // `--no-save` keeps to the lock file's versions and leaves the file alone.
  const done = spawnSync('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (done.status !== 0)
    fail('依赖安装失败,请检查网络后重试。 Installing packages failed: check the network and try again.');
  if (!existsSync(node))
    fail(
      'node 包未能安装 Node 24(安装脚本可能被禁用)。请运行 npm rebuild node。 The node package did not bring Node 24 (install scripts may be off): run npm rebuild node.',
    );
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
