import {
  exportBehind,
  getCockpit,
  getProgressTable,
  getSplitWeights,
  getTarget,
  listBehind as listBehindEndpoint,
  recalculate,
  reportValue,
} from '@miaopu/contract';
import { rowsOf } from '../../platform/access/index.ts';
import { recordAudit } from '../../platform/audit/index.ts';
import type { Clock } from '../../platform/clock/index.ts';
import { asSystem, type Db } from '../../platform/db/index.ts';
import { type App, route } from '../../platform/http/index.ts';
import type { Jobs } from '../../platform/jobs/index.ts';
import { sendWorkbook } from '../../platform/workbook/index.ts';
import {
  findTargetRound,
  getPlanInForce,
  listDecompositions,
  listDefinitions,
  listRanges,
  type PlanInForce,
} from '../plan/index.ts';
import { policyTitles } from '../policies/index.ts';
import { type BehindRow, countBehind, listBehind, type Slice } from './behind.ts';
import { behindSheet } from './behind-sheet.ts';
import { indexValues } from './cards.ts';
import { makeCockpit } from './cockpit.ts';
import { countForReaders, countQueue } from './counted-for.ts';
import { periodOf, type View } from './goals.ts';
import { makeProgressTable } from './progress-table.ts';
import { findValues, type Run } from './runs.ts';
import { sameAnswer } from './same-answer.ts';
import {
  chooseAsOf,
  countedMeasure,
  countPlan,
  ensureRun,
  indicatorFailure,
  momentOf,
  recordReport,
  recountPlan,
  townsOf,
} from './service.ts';
import { splitWeights } from './split-weights.ts';
import { makeTargetPage } from './target-page.ts';

type Services = { readonly db: Db; readonly clock: Clock; readonly jobs: Jobs };
type ViewQuery = { asOf?: string; town?: string; year?: number; unit?: string };

/** The plan, the view's day and the run that it shows; a run that is out of date is counted anew behind the reader's back. */
async function open(
  { db, clock, jobs }: Services,
  district: string,
  planId: string,
  query: ViewQuery,
): Promise<{ plan: PlanInForce; view: View & { unit?: string }; run: Run }> {
  const plan = await getPlanInForce(db, district, planId);
  const asOf = chooseAsOf(plan, query.asOf, clock);
  // whoever asks first, the count is the whole district's
  const run = await asSystem(() => ensureRun(db, district, planId, asOf, plan));
  if (run.stale) await countForReaders(jobs, { district, planId, asOf });
  return { plan, run, view: { asOf, town: query.town, year: query.year, unit: query.unit } };
}

export async function registerIndicatorRoutes(app: App, services: Services): Promise<void> {
  const { db, jobs, clock } = services;
  await jobs.work<{ district: string; planId: string; asOf: string }>(
    countQueue,
    // several readers may have asked for the same
    async ({ district, planId, asOf }) => recountPlan(db, district, planId, asOf),
  );

  route(app, getCockpit, async ({ params, query, actor, reply }) => {
    const { district } = actor;
    const { plan, run, view } = await open(services, district, params.plan, query);
    // a town sees its own values and the district's
    const { as, town } = rowsOf(actor);
    const text = await sameAnswer(plan, [run, view, as, town], async () => {
      const values = await findValues(db, district, run.id, { period: periodOf(view), town: view.town });
      return String(reply.serialize(makeCockpit(plan, townsOf(district), run, indexValues(values), view)));
    });
    return reply.type('application/json; charset=utf-8').send(text);
  });

  route(app, getTarget, async ({ params, query, actor }) => {
    const { plan, run, view } = await open(services, actor.district, params.plan, query);
    const target = plan.pack.targets.find((one) => one.id === params.target);
    if (target === undefined) throw indicatorFailure('indicators.no_such_target', { id: params.target });
    const [values, definitions, decompositions, ranges, round] = await Promise.all([
      findValues(db, actor.district, run.id, {
        period: '',
        targets: [target.id, ...target.companions.map((companion) => companion.id)],
        everyPeriod: true,
      }),
      listDefinitions(db, actor.district, params.plan, target.id),
      listDecompositions(db, actor.district, params.plan, target.id),
      listRanges(db, actor.district, params.plan, target.id),
      findTargetRound(db, actor.district, params.plan, target.id),
    ]);
    return makeTargetPage(target, plan, townsOf(actor.district), run, indexValues(values), view, {
      definitions,
      decompositions,
      ranges,
      round,
    });
  });

  route(app, getSplitWeights, async ({ params, actor }) => {
    const { plan, run } = await open(services, actor.district, params.plan, {});
    const values = await findValues(db, actor.district, run.id, { period: 'total', everyPeriod: true });
    return splitWeights(plan, run.asOf, values);
  });

  route(app, getProgressTable, async ({ params, query, actor, reply }) => {
    const { plan, run, view } = await open(services, actor.district, params.plan, query);
    const values = await findValues(db, actor.district, run.id, { period: 'total', everyPeriod: true });
    const table = makeProgressTable(plan, townsOf(actor.district), indexValues(values), view, 'zh-CN');
    await recordAudit(db, {
      actor,
      action: 'indicators.progress_table.exported',
      record: `plan/${params.plan}`,
      after: query,
    });
    return sendWorkbook(reply, `${table.title} ${view.asOf}.xlsx`, {
      name: '进度表',
      above: [table.title, ...table.notes],
      columns: table.headers.map((header, index) => ({
        header,
        width: index === 1 ? 34 : index === 16 ? 40 : 14,
      })),
      rows: table.rows,
    });
  });

  route(app, listBehindEndpoint, async ({ params, query, actor }) => {
    const { plan, run } = await open(services, actor.district, params.plan, query);
    const measure = countedMeasure(plan, params.target);
    const moment = momentOf(plan, actor.district, run.asOf, run.knownOn);
    const [behind, found, titles] = await Promise.all([
      countBehind(db, measure, moment, sliceOf(query)),
      listBehind(db, measure, moment, sliceOf(query), query),
      policyTitles(db, actor.district),
    ]);
    return {
      value: behind?.value ?? '0',
      total: behind?.total ?? 0,
      rows: found.map((row) => toRow(row, titles)),
    };
  });

  route(app, exportBehind, async ({ params, query, actor, reply }) => {
    const { plan, run } = await open(services, actor.district, params.plan, query);
    const measure = countedMeasure(plan, params.target);
    await recordAudit(db, {
      actor,
      action: 'indicators.list.exported',
      record: `plan/${params.plan}/target/${params.target}`,
      after: query,
    });
    const { fileName, sheet } = await behindSheet(
      db,
      plan,
      params.target,
      measure,
      momentOf(plan, actor.district, run.asOf, run.knownOn),
      sliceOf(query),
      query.lang,
    );
    return sendWorkbook(reply, fileName, sheet);
  });

  route(app, reportValue, async ({ params, body, actor }) => {
    const plan = await getPlanInForce(db, actor.district, params.plan);
    await recordReport(db, plan, actor, params.target, body);
    return { ok: true as const };
  });

  route(app, recalculate, async ({ params, body, actor }) => {
    const plan = await getPlanInForce(db, actor.district, params.plan);
    const asOf = chooseAsOf(plan, body.asOf, clock);
    const runId = await countPlan(db, actor.district, params.plan, asOf);
    await recordAudit(db, {
      actor,
      action: 'indicators.plan.counted',
      record: `plan/${params.plan}`,
      after: { asOf, runId },
    });
    return { runId };
  });
}

function sliceOf({ part, town, year, quarter }: Slice): Slice {
  return { part, town, year, quarter };
}

function toRow(row: BehindRow, titles: Awaited<ReturnType<typeof policyTitles>>) {
  const { policy } = row;
  return {
    id: row.id,
    name: row.name,
    creditCode: row.credit_code,
    registrationNumber: row.registration_number,
    category: row.category,
    legalForm: row.legal_form,
    status: row.status,
    town: row.town,
    industry: row.industry,
    establishedOn: row.established_on,
    derived: Object.fromEntries(
      Object.entries(row.derived ?? {}).map(([field, { confidence }]) => [field, confidence]),
    ),
    on: row.day,
    amount: row.amount,
    inNumerator: row.in_numerator,
    evidence: row.evidence,
    source: row.source ?? '',
    policy: policy === null ? null : { id: policy, title: titles.get(policy) ?? { zh: policy, en: policy } },
  };
}
