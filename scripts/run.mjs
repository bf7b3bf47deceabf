// Runs a TypeScript file of the checkout under its own Node: `node scripts/run.mjs FILE [words]`.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { compileCache, ensureInstalled, node, root } from './install.mjs';

// Left alone, V8 gives 128 MB to what lives for a moment and the C library a heap to each thread: an import then takes a third more
// memory, and is no faster.
const lean = ['--max-semi-space-size=8'];
const fewHeaps = { MALLOC_ARENA_MAX: '2' };

/** Runs a file, passes signals on, and ends as it ended. */
export function run(file, words, environment = {}) {
  ensureInstalled();
  const child = spawn(node, [...lean, join(root, file), ...words], {
    stdio: 'inherit',
    env: { NODE_COMPILE_CACHE: compileCache, ...fewHeaps, ...process.env, ...environment },
  });
  // Ctrl-C reaches the child by itself from a terminal, a supervisor's signal does not; the second of the same is nothing to it
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}

if (process.argv[1] === join(root, 'scripts', 'run.mjs')) run(process.argv[2], process.argv.slice(3));
