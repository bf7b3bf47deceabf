import type { Expression, Literal } from './ast.ts';

const BINDING_STRENGTH = {
  choose: 1,
  or: 2,
  and: 3,
  equality: 4,
  relation: 5,
  sum: 6,
  product: 7,
  sign: 8,
  primary: 9,
} as const;

/**
 * A rule in normal form: one space around operators, only the parentheses that are needed, double quotes, plain decimals.
 * Reading it back gives the same tree.
 *
 * @example formatRule(parseRule("(entity.kind=='x')&&!(a.b)")) // 'entity.kind == "x" && !a.b'
 */
export function formatRule(rule: Expression): string {
  return write(rule, 0);
}

function write(node: Expression, outer: number): string {
  const strength = strengthOf(node);
  const text = writeBare(node, strength);
  return strength < outer ? `(${text})` : text;
}

function strengthOf(node: Expression): number {
  switch (node.kind) {
    case 'choose':
    case 'or':
    case 'and':
      return BINDING_STRENGTH[node.kind];
    case 'compare':
      return node.operator === '==' || node.operator === '!='
        ? BINDING_STRENGTH.equality
        : BINDING_STRENGTH.relation;
    case 'in':
      return BINDING_STRENGTH.relation;
    case 'arithmetic':
      return node.operator === '+' || node.operator === '-' ? BINDING_STRENGTH.sum : BINDING_STRENGTH.product;
    case 'not':
    case 'negate':
      return BINDING_STRENGTH.sign;
    case 'literal':
      return node.type === 'number' && node.value.startsWith('-')
        ? BINDING_STRENGTH.sign
        : BINDING_STRENGTH.primary;
    default:
      return BINDING_STRENGTH.primary;
  }
}

function writeBare(node: Expression, strength: number): string {
  switch (node.kind) {
    case 'literal':
      return writeLiteral(node);
    case 'reference':
      return node.path;
    case 'and':
    case 'or':
      return node.operands
        .map((operand) => write(operand, strength + 1))
        .join(node.kind === 'and' ? ' && ' : ' || ');
    case 'not':
      return `!${write(node.operand, strength)}`;
    case 'negate':
      return `-${write(node.operand, strength)}`;
    case 'known':
      return `has(${write(node.operand, 0)})`;
    case 'compare':
    case 'arithmetic':
      return `${write(node.left, strength)} ${node.operator} ${write(node.right, strength + 1)}`;
    case 'in':
      return `${write(node.operand, strength)} in [${node.items.map(writeLiteral).join(', ')}]`;
    case 'choose':
      return `${write(node.condition, strength + 1)} ? ${write(node.whenTrue, strength)} : ${write(node.whenFalse, strength)}`;
    case 'method':
      return `${write(node.receiver, BINDING_STRENGTH.primary)}.${node.method}(${write(node.argument, 0)})`;
    case 'judge':
      return `judge(${quote(node.zh)}, ${quote(node.en)})`;
    case 'call':
      return `${node.name}(${node.arguments.map((argument) => write(argument, 0)).join(', ')})`;
  }
}

function writeLiteral(literal: Literal): string {
  if (literal.type === 'string') return quote(literal.value);
  if (literal.type === 'date') return `date("${literal.value}")`;
  return String(literal.value);
}

/** A text as a literal of the language, in double quotes. */
export function quote(text: string): string {
  const escaped = text.replace(/[\\"]/g, (character) => `\\${character}`);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what must not stand in a rule.
  return `"${escaped.replace(/[\u0001-\u001f\u007f]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)}"`;
}
