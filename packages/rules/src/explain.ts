import { Decimal } from 'decimal.js';
import type { Call, Choose, Compare, CompareOperator, Expression, Literal, Method } from './ast.ts';
import {
  type Catalogue,
  type Labels,
  type Parameter,
  parameterAt,
  type RuleValue,
  type Typed,
} from './catalogue.ts';
import { literalValue, requireTypes } from './check.ts';
import type { TypeTable } from './checker.ts';
import { type Language, type Words, wordsOf } from './explain-words.ts';
import { formatRule } from './format.ts';

export type { Language } from './explain-words.ts';

interface Explainer {
  readonly catalogue: Catalogue;
  readonly types: TypeTable;
  readonly language: Language;
  readonly words: Words;
}

/** How many values of a list are read out before the rest is only counted. */
const LISTED = 8;

/**
 * A rule as a sentence, in the words of the catalogue.
 *
 * @throws RuleCheckError when the rule has problems.
 *
 * @example explainRule(parseRule('milestone.kind == "established" && entity.in_scope'), catalogue, 'zh')
 * // '事件为“设立”且在计划口径内'
 */
export function explainRule(rule: Expression, catalogue: Catalogue, language: Language): string {
  const { types } = requireTypes(rule, catalogue);
  return explainNode({ catalogue, types, language, words: wordsOf[language] }, rule);
}

/**
 * A value as people read it: an amount with its unit, a code by its name, a ratio in percent.
 *
 * @example wordsOfValue('1800000', { type: 'number', unit: 'yuan' }, catalogue, 'zh') // '180万元'
 */
export function wordsOfValue(
  value: RuleValue,
  typed: Typed,
  catalogue: Catalogue,
  language: Language,
): string {
  const words = wordsOf[language];
  if (typeof value === 'boolean') return words.truth(value);
  if (typed.type === 'date') return words.date(value);
  const explainer = { catalogue, types: new Map(), language, words };
  return typed.type === 'number'
    ? explainNumber(explainer, value, typed.unit)
    : (valueLabel(explainer, value, typed.values) ?? value);
}

function explainNode(explainer: Explainer, node: Expression): string {
  return typeOf(explainer, node).type === 'boolean'
    ? explainCondition(explainer, node, false)
    : explainValue(explainer, node, undefined);
}

function typeOf(explainer: Explainer, node: Expression): Partial<Omit<Typed, 'type'>> & { type: string } {
  return explainer.types.get(node) ?? { type: 'string' };
}

/** A condition, or its opposite where `negated`: 不为 reads better than 并非…为. */
function explainCondition(explainer: Explainer, node: Expression, negated: boolean): string {
  const { words } = explainer;
  switch (node.kind) {
    case 'not':
      return explainCondition(explainer, node.operand, !negated);
    case 'and':
    case 'or': {
      const text = explainChain(explainer, node.kind, node.operands);
      return negated ? words.not(text) : text;
    }
    case 'known': {
      const subject = explainNode(explainer, node.operand);
      return negated ? words.unknown(subject) : words.known(subject);
    }
    case 'compare':
      return explainCompare(explainer, node, negated);
    case 'in':
      return explainIn(explainer, node.operand, node.items, negated);
    case 'method':
      return explainMethod(explainer, node, negated);
    case 'call':
      return explainCall(explainer, node, negated);
    case 'choose': {
      const text = explainChoose(explainer, node);
      return negated ? words.not(text) : text;
    }
    case 'judge':
      return words.judged(node[explainer.language]);
    case 'literal':
      return words.truth(node.value === !negated);
    case 'reference':
      return explainFlag(explainer, node.path, negated);
    default:
      return formatRule(node);
  }
}

function explainFlag(explainer: Explainer, path: string, negated: boolean): string {
  const { field } = explainer.catalogue.names.get(path)!;
  const label = field[explainer.language];
  if (!negated) return label;
  const opposite: Labels | undefined = 'not' in field ? field.not : undefined;
  return opposite?.[explainer.language] ?? explainer.words.opposite(label) ?? explainer.words.not(label);
}

function explainChain(explainer: Explainer, kind: 'and' | 'or', operands: readonly Expression[]): string {
  const { words } = explainer;
  const parts: string[] = [];
  for (let index = 0; index < operands.length; index++) {
    const operand = operands[index]!;
    const range = kind === 'and' ? explainRange(explainer, operand, operands[index + 1]) : undefined;
    if (range !== undefined) {
      parts.push(range);
      index++;
      continue;
    }
    const text = explainCondition(explainer, operand, false);
    const nested =
      operand.kind === 'choose' ||
      ((operand.kind === 'and' || operand.kind === 'or') && operand.kind !== kind);
    parts.push(nested ? words.group(text) : text);
  }
  return kind === 'and' ? words.and(parts) : words.or(parts);
}

/** `x >= low && x <= high` as one range. */
function explainRange(
  explainer: Explainer,
  first: Expression,
  second: Expression | undefined,
): string | undefined {
  if (first.kind !== 'compare' || second?.kind !== 'compare') return undefined;
  if (first.operator !== '>=' || second.operator !== '<=') return undefined;
  if (formatRule(first.left) !== formatRule(second.left)) return undefined;
  const { unit } = typeOf(explainer, first.left);
  const ends = [first.right, second.right].map((end) => explainValue(explainer, end, { unit }));
  return explainer.words.between(explainValue(explainer, first.left, undefined), ends[0]!, ends[1]!);
}

const OPPOSITE: Readonly<Record<CompareOperator, CompareOperator>> = {
  '==': '!=',
  '!=': '==',
  '<': '>=',
  '>=': '<',
  '>': '<=',
  '<=': '>',
};

function explainCompare(explainer: Explainer, node: Compare, negated: boolean): string {
  const operator = negated ? OPPOSITE[node.operator] : node.operator;
  const left = typeOf(explainer, node.left);
  const right = typeOf(explainer, node.right);
  if (left.type === 'boolean') return explainAgreement(explainer, node, operator);
  const style = left.type === 'number' ? 'number' : left.type === 'date' ? 'date' : 'text';
  const one = explainValue(explainer, node.left, right);
  return explainer.words.compare[style][operator](one, explainValue(explainer, node.right, left));
}

/** Equality of two conditions; with `true` or `false` it is the other condition or its opposite. */
function explainAgreement(explainer: Explainer, node: Compare, operator: CompareOperator): string {
  const equal = operator === '==';
  for (const [literal, other] of [
    [node.right, node.left],
    [node.left, node.right],
  ] as const) {
    if (literal.kind === 'literal') return explainCondition(explainer, other, literal.value !== equal);
  }
  const [left, right] = [
    explainCondition(explainer, node.left, false),
    explainCondition(explainer, node.right, false),
  ];
  return equal ? explainer.words.agree(left, right) : explainer.words.differ(left, right);
}

function explainIn(
  explainer: Explainer,
  operand: Expression,
  items: readonly Literal[],
  negated: boolean,
): string {
  const type = typeOf(explainer, operand);
  const shown = items.slice(0, LISTED).map((item) => explainLiteral(explainer, item, type));
  const subject = explainValue(explainer, operand, undefined);
  const more = items.length - shown.length;
  return negated ? explainer.words.noneOf(subject, shown, more) : explainer.words.oneOf(subject, shown, more);
}

function explainMethod(explainer: Explainer, node: Method, negated: boolean): string {
  const words = negated ? explainer.words.notMethod : explainer.words.method;
  return words[node.method](
    explainValue(explainer, node.receiver, undefined),
    explainValue(explainer, node.argument, undefined),
  );
}

function explainChoose(explainer: Explainer, node: Choose): string {
  const condition = explainCondition(explainer, node.condition, false);
  const [then, otherwise] = [explainNode(explainer, node.whenTrue), explainNode(explainer, node.whenFalse)];
  return explainer.words.choose(condition, then, otherwise);
}

function explainCall(explainer: Explainer, node: Call, negated: boolean): string {
  const declared = explainer.catalogue.functions.get(node.name)!;
  const literals = node.arguments.map(literalValue);
  const units = node.arguments.map((argument) => typeOf(explainer, argument).unit);
  const args = node.arguments.map((argument, index) => {
    const parameter = parameterAt(declared, index);
    const unit = parameter.unitOf?.(literals, units) ?? parameter.unit;
    return explainArgument(explainer, argument, { ...parameter, ...(unit === undefined ? {} : { unit }) });
  });
  const opposite = negated ? declared.not?.[explainer.language] : undefined;
  const template = opposite ?? declared[explainer.language];
  const text =
    template.includes('{0') || args.length === 0
      ? fill(template, args, explainer.words.listed)
      : explainer.words.call(template, args);
  return negated && opposite === undefined ? explainer.words.not(text) : text;
}

/** The words of a function with its arguments in; `{0*}` is the first and all that follow, an argument left out leaves nothing. */
function fill(template: string, args: readonly string[], list: (items: readonly string[]) => string): string {
  return template.replace(/\{(\d)(\*?)\}/g, (_, index: string, all: string) =>
    all === '' ? (args[Number(index)] ?? '') : list(args.slice(Number(index))),
  );
}

/** A literal argument is part of the phrase (2018年的营业收入), so it stands without quotes. */
function explainArgument(explainer: Explainer, argument: Expression, parameter: Parameter): string {
  if (argument.kind !== 'literal') return explainNode(explainer, argument);
  if (argument.type !== 'number' && argument.type !== 'string') return explainNode(explainer, argument);
  const amount = (value: string): string => explainNumber(explainer, value, parameter.unit);
  const words = parameter.words?.[explainer.language];
  if (words !== undefined) return words(argument.value, amount);
  if (argument.type === 'number') return amount(argument.value);
  return valueLabel(explainer, argument.value, parameter.values) ?? argument.value;
}

function valueLabel(explainer: Explainer, code: string, values: Typed['values']): string | undefined {
  return values !== undefined && Object.hasOwn(values, code) ? values[code]![explainer.language] : undefined;
}

/** A value; `context` is what it is held against, whose unit and value names a literal takes. */
function explainValue(
  explainer: Explainer,
  node: Expression,
  context: Partial<Omit<Typed, 'type'>> | undefined,
): string {
  switch (node.kind) {
    case 'literal':
      return explainLiteral(explainer, node, context);
    case 'reference':
      return explainer.catalogue.names.get(node.path)!.field[explainer.language];
    case 'arithmetic': {
      const side = (operand: Expression, isRight: boolean): string => {
        const text = explainValue(explainer, operand, undefined);
        return needsGroup(node.operator, operand, isRight) ? explainer.words.group(text) : text;
      };
      return `${side(node.left, false)} ${SIGNS[node.operator]} ${side(node.right, true)}`;
    }
    case 'negate':
      return `−${node.operand.kind === 'arithmetic' ? explainer.words.group(explainValue(explainer, node.operand, context)) : explainValue(explainer, node.operand, context)}`;
    case 'choose':
      return explainChoose(explainer, node);
    case 'call':
      return explainCall(explainer, node, false);
    default:
      return explainCondition(explainer, node, false);
  }
}

const SIGNS = { '+': '+', '-': '−', '*': '×', '/': '÷' } as const;

function needsGroup(outer: keyof typeof SIGNS, operand: Expression, isRight: boolean): boolean {
  if (operand.kind === 'choose') return true;
  if (operand.kind !== 'arithmetic') return false;
  const strength = (operator: keyof typeof SIGNS): number => (operator === '+' || operator === '-' ? 1 : 2);
  return isRight
    ? strength(operand.operator) <= strength(outer)
    : strength(operand.operator) < strength(outer);
}

function explainLiteral(
  explainer: Explainer,
  literal: Literal,
  context: Partial<Omit<Typed, 'type'>> | undefined,
): string {
  switch (literal.type) {
    case 'null':
      return explainer.words.nothing;
    case 'boolean':
      return explainer.words.truth(literal.value);
    case 'date':
      return explainer.words.date(literal.value);
    case 'string':
      return explainer.words.quoted(valueLabel(explainer, literal.value, context?.values) ?? literal.value);
    case 'number':
      return explainNumber(explainer, literal.value, context?.unit);
  }
}

function explainNumber(explainer: Explainer, value: string, unit: string | undefined): string {
  if (unit === 'ratio') return `${new Decimal(value).times(100).toFixed()}%`;
  const declared = unit === undefined ? undefined : explainer.catalogue.units.get(unit);
  if (declared === undefined) return value;
  const { large } = declared;
  const largeWord = large?.[explainer.language];
  if (large !== undefined && largeWord !== undefined && new Decimal(value).abs().gte(large.factor)) {
    const scaled = new Decimal(value).div(large.factor);
    if (scaled.decimalPlaces() <= 2) return explainer.words.amount(scaled.toFixed(), largeWord);
  }
  return explainer.words.amount(explainer.words.number(value), declared[explainer.language]);
}
