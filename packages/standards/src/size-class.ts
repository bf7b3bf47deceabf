import type { Decimal } from 'decimal.js';
import table from './data/size-classes.json' with { type: 'json' };
import { inForce, requireDay } from './dated.ts';
import {
  type Figure,
  figureText,
  INDICATOR_NAMES,
  type Indicator,
  inTableUnits,
  missingNames,
} from './figures.ts';
import { findIndustry } from './industry.ts';
import { entriesOfCode } from './industry-scope.ts';
import type { Certainty, Message } from './message.ts';

export type SizeClass = 'large' | 'medium' | 'small' | 'micro';
export type SizeClassValue = SizeClass | 'not_covered' | 'unknown';
export type SizeClassField = Indicator | 'industryCode';

export interface SizeClassInput {
  /** GB/T 4754-2017, any level; also letter and code. */
  industryCode: string | null | undefined;
  employees?: Figure;
  /** Yuan a year: 主营业务收入 for industry and construction, 销售额 or 营业额 for small trade and catering. */
  revenue?: Figure;
  /** Yuan, at the period's end. */
  assets?: Figure;
  /** The day whose rules and figures count, 2018-12-31. */
  asOf: string;
}

export interface SizeClassRule {
  /** Row of the table. */
  row: number | null;
  name: Message;
  document: string;
  from: string;
  certainty: Certainty;
}

export interface SizeClassAnswer {
  value: SizeClassValue;
  reason: Message;
  rule: SizeClassRule | null;
  /** Figures that are needed and missing; empty when the answer is certain. */
  missing: SizeClassField[];
  /** With a figure missing: the largest class that is still possible. */
  atMost?: SizeClass;
}

interface Row {
  row: number;
  zh: string;
  en: string;
  prefixes: string;
  limits: Partial<Record<Indicator, number[]>>;
}

const CLASSES: readonly SizeClass[] = ['micro', 'small', 'medium', 'large'];

const CLASS_NAMES: Readonly<Record<SizeClass, Message>> = {
  large: { zh: '大型', en: 'large' },
  medium: { zh: '中型', en: 'medium' },
  small: { zh: '小型', en: 'small' },
  micro: { zh: '微型', en: 'micro' },
};

/**
 * The statistical size class of an enterprise: 统计上大中小微型企业划分办法(2017), 国统字〔2017〕213号. Large, medium and
 * small must reach all limits of their row (a limit reached counts); micro is below the small limit of any one.
 *
 * A missing figure is never zero: the answer is then `unknown`, unless one known figure is already below the small
 * limit, which makes micro certain whatever the others are. No other class can be certain with a figure missing,
 * since the missing one may always be lower; `atMost` says how far up it could go.
 *
 * @throws StandardsError when a figure or the day is malformed
 * @example sizeClass({ industryCode: '3311', employees: 25, revenue: 3_500_000, asOf: '2018-12-31' }).value // 'small'
 */
export function sizeClass(input: SizeClassInput): SizeClassAnswer {
  const day = requireDay(input.asOf);
  const edition = inForce(table.tables, day);
  if (!edition) return withoutTable(day);
  const code = input.industryCode ? findIndustry(input.industryCode)?.code : undefined;
  if (code === undefined) return withoutIndustry(input.industryCode);
  const ruleOf = (row: number | null, name: Message, certainty: string): SizeClassRule => {
    return { row, name, document: edition.document, from: edition.from, certainty: certainty as Certainty };
  };
  const rows = entriesOfCode(table.rows as unknown as Row[], code);
  const excluded = entriesOfCode(table.notCovered, code);
  const row = rows.length === 1 && excluded.length === 0 ? rows[0] : undefined;
  if (row) return classify(row, input, ruleOf(row.row, { zh: row.zh, en: row.en }, edition.certainty));
  const outside = rows.length === 0 ? excluded[0] : undefined;
  if (!outside) return tooCoarse(code);
  const { zh, en, certainty } = outside;
  return {
    value: 'not_covered',
    reason: { zh: `${zh}。`, en: `${capital(en)}.` },
    rule: ruleOf(null, { zh, en }, certainty),
    missing: [],
  };
}

interface Reading {
  indicator: Indicator;
  value: Decimal | undefined;
  /** Index into CLASSES. */
  rank: number | undefined;
  /** The limit that decided the rank: the one reached, or the small one that was not. */
  limit: number;
}

function classify(row: Row, input: SizeClassInput, rule: SizeClassRule): SizeClassAnswer {
  const readings = (Object.keys(row.limits) as Indicator[]).map((name) =>
    readIndicator(name, row.limits[name]!, input[name]),
  );
  const missing = readings
    .filter((reading) => reading.value === undefined)
    .map((reading) => reading.indicator);
  const lowest = Math.min(...readings.map((reading) => reading.rank ?? CLASSES.length - 1));
  const value = CLASSES[lowest]!;
  const figures = describeFigures(row, readings);
  if (missing.length === 0 || lowest === 0) {
    const enough =
      missing.length > 0
        ? { zh: ',其余指标不影响结果', en: '; the missing figures cannot change that' }
        : { zh: '', en: '' };
    const reason = {
      zh: `${figures.zh},划为${CLASS_NAMES[value].zh}${enough.zh}。`,
      en: `${figures.en}: ${CLASS_NAMES[value].en}${enough.en}.`,
    };
    return { value, reason, rule, missing: [] };
  }
  const names = missingNames(missing);
  const reason = {
    zh: `缺${names.zh},无法划型(${figures.zh};最高为${CLASS_NAMES[value].zh})。`,
    en: `${capital(names.en)} missing, so the class is unknown (${figures.en}; at most ${CLASS_NAMES[value].en}).`,
  };
  return { value: 'unknown', reason, rule, missing, atMost: value };
}

function readIndicator(indicator: Indicator, limits: number[], figure: Figure): Reading {
  const [large, medium, small] = limits as [number, number, number];
  const value = inTableUnits(indicator, figure);
  if (value === undefined) return { indicator, value, rank: undefined, limit: small };
  if (value.gte(large)) return { indicator, value, rank: 3, limit: large };
  if (value.gte(medium)) return { indicator, value, rank: 2, limit: medium };
  return { indicator, value, rank: value.gte(small) ? 1 : 0, limit: small };
}

function describeFigures(row: Row, readings: readonly Reading[]): Message {
  const known = readings.flatMap(({ indicator, value, rank, limit }) => {
    if (value === undefined) return [];
    const sign = rank === 0 ? '<' : '≥';
    const [figure, bound] = [figureText(indicator, value), figureText(indicator, limit)];
    const name = INDICATOR_NAMES[indicator];
    return [
      {
        zh: `${name.zh} ${figure.zh}(${sign}${bound.zh})`,
        en: `${name.en} ${figure.en} (${sign} ${bound.en})`,
      },
    ];
  });
  return {
    zh: [row.zh, ...known.map((text) => text.zh)].join(','),
    en: [row.en, ...known.map((text) => text.en)].join(', '),
  };
}

function withoutTable(day: string): SizeClassAnswer {
  const reason = {
    zh: `${day} 没有已录入的划型办法(最早自 2011-09-02 起)。`,
    en: `No classification table is held for ${day} (the earliest is of 2011-09-02).`,
  };
  return { value: 'unknown', reason, rule: null, missing: [] };
}

function withoutIndustry(code: string | null | undefined): SizeClassAnswer {
  const reason = code
    ? {
        zh: `“${code}”不是 GB/T 4754-2017 行业代码,无法划型。`,
        en: `“${code}” is not an industry code of GB/T 4754-2017.`,
      }
    : { zh: '缺行业代码,无法划型。', en: 'The industry code is missing, so the class is unknown.' };
  return { value: 'unknown', reason, rule: null, missing: ['industryCode'] };
}

function tooCoarse(code: string): SizeClassAnswer {
  const reason = {
    zh: `行业代码“${code}”太粗,其下适用不同的划型标准,请填写中类或小类代码。`,
    en: `The industry code “${code}” is too coarse: rows differ within it, so give the group or class.`,
  };
  return { value: 'unknown', reason, rule: null, missing: ['industryCode'] };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
