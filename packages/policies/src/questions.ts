import type { Labels } from '@miaopu/plan';
import {
  type Answer,
  answerOf,
  type Catalogue,
  type Expression,
  fieldsOf,
  type Outcome,
  parseRule,
  prepareReasons,
  prepareRule,
  type Reason,
  type Row,
  RuleDataError,
  type RuleValue,
} from '@miaopu/rules';
import { askedTrees } from './asked-trees.ts';
import { missingPaths } from './data.ts';
import { policyOnDay } from './expand.ts';
import { likelihoodOfMissing } from './likelihood.ts';
import { heaviest, isJudgement, mostLeft, type Waiting, weigh } from './next-question.ts';
import { policyBindings } from './policy-catalogue.ts';
import type { Policy, PolicyTerm } from './policy-schema.ts';
import { withTicks } from './question-families.ts';
import { questionOf, questionOfSeveral } from './question-words.ts';
import { remembered } from './remembered.ts';

/** Something that a visitor is asked. */
export type Question = {
  /** `fact.revenue`, `entity.industry`, `asked.holds_high_technology`, `asked.judge_t26_field`; of several the family's id, `honour`. */
  readonly path: string;
  readonly label: Labels;
  /** Of which period. */
  readonly help: Labels | null;
  readonly type: 'text' | 'number' | 'boolean' | 'date' | 'choice' | 'several' | 'industry' | 'town';
  readonly unit: string | null;
  /** Of a choice. Of several: each is answered for itself with yes, no or null, under its value as the path. */
  readonly choices: readonly { readonly value: string; readonly label: Labels }[] | null;
};

/**
 * By path: numbers as decimal text in the field's unit. null: the visitor does not know, and is not asked again. `some.fact.rd_expense`
 * says whether there is any of a figure: no is nought, and with yes the figure itself is asked where it matters.
 */
export type Answers = Readonly<Record<string, string | boolean | null>>;

/** How a policy stands by the answers so far. `unknown`: something is open; `manual`: only what a person has to judge. */
export type AskedStanding = {
  readonly policy: string;
  readonly answer: Answer;
  /** Whether no question that is left could change the answer any more. */
  readonly isDecided: boolean;
  readonly applies: Outcome;
  readonly conditions: readonly { readonly id: string; readonly outcome: Outcome }[];
  /** Yuan as exact decimal text; null where a figure is missing, or where it is not money. */
  readonly benefits: readonly { readonly id: string; readonly amount: string | null }[];
};

export type Asked = {
  /** Null where no answer could change anything any more. */
  readonly next: Question | null;
  /** At most so many questions are left. */
  readonly remaining: number;
  readonly standings: readonly AskedStanding[];
};

type AskedCondition = {
  readonly id: string;
  readonly fields: readonly string[];
  readonly reason: (row: Row) => Reason;
  readonly value: (row: Row) => RuleValue | null;
  /** The judgements in it, by name. */
  readonly judgements: readonly string[];
  /** How likely it is to be missed: what is likely to exclude is asked first. */
  readonly likelihood: number;
};
type AskedPolicy = {
  readonly policy: Policy;
  readonly isInForce: boolean;
  readonly applies: AskedCondition | undefined;
  readonly conditions: readonly AskedCondition[];
  readonly benefits: readonly {
    readonly id: string;
    readonly fields: readonly string[];
    readonly amount: ((row: Row) => string | null) | undefined;
  }[];
};

/**
 * Prepares the questions that some policies need, and answers how the policies stand by the answers so far. A policy that is
 * decided asks nothing more; the next question is the one whose answer is likely to decide most of those that are not, so that few are
 * asked. What is of one family (titles, records, judgements, figures of which many have none) is one question, as far as it can
 * still change something. What a person would have to judge comes after all figures, which may have excluded the policy by then. Once
 * all is decided, what the benefits of fitting policies are reckoned from is asked.
 *
 * @throws RuleSyntaxError, RuleCheckError for a policy that is not sound; what is returned throws RuleDataError for an answer of
 * the wrong type, or to a question that there is not.
 *
 * @example prepareQuestions([policy], terms, '2019-12-31')({}).next.path // 'entity.category'
 */
export function prepareQuestions(
  policies: readonly Policy[],
  shared: Readonly<Record<string, PolicyTerm>>,
  asOf: string,
): (answers: Answers) => Asked {
  let current = '';
  const trees = askedTrees(() => current);
  const expanded = policies.map((policy) => {
    current = policy.id;
    const onDay = policyOnDay(policy, shared, asOf, { judged: trees.judged });
    const run = (tree: Expression | undefined) => (tree === undefined ? undefined : trees.replace(tree));
    return {
      policy,
      isInForce: onDay.inForce,
      applies: run(onDay.applies?.runs),
      conditions: onDay.conditions.map(({ condition, runs }) => ({ id: condition.id, tree: run(runs)! })),
      benefits: onDay.benefits.map(({ benefit, amount }) => ({ id: benefit.id, tree: run(amount?.runs) })),
    };
  });
  const catalogue = trees.catalogue();
  const bindings = policyBindings(asOf);
  const isField = (path: string) => catalogue.names.get(path)?.kind === 'field';
  const condition = (id: string, tree: Expression): AskedCondition => ({
    id,
    fields: fieldsOf(tree).filter(isField),
    reason: prepareReasons(tree, catalogue, { bindings }),
    value: prepareRule(tree, catalogue, { bindings }),
    likelihood: likelihoodOfMissing(tree),
    judgements: fieldsOf(tree).flatMap((path) => (isJudgement(path) ? [path.slice('asked.'.length)] : [])),
  });
  const prepared = expanded.map(
    ({ policy, isInForce, applies, conditions, benefits }): AskedPolicy => ({
      policy,
      isInForce,
      applies: applies === undefined ? undefined : condition('applies', applies),
      conditions: conditions.map(({ id, tree }) => condition(id, tree)),
      benefits: benefits.map(({ id, tree }) => ({
        id,
        fields: tree === undefined ? [] : fieldsOf(tree).filter(isField),
        amount:
          tree === undefined
            ? undefined
            : (prepareRule(tree, catalogue, { bindings }) as (row: Row) => string | null),
      })),
    }),
  );
  const order = [...catalogue.names.keys()];
  // reading an answer refuses one of the wrong type
  const readerOf = remembered((path: string) => prepareRule(parseRule(path), catalogue, { bindings }));
  const memberOf = remembered((path: string) => trees.memberOf(path));
  const ask = (paths: readonly string[]) =>
    paths.length === 1
      ? questionOf(paths[0]!, catalogue, asOf)
      : questionOfSeveral(
          paths.map((path) => memberOf(path)!),
          asOf,
        );
  return (given) => {
    const { answers: told, ticked } = withTicks(given);
    const answers = { ...PRESUMED, ...told };
    const groupOf = (path: string) => (ticked.has(path) ? path : (memberOf(path)?.family.id ?? path));
    const row = rowOf(answers, catalogue);
    for (const path of Object.keys(answers)) readerOf(path)(row);
    const judged = prepared.map((policy) => standing(policy, row, answers, isField));
    const weights = weigh(judged);
    const paths = heaviest(weights, groupOf, (path) => order.indexOf(path));
    return {
      next: paths === undefined ? null : ask(paths),
      remaining: mostLeft(new Set(judged.flatMap(({ mayNeed }) => mayNeed)), weights, groupOf),
      standings: judged.map((one) => one.standing),
    };
  };
}

/** The next question of some policies. @throws as `prepareQuestions`, which is quicker where several are asked */
export function nextQuestion(
  policies: readonly Policy[],
  shared: Readonly<Record<string, PolicyTerm>>,
  answersSoFar: Answers,
  asOf: string,
): Question | null {
  return prepareQuestions(policies, shared, asOf)(answersSoFar).next;
}

/** Whoever asks for an enterprise means one that is in business, as the registry is matched for those alone. */
const PRESUMED: Answers = { 'entity.status': 'active' };

function rowOf(answers: Answers, catalogue: Catalogue): Row {
  const row: Record<string, Record<string, unknown>> = {};
  for (const [path, value] of Object.entries(answers)) {
    const named = catalogue.names.get(path);
    if (named?.kind !== 'field') {
      throw new RuleDataError(path, { zh: `没有“${path}”这个问题`, en: `There is no question "${path}"` });
    }
    row[named.root] = { ...row[named.root], [named.name]: value };
  }
  return row;
}

type Judged = {
  readonly standing: AskedStanding;
  /** Each condition that is not decided, of a policy that is not. */
  readonly undecided: readonly Waiting[];
  /** The benefits of a policy that fits. */
  readonly unreckoned: readonly Waiting[];
  /** All that it may still need. */
  readonly mayNeed: readonly string[];
};

function standing(
  { policy, isInForce, applies, conditions, benefits }: AskedPolicy,
  row: Row,
  answers: Answers,
  isField: (path: string) => boolean,
): Judged {
  const isOpen = (path: string) => isField(path) && !Object.hasOwn(answers, path);
  const outcomes = [...(applies === undefined ? [] : [applies]), ...conditions].map((condition) => {
    const reason = condition.reason(row);
    const waitsFor = missingPaths(reason, row).filter(isField);
    return { condition, outcome: outcomeOf(condition, reason, row), waitsFor };
  });
  const own = outcomes.slice(applies === undefined ? 0 : 1);
  const applied = applies === undefined ? 'met' : outcomes[0]!.outcome;
  const answer = isInForce
    ? answerOf(
        applied,
        own.map(({ outcome }) => outcome),
      )
    : 'not_applicable';
  const isExcluded = answer === 'not_met' || answer === 'not_applicable';
  const open = outcomes.filter(({ outcome }) => outcome === 'unknown' || outcome === 'manual');
  const amounts = benefits.map(({ id, amount, fields }) => ({ id, fields, amount: amount?.(row) ?? null }));
  const reckoned = isExcluded ? [] : amounts.filter(({ amount }) => amount === null);
  const undecided = isExcluded
    ? []
    : open.map(({ condition, waitsFor }) => ({
        fields: waitsFor.filter(isOpen),
        worth: condition.likelihood,
      }));
  return {
    standing: {
      policy: policy.id,
      answer,
      isDecided: undecided.every(({ fields }) => fields.length === 0),
      applies: applied,
      conditions: own.map(({ condition, outcome }) => ({ id: condition.id, outcome })),
      benefits: amounts.map(({ id, amount }) => ({ id, amount })),
    },
    undecided,
    unreckoned: reckoned.map(({ fields }) => ({ fields: fields.filter(isOpen), worth: 1 })),
    mayNeed: isExcluded
      ? []
      : [
          ...open.flatMap(({ condition }) => condition.fields),
          ...reckoned.flatMap(({ fields }) => fields),
        ].filter(isOpen),
  };
}

/**
 * The outcome of a condition. Where it is unknown but known however the open judgements came out, it is for a person to judge: their
 * saying yes never makes it less true, so that all yes and all no are the two ends.
 */
function outcomeOf({ judgements, value }: AskedCondition, reason: Reason, row: Row): Outcome {
  if (reason.outcome !== 'unknown') return reason.outcome;
  const open = judgements.filter((name) => typeof row.asked?.[name] !== 'boolean');
  if (open.length === 0) return 'unknown';
  const ends = [true, false].map((said) =>
    value({ ...row, asked: { ...row.asked, ...Object.fromEntries(open.map((name) => [name, said])) } }),
  );
  return ends.includes(null) ? 'unknown' : 'manual';
}
