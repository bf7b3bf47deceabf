// `npm test`: everything that must hold, in the order in which a mistake shows soonest. The same locally and in CI.
// `npm test -- unit` runs one step of: types, lint, unused, unit, browser.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureWebBuilt } from './build-web.mjs';
import { ensureChromium } from './chromium.mjs';
import { compileCache, ensureInstalled, node, root } from './install.mjs';

ensureInstalled();
// the tests start the program many times: what was compiled is kept
process.env.NODE_COMPILE_CACHE ??= compileCache;
const reports = mkdtempSync(join(tmpdir(), 'miaopu-reports-'));
const module = (path) => join(root, 'node_modules', path);
const vitest = (name, words) => [
  module('vitest/vitest.mjs'),
  'run',
  ...words,
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${join(reports, `${name}.json`)}`,
];

const steps = {
  types: () => [module('typescript/bin/tsc'), '-p', 'tsconfig.json'],
  lint: () => [module('@biomejs/biome/bin/biome'), 'ci', '--error-on-warnings', '.'],
  unused: () => [module('knip/bin/knip.js')],
  unit: () => {
    // the whole server is started too, with the pages it serves
    ensureWebBuilt();
    return vitest('unit', []);
  },
  browser: () => {
    process.env.CHROMIUM = ensureChromium();
    ensureWebBuilt();
    return vitest('browser', ['--config', 'vitest.browser.config.ts']);
  },
};

/** One PostgreSQL for all test processes of this run. */
function holdCluster() {
  const holder = spawn(node, [join(root, 'apps/server/src/platform/testing/hold-cluster.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    holder.stdout.once('data', () =>
      resolve(
        () =>
          new Promise((done) => {
            holder.once('exit', done);
            holder.stdin.end();
          }),
      ),
    );
    holder.once('exit', () => reject(new Error('测试数据库未能启动。 The tests’ database did not start.')));
  });
}

function runStep(name) {
  const began = Date.now();
  console.log(`\n== ${name}`);
  const { status } = spawnSync(node, steps[name](), { cwd: root, stdio: 'inherit', env: process.env });
  console.log(
    `== ${name}: ${status === 0 ? 'ok' : 'FAILED'} (${((Date.now() - began) / 1000).toFixed(1)} s)`,
  );
  return status === 0;
}

function countTests(names) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const name of names) {
    let report;
    try {
      report = JSON.parse(readFileSync(join(reports, `${name}.json`), 'utf8'));
    } catch {
      continue;
    }
    counts.passed += report.numPassedTests;
    counts.failed += report.numFailedTests;
    counts.skipped += report.numPendingTests + report.numTodoTests;
  }
  return counts;
}

const chosen = process.argv.slice(2).length > 0 ? process.argv.slice(2) : Object.keys(steps);
const unknown = chosen.find((name) => !(name in steps));
if (unknown) {
  console.error(`没有步骤“${unknown}”。可用 there are: ${Object.keys(steps).join(', ')}`);
  process.exit(2);
}
const needsDatabase =
  chosen.some((name) => name === 'unit' || name === 'browser') && !process.env.MIAOPU_TEST_DATABASE_URL;
const release = needsDatabase ? await holdCluster() : async () => {};
const failed = chosen.filter((name) => !runStep(name));
await release();
const counts = countTests(chosen);
rmSync(reports, { recursive: true, force: true });
if (failed.length > 0) console.log(`\n未通过 failed: ${failed.join(', ')}`);
console.log(`\nTests: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exit(failed.length === 0 ? 0 : 1);
