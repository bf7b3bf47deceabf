import multipart from '@fastify/multipart';
import * as contract from '@miaopu/contract';
import { readXlsx } from 'hucre/xlsx';
import { recordAudit } from '../../../platform/audit/index.ts';
import type { Clock } from '../../../platform/clock/index.ts';
import type { Db } from '../../../platform/db/index.ts';
import { type App, route } from '../../../platform/http/index.ts';
import { sendWorkbook } from '../../../platform/workbook/index.ts';
import { planFailure } from '../errors.ts';
import { getPack, listSplits, splitOn } from '../in-force.ts';
import { answerRound, getUnitTasks } from './answers.ts';
import { answerObjection, issueRound, reopenRound, withdrawRound } from './issue.ts';
import { getDecompositionPage } from './page.ts';
import { readTable } from './read-table.ts';
import { beginRound, findOpenRound, saveRound, stateWords } from './round.ts';
import { signRound } from './sign.ts';
import { decompositionSheet, type TargetCell } from './table.ts';

const largestTable = 4 * 1024 * 1024;

/** The district's split: its rounds, what units say of them, and its table as a file. */
export async function registerRoundRoutes(
  app: App,
  { db, clock }: { readonly db: Db; readonly clock: Clock },
): Promise<void> {
  route(app, contract.getDecomposition, ({ params, actor }) =>
    getDecompositionPage(db, actor.district, params.plan, clock.today()),
  );

  route(app, contract.beginRound, async ({ params, actor }) => ({
    id: await beginRound(db, actor, params.plan),
  }));

  route(app, contract.saveRound, ({ params, body, actor }) =>
    saveRound(db, actor, params.plan, params.round, body),
  );

  route(app, contract.actOnRound, async ({ params, body, actor }) => {
    const { plan, round } = params;
    switch (body.act) {
      case 'issue':
        await issueRound(db, actor, plan, round, { ...body, today: clock.today() });
        return { state: 'issued' as const };
      case 'answer':
        return { state: await answerObjection(db, actor, plan, round, body) };
      case 'reopen':
        await reopenRound(db, actor, plan, round, body);
        return { state: 'revising' as const };
      case 'sign':
        await signRound(db, actor, plan, round, { ...body, today: clock.today() });
        return { state: 'signed' as const };
      case 'withdraw':
        await withdrawRound(db, actor, plan, round, body);
        return { state: 'withdrawn' as const };
    }
  });

  route(app, contract.getUnitTasks, ({ params, actor }) =>
    getUnitTasks(db, actor, params.plan, clock.today()),
  );

  route(app, contract.answerRound, async ({ params, body, actor }) => ({
    answered: await answerRound(db, actor, params.plan, params.round, body),
  }));

  route(app, contract.exportDecomposition, async ({ params, query, actor, reply }) => {
    const { district } = actor;
    const pack = await getPack(db, district, params.plan);
    const today = clock.today();
    const { cells, about } =
      query.of === 'round'
        ? await ofRound(db, district, params.plan)
        : await inForceOn(db, district, params.plan, today);
    await recordAudit(db, {
      actor,
      action: 'plan.decomposition.exported',
      record: `plan/${params.plan}`,
      after: { ...query, cells: cells.length },
    });
    const title = `${pack.plan.title.zh}任务分解表`;
    const above = [
      title,
      `${about};导出日期 ${today}。修改数字后可再导入;行按“目标编号”和“年度”、列按单位名称识别。`,
    ];
    return sendWorkbook(reply, `${title} ${today}.xlsx`, decompositionSheet(pack, cells, above));
  });

  await app.register(async (scope: App) => {
    await scope.register(multipart, { limits: { fileSize: largestTable, files: 1, fields: 0, parts: 1 } });
    route(scope, contract.readDecompositionFile, async ({ params, actor, request }) => {
      const pack = await getPack(db, actor.district, params.plan);
      const file = request.isMultipart() ? await request.file() : undefined;
      if (file === undefined || file.fieldname !== 'file') throw planFailure('plan.no_table');
      const book = await readXlsx(await file.toBuffer()).catch(() => undefined);
      return readTable(pack, (book?.sheets[0]?.rows ?? []) as Parameters<typeof readTable>[1]);
    });
  });
}

type Exported = { readonly cells: readonly TargetCell[]; readonly about: string };

async function ofRound(db: Db, district: string, planId: string): Promise<Exported> {
  const round = await findOpenRound(db, district, planId);
  if (round === undefined) throw planFailure('plan.no_such_round', { id: planId });
  return {
    cells: round.content.cells,
    about: `分解方案(${stateWords[round.state].zh},第 ${round.revision} 稿)`,
  };
}

async function inForceOn(db: Db, district: string, planId: string, day: string): Promise<Exported> {
  const decompositions = await listSplits(db, district, planId);
  const cells = [...decompositions.keys()].flatMap((target) =>
    (splitOn({ decompositions }, target, day)?.rows ?? []).map((row) => ({ target, ...row })),
  );
  return { cells, about: '现行分解' };
}
