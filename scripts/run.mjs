// Runs a TypeScript file of the checkout under its own Node: `node scripts/run.mjs FILE [words]`.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureInstalled, node, root } from './install.mjs';

/** Runs a file, passes signals on, and ends as it ended. */
export function run(file, words, environment = {}) {
  ensureInstalled();
  const child = spawn(node, [join(root, file), ...words], {
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  });
  // Ctrl-C reaches the child by itself from a terminal; a supervisor's signal has to be passed on
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  process.on('SIGINT', () => {});
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
}

if (process.argv[1] === join(root, 'scripts', 'run.mjs')) run(process.argv[2], process.argv.slice(3));
