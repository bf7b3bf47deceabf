import type { Standing } from '@miaopu/contract';
import type { Target } from '@miaopu/plan';
import { Decimal } from 'decimal.js';
import type { PlanInForce } from '../plan/index.ts';
import { planDays, standingOf, unitRef, type ValueIndex } from './cards.ts';
import { goalOf, type View } from './goals.ts';
import { quarterOf } from './moment.ts';
import { meets } from './standing.ts';

type Lang = 'zh-CN' | 'en';
export type ProgressCell = string | number | null;
export type ProgressTable = {
  readonly title: string;
  readonly notes: readonly string[];
  readonly headers: readonly string[];
  readonly rows: readonly (readonly ProgressCell[])[];
};

const lights: Readonly<Record<Lang, Record<Standing['state'], string>>> = {
  'zh-CN': {
    done: '完成 ✓',
    ahead: '超前 ▲',
    on_track: '正常 ●',
    behind: '滞后 ◆',
    at_risk: '风险 ■',
    unmeasured: '尚不可计',
    untargeted: '—',
  },
  en: {
    done: 'done ✓',
    ahead: 'ahead ▲',
    on_track: 'on track ●',
    behind: 'behind ◆',
    at_risk: 'at risk ■',
    unmeasured: 'not yet measurable',
    untargeted: '—',
  },
};

function headersOf(lang: Lang, year: string): string[] {
  return lang === 'en'
    ? [
        'No.',
        'Target',
        'Unit',
        'Lead unit',
        'Goal',
        `Goal ${year}`,
        'This quarter',
        'This year',
        'Year done %',
        'Plan to date',
        'Plan done %',
        'Ahead of time (points)',
        'Same time last year',
        'Change on year %',
        'Rank',
        'Light',
        'Remark',
      ]
    : [
        '序号',
        '指标',
        '单位',
        '牵头单位',
        '三年目标',
        `${year}年目标`,
        '本季完成',
        '本年累计',
        '年度完成率%',
        '三年累计',
        '三年完成率%',
        '序时进度差(百分点)',
        '去年同期',
        '同比%',
        '排名',
        '亮灯',
        '备注',
      ];
}

/** A fraction as per cent with one decimal, halves up. */
function percent(fraction: Decimal.Value): number {
  return new Decimal(fraction).times(100).toDecimalPlaces(1, Decimal.ROUND_HALF_UP).toNumber();
}

function isShare(target: Target): boolean {
  return target.unit.zh === '%';
}

/** Money is stored in yuan and shown in 万元. */
function isMoney(target: Target): boolean {
  return target.unit.zh === '元';
}

/** An amount as the table shows it: money in 万元 with two decimals, shares in per cent. */
function shown(target: Target, value: string | null | undefined): number | string {
  if (value === null || value === undefined) return '—';
  if (isShare(target)) return percent(value);
  return new Decimal(value)
    .div(isMoney(target) ? 10_000 : 1)
    .toDecimalPlaces(2, Decimal.ROUND_HALF_UP)
    .toNumber();
}

function goalText(target: Target, plan: PlanInForce, view: View, lang: Lang): number | string {
  const goal = goalOf(target, plan, view);
  if (goal.value !== undefined) return shown(target, goal.value);
  if (goal.low !== undefined || goal.high !== undefined)
    return `${shown(target, goal.low)}–${shown(target, goal.high)}`;
  return view.year === undefined && view.town === undefined
    ? lang === 'en'
      ? target.goal.words.en
      : target.goal.words.zh
    : '—';
}

/** What the same stretch of the year before added up to: its quarters up to the same one. */
function lastYear(target: Target, find: ValueIndex, { asOf, town = '' }: View): Decimal | undefined {
  const quarter = quarterOf(asOf);
  const before = Number(quarter.slice(0, 4)) - 1;
  const values = Array.from(
    { length: Number(quarter[5]) },
    (_, index) => find(target.id, town, `${before}Q${index + 1}`)?.value,
  );
  return values.some((value) => value == null) ? undefined : Decimal.sum(...(values as string[]));
}

function completionText(standing: Standing, lang: Lang): number | string {
  if (standing.completion !== null) return percent(standing.completion);
  if (standing.value === null || standing.goal.form === 'none') return '—';
  const met = meets(standing.value, {
    form: standing.goal.form,
    value: standing.goal.value ?? undefined,
    low: standing.goal.low ?? undefined,
    high: standing.goal.high ?? undefined,
  });
  return lang === 'en' ? (met ? 'met' : 'not met') : met ? '达标' : '未达标';
}

/** Competition rank of a town's plan-to-date value over the towns: ties share a rank, towns without a value have none. */
function rankOf(
  target: Target,
  plan: PlanInForce,
  towns: readonly string[],
  find: ValueIndex,
  view: View,
): number | string {
  const { town } = view;
  if (town === undefined) return '—';
  const merit = (code: string) => {
    const standing = standingOf(target, plan, find, { asOf: view.asOf, town: code });
    return standing.completion ?? (standing.value === null ? null : Number(standing.value));
  };
  const mine = merit(town);
  if (mine === null) return '—';
  return 1 + towns.filter((code) => (merit(code) ?? Number.NEGATIVE_INFINITY) > mine).length;
}

function rowOf(
  target: Target,
  index: number,
  plan: PlanInForce,
  towns: readonly string[],
  find: ValueIndex,
  view: View,
  lang: Lang,
): ProgressCell[] {
  const year = Number(view.asOf.slice(0, 4));
  const total = standingOf(target, plan, find, { asOf: view.asOf, town: view.town });
  const ofYear = standingOf(target, plan, find, { asOf: view.asOf, town: view.town, year });
  const flows = 'flow' in (plan.measures.get(target.id)?.measure ?? target.measure) && !isShare(target);
  const before = flows ? lastYear(target, find, view) : undefined;
  const change =
    before === undefined || before.isZero() || ofYear.value === null
      ? '—'
      : percent(new Decimal(ofYear.value).div(before).minus(1));
  return [
    index + 1,
    lang === 'en' ? target.title.en : target.title.zh,
    isMoney(target)
      ? lang === 'en'
        ? '10,000 yuan'
        : '万元'
      : lang === 'en'
        ? target.unit.en
        : target.unit.zh,
    lang === 'en' ? unitRef(plan, target.lead).name.en : unitRef(plan, target.lead).name.zh,
    goalText(target, plan, { asOf: view.asOf, town: view.town }, lang),
    goalText(target, plan, { asOf: view.asOf, town: view.town, year }, lang),
    shown(target, find(target.id, view.town ?? '', quarterOf(view.asOf))?.value),
    shown(target, ofYear.value),
    completionText(ofYear, lang),
    shown(target, total.value),
    completionText(total, lang),
    total.ahead === null ? '—' : percent(total.ahead),
    before === undefined ? '—' : shown(target, before.toFixed()),
    change,
    rankOf(target, plan, towns, find, view),
    lights[lang][total.state],
    remarkOf(target, total, lang),
  ];
}

function remarkOf(target: Target, { reason }: Standing, lang: Lang): string {
  if (reason !== null) return lang === 'en' ? reason.en : reason.zh;
  const note = target.goal.note;
  return note === undefined ? '' : lang === 'en' ? note.en : note.zh;
}

/** The progress table (进度表) in the office's own column order, for the district or one town. */
export function makeProgressTable(
  plan: PlanInForce,
  towns: readonly { code: string; name: string }[],
  find: ValueIndex,
  view: View & { unit?: string },
  lang: Lang,
): ProgressTable {
  const { pack } = plan;
  const place = towns.find((town) => town.code === view.town)?.name;
  const targets = pack.targets.filter((target) => view.unit === undefined || target.lead === view.unit);
  const { start } = planDays(plan);
  return {
    title: `${lang === 'en' ? pack.plan.title.en : pack.plan.title.zh}${lang === 'en' ? ': progress table' : '进度表'}${place === undefined ? '' : `(${place})`}`,
    notes: [
      lang === 'en'
        ? `From ${start} to ${view.asOf}. Money and shares by the unit column; — not applicable.`
        : `统计期间:${start} 至 ${view.asOf}。金额与比率单位见“单位”列;— 表示不适用。`,
    ],
    headers: headersOf(lang, view.asOf.slice(0, 4)),
    rows: targets.map((target, index) =>
      rowOf(
        target,
        index,
        plan,
        towns.map((town) => town.code),
        find,
        view,
        lang,
      ),
    ),
  };
}
