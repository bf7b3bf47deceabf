import type { Expression } from './ast.ts';

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
    case 'call':
      return Math.max(1, ...node.arguments.map(factorsOf));
    default:
      return 1;
  }
}
