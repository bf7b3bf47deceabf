import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import multipart from '@fastify/multipart';
import * as contract from '@miaopu/contract';
import { referenceYear } from '@miaopu/policies';
import type { z } from 'zod';
import type { Actor } from '../../platform/access/index.ts';
import { recordAudit } from '../../platform/audit/index.ts';
import type { Lang } from '../../platform/errors/index.ts';
import { type App, route } from '../../platform/http/index.ts';
import { sendWorkbook } from '../../platform/workbook/index.ts';
import {
  entityRowOf,
  getUpload,
  importFailure,
  settledInstant,
  storeUpload,
  uploadsFolder,
} from '../registry/index.ts';
import {
  type Coverage,
  type CoveragePart,
  type CoverageRow,
  countCoverage,
  countCovered,
  coverageOf,
  listCovered,
  totalCoverage,
  yearsEnjoyed,
} from './coverage.ts';
import { type EnjoymentReport, importEnjoyments } from './enjoyment-import.ts';
import { getLibrary, getPublished } from './library.ts';
import { type ListColumn, listSheet } from './list-sheet.ts';
import { refOf, townName } from './places.ts';
import { presentDay } from './present-day.ts';
import { townWithin } from './scope.ts';
import type { PolicyServices } from './services.ts';

type Asked = Omit<z.output<NonNullable<typeof contract.listCoverage.query>>, 'limit' | 'offset'>;

/** Who enjoyed policies among those who were eligible, and the files that say so. */
export async function registerCoverage(app: App, services: PolicyServices): Promise<void> {
  const { db, clock } = services;

  route(app, contract.getCoverage, async ({ query, actor }) => {
    const { district } = actor;
    const recorded = await yearsEnjoyed(db, district);
    const year = query.year ?? recorded[0] ?? referenceYear((await presentDay(db, district, clock)).day);
    const knownOn = await settledInstant(db, district);
    const of = await coverageOf(db, { district, knownOn }, year, {
      kind: query.kind,
      policy: query.policy,
    });
    const covered = await countCoverage(db, of, townWithin(actor, 'policy.read', query.town));
    const library = await getLibrary(db, district);
    const said = (coverage: Coverage) => countable(coverage, year, recorded.includes(year));
    return {
      year,
      years: [...new Set([year, ...recorded])].sort((one, other) => other - one),
      knownOn,
      total: said(totalCoverage(covered)),
      rows: covered.map(({ policyId, coverage }) => ({
        policy: refOf(library, policyId),
        coverage: said(coverage),
      })),
    };
  });

  route(app, contract.listCoverage, async ({ params, query, actor }) => {
    const { of, town } = await open(services, actor, 'policy.read', params.policy, query);
    const [total, found] = await Promise.all([
      countCovered(db, of, query.part, town),
      listCovered(db, of, { part: query.part, town }, query),
    ]);
    return { total, rows: found.map(rowOf) };
  });

  route(app, contract.exportCoverage, async ({ params, query, actor, reply }) => {
    const { of, town, title } = await open(services, actor, 'registry.export', params.policy, query);
    const { part, lang, year } = query;
    const total = await countCovered(db, of, part, town);
    await recordAudit(db, {
      actor,
      action: 'policies.coverage.exported',
      record: `policies/policy/${params.policy}`,
      after: { ...query, town, rows: total },
    });
    const name = lang === 'en' ? title.en : title.zh;
    const sheet = listSheet<CoverageRow>(name, aboveOf(), columns, lang, (page) =>
      listCovered(db, of, { part, town }, page),
    );
    return sendWorkbook(reply, `${name} ${year} ${partWords[part][lang]}.xlsx`, sheet);

    function aboveOf(): string[] {
      const place = town === undefined ? { 'zh-CN': '全区', en: 'whole district' }[lang] : townName(town);
      return lang === 'en'
        ? [name, `${year}, ${partWords[part].en}; ${place}; as known on ${of.knownOn}`, `${total} rows`]
        : [name, `${year} 年${partWords[part]['zh-CN']};${place};按 ${of.knownOn} 所知`, `共 ${total} 户`];
    }
  });

  await app.register(async (scope: App) => {
    await scope.register(multipart, { limits: { fileSize: uploadLimit, files: 1, fields: 0, parts: 1 } });
    route(scope, contract.importEnjoyments, async ({ query, actor, request }) => {
      const file = request.isMultipart() ? await request.file() : undefined;
      if (file === undefined || file.fieldname !== 'file') throw importFailure('import.no_file_field');
      return takeFile(services, actor, query, { name: file.filename, stream: file.file });
    });
  });
}

/** A share only where somebody was eligible and a department has said who enjoyed anything in the year; else why there is none. */
function countable(coverage: Coverage, year: number, isRecorded: boolean) {
  if (!isRecorded)
    return {
      ...coverage,
      share: null,
      uncounted: {
        zh: `各部门还没有报来 ${year} 年的兑现名单，导入后才能计算。`,
        en: `No department has sent who enjoyed anything in ${year}; it can be counted once such a file is imported.`,
      },
    };
  if (coverage.eligible > 0) return { ...coverage, uncounted: null };
  return {
    ...coverage,
    uncounted: {
      zh: `按现有数据，${year} 年末没有符合条件的企业。`,
      en: `By the data that there are, nobody was eligible at the end of ${year}.`,
    },
  };
}

const uploadLimit = 64 * 1024 * 1024;
/** Rejected rows that an answer names; all of them are in the file that goes back. */
const namedRejects = 200;

async function takeFile(
  { db, clock, config }: PolicyServices,
  actor: Actor,
  { department, dryRun }: z.output<NonNullable<typeof contract.importEnjoyments.query>>,
  file: Pick<Parameters<typeof storeUpload>[2], 'name' | 'stream'>,
) {
  const uploads = uploadsFolder(config.dataFolder);
  const stored = await storeUpload(uploads, actor.district, { ...file, limit: uploadLimit });
  const { path, fileName } = await getUpload(uploads, actor.district, stored.id);
  const folder = await mkdtemp(join(tmpdir(), 'miaopu-rejects-'));
  try {
    const rejects = { path: join(folder, 'rejects.csv'), asCsv: true };
    const today = clock.today();
    const report = await importEnjoyments(db, {
      ...{ actor, path, fileName, department, today, dryRun, rejects },
      lang: 'zh-CN',
    });
    return answerOf(report, report.rejected.length === 0 ? null : await readFile(rejects.path, 'utf8'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function answerOf({ rejected, ...counts }: EnjoymentReport, rejects: string | null) {
  return { ...counts, rejected: rejected.slice(0, namedRejects), rejectedTotal: rejected.length, rejects };
}

async function open(
  { db }: PolicyServices,
  actor: Actor,
  ability: contract.AbilityName,
  policy: string,
  { year, town }: Asked,
) {
  const { district } = actor;
  const published = getPublished(await getLibrary(db, district), policy);
  const knownOn = await settledInstant(db, district);
  return {
    of: await coverageOf(db, { district, knownOn }, year, { policy }),
    town: townWithin(actor, ability, town),
    title: published.policy.title,
  };
}

function rowOf(row: CoverageRow) {
  const { estimated, enjoyed, department, evidence } = row;
  return { ...entityRowOf(row), estimated, enjoyed, decidedOn: row.decided_on, department, evidence };
}

const partWords: Readonly<Record<CoveragePart, Readonly<Record<Lang, string>>>> = {
  enjoyed: { 'zh-CN': '已享受', en: 'enjoyed' },
  not_enjoyed: { 'zh-CN': '应享未享', en: 'eligible, not enjoyed' },
  enjoyed_only: { 'zh-CN': '已享受但按现有数据不符合', en: 'enjoyed, not eligible by our figures' },
};

const money = (text: string | null) => (text === null ? null : Number(text));
const columns: readonly ListColumn<CoverageRow>[] = [
  {
    header: { 'zh-CN': '预计金额(元)', en: 'Estimated amount (CNY)' },
    width: 18,
    format: '#,##0.00',
    cell: ({ estimated }) => money(estimated),
  },
  {
    header: { 'zh-CN': '已享受金额(元)', en: 'Enjoyed (CNY)' },
    width: 18,
    format: '#,##0.00',
    cell: ({ enjoyed }) => money(enjoyed),
  },
  { header: { 'zh-CN': '兑现日期', en: 'Decided on' }, width: 12, cell: (row) => row.decided_on },
  { header: { 'zh-CN': '部门', en: 'Department' }, width: 18, cell: (row) => row.department },
  { header: { 'zh-CN': '文号', en: 'Evidence' }, width: 20, cell: (row) => row.evidence },
];
