import { spawn } from 'node:child_process';
import type { ServiceUser } from './service-user.ts';

/** Runs a program of PostgreSQL to its end; one that fails throws what it complained of. */
export function run(program: string, words: readonly string[], user: ServiceUser | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, {
      ...user,
      cwd: '/',
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { PATH: process.env.PATH, LC_ALL: 'C' },
    });
    let complaint = '';
    child.stderr.on('data', (chunk) => {
      complaint += chunk;
    });
    // 'exit', not 'close': the postmaster that pg_ctl leaves behind keeps the pipe open
    child.once('exit', (code) => {
      child.stderr.destroy();
      if (code === 0) resolve();
      else reject(new Error(`${program} ${words[2] ?? ''}: ${complaint.trim() || `exit ${code}`}`));
    });
    child.once('error', reject);
  });
}
