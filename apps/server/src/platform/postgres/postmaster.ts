import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** A PostgreSQL server process that runs in a cluster's folder. */
export type Postmaster = { readonly pid: number; readonly port: number };

const lockFile = (cluster: string) => join(cluster, 'postmaster.pid');

/**
 * The postmaster that runs in a folder, if one does. Its lock file alone does not tell: after a crash the process number in it may be
 * nobody's, or by now belong to any other program (in a container numbers start from 1 each time), and PostgreSQL would refuse to start.
 *
 * @param cluster its folder, without links in its path
 */
export function findPostmaster(cluster: string): Postmaster | undefined {
  const lock = lockFile(cluster);
  if (!existsSync(lock)) return undefined;
  const lines = readFileSync(lock, 'utf8').split('\n');
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  const isNumber = Number.isInteger(pid) && pid > 0 && Number.isInteger(port) && port > 0;
  return isNumber && runsIn(pid, cluster) ? { pid, port } : undefined;
}

/** Takes a lock file away that nobody holds. */
export function removeStaleLock(cluster: string): void {
  if (existsSync(lockFile(cluster)) && findPostmaster(cluster) === undefined)
    rmSync(lockFile(cluster), { force: true, recursive: true });
}

function runsIn(pid: number, cluster: string): boolean {
  const command = commandOf(pid);
  return /^\S.*postgres(\.exe)? /.test(command) && command.includes(` -D ${cluster} `);
}

/** What a process was started with. A dead process that nobody has waited for yet says nothing. */
function commandOf(pid: number): string {
  try {
    if (process.platform === 'linux')
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
  return spawnSync('ps', ['-ww', '-p', String(pid), '-o', 'command='], { encoding: 'utf8' }).stdout ?? '';
}

/**
 * Ends the server processes that a killed postmaster left busy: while one of them holds the shared memory no new postmaster starts.
 * Their clients learn nothing that was not committed. Elsewhere than on Linux they are left to end by themselves.
 */
export function endOrphans(cluster: string): void {
  if (process.platform !== 'linux') return;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const isOurs =
        readlinkSync(`/proc/${pid}/cwd`) === cluster &&
        readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'postgres';
      // as the postmaster itself would have ended them after a crash
      if (isOurs) process.kill(Number(pid), 'SIGQUIT');
    } catch {
      // it ended by itself, or is another user's
    }
  }
}

/** The port of the last start, so that a server whose database was restarted finds it again. */
export function lastPort(cluster: string): number | undefined {
  const file = join(cluster, 'postmaster.opts');
  if (!existsSync(file)) return undefined;
  const port = /port=(\d+)/.exec(readFileSync(file, 'utf8'))?.[1];
  return port === undefined ? undefined : Number(port);
}
