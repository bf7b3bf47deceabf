// Writes db/schema.sql: what all migrations come to, for reading. `node scripts/dump-schema.mjs`
// It needs PostgreSQL's own programs (Debian: apt-get install postgresql); the embedded one brings no pg_dump.
import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureInstalled, node, root } from './install.mjs';

ensureInstalled();
const programs = findPrograms();
const user = systemUser();
const folder = mkdtempSync(join(tmpdir(), 'miaopu-schema-'));
chmodSync(folder, 0o700);
if (user) chownSync(folder, user.uid, user.gid);
const cluster = join(folder, 'cluster');
const run = (program, ...words) =>
  execFileSync(join(programs, program), words, {
    ...user,
    cwd: '/',
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });

try {
  run('initdb', '-D', cluster, '-U', 'miaopu', '-A', 'trust', '-E', 'UTF8', '--locale', 'C', '--no-sync');
  // it listens on a socket in its own folder and nowhere else
  run(
    'pg_ctl',
    'start',
    '-w',
    '-s',
    '-D',
    cluster,
    '-l',
    join(folder, 'log'),
    '-o',
    `-c listen_addresses='' -k ${folder}`,
  );
  try {
    const url = `postgresql://miaopu@/postgres?host=${encodeURIComponent(folder)}`;
    execFileSync(node, [join(root, 'apps/server/src/platform/testing/migrate-database.ts'), url], {
      stdio: 'inherit',
    });
    const dump = run(
      'pg_dump',
      '--schema-only',
      '--no-owner',
      '--no-privileges',
      '-h',
      folder,
      '-U',
      'miaopu',
      'postgres',
    );
    writeFileSync(join(root, 'db/schema.sql'), readable(dump));
  } finally {
    run('pg_ctl', 'stop', '-w', '-s', '-m', 'immediate', '-D', cluster);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** The dump without what says where and when it was made. */
function readable(dump) {
  const statements = dump
    .split('\n')
    .filter((line) => !/^(--|SET (?!search_path)|SELECT pg_catalog\.set_config|\\(un)?restrict)/.test(line))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return `-- What all migrations come to, written by scripts/dump-schema.mjs. Read it; change it by a new migration. Grants: roles.sql.\n\n${statements}\n`;
}

/** The folder of initdb, pg_ctl and pg_dump of one version: on the path, or where Debian keeps them. */
function findPrograms() {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian)
    ? readdirSync(debian).sort((one, other) => Number(one) - Number(other))
    : [];
  const places = [
    ...(process.env.PATH ?? '').split(':'),
    ...versions.map((version) => join(debian, version, 'bin')),
  ];
  const found = places.find((place) =>
    ['initdb', 'pg_ctl', 'pg_dump'].every((name) => existsSync(join(place, name))),
  );
  if (found) return found;
  console.error(
    '缺少 initdb、pg_ctl、pg_dump。请安装 PostgreSQL 15 或更高版本(apt-get install postgresql)。',
  );
  console.error(
    'initdb, pg_ctl and pg_dump are missing: install PostgreSQL 15 or later (apt-get install postgresql).',
  );
  process.exit(1);
}

/** PostgreSQL does not run as root; its own system user comes with its package. */
function systemUser() {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}
