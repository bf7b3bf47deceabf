import type { MatchedPolicy } from '@miaopu/contract';
import { matchEntity, presentDay, runDistrict } from '../engines/policies/index.ts';
import { getEntityIdByCode, presentInstant } from '../engines/registry/index.ts';
import { cliActor } from '../platform/access/index.ts';
import type { Message } from '../platform/errors/index.ts';
import type { Command, CommandContext, CommandOption } from './command.ts';
import { dayOption, districtOf, districtOption, instantOption, say } from './registry-options.ts';

const asOfOption: CommandOption = {
  name: 'as-of',
  value: 'DAY',
  summary: {
    zh: '查询日(默认今天;全区最新年度数据较旧时,为该年最后一天)',
    en: 'as of this day (default: today, or the end of the newest yearly figures where those are older)',
  },
};

/** Matching one entity, and the whole district, with the published policies. */
export const policyMatchCommands: Command[] = [
  {
    name: 'policies match',
    summary: {
      zh: '一家企业符合哪些政策:逐条理由、预计金额、最优组合',
      en: 'which policies fit an enterprise: reasons, amounts, and the best lawful combination',
    },
    arguments: [
      {
        name: 'CODE',
        summary: {
          zh: '统一社会信用代码、注册号或主体编号',
          en: 'credit code, registration number or entity number',
        },
        required: true,
      },
    ],
    options: [
      asOfOption,
      {
        name: 'known-on',
        value: 'INSTANT',
        summary: { zh: '按这一时刻所知(默认现在)', en: 'as known on this instant (default: now)' },
      },
      districtOption,
    ],
    examples: ['miaopu policies match 91331004MA2AL00001 --as-of 2020-12-31 --json'],
    needs: 'database',
    run: match,
  },
  {
    name: 'policies run',
    summary: {
      zh: '全区匹配:每项政策符合、接近、缺数据的户数和金额',
      en: 'match the district: per policy how many fit, nearly fit and lack data, and the cost',
    },
    options: [asOfOption, districtOption],
    examples: ['miaopu policies run --as-of 2020-12-31', 'miaopu policies run --as-of 2020-12-31 --json'],
    needs: 'database',
    run: runAll,
  },
];

const marks = { met: '✓', not_met: '✗', unknown: '?', manual: '…' } as const;
const words: Readonly<Record<MatchedPolicy['standing'], Message>> = {
  met: { zh: '符合', en: 'fits' },
  nearly: { zh: '接近符合', en: 'nearly fits' },
  manual: { zh: '待人工判断', en: 'for a person to judge' },
  unknown: { zh: '缺数据', en: 'data are missing' },
  not_met: { zh: '不符合', en: 'does not fit' },
  not_applicable: { zh: '不适用', en: 'not applicable' },
};

async function match(context: CommandContext): Promise<0 | 1> {
  const { db, clock, out, lang } = context;
  const district = districtOf(context);
  const asked = dayOption(context, 'as-of');
  const present = asked === undefined ? await presentDay(db, district, clock) : undefined;
  const found = await matchEntity(db, await getEntityIdByCode(db, district, context.arguments[0]!), {
    district,
    asOf: asked ?? present!.day,
    knownOn: instantOption(context, 'known-on') ?? (await presentInstant(db)),
    because: present?.because ?? null,
  });
  out.json(found);
  out.text(`${found.entity.name}  ${found.asOf}`);
  if (found.dayBecause !== null) out.note(say(found.dayBecause, lang));
  for (const one of found.policies) {
    if (one.standing === 'not_applicable') continue;
    const amount = one.amount === null ? '' : `  ${one.amount} ${lang === 'en' ? 'yuan' : '元'}`;
    out.text(
      `\n${one.policy.id}  ${say(one.policy.title, lang)}: ${say(words[one.standing], lang)}${amount}`,
    );
    for (const { outcome, words: condition, cites, change } of one.conditions)
      out.text(
        `  ${marks[outcome]} ${say(condition, lang)}${cites === null ? '' : ` (${cites})`}${change === null ? '' : ` → ${say(change, lang)}`}`,
      );
  }
  for (const reason of found.reasons) out.text(`\n${say(reason, lang)}`);
  out.text(`\n${lang === 'en' ? 'In all' : '合计'}: ${found.total} ${lang === 'en' ? 'yuan' : '元'}`);
  return 0;
}

async function runAll(context: CommandContext): Promise<0 | 1> {
  const { db, clock, out, lang } = context;
  const district = districtOf(context);
  const asOf = dayOption(context, 'as-of') ?? (await presentDay(db, district, clock)).day;
  const { run, policies } = await runDistrict(db, cliActor(district), asOf);
  out.json({
    district,
    asOf: run.asOf,
    knownOn: run.knownOn,
    entities: run.entities,
    seconds: run.seconds,
    policies: policies.map(({ policy, counts }) => ({
      policy: policy.id,
      version: policy.version,
      title: policy.title,
      eligible: counts.met,
      near: counts.nearly,
      unknown: counts.unknown,
      manual: counts.manual,
      notMet: counts.notMet,
      notApplicable: counts.notApplicable,
      cost: counts.cost,
      uncounted: counts.uncounted,
    })),
  });
  const [eligible, near, unknown, cost] =
    lang === 'en' ? ['fit', 'near', 'unknown', 'yuan'] : ['符合', '接近', '缺数据', '元'];
  for (const { policy, counts } of policies)
    out.text(
      `${policy.id.padEnd(22)} ${say(policy.title, lang)}: ${counts.met} ${eligible}, ${counts.nearly} ${near}, ${counts.unknown} ${unknown}, ${counts.cost ?? '—'} ${cost}${counts.uncounted === null ? '' : ` (${say(counts.uncounted.because, lang)})`}`,
    );
  out.note(
    lang === 'en'
      ? `${run.entities} entities, ${policies.length} policies, ${run.seconds?.toFixed(1)} s`
      : `${run.entities} 户,${policies.length} 项政策,用时 ${run.seconds?.toFixed(1)} 秒`,
  );
  return 0;
}
