import type { Expression, Literal } from './ast.ts';
import { wrongValue } from './bindings.ts';
import type { RuleValue, ValueType } from './catalogue.ts';
import { isCalendarDate } from './dates.ts';
import { exactText, readExact } from './decimals.ts';
import { type Message, RuleDataError } from './errors.ts';
import { inForce, type Version, type VersionProblem, versionProblems } from './in-force.ts';
import { substitute } from './substitute.ts';

export interface RuleVersion extends Version {
  readonly rule: Expression;
}

export interface ParameterVersion extends Version {
  readonly value: RuleValue | number;
}

/** A parameter of rules, such as `param.income_limit`, whose value changes by day. */
export interface DatedParameter {
  readonly type: ValueType;
  readonly versions: readonly ParameterVersion[];
}

/** A rule and its parameters over time. Made by `defineRuleSet`. */
export interface RuleSet {
  readonly versions: readonly RuleVersion[];
  /** By the path that rules name. */
  readonly parameters: ReadonlyMap<string, readonly (Version & { readonly literal: Literal })[]>;
}

/** The versions of a rule or of a parameter do not fit together. */
export class RuleSetError extends Error {
  override readonly name = 'RuleSetError';
  /** Each with the parameter that it is of; null for the rule itself. */
  readonly problems: readonly (VersionProblem & { readonly parameter: string | null })[];
  readonly messages: Message;

  constructor(problems: RuleSetError['problems']) {
    const all = (language: keyof Message, colon: string, separator: string): string =>
      problems
        .map(
          ({ parameter, message }) =>
            `${parameter === null ? '' : `${parameter}${colon}`}${message[language]}`,
        )
        .join(separator);
    super(all('en', ': ', '; '));
    this.problems = problems;
    this.messages = { zh: all('zh', '：', '；'), en: this.message };
  }
}

/**
 * Declares a rule and its parameters over time.
 *
 * @throws RuleSetError where versions overlap or are never in force; RuleDataError for a value that its type does not allow.
 */
export function defineRuleSet(input: {
  readonly versions: readonly RuleVersion[];
  readonly parameters?: Readonly<Record<string, DatedParameter>>;
}): RuleSet {
  const { versions, parameters = {} } = input;
  const problems = [
    ...versionProblems(versions).map((problem) => ({ ...problem, parameter: null })),
    ...Object.entries(parameters).flatMap(([parameter, dated]) =>
      versionProblems(dated.versions).map((problem) => ({ ...problem, parameter })),
    ),
  ];
  if (problems.length > 0) throw new RuleSetError(problems);
  return {
    versions,
    parameters: new Map(
      Object.entries(parameters).map(([path, dated]) => [
        path,
        dated.versions.map((version) => ({
          ...version,
          literal: literalOf(path, version.value, dated.type),
        })),
      ]),
    ),
  };
}

/**
 * The rule in force on a day, with the values that its parameters have on that day; undefined when none is in force.
 *
 * @throws RuleDataError when it names a parameter that has no value on the day.
 */
export function ruleOn(set: RuleSet, day: string): Expression | undefined {
  const version = inForce(set.versions, day);
  return (
    version &&
    substitute(version.rule, (path) => {
      const dated = set.parameters.get(path);
      if (dated === undefined) return undefined;
      const value = inForce(dated, day);
      if (value !== undefined) return value.literal;
      throw new RuleDataError(path, {
        zh: `“${path}”在 ${day} 没有有效的值`,
        en: `"${path}" has no value in force on ${day}`,
      });
    })
  );
}

function literalOf(path: string, value: RuleValue | number, type: ValueType): Literal {
  const position = { from: 0, to: 0 };
  if (type === 'number') {
    const exact = readExact(value);
    if (exact !== undefined) return { kind: 'literal', type, value: exactText(exact), position };
  } else if (type === 'boolean') {
    if (typeof value === 'boolean') return { kind: 'literal', type, value, position };
  } else if (typeof value === 'string') {
    if (type !== 'date') return { kind: 'literal', type: 'string', value, position };
    if (isCalendarDate(value)) return { kind: 'literal', type, value, position };
  }
  throw wrongValue(path, value, type);
}
