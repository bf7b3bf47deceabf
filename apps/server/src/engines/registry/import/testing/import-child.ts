import { openPool } from '../../../../platform/db/index.ts';
import { testActor } from '../../../../platform/testing/index.ts';
import { createRun, executeRun } from '../runs.ts';

/** Imports a file in a process of its own, which says when it has written its first batch, so that a test can kill it there. */
const [url, path] = process.argv.slice(2) as [string, string];
const db = openPool({ url, role: 'miaopu_app', otherwise: { as: 'miaopu_system' } });
const id = await createRun(db, {
  actor: testActor,
  fileName: 'killed.csv',
  fileSha256: '',
  fileSize: 0,
  dryRun: false,
  request: null,
});
let batches = 0;
await executeRun(db, id, {
  actor: testActor,
  path,
  fileName: 'killed.csv',
  asOf: '2021-01-01',
  onProgress: () => {
    if (++batches === 2) process.stdout.write('written\n');
  },
});
process.stdout.write('done\n');
await db.close();
