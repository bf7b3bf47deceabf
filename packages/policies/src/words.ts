import type { Labels } from '@miaopu/plan';
import {
  type Catalogue,
  type Compare,
  type CompareOperator,
  type Expression,
  explainRule,
  formatRule,
  partsOf,
  type Typed,
  typeOfRule,
  withParts,
} from '@miaopu/rules';
import type { PolicyOnDay } from './expand.ts';
import { namesOf } from './names.ts';
import type { PolicyTerm } from './policy-schema.ts';

/** Says the rules of one policy in words, with its terms and scores by their names. */
export type PolicyWords = {
  readonly catalogue: Catalogue;
  /** A rule as it is written. */
  readonly say: (written: Expression) => Labels;
  /** A part of a rule that runs: what it was expanded from is put back where it stands whole. */
  readonly sayRun: (runs: Expression) => Labels;
  readonly typeOfRun: (runs: Expression) => Typed;
  /** The comparison of a score that such a part was expanded from. */
  readonly scoreOf: (runs: Expression) => ScoreAsked | undefined;
};

/** `score.technology >= 10`, read from the score's side. */
export type ScoreAsked = {
  readonly score: string;
  readonly operator: CompareOperator;
  readonly limit: Expression;
};

export function wordsFor(onDay: PolicyOnDay, shared: Readonly<Record<string, PolicyTerm>>): PolicyWords {
  const { catalogue } = namesOf(onDay.policy, shared).all;
  const names = writtenParts(onDay);
  const fold = (node: Expression): Expression => names.get(formatRule(node)) ?? withParts(node, fold);
  const say = (written: Expression): Labels => ({
    zh: explainRule(written, catalogue, 'zh'),
    en: explainRule(written, catalogue, 'en'),
  });
  return {
    catalogue,
    say,
    sayRun: oncePerNode((runs) => say(fold(runs))),
    typeOfRun: oncePerNode((runs) => typeOfRule(fold(runs), catalogue)),
    scoreOf: oncePerNode((runs) => {
      const written = names.get(formatRule(runs));
      return written?.kind === 'compare' ? scoreAsked(written) : undefined;
    }),
  };
}

/** Rules are judged for many rows, and their words are always the same. */
function oncePerNode<T>(make: (node: Expression) => T): (node: Expression) => T {
  const made = new WeakMap<Expression, { readonly value: T }>();
  return (node) => {
    const value = made.get(node) ?? { value: make(node) };
    made.set(node, value);
    return value.value;
  };
}

/** What expanded parts were written as, by their text: a term’s tree is its name, the bounds of a score its comparison. */
function writtenParts({
  terms,
  conditions,
  applies,
  expander,
}: PolicyOnDay): ReadonlyMap<string, Expression> {
  const written = new Map<string, Expression>();
  for (const [path, tree] of terms) {
    written.set(formatRule(tree), { kind: 'reference', path, position: tree.position });
  }
  for (const rule of applies === undefined ? conditions : [...conditions, applies]) {
    for (const compare of scoreComparisons(rule.written)) {
      written.set(formatRule(expander.ruleOf(compare).runs), compare);
    }
  }
  return written;
}

function scoreComparisons(tree: Expression): Compare[] {
  const below = partsOf(tree).flatMap(scoreComparisons);
  return tree.kind === 'compare' && scoreAsked(tree) !== undefined ? [tree, ...below] : below;
}

function scoreAsked({ left, right, operator }: Compare): ScoreAsked | undefined {
  const nameOf = (side: Expression) =>
    side.kind === 'reference' && side.path.startsWith('score.')
      ? side.path.slice('score.'.length)
      : undefined;
  const [onLeft, onRight] = [nameOf(left), nameOf(right)];
  if (onLeft !== undefined) return { score: onLeft, operator, limit: right };
  return onRight === undefined ? undefined : { score: onRight, operator: mirrored[operator], limit: left };
}

const mirrored = { '==': '==', '!=': '!=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const;
