import { randomBytes } from 'node:crypto';
import {
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Places } from './places.ts';
import { run } from './run.ts';
import type { ServiceUser } from './service-user.ts';

/** Who owns the clusters that we create. */
export const owner = 'miaopu';

const secretFile = (cluster: string) => join(cluster, 'miaopu.secret');

/**
 * The owner's password of a cluster, which is created where there is none. It is made in a folder beside it and moved into place when it
 * is whole, so that a creation broken off half-way is never taken for a database.
 */
export async function ensureCreated(
  { cluster, binaries }: Places,
  user: ServiceUser | undefined,
): Promise<string> {
  const secret = secretFile(cluster);
  if (existsSync(secret)) return readSecret(secret);
  setAside(cluster);
  clearUnfinished(cluster);
  // a name of its own: the initdb of a process that was killed may still be at work in its folder
  const making = `${cluster}.making-${randomBytes(4).toString('hex')}`;
  mkdirSync(making, { recursive: true, mode: 0o700 });
  giveTo(making, user);
  const password = randomBytes(24).toString('base64url');
  await initialise(making, binaries, password, user);
  // the move replaces an empty folder, but not on Windows
  if (existsSync(cluster)) rmdirSync(cluster);
  renameSync(making, cluster);
  syncFolder(dirname(cluster));
  return password;
}

function readSecret(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as { code?: string }).code !== 'EACCES') throw error;
    throw new Error(
      `数据目录 ${dirname(file)} 属于另一个用户。请用创建它的用户启动。 The data folder ${dirname(file)} belongs to another user: start as the user who created it.`,
    );
  }
}

/** A folder without our secret is no database of ours; what is in it is kept beside it, because it may be somebody's data. */
function setAside(cluster: string): void {
  if (!existsSync(join(cluster, 'PG_VERSION'))) return;
  let number = 1;
  while (existsSync(`${cluster}.unfinished-${number}`)) number++;
  renameSync(cluster, `${cluster}.unfinished-${number}`);
}

/** Takes away what earlier creations left that were broken off. */
function clearUnfinished(cluster: string): void {
  const folder = dirname(cluster);
  const isUnfinished = (name: string) => name.startsWith(`${basename(cluster)}.making-`);
  for (const name of readdirSync(folder).filter(isUnfinished)) {
    try {
      rmSync(join(folder, name), { recursive: true, force: true });
    } catch {
      // somebody still writes into it; it is in nobody's way
    }
  }
}

async function initialise(
  folder: string,
  binaries: string,
  password: string,
  user: ServiceUser | undefined,
): Promise<void> {
  const passwordFile = `${folder}.password`;
  writeFileSync(passwordFile, password, { mode: 0o600 });
  giveTo(passwordFile, user);
  const words = `-U ${owner} --auth scram-sha-256 --encoding UTF8 --locale C --no-instructions`.split(' ');
  try {
    await run(join(binaries, 'initdb'), ['-D', folder, '--pwfile', passwordFile, ...words], user);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  writeFileSync(secretFile(folder), password, { mode: 0o600, flush: true });
  giveTo(secretFile(folder), user);
  syncFolder(folder);
}

function giveTo(path: string, user: ServiceUser | undefined): void {
  if (user !== undefined) chownSync(path, user.uid, user.gid);
}

/** A name in a folder is safe from a power cut only when the folder itself is written. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}
