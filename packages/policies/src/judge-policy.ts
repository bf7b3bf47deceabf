import type { Labels } from '@miaopu/plan';
import {
  type Answer,
  answerOf,
  type Bindings,
  type Catalogue,
  type Comparison,
  type Expression,
  type Origins,
  type Outcome,
  prepareEvaluation,
  prepareReasons,
  prepareRule,
  type Reason,
  type Row,
} from '@miaopu/rules';
import { Decimal } from 'decimal.js';
import { changeFor, differenceWords, gapOf } from './change.ts';
import { type Datum, datumOf, missingPaths, type SeenDatum, seenDatum, valueWords } from './data.ts';
import { type BenefitRule, type ConditionRule, type ExpandOptions, policyOnDay } from './expand.ts';
import { oncePer, prepareScore, type Score } from './judge-scores.ts';
import { policyBindings, policyCatalogue } from './policy-catalogue.ts';
import type { Policy, PolicyTerm } from './policy-schema.ts';
import type { BenefitKind } from './vocabulary.ts';
import { type PolicyWords, type ScoreAsked, wordsFor } from './words.ts';

/** How many conditions may be missing to a policy that nearly fits. */
export const NEARLY = 2;

/** A condition, or a part of one, with what was seen. */
export type PolicyReason = {
  readonly words: Labels;
  readonly outcome: Outcome;
  readonly seen: readonly SeenDatum[];
  /** Of a comparison: what the row has and what it is held against, and how far apart they are. */
  readonly comparison: Comparison | null;
  /** By how much a comparison is missed, in words. */
  readonly gap: Labels | null;
  /** The data that are missing to it. */
  readonly missing: readonly Datum[];
  /** The score that it asks of, `total` or a group; its parts are the items of `Judgement.score`. */
  readonly score: string | null;
  readonly parts: readonly PolicyReason[];
  readonly expression: Expression;
};

export type ConditionJudgement = {
  readonly id: string;
  readonly cites: string;
  readonly fixed: boolean;
  readonly words: Labels;
  readonly outcome: Outcome;
  readonly reason: PolicyReason;
  /** What to change, in words; null where it is met, or where nobody changes it. */
  readonly change: Labels | null;
};

export type BenefitJudgement = {
  readonly id: string;
  readonly kind: BenefitKind;
  readonly label: Labels;
  /** Yuan a year as exact decimal text; null where a datum is missing, or where it is not money. */
  readonly amount: string | null;
  readonly missing: readonly Datum[];
};

/** `nearly` is a not met that little is missing to. */
export type Standing = Answer | 'nearly';

/** How one entity stands to one policy on a day, and why. */
export type Judgement = {
  readonly policy: string;
  readonly asOf: string;
  /** A policy that is not in force on the day does not apply. */
  readonly inForce: boolean;
  readonly answer: Answer;
  readonly standing: Standing;
  readonly applies: PolicyReason | null;
  readonly conditions: readonly ConditionJudgement[];
  /** How many conditions are not met or unknown. */
  readonly missing: number;
  /** The data that are missing to whether it applies and to its conditions, each once. */
  readonly data: readonly Datum[];
  readonly benefits: readonly BenefitJudgement[];
  readonly score: Score | null;
};

export type JudgeOptions = ExpandOptions & {
  /** How many conditions may be missing to one that nearly fits; NEARLY if not said. */
  readonly nearly?: number;
  /** The catalogue that rules run over, where it is not the registry's: see questions.ts. */
  readonly catalogue?: Catalogue;
};

/**
 * Prepares a policy to be judged for many rows on a day, with reasons.
 *
 * @returns a function of a row (`{ entity: {…}, fact: {…}, last: {…}, before: {…}, quarter: {…} }`, as the policy catalogue
 * says) and, where it is known, of where its values come from.
 * @throws RuleSyntaxError, RuleCheckError for a policy that is not sound; the function throws RuleDataError for a value of
 * another type than its field's.
 *
 * @example prepareJudge(policy, terms, '2019-12-31')({ fact: { taxable_income: 2000000 } }).answer // 'unknown'
 */
export function prepareJudge(
  policy: Policy,
  shared: Readonly<Record<string, PolicyTerm>>,
  asOf: string,
  { nearly = NEARLY, catalogue = policyCatalogue, ...expand }: JudgeOptions = {},
): (row: Row, origins?: Origins) => Judgement {
  const onDay = policyOnDay(policy, shared, asOf, expand);
  const words = wordsFor(onDay, shared);
  const bindings = policyBindings(asOf);
  const reasonOf = (runs: Expression) => {
    // the reasons of a score are its table, so the tree that it was expanded to is only answered
    const isWhole = (part: Expression) => words.scoreOf(part) !== undefined;
    const reason = prepareReasons(runs, catalogue, {
      bindings,
      ...(policy.scores === undefined ? {} : { isWhole }),
    });
    return (row: Row, origins: Origins | undefined, score: Score | null) =>
      inWords(reason(row, origins), words, row, score);
  };
  const applies = onDay.applies === undefined ? undefined : reasonOf(onDay.applies.runs);
  const conditions = onDay.conditions.map((condition) =>
    prepareCondition(condition, words, reasonOf(condition.runs)),
  );
  const benefits = onDay.benefits.map((benefit) => prepareBenefit(benefit, catalogue, bindings));
  const score = prepareScore(onDay, catalogue, { bindings });
  return (row, origins) => {
    const points = score?.(row) ?? null;
    const applied = applies?.(row, origins, points) ?? null;
    const judged = conditions.map((condition) => condition(row, origins, points));
    const answer = onDay.inForce
      ? answerOf(
          applied?.outcome ?? 'met',
          judged.map(({ outcome }) => outcome),
        )
      : 'not_applicable';
    const missing = judged.filter(({ outcome }) => isMissing(outcome));
    return {
      policy: policy.id,
      asOf,
      inForce: onDay.inForce,
      answer,
      standing: standingOf(answer, applied?.outcome ?? 'met', missing, nearly),
      applies: applied,
      conditions: judged,
      missing: missing.length,
      data: allMissing([...(applied === null ? [] : [applied]), ...judged.map(({ reason }) => reason)]),
      benefits: benefits.map((benefit) => benefit(row)),
      score: points,
    };
  };
}

type Prepared<T> = (row: Row, origins: Origins | undefined, score: Score | null) => T;

function isMissing(outcome: Outcome): boolean {
  return outcome === 'not_met' || outcome === 'unknown';
}

/** Not met, but little is missing, and nothing that nobody changes for the sake of a benefit. */
function standingOf(
  answer: Answer,
  applies: Outcome,
  missing: readonly ConditionJudgement[],
  nearly: number,
): Standing {
  const isNear =
    answer === 'not_met' &&
    !isMissing(applies) &&
    missing.length <= nearly &&
    missing.every(({ fixed }) => !fixed);
  return isNear ? 'nearly' : answer;
}

function prepareCondition(
  { condition, written }: ConditionRule,
  words: PolicyWords,
  reasonOf: Prepared<PolicyReason>,
): Prepared<ConditionJudgement> {
  const { id, cites, fixed } = condition;
  const said = condition.words ?? ('judge' in condition ? condition.judge : words.say(written));
  return (row, origins, score) => {
    const reason = reasonOf(row, origins, score);
    const change = fixed && reason.outcome === 'not_met' ? null : changeFor(reason);
    return { id, cites, fixed, words: said, outcome: reason.outcome, reason, change };
  };
}

function prepareBenefit(
  { benefit: { id, kind, zh, en }, amount }: BenefitRule,
  catalogue: Catalogue,
  bindings: Bindings,
): (row: Row) => BenefitJudgement {
  const head = { id, kind, label: { zh, en } };
  if (amount === undefined) return () => ({ ...head, amount: null, missing: [] });
  const run = prepareRule(amount.runs, catalogue, { bindings });
  const evaluate = prepareEvaluation(amount.runs, catalogue, { bindings });
  return (row) => {
    const value = run(row);
    if (value !== null) return { ...head, amount: String(value), missing: [] };
    const { seen } = evaluate(row);
    const paths = seen.filter((one) => one.value === null).map(({ path }) => path);
    return { ...head, amount: null, missing: paths.map(datumOf) };
  };
}

function inWords(reason: Reason, words: PolicyWords, row: Row, points: Score | null): PolicyReason {
  const { expression, outcome, seen } = reason;
  const asked = words.scoreOf(expression);
  const head = {
    words: words.sayRun(expression),
    outcome,
    seen: seen.map(seenDatum),
    expression,
  };
  if (asked !== undefined && points !== null) {
    const gap = outcome === 'not_met' ? scoreGap(asked, points, words) : null;
    const missing = outcome === 'unknown' ? missingPoints(asked.score, points) : [];
    return { ...head, comparison: null, gap, missing, score: asked.score, parts: [] };
  }
  const parts = reason.parts.map((part) => inWords(part, words, row, points));
  const missing =
    parts.length === 0
      ? missingPaths(reason, row).map(datumOf)
      : outcome === 'unknown'
        ? allMissing(parts)
        : [];
  return { ...head, ...compared(reason, words), missing, score: null, parts };
}

/** The data that several wait for, each once. */
function allMissing(parts: readonly { readonly missing: readonly Datum[] }[]): Datum[] {
  return oncePer(
    parts.flatMap(({ missing }) => missing),
    ({ path }) => path,
  );
}

/** The data that points are open for. */
function missingPoints(score: string, { groups }: Score): Datum[] {
  return allMissing(
    groups.filter(({ id }) => score === 'total' || id === score).flatMap(({ items }) => items),
  );
}

/** How many points there are at most, against how many there have to be. */
function scoreGap(
  { score, operator, limit }: ScoreAsked,
  { groups, ...total }: Score,
  words: PolicyWords,
): Labels | null {
  const { most } = score === 'total' ? total : groups.find(({ id }) => id === score)!;
  const typed = { type: 'number' } as const;
  const wanted = limit.kind === 'literal' ? String(limit.value) : '0';
  const say = (value: string) => ({ zh: `${value}分`, en: `${value} points` });
  const subject = words.say({ kind: 'reference', path: `score.${score}`, position: limit.position });
  const difference = differenceWords(new Decimal(most).minus(wanted).toFixed(), undefined, say);
  return gapOf({ subject, operator, typed, value: say(most), limit: say(wanted), difference }) ?? null;
}

function compared(
  { expression, comparison, outcome }: Reason,
  words: PolicyWords,
): Pick<PolicyReason, 'comparison' | 'gap'> {
  if (comparison === undefined || expression.kind !== 'compare') return { comparison: null, gap: null };
  if (outcome !== 'not_met' || comparison.value === null || comparison.limit === null)
    return { comparison, gap: null };
  const { left, right, operator: written } = expression;
  const { operator, difference, unit } = comparison;
  const typed = { ...words.typeOfRun(right), ...words.typeOfRun(left) };
  const [value, limit] = [comparison.value, comparison.limit].map((one) =>
    valueWords(one, typed, words.catalogue),
  ) as [Labels, Labels];
  const inUnit = { type: 'number', ...(unit === undefined ? {} : { unit }) } as const;
  const apart =
    difference === null
      ? null
      : differenceWords(difference, unit, (size) => valueWords(size, inUnit, words.catalogue));
  const subject = words.sayRun(operator === written ? left : right);
  return {
    comparison,
    gap: gapOf({ subject, operator, typed, value, limit, difference: apart }) ?? null,
  };
}
