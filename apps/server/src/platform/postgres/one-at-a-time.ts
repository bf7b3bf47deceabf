import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';

const busy = 5; // SQLITE_BUSY
const patience = 180_000;

/**
 * Does work while no other process of ours does work under the same file. The lock is SQLite's on an empty database: the one lock within
 * Node's reach that the operating system itself gives back when its holder is killed, so that none can be stale.
 */
export async function oneAtATime<Result>(file: string, work: () => Promise<Result>): Promise<Result> {
  const lock = new DatabaseSync(file, { timeout: 0 });
  try {
    const began = performance.now();
    while (!taken(lock)) {
      if (performance.now() - began > patience) {
        throw new Error(
          `另一个进程占用 ${file} 已超过三分钟,请先结束它。 Another process has held ${file} for three minutes: end it first.`,
        );
      }
      await delay(50);
    }
    return await work();
  } finally {
    lock.close();
  }
}

function taken(lock: DatabaseSync): boolean {
  try {
    lock.exec('begin exclusive');
    return true;
  } catch (error) {
    if ((error as { errcode?: number }).errcode === busy) return false;
    throw error;
  }
}
