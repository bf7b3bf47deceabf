import type { Arithmetic, Call, Choose, Compare, Expression, Literal, Method, Reference } from './ast.ts';
import {
  type Catalogue,
  describeUnknownPath,
  type Parameter,
  parameterAt,
  type Typed,
  type ValueType,
} from './catalogue.ts';
import {
  type CheckedType,
  type Checker,
  isFull,
  type Maybe,
  report,
  requireKnownValue,
  TYPE_WORDS,
  type TypeTable,
} from './checker.ts';
import { factorsOf, sqlPartsOf } from './complexity.ts';
import { MAX_FACTORS } from './decimals.ts';
import { type Message, type Position, type Problem, RuleCheckError } from './errors.ts';
import { requirePositiveJudgements } from './judgements.ts';
import { LIMITS } from './limits.ts';
import { suggestFor } from './suggest.ts';
import { requireSameUnit, unit, unitOfProduct, unitOfQuotient } from './units.ts';
import { findUnreachable } from './unreachable.ts';

const BOOLEAN: CheckedType = { type: 'boolean' };

/**
 * Everything that is wrong with a rule over a catalogue; an empty list is a rule that can run.
 *
 * @param expected the type that the rule must yield; `boolean` for a condition.
 *
 * @example checkRule(parseRule('entity.kind == "企业"'), catalogue, 'boolean')[0].suggestion // '"enterprise"'
 */
export function checkRule(rule: Expression, catalogue: Catalogue, expected?: ValueType): Problem[] {
  const { problems, type } = analyse(rule, catalogue);
  if (expected !== undefined && type !== undefined && !fits(type, expected))
    problems.push(wrongResult(rule, type, expected));
  return problems.sort((left, right) => left.position.from - right.position.from);
}

/**
 * What the author of a rule should mend: what is wrong with it (`checkRule`), and in a rule that can run the parts that make no
 * difference (`UnreachableCode`), with which it says something else than meant. For rules as they are written: with parameters
 * and named parts put in, a rule may well have a part that makes no difference.
 *
 * @example reviewRule(parseRule('entity.employees > 5 && entity.employees < 3'), catalogue)[0].code // 'never_holds'
 */
export function reviewRule(rule: Expression, catalogue: Catalogue, expected?: ValueType): Problem[] {
  const problems = checkRule(rule, catalogue, expected);
  return problems.length > 0 ? problems : findUnreachable(rule);
}

function wrongResult(rule: Expression, type: CheckedType, expected: ValueType): Problem {
  const [want, got] = [TYPE_WORDS[expected], TYPE_WORDS[type.type]];
  return {
    code: 'wrong_result_type',
    message: { zh: `结果应是${want.zh}，却是${got.zh}`, en: `The result must be ${want.en}, not ${got.en}` },
    position: rule.position,
  };
}

/** The type of every part of a sound condition. @throws RuleCheckError when the rule has problems or yields another type. */
export function requireCondition(rule: Expression, catalogue: Catalogue): TypeTable {
  const { types, type } = requireTypes(rule, catalogue);
  if (type.type !== 'boolean') throw new RuleCheckError([wrongResult(rule, type, 'boolean')]);
  return types;
}

/**
 * What a rule yields: its type, its unit, its closed set of values where it has one.
 *
 * @throws RuleCheckError when the rule has problems.
 *
 * @example typeOfRule(parseRule('fact.rd_expense / fact.revenue'), catalogue) // { type: 'number', unit: 'ratio' }
 */
export function typeOfRule(rule: Expression, catalogue: Catalogue): Typed {
  const { type, unit, values } = requireTypes(rule, catalogue).type;
  if (type === 'null') throw new TypeError('requireTypes lets no rule through that is null alone.');
  return { type, ...(unit === undefined ? {} : { unit }), ...(values === undefined ? {} : { values }) };
}

/** The type of every part of a sound rule. @throws RuleCheckError when the rule has problems. */
export function requireTypes(
  rule: Expression,
  catalogue: Catalogue,
): { types: TypeTable; type: CheckedType } {
  const { problems, types, type } = analyse(rule, catalogue);
  if (problems.length > 0 || type === undefined) throw new RuleCheckError(problems);
  if (type.type === 'null') {
    throw new RuleCheckError([{ code: 'null_not_allowed', message: NULL_ALONE, position: rule.position }]);
  }
  return { types, type };
}

const NULL_ALONE: Message = { zh: 'null 只能作“? :”的一支', en: 'null may only be a branch of "? :"' };

function analyse(
  rule: Expression,
  catalogue: Catalogue,
): { problems: Problem[]; types: TypeTable; type: Maybe } {
  const checker: Checker = { catalogue, problems: [], types: new Map() };
  const type = typeOf(checker, rule);
  requirePositiveJudgements(checker, rule);
  if (factorsOf(rule) > MAX_FACTORS) {
    report(
      checker,
      'too_complex',
      {
        zh: `连乘或连除超过 ${MAX_FACTORS} 次`,
        en: `More than ${MAX_FACTORS} factors are multiplied or divided`,
      },
      rule.position,
    );
  }
  if (sqlPartsOf(rule, catalogue) > LIMITS.sqlParts) {
    report(
      checker,
      'too_complex',
      { zh: '函数套函数太深，请拆成几条', en: 'Functions are nested too deeply: split the rule' },
      rule.position,
    );
  }
  return { problems: checker.problems, types: checker.types, type };
}

function typeOf(checker: Checker, node: Expression): Maybe {
  const type = infer(checker, node);
  if (type !== undefined) checker.types.set(node, type);
  return type;
}

function infer(checker: Checker, node: Expression): Maybe {
  switch (node.kind) {
    case 'literal':
      return { type: node.type };
    case 'judge':
      return BOOLEAN;
    case 'reference':
      return inferReference(checker, node);
    case 'and':
    case 'or':
      for (const operand of node.operands) requireType(checker, operand, 'boolean');
      return BOOLEAN;
    case 'not':
      requireType(checker, node.operand, 'boolean');
      return BOOLEAN;
    case 'negate':
      return requireType(checker, node.operand, 'number');
    case 'known':
      if (typeOf(checker, node.operand)?.type === 'null')
        report(checker, 'null_not_allowed', NULL_ALONE, node.operand.position);
      return BOOLEAN;
    case 'compare':
      inferCompare(checker, node);
      return BOOLEAN;
    case 'arithmetic':
      return inferArithmetic(checker, node);
    case 'in':
      inferIn(checker, node.operand, node.items, node.position);
      return BOOLEAN;
    case 'choose':
      return inferChoose(checker, node);
    case 'method':
      inferMethod(checker, node);
      return BOOLEAN;
    case 'call':
      return inferCall(checker, node);
  }
}

function fits(type: CheckedType, wanted: ValueType): boolean {
  return type.type === wanted || (isText(type.type) && isText(wanted));
}

function isText(type: ValueType | 'null'): boolean {
  return type === 'string' || type === 'code';
}

function requireType(checker: Checker, node: Expression, wanted: ValueType): Maybe {
  const type = typeOf(checker, node);
  if (type === undefined || fits(type, wanted)) return type;
  const [want, got] = [TYPE_WORDS[wanted], TYPE_WORDS[type.type]];
  return report(
    checker,
    'type_mismatch',
    { zh: `此处应是${want.zh}，却是${got.zh}`, en: `Expected ${want.en} here, not ${got.en}` },
    node.position,
  );
}

function inferReference(checker: Checker, node: Reference): Maybe {
  const named = checker.catalogue.names.get(node.path);
  if (named !== undefined) return named.field;
  if (isFull(checker)) return undefined;
  const { message, suggestion } = describeUnknownPath(node.path, checker.catalogue);
  return report(checker, 'unknown_field', message, node.position, suggestion);
}

function inferCompare(checker: Checker, node: Compare): void {
  const left = typeOf(checker, node.left);
  const right = typeOf(checker, node.right);
  if (left?.type === 'null' || right?.type === 'null') {
    report(
      checker,
      'null_not_allowed',
      {
        zh: '不能与 null 比较；问是否已知请用 has( )',
        en: 'Nothing compares with null; ask with has() whether a value is known',
      },
      node.position,
      'has(…)',
    );
    return;
  }
  if (left === undefined || right === undefined) return;
  if (!fits(left, right.type as ValueType)) {
    const [one, other] = [TYPE_WORDS[left.type], TYPE_WORDS[right.type]];
    report(
      checker,
      'type_mismatch',
      { zh: `${one.zh}不能与${other.zh}比较`, en: `${capital(one.en)} cannot be compared with ${other.en}` },
      node.position,
    );
    return;
  }
  if (node.operator !== '==' && node.operator !== '!=' && left.type !== 'number' && left.type !== 'date') {
    const got = TYPE_WORDS[left.type];
    report(
      checker,
      'ordering_not_allowed',
      { zh: `${got.zh}不分大小，只能用 == 或 !=`, en: `${capital(got.en)} has no order: use == or !=` },
      node.position,
    );
    return;
  }
  requireSameUnit(checker, left, right, node.position);
  requireKnownValue(checker, node.left, right);
  requireKnownValue(checker, node.right, left);
}

function inferArithmetic(checker: Checker, node: Arithmetic): Maybe {
  const left = requireType(checker, node.left, 'number');
  const right = requireType(checker, node.right, 'number');
  if (node.operator === '/' && node.right.kind === 'literal' && node.right.value === '0') {
    report(checker, 'division_by_zero', { zh: '除数是零', en: 'The divisor is zero' }, node.right.position);
  }
  if (left === undefined || right === undefined) return undefined;
  if (node.operator === '+' || node.operator === '-') {
    requireSameUnit(checker, left, right, node.position);
    return { type: 'number', ...unit(left.unit ?? right.unit) };
  }
  return {
    type: 'number',
    ...unit(
      node.operator === '*' ? unitOfProduct(left.unit, right.unit) : unitOfQuotient(left.unit, right.unit),
    ),
  };
}

function inferIn(checker: Checker, operand: Expression, items: readonly Literal[], position: Position): void {
  const type = typeOf(checker, operand);
  if (items.length === 0) {
    report(checker, 'empty_list', { zh: '列表是空的', en: 'The list is empty' }, position);
    return;
  }
  if (type === undefined) return;
  if (type.type === 'null' || type.type === 'boolean') {
    const got = TYPE_WORDS[type.type];
    report(
      checker,
      'type_mismatch',
      { zh: `${got.zh}不能用“in”`, en: `"in" does not apply to ${got.en}` },
      operand.position,
    );
    return;
  }
  for (const item of items) {
    if (requireType(checker, item, type.type) !== undefined) requireKnownValue(checker, item, type);
  }
}

function inferChoose(checker: Checker, node: Choose): Maybe {
  requireType(checker, node.condition, 'boolean');
  const then = typeOf(checker, node.whenTrue);
  const otherwise = typeOf(checker, node.whenFalse);
  if (then === undefined || otherwise === undefined) return undefined;
  if (then.type === 'null' && otherwise.type === 'null') {
    return report(
      checker,
      'null_not_allowed',
      { zh: '“? :”的两支不能都是 null', en: 'Both branches of "? :" cannot be null' },
      node.position,
    );
  }
  if (then.type === 'null') return otherwise;
  if (otherwise.type === 'null') return then;
  if (!fits(then, otherwise.type)) {
    return report(
      checker,
      'type_mismatch',
      { zh: '“? :”两支的类型不同', en: 'The branches of "? :" differ in type' },
      node.position,
    );
  }
  requireSameUnit(checker, then, otherwise, node.position);
  return { type: then.type === otherwise.type ? then.type : 'string', ...unit(then.unit ?? otherwise.unit) };
}

function inferMethod(checker: Checker, node: Method): void {
  requireType(checker, node.receiver, 'string');
  requireType(checker, node.argument, 'string');
}

function inferCall(checker: Checker, node: Call): Maybe {
  const declared = checker.catalogue.functions.get(node.name);
  if (declared === undefined) {
    for (const argument of node.arguments) typeOf(checker, argument);
    if (isFull(checker)) return undefined;
    const near = suggestFor(
      node.name,
      [...checker.catalogue.functions.keys(), 'has', 'date', 'judge'].map((code) => ({ code, words: [] })),
    );
    const hint =
      near === undefined ? { zh: '', en: '' } : { zh: `，是不是“${near}”`, en: `; did you mean "${near}"` };
    return report(
      checker,
      'unknown_function',
      { zh: `没有函数“${node.name}”${hint.zh}`, en: `There is no function "${node.name}"${hint.en}` },
      node.position,
      near,
    );
  }
  const most = declared.parameters.reduce((sum, { repeats = 1 }) => sum + repeats, 0);
  const least = declared.parameters.filter((parameter) => !parameter.optional).length;
  if (node.arguments.length < least || node.arguments.length > most) {
    const count = least === most ? `${most}` : `${least}–${most}`;
    return report(
      checker,
      'wrong_argument_count',
      {
        zh: `${node.name} 要 ${count} 个参数，却有 ${node.arguments.length} 个`,
        en: `${node.name} takes ${count} arguments, not ${node.arguments.length}`,
      },
      node.position,
    );
  }
  const before = checker.problems.length;
  const types = node.arguments.map((argument, index) =>
    inferArgument(checker, argument, parameterAt(declared, index)),
  );
  if (checker.problems.length > before) return undefined;
  const literals = node.arguments.map(literalValue);
  const units = types.map((type) => type?.unit);
  node.arguments.forEach(({ position }, index) => {
    const wanted = parameterAt(declared, index).unitOf?.(literals, units);
    if (wanted !== undefined)
      requireSameUnit(checker, types[index]!, { type: 'number', unit: wanted }, position);
  });
  return typeof declared.returns === 'function' ? declared.returns(literals, units) : declared.returns;
}

function inferArgument(checker: Checker, argument: Expression, parameter: Parameter): Maybe {
  const type = requireType(checker, argument, parameter.type);
  if (type === undefined) return undefined;
  if (parameter.literal && argument.kind !== 'literal') {
    return report(
      checker,
      'literal_expected',
      {
        zh: `${parameter.zh}要直接写出，不能用字段或算式`,
        en: `Write the ${parameter.en} itself, not a field or a formula`,
      },
      argument.position,
    );
  }
  requireKnownValue(checker, argument, parameter);
  const literal = literalValue(argument);
  const message = literal === undefined ? undefined : parameter.problem?.(literal);
  if (message !== undefined) report(checker, 'invalid_literal', message, argument.position);
  return type;
}

/** A literal's value as functions see it, undefined for anything that is computed. */
export function literalValue(node: Expression): string | boolean | undefined {
  return node.kind === 'literal' && node.value !== null ? node.value : undefined;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
