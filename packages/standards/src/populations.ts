import type { EntityCategory, LegalForm } from './catalogue.ts';
import table from './data/inclusive-loans.json' with { type: 'json' };
import { requireDay } from './dated.ts';
import { exactFigure, type Figure } from './figures.ts';
import type { Certainty, Message } from './message.ts';
import { type PopulationAnswer, populationAnswer } from './population.ts';
import { type SmallProfitInput, smallProfitPopulation } from './population-tax.ts';
import { type SizeClassInput, sizeClass } from './size-class.ts';

export interface PlanScopeInput {
  category: EntityCategory | null | undefined;
  /** Stands in the 规上/限上 library on that day: the registry's event, not a computed threshold. */
  aboveDesignatedSize: boolean | null | undefined;
  /** Registered or operating in the plan's district; taken as yes unless told. */
  inDistrict?: boolean | null;
}

/** What a district may decide otherwise about the plan's own scope. */
export interface PlanScopeOptions {
  branches?: boolean;
  cooperatives?: boolean;
}

const PLAN_RULE: PopulationAnswer['rule'] = {
  id: 'P-plan',
  document: '计划实施意见:本实施意见所指小微企业,不含“规上”企业、“限上”企业及个体工商户',
  certainty: 'C',
};

/**
 * The plan's own scope: an enterprise of the district that is neither above designated size nor an individual
 * business. Branches and farmers' cooperatives are out unless the district counts them.
 */
export function planScope(input: PlanScopeInput, options: PlanScopeOptions = {}): PopulationAnswer {
  const out = (zh: string, en: string) => populationAnswer('out', { zh, en }, PLAN_RULE);
  if (input.inDistrict === false) return out('不在本区。', 'It is not in the district.');
  if (input.category === 'individual')
    return out('个体工商户不在计划口径内。', 'Individual businesses are outside the plan.');
  if (input.category === 'branch' && !options.branches)
    return out('分支机构不计入。', 'Branches are not counted.');
  if (input.category === 'cooperative' && !options.cooperatives) {
    return out('农民专业合作社不计入。', 'Farmers’ cooperatives are not counted.');
  }
  if (input.aboveDesignatedSize)
    return out('已在规上(限上)库。', 'It stands in the library of those above designated size.');
  const missing: string[] = [];
  if (!input.category) missing.push('category');
  if (input.aboveDesignatedSize === null || input.aboveDesignatedSize === undefined)
    missing.push('aboveDesignatedSize');
  if (missing.length > 0) {
    const reason = {
      zh: '缺主体类别或规上状态,无法判定。',
      en: 'The category or the designated-size status is missing.',
    };
    return populationAnswer('unknown', reason, PLAN_RULE, missing);
  }
  const reason = {
    zh: '本区企业,不在规上(限上)库。',
    en: 'An enterprise of the district, not above designated size.',
  };
  return populationAnswer('in', reason, PLAN_RULE);
}

/** The statistical population: small and micro by the table of 国统字〔2017〕213号. Individual businesses may be classed by it too. */
export function statisticsPopulation(input: SizeClassInput): PopulationAnswer {
  const answer = sizeClass(input);
  const { reason, missing } = answer;
  const rule = answer.rule && {
    id: 'P-stat',
    document: answer.rule.document,
    certainty: answer.rule.certainty,
  };
  if (answer.value === 'not_covered') return populationAnswer('not_covered', reason, rule);
  const settled = answer.value === 'unknown' ? answer.atMost : answer.value;
  // Small at most is small or micro: in, even where the class itself is not yet known.
  if (settled === 'small' || settled === 'micro') return populationAnswer('in', reason, rule);
  if (answer.value === 'unknown') return populationAnswer('unknown', reason, rule, missing);
  return populationAnswer('out', reason, rule);
}

interface Variant {
  id: string;
  limit: number;
  from: string;
  until: string | null;
  document: string;
  certainty: string;
  headline: boolean;
}

export interface BankInput extends SizeClassInput {
  category: EntityCategory | null | undefined;
  /** The bank's credit line to this one customer, in yuan. */
  creditLine?: Figure;
}

export interface BankAnswer extends PopulationAnswer {
  /** The same by every limit in force on the day; the headline one is the answer itself. */
  variants: { id: string; limit: string; value: PopulationAnswer['value']; certainty: Certainty }[];
}

/**
 * The banks' 普惠小微: individual businesses and statistically small or micro enterprises whose credit line with one
 * bank is within the limit. Ten million yuan is the headline; twenty million (unsure from when) stands beside it.
 */
export function bankPopulation(input: BankInput): BankAnswer {
  const day = requireDay(input.asOf);
  const variants = (table.variants as Variant[]).filter(
    (v) => v.from <= day && (v.until === null || day <= v.until),
  );
  const judged = variants.map((variant) => ({ variant, answer: judgeLine(input, variant) }));
  const headline = judged.find(({ variant }) => variant.headline)?.answer;
  const none = { zh: `${day} 没有已录入的普惠小微标准。`, en: `No limit is held for ${day}.` };
  return {
    ...(headline ?? populationAnswer('unknown', none, null)),
    variants: judged.map(({ variant, answer }) => ({
      id: variant.id,
      limit: String(variant.limit * 10_000),
      value: answer.value,
      certainty: variant.certainty as Certainty,
    })),
  };
}

function judgeLine(input: BankInput, variant: Variant): PopulationAnswer {
  const rule = {
    id: `P-bank-${variant.id}`,
    document: variant.document,
    certainty: variant.certainty as Certainty,
  };
  const line = exactFigure('creditLine', input.creditLine);
  const borrower = borrowerIsSmall(input);
  if (borrower.value === 'not_covered' || borrower.value === 'out') return { ...borrower, rule };
  if (line?.gt(variant.limit * 10_000)) {
    const reason = {
      zh: `单户授信 ${line.div(10_000)} 万元,超过 ${variant.limit} 万元。`,
      en: `A credit line of ${line.div(10_000)} 万元 exceeds ${variant.limit} 万元.`,
    };
    return populationAnswer('out', reason, rule);
  }
  const missing = [...borrower.missing, ...(line ? [] : ['creditLine'])];
  if (missing.length > 0 || !line) {
    const reason = line
      ? borrower.reason
      : { zh: '缺单户授信额,无法判定。', en: 'The credit line is missing.' };
    return populationAnswer('unknown', reason, rule, missing);
  }
  const reason: Message = {
    zh: `${borrower.reason.zh}单户授信 ${line.div(10_000)} 万元,不超过 ${variant.limit} 万元。`,
    en: `${borrower.reason.en} A credit line of ${line.div(10_000)} 万元 is within ${variant.limit} 万元.`,
  };
  return populationAnswer('in', reason, rule);
}

function borrowerIsSmall(input: BankInput): PopulationAnswer {
  if (input.category === 'individual') {
    return populationAnswer('in', { zh: '个体工商户。', en: 'An individual business.' }, null);
  }
  return statisticsPopulation(input);
}

export interface PopulationsInput
  extends BankInput,
    PlanScopeInput,
    Omit<SmallProfitInput, 'year' | 'industryCode' | 'legalForm'> {
  legalForm?: LegalForm | null;
}

/** All four populations side by side on one day; the tax year is that of the day. */
export function populations(input: PopulationsInput, options: PlanScopeOptions = {}) {
  return {
    plan: planScope(input, options),
    statistics: statisticsPopulation(input),
    tax: smallProfitPopulation({ ...input, year: Number(requireDay(input.asOf).slice(0, 4)) }),
    bank: bankPopulation(input),
  };
}
