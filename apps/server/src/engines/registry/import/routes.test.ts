import { readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { ImportPreview, ImportRun } from '@miaopu/contract';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../../platform/testing/app.ts';
import { registerImportRoutes } from './routes.ts';
import { csv, inGb18030, ROSTER, rosterRow } from './testing/files.ts';
import { openLab } from './testing/lab.ts';
import { uploadsRule } from './uploads.ts';

let lab: Awaited<ReturnType<typeof openLab>>;
let served: TestApp;
let office: string;
let viewer: string;

beforeAll(async () => {
  lab = await openLab();
  served = await createTestApp(lab.test, registerImportRoutes);
  [office, viewer] = [await served.cookieOf('office'), await served.cookieOf('viewer')];
});
afterAll(async () => {
  await served?.close();
  await lab?.close();
});
beforeEach(() => lab.empty());

const base = '/api/registry/imports';
const from = (cookie: string) => ({ cookie, origin: 'http://localhost', host: 'localhost' });

function upload(name: string, content: string | Buffer, cookie = office, field = 'file') {
  const boundary = 'xxTESTxx';
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="${field}"; filename="${name}"\r\nContent-Type: text/csv\r\n\r\n`;
  return served.app.inject({
    method: 'POST',
    url: `${base}/preview`,
    headers: { ...from(cookie), 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: Buffer.concat([Buffer.from(head), Buffer.from(content), Buffer.from(`\r\n--${boundary}--\r\n`)]),
  });
}

const get = (path: string, cookie = office) => served.app.inject({ url: base + path, headers: { cookie } });
const post = (path: string, payload: object | undefined = undefined, cookie = office) =>
  served.app.inject({
    method: 'POST',
    url: base + path,
    headers: from(cookie),
    ...(payload ? { payload } : {}),
  });

async function preview(name: string, content: string | Buffer): Promise<ImportPreview> {
  const answer = await upload(name, content);
  expect([answer.statusCode, answer.body.slice(0, 300)]).toEqual([200, expect.anything()]);
  return answer.json();
}

const bare = ({ columns }: ImportPreview) => columns.map(({ samples: _, ...column }) => column);

async function start(shown: ImportPreview, more: object = {}): Promise<string> {
  const answer = await post('', { uploadId: shown.uploadId, columns: bare(shown), ...more });
  expect([answer.statusCode, answer.body]).toEqual([200, expect.anything()]);
  return answer.json<{ id: string }>().id;
}

async function ended(id: string): Promise<ImportRun> {
  for (let attempt = 0; attempt < 300; attempt++) {
    const run = (await get(`/${id}`)).json<ImportRun>();
    if (run.state !== 'waiting' && run.state !== 'running') return run;
    await delay(50);
  }
  throw new Error('the import did not end within fifteen seconds');
}

const rows = [rosterRow(1), rosterRow(2, { 成立日期: '昨天' }), rosterRow(3)];

describe('a file through the web', () => {
  it('is previewed with what its columns mean, its first rows and what is wrong with them', async () => {
    const shown = await preview('名册.csv', inGb18030(csv([ROSTER, ...rows])));
    expect(shown).toMatchObject({ fileName: '名册.csv', format: 'csv', encoding: 'gb18030', headerLine: 1 });
    expect(shown.columns.map((column) => column.field)).toEqual([
      'name',
      'credit_code',
      'established_on',
      'legal_form',
      'capital',
      'business_scope',
      'address',
    ]);
    expect(shown.columns[4]).toMatchObject({ unit: '10k_yuan', samples: ['50'] });
    expect(shown.sample[0]).toMatchObject({
      line: 2,
      values: { capital: '500000', town: '331004107' },
      problems: [],
    });
    expect(shown.sample[1]!.problems).toMatchObject([
      { column: '成立日期', message: { zh: expect.stringContaining('昨天') } },
    ]);
  });

  it('goes in with the mapping a person corrected, which is remembered for the next file of that form', async () => {
    const strange = [
      ['甲项', '乙项'],
      ['台州市路桥某某塑料厂', rosterRow(1)[1]!],
    ];
    const shown = await preview('strange.csv', csv(strange));
    const columns = bare(shown).map((column, at) => ({
      ...column,
      field: ['name', 'credit_code'][at]!,
      because: 'person',
    }));
    const corrected = await post(`/preview/${shown.uploadId}`, { columns });
    expect(corrected.json<ImportPreview>().sample[0]).toMatchObject({
      values: { name: '台州市路桥某某塑料厂' },
    });
    const id = await start(
      { ...shown, columns: corrected.json<ImportPreview>().columns },
      { saveMappingAs: '甲乙表' },
    );
    expect(await ended(id)).toMatchObject({ state: 'done', report: { inserted: 1 }, hasRejects: false });
    const again = await preview('strange-2.csv', csv([...strange]));
    expect(again.columns.map(({ field, because }) => [field, because])).toEqual([
      ['name', 'saved'],
      ['credit_code', 'saved'],
    ]);
  });

  it('gives its rejects back in the sender’s form, and everything that was done stands in the audit', async () => {
    const shown = await preview('名册.csv', inGb18030(csv([ROSTER, ...rows])));
    const id = await start(shown);
    const run = await ended(id);
    expect(run).toMatchObject({
      state: 'done',
      dryRun: false,
      hasRejects: true,
      report: { inserted: 2, rejected: 1 },
    });
    const rejects = await get(`/${id}/rejects`);
    expect(rejects.headers['content-disposition']).toContain(encodeURIComponent('名册-退回.csv'));
    expect(iconv.decode(rejects.rawPayload, 'gb18030')).toContain('昨天');
    const audited = await lab.query(
      `select action from platform.audit_line where record = $1 or record = $2 order by audit_id`,
      [`registry/import/${id}`, `registry/upload/${shown.uploadId}`],
    );
    expect(audited.map((line) => line.action)).toEqual([
      'registry.import.uploaded',
      'registry.import.started',
      'registry.import.done',
      'registry.import.rejects_downloaded',
    ]);
    const list = (await get('')).json<{ rows: ImportRun[] }>();
    expect(list.rows[0]).toMatchObject({ id, fileName: '名册.csv', startedBy: 'office' });
  });

  it('as a dry run leaves nothing but its report', async () => {
    const id = await start(await preview('dry.csv', csv([ROSTER, ...rows])), { dryRun: true });
    expect(await ended(id)).toMatchObject({
      state: 'done',
      dryRun: true,
      report: { inserted: 2, rejected: 1 },
    });
    expect((await lab.everything())[0]).toMatchObject({ sources: '0', versions: '0' });
  });

  it('can be cancelled once, and an import that is over cannot', async () => {
    const many = Array.from({ length: 20_000 }, (_, at) => rosterRow(at + 1));
    const id = await start(await preview('many.csv', csv([ROSTER, ...many])));
    expect((await post(`/${id}/cancel`)).json<ImportRun>().state).toBe('cancelled');
    expect(await ended(id)).toMatchObject({
      state: 'cancelled',
      error: { zh: expect.stringContaining('取消') },
    });
    const again = await post(`/${id}/cancel`);
    expect([again.statusCode, again.json().error.code]).toEqual([409, 'import.already_over']);
    await delay(1500);
    expect((await lab.everything())[0]).toMatchObject({ sources: '0', versions: '0' });
  });

  it('at fault is refused with words, and keeps no run', async () => {
    const answer = await upload('scan.csv', Buffer.from('%PDF-1.4\0\0\0'));
    expect([answer.statusCode, answer.json().error]).toMatchObject([
      422,
      {
        code: 'import.binary_file',
        message: { zh: expect.stringContaining('scan.csv'), en: expect.any(String) },
      },
    ]);
    expect((await upload('a.csv', csv(rows), office, 'other')).json().error.code).toBe(
      'import.no_file_field',
    );
    const json = await post('/preview', {});
    expect(json.json().error.code).toBe('import.no_file_field');
  });
});

describe('who may', () => {
  it('only the office imports: a viewer and a stranger get exactly that answer', async () => {
    const shown = await preview('mine.csv', csv([ROSTER, ...rows]));
    const body = { uploadId: shown.uploadId, columns: bare(shown) };
    for (const [cookie, status, code] of [
      [viewer, 403, 'http.not_yours'],
      ['', 401, 'http.sign_in_first'],
    ] as const) {
      for (const answer of [
        await upload('a.csv', csv([ROSTER]), cookie),
        await post(`/preview/${shown.uploadId}`, { columns: body.columns }, cookie),
        await post('', body, cookie),
        await get('', cookie),
        await get('/1', cookie),
        await get('/1/rejects', cookie),
        await post('/1/cancel', undefined, cookie),
      ])
        expect([answer.statusCode, answer.json().error.code]).toEqual([status, code]);
    }
  });

  it('another district’s upload, a made-up one and a path are all simply not there', async () => {
    const shown = await preview('mine.csv', csv([ROSTER, ...rows]));
    const folder = join(served.services.config.dataFolder, 'uploads');
    const note = join(folder, `${shown.uploadId}.json`);
    writeFileSync(note, readFileSync(note, 'utf8').replace('"331004"', '"331002"'));
    for (const id of [shown.uploadId, '00000000-0000-4000-8000-000000000000', '..%2F..%2Fetc%2Fpasswd'])
      expect((await post(`/preview/${id}`, { columns: bare(shown) })).json().error.code).toBe(
        'import.no_upload',
      );
    expect((await get('/999999')).json().error.code).toBe('import.no_run');
    expect((await get('/999999/rejects')).json().error.code).toBe('import.no_run');
  });

  it('uploads past their time are let go, file and note, and younger ones stay', async () => {
    const { dataFolder, district } = served.services.config;
    const shown = await preview('old.csv', csv([ROSTER, ...rows]));
    const folder = join(dataFolder, 'uploads');
    const day = 86_400_000;
    const now = Date.now();
    for (const name of readdirSync(folder).filter((each) => each.startsWith(shown.uploadId)))
      utimesSync(join(folder, name), new Date(now - 15 * day), new Date(now - 15 * day));
    const young = await preview('new.csv', csv([ROSTER, ...rows]));
    const rule = uploadsRule(dataFolder);
    const old = { owner: lab.test.owner, district, before: new Date(now - 14 * day) };
    expect([await rule.count(old), await rule.remove(old), await rule.remove(old)]).toEqual([2, 2, 0]);
    const left = readdirSync(folder);
    expect(left.some((name) => name.startsWith(shown.uploadId))).toBe(false);
    expect(left.some((name) => name.startsWith(young.uploadId))).toBe(true);
  });
});
