import { setTimeout as delay } from 'node:timers/promises';
import type { EntityPage, ImportPreview, ImportRun } from '@miaopu/contract';
import { firstRow, rows, sql } from '../platform/db/index.ts';
import { testActor } from '../platform/testing/index.ts';
import type { Asking, Deeds } from './asking.ts';

const because = { reason: '测试' };

/** Acts on single entities, by hand. */
export function entityDeeds({ database, ask, post }: Asking): Deeds {
  const entities = () =>
    rows<{ id: string; version: string }>(
      database.db,
      sql`select entity_id as id, version_id as version from registry.entity_version
          where recorded_to = 'infinity' and valid_to = 'infinity' and status = 'active' order by entity_id limit 5`,
    );
  const at = async (index: number) => (await entities())[index]!;
  // the records that the deeds below make hang off this one
  const page = async () => ask<EntityPage>('GET', `/api/registry/entities/${(await at(4)).id}`);
  const milestone = async () =>
    (await page()).milestones.find((one) => one.kind === 'listed' && one.recordedTo === null)!;
  const designation = async () =>
    (await page()).designations.find((one) => one.title === 'gazelle' && one.recordedTo === null)!;
  const addDesignation = async () =>
    post(`/api/registry/entities/${(await at(4)).id}/designations`, {
      title: 'gazelle',
      validFrom: '2018-01-01',
      ...because,
    });
  return {
    'POST /api/registry/entities/:id/changes': [
      async () => {
        const { id, version } = await at(0);
        const change = { fields: { phone: '13900000001' }, effectiveOn: '2021-02-01', basedOn: version };
        await post(`/api/registry/entities/${id}/changes`, { ...change, ...because });
      },
      'registry.entity.changed',
    ],
    'POST /api/registry/entities/:id/personal': [
      async () => {
        const { id, version } = await at(1);
        await post(`/api/registry/entities/${id}/personal`, { versionId: version, ...because });
      },
      'registry.personal.opened',
    ],
    'POST /api/registry/entities/:id/corrections': [
      async () => {
        const { id, version } = await at(1);
        const correction = { versionId: version, fields: { phone: '13900000002' } };
        await post(`/api/registry/entities/${id}/corrections`, { ...correction, ...because });
      },
      'registry.entity.corrected',
    ],
    'POST /api/registry/merges': [
      async () => {
        const [keep, absorb] = [await at(2), await at(3)];
        await post('/api/registry/merges', { keep: keep.id, absorb: absorb.id, ...because });
      },
      'registry.entity.merged',
    ],
    'POST /api/registry/merges/:mergeId/undo': [
      async () => {
        const merged = await firstRow<{ id: string }>(
          database.db,
          sql`select merge_id as id from registry.entity_merge where undone_at is null`,
        );
        await post(`/api/registry/merges/${merged!.id}/undo`);
      },
      'registry.entity.unmerged',
    ],
    'POST /api/registry/entities/:id/facts': [
      async () =>
        post(`/api/registry/entities/${(await at(4)).id}/facts`, {
          field: 'credit_granted',
          period: '2015',
          value: '1',
          ...because,
        }),
      'registry.fact.recorded',
    ],
    'POST /api/registry/entities/:id/facts/:field/:period/correction': [
      async () =>
        post(`/api/registry/entities/${(await at(4)).id}/facts/credit_granted/2015/correction`, {
          value: '2',
          was: '1',
          ...because,
        }),
      'registry.fact.corrected',
    ],
    'POST /api/registry/entities/:id/facts/:field/:period/withdrawal': [
      async () =>
        post(`/api/registry/entities/${(await at(4)).id}/facts/credit_granted/2015/withdrawal`, {
          was: '2',
          ...because,
        }),
      'registry.fact.withdrawn',
    ],
    'POST /api/registry/entities/:id/milestones': [
      async () =>
        post(`/api/registry/entities/${(await at(4)).id}/milestones`, {
          kind: 'listed',
          happenedOn: '2020-05-06',
          board: 'neeq',
          ...because,
        }),
      'registry.milestone.recorded',
    ],
    'POST /api/registry/milestones/:record/correction': [
      async () => {
        const { id, recordedFrom } = await milestone();
        await post(`/api/registry/milestones/${id}/correction`, {
          happenedOn: '2020-05-07',
          basedOn: recordedFrom,
          ...because,
        });
      },
      'registry.milestone.corrected',
    ],
    'POST /api/registry/milestones/:record/withdrawal': [
      async () => {
        const { id, recordedFrom } = await milestone();
        await post(`/api/registry/milestones/${id}/withdrawal`, { basedOn: recordedFrom, ...because });
      },
      'registry.milestone.withdrawn',
    ],
    'POST /api/registry/entities/:id/designations': [addDesignation, 'registry.designation.recorded'],
    'POST /api/registry/designations/:record/correction': [
      async () => {
        const { id, recordedFrom } = await designation();
        await post(`/api/registry/designations/${id}/correction`, {
          certificate: '路科〔2018〕1号',
          basedOn: recordedFrom,
          ...because,
        });
      },
      'registry.designation.corrected',
    ],
    'POST /api/registry/designations/:record/end': [
      async () => {
        const { id, recordedFrom } = await designation();
        await post(`/api/registry/designations/${id}/end`, {
          on: '2020-01-01',
          basedOn: recordedFrom,
          ...because,
        });
      },
      'registry.designation.ended',
    ],
    'POST /api/registry/designations/:record/withdrawal': [
      async () => {
        const { id, recordedFrom } = await designation();
        await post(`/api/registry/designations/${id}/withdrawal`, { basedOn: recordedFrom, ...because });
      },
      'registry.designation.withdrawn',
    ],
  };
}

const csv = '企业名称,统一社会信用代码\n台州市路桥甲厂,91331004148340431X\n台州市路桥乙厂,错\n';
const file = Buffer.from(
  `--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\nContent-Type: text/csv\r\n\r\n${csv}\r\n--x--\r\n`,
);

/** Many at once, and files that leave. */
export function importDeeds({ database, ask, post }: Asking): Deeds {
  const upload = () =>
    ask<ImportPreview>('POST', '/api/registry/imports/preview', {
      body: file,
      type: 'multipart/form-data; boundary=x',
    });
  async function importToEnd(): Promise<string> {
    const { uploadId, columns } = await upload();
    const { id } = await post<{ id: string }>('/api/registry/imports', {
      uploadId,
      columns: columns.map(({ samples: _, ...column }) => column),
    });
    for (let attempt = 0; attempt < 200; attempt++) {
      const { state } = await ask<ImportRun>('GET', `/api/registry/imports/${id}`);
      if (state !== 'waiting' && state !== 'running') break;
      await delay(50);
    }
    return id;
  }
  return {
    'GET /api/registry/entities.xlsx': [
      () => ask('GET', '/api/registry/entities.xlsx?q=路桥'),
      'registry.entities.exported',
    ],
    'POST /api/registry/imports/preview': [upload, 'registry.import.uploaded'],
    'POST /api/registry/imports': [
      importToEnd,
      'registry.import.uploaded',
      'registry.import.started',
      'registry.import.done',
    ],
    'POST /api/registry/imports/:id/cancel': [
      async () => {
        const waiting = await firstRow<{ id: string }>(
          database.owner,
          sql`insert into registry.import_run (district, file_name, file_sha256, file_size, dry_run, state, started_by)
              values (${testActor.district}, 'b.csv', '', 0, false, 'waiting', 'x') returning import_id as id`,
        );
        await post(`/api/registry/imports/${waiting!.id}/cancel`);
      },
      'registry.import.cancelled',
    ],
    'GET /api/registry/imports/:id/rejects': [
      async () => ask('GET', `/api/registry/imports/${await importToEnd()}/rejects`),
      'registry.import.uploaded',
      'registry.import.started',
      'registry.import.done',
      'registry.import.rejects_downloaded',
    ],
  };
}
