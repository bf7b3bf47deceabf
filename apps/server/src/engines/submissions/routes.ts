import { createReadStream } from 'node:fs';
import multipart from '@fastify/multipart';
import * as contract from '@miaopu/contract';
import type { PlanPack } from '@miaopu/plan';
import type { Actor } from '../../platform/access/index.ts';
import { recordAudit } from '../../platform/audit/index.ts';
import type { Clock } from '../../platform/clock/index.ts';
import type { Config } from '../../platform/config/index.ts';
import { type Db, inTransaction, type Tx } from '../../platform/db/index.ts';
import { type App, route } from '../../platform/http/index.ts';
import type { Jobs } from '../../platform/jobs/index.ts';
import { countForReaders, countSoon } from '../indicators/index.ts';
import { getPack, getPlanInForce } from '../plan/index.ts';
import { type Acting, approve, giveBack, lock, reopen, submit, withdraw } from './acts.ts';
import { approveSeveral } from './bulk.ts';
import { findContext } from './context.ts';
import { listDisputes, openDispute, settleDispute, withdrawDispute } from './disputes.ts';
import { submissionFailure } from './errors.ts';
import { listEvidence } from './evidence.ts';
import { addFile, evidenceFolder, evidenceLimit, getFile, removeFile } from './files.ts';
import { countTasks, listMine, listWaiting } from './lists.ts';
import { recordOf } from './notices.ts';
import { makeOverview } from './overview.ts';
import { openPlace } from './place.ts';
import { doDailyWork, remindUnits } from './reminders.ts';
import { saveCells } from './save.ts';
import { findingsOf, viewSubmission, viewWithCount } from './view.ts';

type Services = { readonly db: Db; readonly clock: Clock; readonly jobs: Jobs; readonly config: Config };
type Key = contract.SubmissionKey & { readonly plan: string };
const dailyQueue = 'submissions-daily';

/** Serves the endpoints of packages/contract/src/submissions*.ts, and does each morning what is due. */
export async function registerSubmissionRoutes(app: App, services: Services): Promise<void> {
  const { jobs, config } = services;
  registerFilling(app, services);
  await registerFiles(app, services);
  registerSigning(app, services);
  registerOffice(app, services);
  await jobs.schedule(dailyQueue, '30 8 * * *', () => doDailyWork(services, config.district));
}

/** Does something to a submission in a transaction, and shows what came of it. */
async function act(
  { db, clock }: Services,
  actor: Actor,
  key: Key,
  work: (tx: Tx, acting: Acting) => Promise<void>,
): Promise<contract.Submission> {
  const place = await openPlace(db, actor, key);
  const today = clock.today();
  await inTransaction(db, (tx) => work(tx, { actor, place, today }));
  return viewSubmission(db, actor, place, today);
}

function registerFilling(app: App, services: Services): void {
  const { db, clock, jobs } = services;

  route(app, contract.listMySubmissions, async ({ actor, params }) =>
    listMine(db, actor, await getPack(db, actor.district, params.plan), clock.today()),
  );

  route(app, contract.getSubmission, async ({ actor, params }) => {
    const place = await openPlace(db, actor, params);
    const { submission, counted } = await viewWithCount(db, actor, place, clock.today());
    if (counted?.stale)
      await countForReaders(jobs, { district: actor.district, planId: params.plan, asOf: counted.asOf });
    return submission;
  });

  route(app, contract.saveSubmission, async ({ actor, params, body }) => {
    const place = await openPlace(db, actor, params);
    const { stored, conflicts } = await inTransaction(db, (tx) =>
      saveCells(tx, actor, place, clock.today(), body),
    );
    const context = await findContext(db, actor.district, place);
    const evidence = await listEvidence(db, actor.district, stored.id);
    return {
      revision: stored.revision,
      cells: stored.cells,
      conflicts,
      findings: findingsOf(place, stored, context, evidence),
    };
  });

  route(app, contract.submitSubmission, async ({ actor, params, body }) =>
    act(services, actor, params, (tx, acting) => submit(tx, acting, body.revision)),
  );
  route(app, contract.withdrawSubmission, async ({ actor, params, body }) =>
    act(services, actor, params, (tx, acting) => withdraw(tx, acting, body.version)),
  );
  route(app, contract.openDispute, async ({ actor, params, body }) =>
    act(services, actor, params, (tx, { place, today }) => openDispute(tx, actor, place, today, body)),
  );
  route(app, contract.withdrawDispute, async ({ actor, params }) =>
    act(services, actor, params, (tx, { place, today }) =>
      withdrawDispute(tx, actor, place, today, params.dispute),
    ),
  );
}

async function registerFiles(app: App, { db, clock, config }: Services): Promise<void> {
  const folder = evidenceFolder(config.dataFolder);
  await app.register(async (scope: App) => {
    await scope.register(multipart, { limits: { fileSize: evidenceLimit, files: 1, fields: 0, parts: 1 } });
    route(scope, contract.addEvidence, async ({ actor, params, request }) => {
      const place = await openPlace(db, actor, params);
      const file = request.isMultipart() ? await request.file() : undefined;
      if (file === undefined || file.fieldname !== 'file')
        throw submissionFailure('submissions.no_file_field');
      const content = await file.toBuffer().catch(() => undefined);
      if (content === undefined || file.file.truncated)
        throw submissionFailure('submissions.file_too_large', { limit: evidenceLimit / 1024 / 1024 });
      const given = { item: params.item, name: file.filename, content };
      return addFile(db, folder, { actor, place, today: clock.today() }, given);
    });
  });

  route(app, contract.downloadEvidence, async ({ actor, params, reply }) => {
    const place = await openPlace(db, actor, params);
    const { path, name, size, mediaType, id } = await getFile(db, folder, actor, place, params.file);
    await recordAudit(db, {
      actor,
      action: 'submissions.evidence.downloaded',
      record: recordOf(place),
      after: { file: id },
    });
    return reply
      .header('content-type', mediaType)
      .header('content-length', size)
      .header(
        'content-disposition',
        `attachment; filename="evidence"; filename*=UTF-8''${encodeURIComponent(name)}`,
      )
      .send(createReadStream(path));
  });

  route(app, contract.removeEvidence, async ({ actor, params }) => {
    const place = await openPlace(db, actor, params);
    await removeFile(db, { actor, place, today: clock.today() }, params.file);
    return { id: params.file };
  });
}

function registerSigning(app: App, services: Services): void {
  const { db, clock, jobs } = services;

  route(app, contract.listWaitingSubmissions, async ({ actor, params }) => ({
    rows: await listWaiting(db, actor, await getPack(db, actor.district, params.plan), clock.today()),
  }));

  route(app, contract.approveSubmission, async ({ actor, params, body }) => {
    const plan = await getPlanInForce(db, actor.district, params.plan);
    const signed = await act(services, actor, params, (tx, acting) =>
      approve(tx, acting, plan, body.version),
    );
    if (signed.state === 'approved') await countAfter(actor, plan.pack);
    return signed;
  });

  route(app, contract.returnSubmission, async ({ actor, params, body }) =>
    act(services, actor, params, (tx, acting) => giveBack(tx, acting, body.version, body)),
  );

  route(app, contract.approveSubmissions, async ({ actor, params, body }) => {
    const plan = await getPlanInForce(db, actor.district, params.plan);
    const signed = await approveSeveral(
      db,
      { actor, plan, today: clock.today() },
      body.items,
      body.confirmed,
    );
    if (signed.approved > 0) await countAfter(actor, plan.pack);
    return signed;
  });

  /** The numbers of the cockpit follow by themselves. */
  async function countAfter({ district }: Actor, pack: PlanPack): Promise<void> {
    const { end } = pack.plan.period;
    const today = clock.today();
    await countSoon(jobs, { district, planId: pack.plan.id, asOf: today < end ? today : end });
  }
}

function registerOffice(app: App, services: Services): void {
  const { db, clock } = services;

  route(app, contract.getReportOverview, async ({ actor, params, query }) =>
    makeOverview(db, actor, await getPack(db, actor.district, params.plan), clock.today(), query.year),
  );
  route(app, contract.getReportTasks, async ({ actor, params }) =>
    countTasks(db, actor, await getPack(db, actor.district, params.plan), clock.today()),
  );
  route(app, contract.remindUnits, async ({ actor, params, body }) =>
    remindUnits(services, actor, params.plan, body),
  );
  route(app, contract.lockSubmission, async ({ actor, params }) => act(services, actor, params, lock));
  route(app, contract.reopenSubmission, async ({ actor, params, body }) =>
    act(services, actor, params, (tx, acting) => reopen(tx, acting, body.reason)),
  );
  route(app, contract.listDisputes, async ({ actor, params, query }) => ({
    rows: await listDisputes(db, actor, await getPack(db, actor.district, params.plan), {
      open: query.open === 'true',
    }),
  }));
  route(app, contract.settleDispute, async ({ actor, params, body }) =>
    settleDispute(db, actor, params.plan, params.dispute, body),
  );
}
