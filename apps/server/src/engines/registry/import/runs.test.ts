import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testActor } from '../../../platform/testing/index.ts';
import { cancelRun, createRun, executeRun, getRun, sweepRuns } from './runs.ts';
import { rosterRow } from './testing/files.ts';
import { openLab } from './testing/lab.ts';

let lab: Awaited<ReturnType<typeof openLab>>;
beforeAll(async () => {
  lab = await openLab();
});
afterAll(() => lab.close());
beforeEach(() => lab.empty());

const many = (name: string, count: number) =>
  lab.roster(
    name,
    Array.from({ length: count }, (_, at) => rosterRow(at + 1)),
  );
const nothing = { sources: '0', versions: '0', milestones: '0', facts: '0', search: '0' };
const note = () =>
  createRun(lab.test.db, {
    actor: testActor,
    fileName: 'a.csv',
    fileSha256: '',
    fileSize: 1,
    dryRun: false,
    request: null,
  });
const state = async (id: string) => (await getRun(lab.test.db, testActor.district, id)).run;

describe('a run', () => {
  it('killed in the middle leaves nothing half done, is found dead after a start, and can be run again', async () => {
    const path = many('killed.csv', 30_000);
    const child = spawn(
      process.execPath,
      [join(import.meta.dirname, 'testing/import-child.ts'), lab.test.url, path],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    const said: string[] = [];
    for await (const chunk of child.stdout) {
      said.push(String(chunk));
      if (said.join('').includes('written')) child.kill('SIGKILL');
    }
    expect(said.join('')).toBe('written\n');
    await until(async () => (await lab.everything())[0]?.versions === '0');
    expect((await lab.everything())[0]).toMatchObject(nothing);
    const [dead] = await lab.query(
      'select import_id, state from registry.import_run order by import_id desc limit 1',
    );
    expect(dead!.state).toBe('running');
    await until(async () => {
      await sweepRuns(lab.test.db);
      return (await state(dead!.import_id!)).state !== 'running';
    });
    const swept = await state(dead!.import_id!);
    expect(swept).toMatchObject({ state: 'failed', hasRejects: false });
    expect(swept.error?.zh).toContain('没有留下任何数据');
    expect((await lab.run(path)).inserted).toBe(30_000);
  });

  it('cancelled by somebody else ends and leaves nothing', async () => {
    const id = await note();
    const path = many('cancelled.csv', 30_000);
    const running = executeRun(lab.test.db, id, {
      actor: testActor,
      path,
      fileName: 'cancelled.csv',
      asOf: '2021-01-01',
      // slower than half a second, so that the cancelling is heard in time
      onProgress: () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200),
    });
    const ended = expect(running).rejects.toMatchObject({ code: 'import.cancelled' });
    await until(async () => (await state(id)).state === 'running');
    const cancelled = await cancelRun(lab.test.db, testActor, id);
    expect(cancelled.state).toBe('cancelled');
    await ended;
    expect((await state(id)).state).toBe('cancelled');
    expect((await lab.everything())[0]).toMatchObject(nothing);
    await expect(cancelRun(lab.test.db, testActor, id)).rejects.toMatchObject({
      code: 'import.already_over',
    });
  });

  it('cancelled while it waits never begins', async () => {
    const id = await note();
    await cancelRun(lab.test.db, testActor, id);
    const path = many('waits.csv', 3);
    const report = await executeRun(lab.test.db, id, {
      actor: testActor,
      path,
      fileName: 'a',
      asOf: '2021-01-01',
    });
    expect(report).toBeUndefined();
    expect((await lab.everything())[0]).toMatchObject(nothing);
  });

  it('that fails says why, in the run and to its caller', async () => {
    const id = await note();
    const path = lab.folder.write('empty.csv', '');
    const running = executeRun(lab.test.db, id, {
      actor: testActor,
      path,
      fileName: '空.csv',
      asOf: '2021-01-01',
    });
    await expect(running).rejects.toMatchObject({ code: 'import.empty_file' });
    expect(await state(id)).toMatchObject({
      state: 'failed',
      error: { zh: expect.stringContaining('空.csv') },
    });
  });

  it('that is alive is not swept', async () => {
    const id = await note();
    const path = many('alive.csv', 12_000);
    const running = executeRun(lab.test.db, id, {
      actor: testActor,
      path,
      fileName: 'a.csv',
      asOf: '2021-01-01',
    });
    await until(async () => (await state(id)).state === 'running');
    await sweepRuns(lab.test.db);
    expect((await running)?.inserted).toBe(12_000);
    expect(await state(id)).toMatchObject({ state: 'done', report: { inserted: 12_000 } });
    const audited = await lab.query(
      'select action from platform.audit_line where record = $1 order by audit_id',
      [`registry/import/${id}`],
    );
    expect(audited.map((line) => line.action)).toEqual(['registry.import.started', 'registry.import.done']);
  });
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    if (await holds()) return;
    await delay(50);
  }
  throw new Error('it did not come about within ten seconds');
}
