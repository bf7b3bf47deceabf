import { type Compare, type Expression, partsOf } from '@miaopu/rules';

/**
 * About how likely it is that somebody of whom nothing is known misses a condition, from 0 to 1: what is asked first should exclude
 * most. Few hold any one title, few are on a list of the dishonest, many have no research, no loan and no equipment bought, and few are
 * too large. Rough on purpose: it decides the order of questions and never an answer.
 *
 * @example likelihoodOfMissing(parseRule('!asked.holds_serious_dishonesty')) // 0.05
 */
export function likelihoodOfMissing(condition: Expression): number {
  switch (condition.kind) {
    case 'literal':
      return condition.value === true ? 0 : condition.value === false ? 1 : EVEN;
    case 'reference':
      return ofReference(condition.path);
    case 'not':
      return 1 - likelihoodOfMissing(condition.operand);
    case 'and':
      return 1 - product(condition.operands.map((part) => 1 - likelihoodOfMissing(part)));
    case 'or':
      return product(condition.operands.map(likelihoodOfMissing));
    case 'known':
      return UNLIKELY;
    case 'compare':
      return ofComparison(condition);
    case 'choose':
      return (likelihoodOfMissing(condition.whenTrue) + likelihoodOfMissing(condition.whenFalse)) / 2;
    case 'call':
      // one industry among many
      return condition.name === 'inIndustry' || condition.name === 'tagged' ? LIKELY : EVEN;
    default:
      return EVEN;
  }
}

const [UNLIKELY, SOMETIMES, EVEN, LIKELY, MOSTLY] = [0.05, 0.2, 0.5, 0.7, 0.95];

function product(factors: readonly number[]): number {
  return factors.reduce((all, factor) => all * factor, 1);
}

function ofReference(path: string): number {
  if (path.startsWith('asked.holds_') || path === 'entity.above_size') return MOSTLY;
  return path.startsWith('asked.judge_') ? SOMETIMES : EVEN;
}

/** Floors are missed more often than ceilings; what has to be more than nothing is nothing for many. */
function ofComparison({ left, right, operator }: Compare): number {
  const turned = !reads(left) && reads(right);
  const isFloor = (operator === '>' || operator === '>=') !== turned;
  if (operator === '==' || operator === '!=') return EVEN;
  return isFloor ? LIKELY : SOMETIMES;
}

function reads(node: Expression): boolean {
  return node.kind === 'reference' || partsOf(node).some(reads);
}
