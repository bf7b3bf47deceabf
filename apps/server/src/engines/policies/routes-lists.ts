import * as contract from '@miaopu/contract';
import type { PolicyOnDay } from '@miaopu/policies';
import type { z } from 'zod';
import type { Actor } from '../../platform/access/index.ts';
import { recordAudit } from '../../platform/audit/index.ts';
import type { Db } from '../../platform/db/index.ts';
import type { Lang } from '../../platform/errors/index.ts';
import { type App, route } from '../../platform/http/index.ts';
import { sendWorkbook } from '../../platform/workbook/index.ts';
import { entityRowOf, settledInstant } from '../registry/index.ts';
import { wordingOf } from './cards.ts';
import { policyFailure } from './errors.ts';
import { countFitting, type Fitting, type FittingRow, listFitting } from './fitting.ts';
import { expand, getLibrary, getOnDay } from './library.ts';
import { type ListColumn, listSheet } from './list-sheet.ts';
import { presentDay } from './present-day.ts';
import type { Moment } from './rows.ts';
import { townWithin } from './scope.ts';
import type { PolicyServices } from './services.ts';
import { listVersions } from './versions.ts';

type Asked = Omit<z.output<NonNullable<typeof contract.listFitting.query>>, 'limit' | 'offset'>;
type Opened = { readonly policy: PolicyOnDay; readonly moment: Moment; readonly fitting: Fitting };

/** The entities behind a policy's numbers, and the same as a workbook. */
export function registerPolicyLists(app: App, services: PolicyServices): void {
  const { db } = services;

  route(app, contract.listFitting, async ({ params, query, actor }) => {
    const { policy, moment, fitting } = await open(services, actor, 'policy.read', params.policy, query);
    const [count, found] = await Promise.all([
      countFitting(db, policy, moment, fitting),
      listFitting(db, policy, moment, fitting, query),
    ]);
    return {
      asOf: moment.asOf,
      knownOn: moment.knownOn,
      ...count,
      rows: found.map((row) => ({
        ...entityRowOf(row),
        standing: fitting.standing,
        amount: row.amount,
        missing: missingOf(policy, row),
      })),
    };
  });

  route(app, contract.exportFitting, async ({ params, query, actor, reply }) => {
    const { policy, moment, fitting } = await open(services, actor, 'registry.export', params.policy, query);
    const count = await countFitting(db, policy, moment, fitting);
    await recordAudit(db, {
      actor,
      action: 'policies.list.exported',
      record: `policies/policy/${params.policy}`,
      after: { ...query, ...fitting, asOf: moment.asOf, rows: count.total },
    });
    const { lang } = query;
    const title = lang === 'en' ? policy.policy.title.en : policy.policy.title.zh;
    const above = [
      title,
      lang === 'en'
        ? `${standingWords[fitting.standing].en}; as of ${moment.asOf}, as known on ${moment.knownOn}; ${placeWords(fitting, lang)}`
        : `${standingWords[fitting.standing].zh};截至 ${moment.asOf},按 ${moment.knownOn} 所知;${placeWords(fitting, lang)}`,
      lang === 'en'
        ? `${count.total} rows, CNY ${count.amount} in all`
        : `共 ${count.total} 户,合计 ${count.amount} 元`,
    ];
    const sheet = listSheet<FittingRow>(title, above, columnsOf(policy), lang, (page) =>
      listFitting(db, policy, moment, fitting, page),
    );
    return sendWorkbook(reply, `${title} ${moment.asOf}.xlsx`, sheet);
  });
}

/** A policy on the day asked, the moment, and the part that the reader may see. */
async function open(
  { db, clock }: PolicyServices,
  actor: Actor,
  ability: contract.AbilityName,
  policyId: string,
  query: Asked,
): Promise<Opened> {
  const { district } = actor;
  const asOf = query.asOf ?? (await presentDay(db, district, clock)).day;
  const moment = { district, asOf, knownOn: query.knownOn ?? (await settledInstant(db, district)) };
  const town = townWithin(actor, ability, query.town);
  const policy = await policyOf(db, district, policyId, asOf, query.version);
  return { policy, moment, fitting: { standing: query.standing, town, industry: query.industry } };
}

/** The latest version of a policy, which must be in force on the day; or an earlier one, as a run counted by it. */
async function policyOf(
  db: Db,
  district: string,
  id: string,
  day: string,
  version: number | undefined,
): Promise<PolicyOnDay> {
  const library = await getLibrary(db, district);
  if (version === undefined || library.policies.get(id)?.version === version)
    return getOnDay(library, id, day);
  const found = (await listVersions(db, district, id)).find((one) => one.version === version);
  if (found === undefined) throw policyFailure('policies.version_not_found', { id, version });
  return expand(found.policy, day);
}

function missingOf(policy: PolicyOnDay, { outcomes }: FittingRow) {
  return wordingOf(policy).conditions.flatMap(({ id, words }, index) => {
    const outcome = outcomes[index];
    return outcome === 'not_met' || outcome === 'unknown'
      ? [{ id, words, unknown: outcome === 'unknown' }]
      : [];
  });
}

function columnsOf(policy: PolicyOnDay): ListColumn<FittingRow>[] {
  return [
    {
      header: { 'zh-CN': '预计金额(元)', en: 'Estimated amount (CNY)' },
      width: 18,
      format: '#,##0.00',
      cell: ({ amount }) => (amount === null ? null : Number(amount)),
    },
    {
      header: { 'zh-CN': '未满足或缺数据的条件', en: 'Conditions not met or not known' },
      width: 60,
      cell: (row, lang) =>
        missingOf(policy, row)
          .map(({ words }) => (lang === 'en' ? words.en : words.zh))
          .join(lang === 'en' ? '; ' : ';'),
    },
  ];
}

const standingWords: Readonly<Record<contract.PolicyStanding, { zh: string; en: string }>> = {
  met: { zh: '符合', en: 'fits' },
  nearly: { zh: '接近符合', en: 'nearly fits' },
  manual: { zh: '待人工判断', en: 'for a person to judge' },
  unknown: { zh: '缺数据', en: 'data are missing' },
  not_met: { zh: '不符合', en: 'does not fit' },
  not_applicable: { zh: '不适用', en: 'not applicable' },
};

function placeWords({ town, industry }: Fitting, lang: Lang): string {
  const whole = lang === 'en' ? 'whole district' : '全区';
  return [
    town ?? whole,
    ...(industry === undefined ? [] : [lang === 'en' ? `industry ${industry}` : `行业 ${industry}`]),
  ].join(lang === 'en' ? ', ' : ',');
}
