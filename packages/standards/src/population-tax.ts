import { Decimal } from 'decimal.js';
import table from './data/small-profit.json' with { type: 'json' };
import { exactFigure, type Figure, figureText, INDICATOR_NAMES, inTableUnits } from './figures.ts';
import { findIndustry } from './industry.ts';
import type { Certainty, Message } from './message.ts';
import { type PopulationAnswer, populationAnswer } from './population.ts';

export interface SmallProfitInput {
  /** Year of the income. */
  year: number;
  /** 年应纳税所得额 in yuan. */
  taxableIncome?: Figure;
  /** Yearly average. */
  employees?: Figure;
  /** Yearly average, in yuan. */
  assets?: Figure;
  /** Only until 2018, when industry had limits of its own. */
  industryCode?: string | null;
  /** Sole proprietorships, partnerships and individual businesses pay no corporate income tax. */
  legalForm?: string | null;
  /** In a restricted or prohibited business (限制和禁止行业); taken as no unless told. */
  restricted?: boolean;
}

interface YearRule {
  from: number;
  until: number;
  income: number;
  limits: Partial<Record<'industry' | 'other' | 'any', { employees: number; assets: number }>>;
  brackets: (number | string)[][];
  rules: string[];
  documents: string;
  certainty: string;
}

const NO_CORPORATE_TAX: readonly string[] = ['sole', 'partnership', 'individual'];

/** The stack of rules of a year (T01 to T07); undefined outside 2017 to 2027. */
function ruleOfYear(year: number): YearRule | undefined {
  return (table.years as YearRule[]).find((rule) => rule.from <= year && year <= rule.until);
}

/**
 * Whether an enterprise is 小型微利 for corporate income tax in a year: all of its limits must hold, and exceeding one
 * loses everything. One figure beyond its limit makes `out` certain whatever is missing.
 */
export function smallProfitPopulation(input: SmallProfitInput): PopulationAnswer {
  const stack = ruleOfYear(input.year);
  if (!stack) return populationAnswer('unknown', noRule(input.year), null);
  const rule = {
    id: stack.rules.join('+'),
    document: stack.documents,
    certainty: stack.certainty as Certainty,
  };
  if (input.legalForm && NO_CORPORATE_TAX.includes(input.legalForm)) {
    const reason = {
      zh: '个人独资、合伙企业和个体工商户不缴企业所得税。',
      en: 'Sole proprietorships, partnerships and individual businesses pay no corporate income tax.',
    };
    return populationAnswer('not_covered', reason, rule);
  }
  if (input.restricted) {
    return populationAnswer(
      'out',
      { zh: '属限制或禁止行业。', en: 'Its business is restricted or prohibited.' },
      rule,
    );
  }
  return judge(input, stack, rule);
}

interface Condition {
  name: string;
  zh: string;
  en: string;
  holds: boolean | undefined;
}

function judge(input: SmallProfitInput, stack: YearRule, rule: PopulationAnswer['rule']): PopulationAnswer {
  const conditions = conditionsOf(input, stack);
  const failing = conditions.find((condition) => condition.holds === false);
  if (failing)
    return populationAnswer(
      'out',
      { zh: `${failing.zh},超过上限。`, en: `${failing.en}: above the limit.` },
      rule,
    );
  const missing = conditions.filter((condition) => condition.holds === undefined);
  if (missing.length > 0) {
    const reason = {
      zh: `缺${missing.map((c) => c.zh).join('、')},无法判定。`,
      en: `Not known for want of ${missing.map((c) => c.en).join(', ')}.`,
    };
    return populationAnswer(
      'unknown',
      reason,
      rule,
      missing.map((c) => c.name),
    );
  }
  const reason = {
    zh: `${conditions.map((c) => c.zh).join(',')},均未超过上限。`,
    en: `${conditions.map((c) => c.en).join(', ')}: all within the limits.`,
  };
  return populationAnswer('in', reason, rule);
}

function conditionsOf(input: SmallProfitInput, stack: YearRule): Condition[] {
  const income = exactFigure('taxableIncome', input.taxableIncome)?.div(10_000);
  const [limits, industryMissing] = limitsFor(input, stack);
  const incomeName = { zh: '应纳税所得额', en: 'taxable income' };
  const conditions: Condition[] = [conditionOf('taxableIncome', incomeName, income, stack.income)];
  for (const name of ['employees', 'assets'] as const) {
    const figure = inTableUnits(name, input[name]);
    const strict = conditionOf(name, INDICATOR_NAMES[name], figure, limits.strict[name]);
    // Without an industry only what holds under both limits, or under neither, is certain.
    if (industryMissing && strict.holds === false && figure?.lte(limits.loose[name])) {
      conditions.push({ name: 'industryCode', zh: '行业代码', en: 'industry code', holds: undefined });
    } else conditions.push(strict);
  }
  return conditions;
}

function limitsFor(input: SmallProfitInput, stack: YearRule) {
  const { any, industry, other } = stack.limits;
  if (any) return [{ strict: any, loose: any }, false] as const;
  const found = input.industryCode ? findIndustry(input.industryCode) : undefined;
  if (!found) return [{ strict: other!, loose: industry! }, true] as const;
  const own = 'BCD'.includes(found.section) ? industry! : other!;
  return [{ strict: own, loose: own }, false] as const;
}

function conditionOf(name: string, label: Message, value: Decimal | undefined, limit: number): Condition {
  if (value === undefined) return { name, zh: label.zh, en: label.en, holds: undefined };
  const holds = value.lte(limit);
  const indicator = name === 'employees' ? 'employees' : 'revenue';
  const [figure, bound] = [figureText(indicator, value), figureText(indicator, limit)];
  const sign = holds ? '≤' : '>';
  return {
    name,
    zh: `${label.zh} ${figure.zh}(${sign}${bound.zh})`,
    en: `${label.en} ${figure.en} (${sign} ${bound.en})`,
    holds,
  };
}

function noRule(year: number): Message {
  return {
    zh: `${year} 年没有已录入的小型微利企业规则(2017 至 2027 年)。`,
    en: `No small-profit rule is held for ${year} (2017 to 2027).`,
  };
}

/**
 * Corporate income tax in yuan, as exact decimal text, of an enterprise that qualifies in all but its income: the
 * brackets up to the year's limit, beyond it 25 per cent of everything (the cliff).
 *
 * @returns undefined for a year without a rule
 * @example smallProfitTax(2019, 2_000_000) // '150000'
 */
export function smallProfitTax(year: number, taxableIncome: number | string): string | undefined {
  const stack = ruleOfYear(year);
  const income = exactFigure('taxableIncome', taxableIncome);
  if (!stack || !income) return undefined;
  if (income.gt(stack.income * 10_000)) return income.times('0.25').toFixed();
  let [tax, below] = [new Decimal(0), new Decimal(0)];
  for (const [upTo, rate] of stack.brackets as [number, string][]) {
    const top = Decimal.min(income, upTo * 10_000);
    if (top.gt(below)) tax = tax.plus(top.minus(below).times(rate));
    below = new Decimal(upTo * 10_000);
  }
  return tax.toFixed();
}
