import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';

export type ServiceUser = { readonly uid: number; readonly gid: number };

const name = 'postgres';

function findUser(): ServiceUser | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  if (line === undefined) return undefined;
  const [, , uid, gid] = line.split(':');
  return { uid: Number(uid), gid: Number(gid) };
}

/**
 * PostgreSQL refuses to run as root. When we are root it runs as the user whom the cluster's folder belongs to (it may have been created
 * by an ordinary user), or else as the system user `postgres`, which is created where it is missing. Otherwise it runs as ourselves
 * (undefined).
 */
export function serviceUser(clusterFolder: string): ServiceUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const folder = statSync(clusterFolder, { throwIfNoEntry: false });
  if (folder !== undefined && folder.uid !== 0) return { uid: folder.uid, gid: folder.gid };
  const found = findUser();
  if (found !== undefined) return found;
  const made = spawnSync(
    'useradd',
    ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', name],
    { encoding: 'utf8' },
  );
  const user = findUser();
  if (user === undefined) {
    throw new Error(
      `数据库不能以 root 身份运行,且无法创建系统用户 ${name}:${made.stderr}。请用普通用户启动,或设置 DATABASE_URL。 The database cannot run as root and the system user ${name} could not be created. Start as an ordinary user, or set DATABASE_URL.`,
    );
  }
  return user;
}

/** Whether that user can reach and run a file: a checkout under /root (mode 700) is out of its reach. */
export function canRun(file: string, user: ServiceUser | undefined): boolean {
  return spawnSync(file, ['--version'], { ...user, stdio: 'ignore' }).status === 0;
}
