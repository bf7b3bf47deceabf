import { type Expression, negate } from './ast.ts';

/**
 * An expression with other parts in place of its own, in the shape that reading its text would give: a chain inside a chain of
 * the same operator is one chain, and the sign before a number belongs to the number.
 */
export function withParts(node: Expression, replace: (part: Expression) => Expression): Expression {
  switch (node.kind) {
    case 'literal':
    case 'reference':
    case 'judge':
      return node;
    case 'and':
    case 'or':
      return {
        ...node,
        operands: node.operands
          .map(replace)
          .flatMap((part) => (part.kind === node.kind ? part.operands : [part])),
      };
    case 'negate':
      return negate(replace(node.operand), node.position);
    case 'not':
    case 'known':
    case 'in':
      return { ...node, operand: replace(node.operand) };
    case 'compare':
    case 'arithmetic':
      return { ...node, left: replace(node.left), right: replace(node.right) };
    case 'choose':
      return {
        ...node,
        condition: replace(node.condition),
        whenTrue: replace(node.whenTrue),
        whenFalse: replace(node.whenFalse),
      };
    case 'method':
      return { ...node, receiver: replace(node.receiver), argument: replace(node.argument) };
    case 'call':
      return { ...node, arguments: node.arguments.map(replace) };
  }
}
