import { createReadStream } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { extname, join, parse } from 'node:path';
import multipart from '@fastify/multipart';
import {
  cancelImport,
  downloadRejects,
  getImport,
  listImports,
  previewImport,
  remapImport,
  startImport,
} from '@miaopu/contract';
import type { Actor } from '../../../platform/access/index.ts';
import { recordAudit } from '../../../platform/audit/index.ts';
import type { Clock } from '../../../platform/clock/index.ts';
import type { Config } from '../../../platform/config/index.ts';
import { type Db, inTransaction } from '../../../platform/db/index.ts';
import { AppError } from '../../../platform/errors/index.ts';
import { type App, route } from '../../../platform/http/index.ts';
import type { Jobs } from '../../../platform/jobs/index.ts';
import { fail } from './errors.ts';
import { checkMapping } from './header/map-columns.ts';
import { prepareFile, saveMapping } from './prepare.ts';
import { previewFile } from './preview.ts';
import { rejectsExtension } from './rejects.ts';
import { cancelRun, createRun, executeRun, getRun, type ImportRequest, listRuns, sweepRuns } from './runs.ts';
import { getUpload, storeUpload, uploadsFolder } from './uploads.ts';

export type ImportServices = {
  readonly db: Db;
  readonly clock: Clock;
  readonly jobs: Jobs;
  readonly config: Config;
};

/** Larger files go in at the command line, without a browser between. */
const UPLOAD_LIMIT = 512 * 1024 * 1024;
const QUEUE = 'registry-import';

type Job = { readonly id: string; readonly request: ImportRequest; readonly dryRun: boolean };

/** Serves the import's endpoints and takes up its queue, with what a former process left in it. */
export async function registerImportRoutes(app: App, services: ImportServices): Promise<void> {
  const { db, jobs, config } = services;
  const folder = uploadsFolder(config.dataFolder);
  await mkdir(folder, { recursive: true });
  await jobs.work<Job>(QUEUE, (job, signal) => runJob(services, folder, job, signal));
  for (const waiting of await sweepRuns(db)) await jobs.send(QUEUE, waiting);
  await app.register(async (scope: App) => {
    await scope.register(multipart, { limits: { fileSize: UPLOAD_LIMIT, files: 1, fields: 0, parts: 1 } });
    registerPreviews(scope, services, folder);
    registerRuns(scope, services, folder);
  });
}

/** Runs one job. What is wrong with the file stands in the run; only a fault of ours is one of the queue's. */
async function runJob({ db }: ImportServices, folder: string, job: Job, signal: AbortSignal): Promise<void> {
  const { id, request, dryRun } = job;
  try {
    const upload = await getUpload(folder, request.actor.district, request.uploadId);
    await executeRun(db, id, {
      actor: request.actor,
      path: upload.path,
      fileName: upload.fileName,
      fileSha256: upload.sha256,
      mapping: request.columns,
      asOf: request.asOf,
      dryRun,
      rejectsPath: join(folder, `rejects-${id}${await rejectsEnding(db, upload, request)}`),
      signal,
    });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
}

async function rejectsEnding(
  db: Db,
  upload: { path: string; fileName: string },
  { actor, columns, asOf }: ImportRequest,
): Promise<string> {
  const { table } = await prepareFile(db, { ...upload, district: actor.district, mapping: columns, asOf });
  return rejectsExtension(table.format);
}

function registerPreviews(app: App, { db, clock }: ImportServices, folder: string): void {
  const reading = (actor: Actor, upload: { path: string; fileName: string }) => ({
    path: upload.path,
    fileName: upload.fileName,
    district: actor.district,
    asOf: clock.today(),
  });

  route(app, previewImport, async ({ actor, request }) => {
    const file = request.isMultipart() ? await request.file() : undefined;
    if (file === undefined || file.fieldname !== 'file') throw fail('import.no_file_field');
    const upload = await storeUpload(folder, actor.district, {
      name: file.filename,
      stream: file.file,
      limit: UPLOAD_LIMIT,
    });
    await recordAudit(db, {
      actor,
      action: 'registry.import.uploaded',
      record: `registry/upload/${upload.id}`,
      after: { file: upload.fileName, size: upload.size, sha256: upload.sha256 },
    });
    const { path } = await getUpload(folder, actor.district, upload.id);
    return previewFile(db, upload, reading(actor, { path, fileName: upload.fileName }));
  });

  route(app, remapImport, async ({ actor, params, body }) => {
    const upload = await getUpload(folder, actor.district, params.uploadId);
    return previewFile(db, upload, { ...reading(actor, upload), mapping: body.columns });
  });
}

function registerRuns(app: App, { db, clock, jobs }: ImportServices, folder: string): void {
  route(app, startImport, async ({ actor, body }) => {
    const { email: _, session: __, ...who } = actor;
    const { name, district } = who;
    const upload = await getUpload(folder, district, body.uploadId);
    const asOf = clock.today();
    const { header } = await prepareFile(db, { ...upload, district, asOf, mapping: body.columns });
    const columns = checkMapping(body.columns, header.names);
    const request: ImportRequest = { actor: who, uploadId: upload.id, columns, asOf };
    const id = await inTransaction(db, async (tx) => {
      if (body.saveMappingAs !== null) {
        const saved = { district, name: body.saveMappingAs, by: name, names: header.names, columns };
        await saveMapping(tx, saved);
      }
      return createRun(tx, {
        actor: who,
        fileName: upload.fileName,
        fileSha256: upload.sha256,
        fileSize: upload.size,
        dryRun: body.dryRun,
        request,
      });
    });
    await jobs.send(QUEUE, { id, request, dryRun: body.dryRun } satisfies Job);
    return { id };
  });

  route(app, listImports, async ({ actor }) => ({ rows: await listRuns(db, actor.district) }));
  route(app, getImport, async ({ actor, params }) => (await getRun(db, actor.district, params.id)).run);
  route(app, cancelImport, async ({ actor, params }) =>
    inTransaction(db, (tx) => cancelRun(tx, actor, params.id)),
  );

  route(app, downloadRejects, async ({ actor, params, reply }) => {
    const { run, rejectsPath } = await getRun(db, actor.district, params.id);
    const found = rejectsPath === null ? undefined : await stat(rejectsPath).catch(() => undefined);
    if (rejectsPath === null || found === undefined) throw fail('import.no_rejects', { id: params.id });
    await recordAudit(db, {
      actor,
      action: 'registry.import.rejects_downloaded',
      record: `registry/import/${params.id}`,
    });
    const ending = extname(rejectsPath);
    const name = `${parse(run.fileName).name}-退回${ending}`;
    return reply
      .header('content-type', ending === '.csv' ? 'text/csv' : XLSX)
      .header('content-length', found.size)
      .header(
        'content-disposition',
        `attachment; filename="rejects${ending}"; filename*=UTF-8''${encodeURIComponent(name)}`,
      )
      .send(createReadStream(rejectsPath));
  });
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
