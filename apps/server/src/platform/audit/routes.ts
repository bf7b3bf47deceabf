import * as contract from '@miaopu/contract';
import type { Db } from '../db/index.ts';
import { defineErrors } from '../errors/index.ts';
import { type App, route } from '../http/index.ts';
import { sendWorkbook } from '../workbook/index.ts';
import { findDayHead, listDayHeads, verifyChain } from './chain.ts';
import { recordAudit } from './line.ts';
import { readAudit, searchAudit } from './search.ts';
import { auditSheet } from './sheet.ts';

const auditFailure = defineErrors({
  'audit.no_lines': {
    status: 404,
    zh: '{day} 没有审计记录，因此没有校验值。',
    en: 'There is no audit line on {day}, and so no hash.',
  },
});

/** The audit's part of the HTTP interface (packages/contract/src/audit.ts). Who reads the audit leaves a line in it. */
export function registerAuditRoutes(app: App, { db }: { readonly db: Db }): void {
  registerReading(app, db);
  registerProof(app, db);
}

function registerReading(app: App, db: Db): void {
  route(app, contract.searchAudit, async ({ query, actor }) => {
    const { before, limit, ...filters } = query;
    await recordAudit(db, { actor, action: 'audit.searched', record: 'audit/lines', after: query });
    return searchAudit(db, actor.district, filters, { before, limit });
  });
  route(app, contract.exportAudit, async ({ query: { lang, ...filters }, actor, reply }) => {
    await recordAudit(db, { actor, action: 'audit.exported', record: 'audit/lines', after: filters });
    const sheet = auditSheet(filters, readAudit(db, actor.district, filters), lang);
    return sendWorkbook(reply, lang === 'en' ? 'audit.xlsx' : '审计记录.xlsx', sheet);
  });
  route(app, contract.getRecordHistory, async ({ query: { record, ...page }, actor }) => {
    // those who work with the record see its history beside it; the auditor comes to look
    if (actor.role === 'auditor')
      await recordAudit(db, { actor, action: 'audit.record_read', record: `audit/history/${record}` });
    return searchAudit(db, actor.district, { record }, page);
  });
}

function registerProof(app: App, db: Db): void {
  route(app, contract.listAuditDays, async ({ query, actor }) => ({
    rows: await listDayHeads(db, actor.district, query.limit),
  }));
  route(app, contract.verifyAudit, async ({ body, actor }) => {
    const began = performance.now();
    const { district } = actor;
    const verdict = await verifyChain(db, { district, day: body.day ?? undefined, kept: body.kept });
    const { lines, forgotten, days, broken } = verdict;
    const seconds = Math.round(performance.now() - began) / 1000;
    const result = { lines, forgotten, days: days.length, broken };
    await recordAudit(db, {
      actor,
      action: 'audit.chain_verified',
      record: 'audit/chain',
      after: { day: body.day, kept: body.kept.length, ...result },
    });
    return { ...result, seconds, head: days.at(-1) ?? null };
  });
  route(app, contract.exportAuditHead, async ({ params: { day }, actor, reply }) => {
    const head = await findDayHead(db, actor.district, day);
    if (head === undefined) throw auditFailure('audit.no_lines', { day });
    await recordAudit(db, { actor, action: 'audit.head_exported', record: `audit/head/${day}`, after: head });
    return reply
      .header('content-type', 'application/json; charset=utf-8')
      .header('content-disposition', `attachment; filename="miaopu-audit-${head.district}-${day}.json"`)
      .send(`${JSON.stringify(head, null, 2)}\n`);
  });
}
