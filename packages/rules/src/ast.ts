import type { Position } from './errors.ts';

export type CompareOperator = '==' | '!=' | '<' | '<=' | '>' | '>=';
export type ArithmeticOperator = '+' | '-' | '*' | '/';
export type TextMethod = 'startsWith' | 'contains' | 'endsWith';

/** Numbers are canonical decimal strings (`"0.5"`), dates are `YYYY-MM-DD`. */
export type Literal =
  | { readonly kind: 'literal'; readonly type: 'string'; readonly value: string; readonly position: Position }
  | { readonly kind: 'literal'; readonly type: 'number'; readonly value: string; readonly position: Position }
  | { readonly kind: 'literal'; readonly type: 'date'; readonly value: string; readonly position: Position }
  | {
      readonly kind: 'literal';
      readonly type: 'boolean';
      readonly value: boolean;
      readonly position: Position;
    }
  | { readonly kind: 'literal'; readonly type: 'null'; readonly value: null; readonly position: Position };

/** A rule's syntax tree. Chains of `&&` and of `||` are flat; a sign before a number belongs to the number. */
export type Expression =
  | Literal
  | Reference
  | { readonly kind: 'and' | 'or'; readonly operands: readonly Expression[]; readonly position: Position }
  | { readonly kind: 'not' | 'negate' | 'known'; readonly operand: Expression; readonly position: Position }
  | Compare
  | Arithmetic
  | {
      readonly kind: 'in';
      readonly operand: Expression;
      readonly items: readonly Literal[];
      readonly position: Position;
    }
  | Choose
  | Method
  | Call
  | Judge;

/** A field or a binding by its path, such as `entity.kind` or `asOf`. */
export interface Reference {
  readonly kind: 'reference';
  readonly path: string;
  readonly position: Position;
}

export interface Compare {
  readonly kind: 'compare';
  readonly operator: CompareOperator;
  readonly left: Expression;
  readonly right: Expression;
  readonly position: Position;
}

export interface Arithmetic {
  readonly kind: 'arithmetic';
  readonly operator: ArithmeticOperator;
  readonly left: Expression;
  readonly right: Expression;
  readonly position: Position;
}

export interface Choose {
  readonly kind: 'choose';
  readonly condition: Expression;
  readonly whenTrue: Expression;
  readonly whenFalse: Expression;
  readonly position: Position;
}

export interface Method {
  readonly kind: 'method';
  readonly method: TextMethod;
  readonly receiver: Expression;
  readonly argument: Expression;
  readonly position: Position;
}

export interface Call {
  readonly kind: 'call';
  readonly name: string;
  readonly arguments: readonly Expression[];
  readonly position: Position;
}

/** What only a person can say, in words: true, false, or unknown until somebody says. */
export interface Judge {
  readonly kind: 'judge';
  readonly zh: string;
  readonly en: string;
  readonly position: Position;
}

/** The operator that says the same with the two sides changed. */
export const MIRRORED: Readonly<Record<CompareOperator, CompareOperator>> = {
  '==': '==',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

/** A minus before an expression; one before a number belongs to the number. */
export function negate(operand: Expression, position: Position): Expression {
  if (operand.kind !== 'literal' || operand.type !== 'number') return { kind: 'negate', operand, position };
  const value =
    operand.value === '0'
      ? '0'
      : operand.value.startsWith('-')
        ? operand.value.slice(1)
        : `-${operand.value}`;
  return { ...operand, value, position };
}

/** The direct parts of an expression, in the order they are written. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'literal':
    case 'reference':
    case 'judge':
      return [];
    case 'and':
    case 'or':
      return expression.operands;
    case 'not':
    case 'negate':
    case 'known':
      return [expression.operand];
    case 'compare':
    case 'arithmetic':
      return [expression.left, expression.right];
    case 'in':
      return [expression.operand, ...expression.items];
    case 'choose':
      return [expression.condition, expression.whenTrue, expression.whenFalse];
    case 'method':
      return [expression.receiver, expression.argument];
    case 'call':
      return expression.arguments;
  }
}

/** What an expression says beside its parts. */
export function headOf(expression: Expression): string {
  switch (expression.kind) {
    case 'literal':
      return `literal ${expression.type} ${JSON.stringify(expression.value)}`;
    case 'reference':
      return `reference ${expression.path}`;
    case 'judge':
      return `judge ${JSON.stringify([expression.zh, expression.en])}`;
    case 'compare':
    case 'arithmetic':
      return `${expression.kind} ${expression.operator}`;
    case 'method':
      return `method ${expression.method}`;
    case 'call':
      return `call ${expression.name}`;
    default:
      return expression.kind;
  }
}

/** Whether two expressions say the same, wherever they stand. */
export function isAlike(one: Expression, other: Expression): boolean {
  if (one === other) return true;
  if (headOf(one) !== headOf(other)) return false;
  const [parts, others] = [partsOf(one), partsOf(other)];
  return parts.length === others.length && parts.every((part, index) => isAlike(part, others[index]!));
}

/**
 * The paths a rule depends on (fields and bindings), each once, sorted.
 *
 * @example fieldsOf(parseRule('entity.kind == "enterprise" && asOf > entity.founded_on'))
 * // ['asOf', 'entity.founded_on', 'entity.kind']
 */
export function fieldsOf(expression: Expression): string[] {
  const paths = new Set<string>();
  const visit = (node: Expression): void => {
    if (node.kind === 'reference') paths.add(node.path);
    for (const part of partsOf(node)) visit(part);
  };
  visit(expression);
  return [...paths].sort();
}

/**
 * The calls that a rule makes, in the order they are written.
 *
 * @example callsOf(parseRule('holds("gazelle") && true'))[0].name // 'holds'
 */
export function callsOf(expression: Expression): Call[] {
  const inside = partsOf(expression).flatMap(callsOf);
  return expression.kind === 'call' ? [expression, ...inside] : inside;
}

/**
 * The judgements that a rule asks of a person, in the order they are written.
 *
 * @example judgementsOf(parseRule('entity.closed || judge("经营正常", "It is doing business")'))[0].zh // '经营正常'
 */
export function judgementsOf(expression: Expression): Judge[] {
  return expression.kind === 'judge' ? [expression] : partsOf(expression).flatMap(judgementsOf);
}

/** Whether a person's judgement stands anywhere in it. */
export function needsJudgement(expression: Expression): boolean {
  return expression.kind === 'judge' || partsOf(expression).some(needsJudgement);
}
