import type { Expression } from './ast.ts';
import type { Catalogue, Typed, ValueType } from './catalogue.ts';
import type { Message, Position, Problem, ProblemCode } from './errors.ts';
import { suggestFor } from './suggest.ts';

/** What an expression yields. `null` is the literal null alone; `ratio` is the unit of a quotient of equal units. */
export interface CheckedType extends Omit<Typed, 'type'> {
  readonly type: ValueType | 'null';
}

export type TypeTable = ReadonlyMap<Expression, CheckedType>;

export interface Checker {
  readonly catalogue: Catalogue;
  readonly problems: Problem[];
  readonly types: Map<Expression, CheckedType>;
}

/** `undefined` is the type of what is already reported, so that one mistake gives one problem. */
export type Maybe = CheckedType | undefined;

export const TYPE_WORDS: Readonly<Record<ValueType | 'null', Message>> = {
  string: { zh: '文字', en: 'a text' },
  code: { zh: '代码', en: 'a code' },
  number: { zh: '数', en: 'a number' },
  boolean: { zh: '是非（条件）', en: 'a condition' },
  date: { zh: '日期', en: 'a date' },
  null: { zh: 'null', en: 'null' },
};

/** A hostile rule may be wrong in thousands of places; nobody reads more than these, and finding what was meant costs time. */
const MAX_PROBLEMS = 50;

export function report(
  checker: Checker,
  code: ProblemCode,
  message: Message,
  position: Position,
  suggestion?: string,
): undefined {
  if (isFull(checker)) return undefined;
  checker.problems.push({ code, message, position, ...(suggestion === undefined ? {} : { suggestion }) });
}

export function isFull(checker: Checker): boolean {
  return checker.problems.length >= MAX_PROBLEMS;
}

/** A literal text held against a closed set must be of the set. */
export function requireKnownValue(
  checker: Checker,
  node: Expression,
  other: { readonly values?: Typed['values'] },
): void {
  if (
    node.kind !== 'literal' ||
    node.type !== 'string' ||
    other.values === undefined ||
    Object.hasOwn(other.values, node.value) ||
    isFull(checker)
  )
    return;
  const candidates = Object.entries(other.values).map(([code, labels]) => ({
    code,
    words: [labels.zh, labels.en],
  }));
  const near = suggestFor(node.value, candidates);
  const choices = candidates.slice(0, 12).map((candidate) => `"${candidate.code}"`);
  const more = candidates.length > choices.length ? ' …' : '';
  const shown = node.value.slice(0, 40);
  const message = {
    zh: `没有取值"${shown}"，${near === undefined ? `可用 ${choices.join('、')}${more}` : `是不是"${near}"`}`,
    en: `There is no value "${shown}"${near === undefined ? `: use one of ${choices.join(', ')}${more}` : `; did you mean "${near}"`}`,
  };
  report(checker, 'unknown_value', message, node.position, near === undefined ? undefined : `"${near}"`);
}
