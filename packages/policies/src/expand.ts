import { type Expression, type Judge, parseRule, substitute, withParts } from '@miaopu/rules';
import { expandScores } from './expand-scores.ts';
import type { Policy, PolicyBenefit, PolicyCondition, PolicyTerm, ScoreItem } from './policy-schema.ts';
import { remembered } from './remembered.ts';
import { booleanLiteral, conditionTree, numberLiteral, parameterValue, termsOf } from './rule-parts.ts';

/** A rule as it is written, with its parameters' values in it, and as it runs: over the policy catalogue alone. */
export type PolicyRule = {
  /** Names terms and scores; for words. */
  readonly written: Expression;
  /** For evaluating and compiling. */
  readonly runs: Expression;
};

export type ConditionRule = PolicyRule & { readonly condition: PolicyCondition };
export type BenefitRule = {
  readonly benefit: PolicyBenefit;
  /** The amount in yuan, not below zero and within the benefit's own cap; undefined where it is not money. */
  readonly amount?: PolicyRule;
};

/** A policy as it stands on a day: each of its rules, with terms, parameters and scores expanded. */
export type PolicyOnDay = {
  readonly policy: Policy;
  readonly asOf: string;
  /** Whether the policy is in force on the day. */
  readonly inForce: boolean;
  readonly applies?: PolicyRule;
  readonly conditions: readonly ConditionRule[];
  readonly benefits: readonly BenefitRule[];
  /** Bands of each score item, in the item's order. */
  readonly bands: ReadonlyMap<ScoreItem, readonly PolicyRule[]>;
  /** What each term that its rules name stands for, by path. */
  readonly terms: ReadonlyMap<string, Expression>;
  readonly expander: Expander;
};

export type ExpandOptions = {
  /** Other values of parameters than those in force, for a simulation: exact decimal text by name. */
  readonly parameters?: Readonly<Record<string, string>>;
  readonly judged?: Judged;
};

/**
 * What a person said of a judgement in a condition or a score item; undefined leaves it open. An expression takes its place: see
 * asked-trees.ts.
 */
export type Judged = (judgement: Judge, id?: string) => boolean | Expression | undefined;

/**
 * Expands a policy for a day. The policy must be sound (`loadPolicies`).
 *
 * @throws RuleSyntaxError, RuleCheckError for a rule that is not
 *
 * @example
 * // rule: fact.taxable_income <= param.income_limit, with 3,000,000 in force from 2019
 * formatRule(policyOnDay(policy, {}, '2019-12-31').conditions[0].runs) // 'fact.taxable_income <= 3000000'
 */
export function policyOnDay(
  policy: Policy,
  shared: Readonly<Record<string, PolicyTerm>>,
  asOf: string,
  options: ExpandOptions = {},
): PolicyOnDay {
  const expander = expanderOf(policy, shared, asOf, options);
  const { ruleOf } = expander;
  const rules = {
    ...(policy.applies === undefined ? {} : { applies: ruleOf(parseRule(policy.applies)) }),
    conditions: policy.conditions.map((condition) => ({
      condition,
      ...ruleOf(conditionTree(condition), condition.id),
    })),
    benefits: policy.benefits.map((benefit) => ({
      benefit,
      ...(benefit.amount === undefined ? {} : { amount: ruleOf(amountTree(benefit, benefit.amount)) }),
    })),
    bands: new Map(
      Object.values(policy.scores?.groups ?? {})
        .flatMap(({ items }) => items)
        .map((item) => [item, expander.bandsOf(item)]),
    ),
  };
  return { policy, asOf, inForce: isInForce(policy, asOf), ...rules, terms: expander.termsUsed(), expander };
}

/** Whether a policy is in force on a day. */
export function isInForce({ in_force: { from, to } }: Policy, day: string): boolean {
  return from <= day && (to === null || day <= to);
}

/** Puts a policy's parameters, terms and scores into rules. */
export type Expander = {
  /** Parameters by value and judgements as said; terms and scores still by name. */
  readonly settle: (tree: Expression, id?: string) => Expression;
  /** @param id the condition or score item that the rule is of, for what a person said of it */
  readonly ruleOf: (tree: Expression, id?: string) => PolicyRule;
  readonly bandsOf: (item: ScoreItem) => readonly PolicyRule[];
  /** What the terms that were met so far stand for. */
  readonly termsUsed: () => ReadonlyMap<string, Expression>;
};

export function expanderOf(
  policy: Policy,
  shared: Readonly<Record<string, PolicyTerm>>,
  asOf: string,
  { parameters = {}, judged = () => undefined }: ExpandOptions,
): Expander {
  const values = new Map(
    Object.entries(policy.parameters).map(([name, parameter]) => [
      `param.${name}`,
      numberLiteral(parameters[name] ?? parameterValue(parameter, asOf)),
    ]),
  );
  const said = (tree: Expression, id?: string): Expression => {
    if (tree.kind !== 'judge') return withParts(tree, (part) => said(part, id));
    const answer = judged(tree, id) ?? tree;
    return typeof answer === 'boolean' ? booleanLiteral(answer) : answer;
  };
  const settle = (tree: Expression, id?: string) =>
    said(
      substitute(tree, (path) => values.get(path)),
      id,
    );
  const terms = termsOf(policy, shared);
  const termTree = remembered((path: string) => {
    const name = path.slice('term.'.length);
    return path.startsWith('term.') && Object.hasOwn(terms, name)
      ? settle(parseRule(terms[name]!.rule))
      : undefined;
  });
  const used = new Set<string>();
  const withTerms = (tree: Expression) =>
    substitute(tree, (path) => {
      const term = termTree(path);
      if (term !== undefined) used.add(path);
      return term;
    });
  const bandsOf = remembered((item: ScoreItem) =>
    item.bands.map(({ when }): PolicyRule => {
      const written = settle(parseRule(when), item.id);
      return { written, runs: said(withTerms(written), item.id) };
    }),
  );
  const expand = (tree: Expression): Expression => {
    const plain = withTerms(tree);
    if (policy.scores === undefined) return plain;
    const whole = expandScores(plain, policy.scores, {
      bandsOf: (item) => bandsOf(item).map(({ runs }) => runs),
    });
    // once more through the limits of size, which scores may pass
    return substitute(whole, () => undefined);
  };
  return {
    settle,
    ruleOf: (tree, id) => {
      const written = settle(tree, id);
      // again, for the judgements that came in with terms and scores
      return { written, runs: said(expand(written), id) };
    },
    bandsOf,
    termsUsed: () => new Map([...used].map((path) => [path, withTerms(termTree(path)!)])),
  };
}

/** No benefit is below zero, and none above its own cap. A cap that several share binds their sum: see combine.ts. */
export function amountTree({ cap }: PolicyBenefit, amount: string): Expression {
  const written = parseRule(amount);
  const call = (name: 'min' | 'max', value: Expression, limit: string): Expression => ({
    kind: 'call',
    name,
    arguments: [value, numberLiteral(limit)],
    position: written.position,
  });
  const gain = call('max', written, '0');
  return cap === undefined || cap.shared !== undefined ? gain : call('min', gain, cap.amount);
}
