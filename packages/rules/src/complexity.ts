import { type Expression, partsOf } from './ast.ts';
import type { Catalogue } from './catalogue.ts';

/** How many parts the SQL of a rule has: functions that write an argument several times multiply what stands in it. */
export function sqlPartsOf(node: Expression, catalogue: Catalogue): number {
  const inside = partsOf(node).reduce((sum, part) => sum + sqlPartsOf(part, catalogue), 0);
  const copies = node.kind === 'call' ? (catalogue.functions.get(node.name)?.copies ?? 1) : 1;
  return 1 + copies * inside;
}

/** How many numbers the longest product in a rule multiplies, which bounds the digits of any result. */
export function factorsOf(node: Expression): number {
  switch (node.kind) {
    case 'arithmetic': {
      const [left, right] = [factorsOf(node.left), factorsOf(node.right)];
      return node.operator === '*' || node.operator === '/' ? left + right : Math.max(left, right);
    }
    case 'negate':
    case 'not':
    case 'known':
    case 'in':
      return factorsOf(node.operand);
    case 'and':
    case 'or':
      return Math.max(...node.operands.map(factorsOf));
    case 'compare':
      return Math.max(factorsOf(node.left), factorsOf(node.right));
    case 'choose':
      return Math.max(factorsOf(node.condition), factorsOf(node.whenTrue), factorsOf(node.whenFalse));
    // A function may multiply its arguments, and by what its literals say.
    case 'call':
      return Math.max(
        1,
        node.arguments.map(factorsOf).reduce((sum, factors) => sum + factors, 0),
      );
    default:
      return 1;
  }
}
