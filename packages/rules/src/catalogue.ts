import type { Message } from './errors.ts';
import { suggestFor } from './suggest.ts';

export type ValueType = 'string' | 'number' | 'boolean' | 'date' | 'code';

/** What every named thing carries: the words people read. For a boolean, a predicate such as 在计划口径内. */
export interface Labels {
  readonly zh: string;
  readonly en: string;
}

export interface Typed {
  readonly type: ValueType;
  /** Unit of a number, such as `yuan`; two different units are never added or compared. */
  readonly unit?: string;
  /** The closed set of values: any other text in a rule is a mistake. */
  readonly values?: Readonly<Record<string, Labels>>;
}

/** A field that rules may name, and the trusted SQL that reads it. */
export interface Field extends Labels, Typed {
  readonly code: string;
  /** Whether a value may be missing; only said to readers, rules treat every field as if it may. */
  readonly nullable?: boolean;
  /** The opposite of a boolean's words, such as 不在计划口径内. */
  readonly not?: Labels;
  /**
   * A column or an expression written by the server, never by a rule's author, that yields `text`, `integer` or `numeric`,
   * `boolean` or `date` (never `infinity`) in PostgreSQL. Cast an enum to text; floating point is not exact, so keep it out.
   */
  readonly sql: string;
}

/** A named value given when a rule runs, such as `period.start`; an SQL parameter. */
export interface Binding extends Labels, Typed {}

export interface Parameter extends Labels, Typed {
  /** Only a literal may stand here (a fact's code, an industry branch). */
  readonly literal?: boolean;
  /** Only the last parameters may be left out. */
  readonly optional?: boolean;
  /** How many arguments it may take, one after another; once if not said. Only the last parameter may take several. */
  readonly repeats?: number;
  /** What is wrong with a literal that stands here. */
  readonly problem?: (literal: RuleValue) => Message | undefined;
  /** The unit that the argument must have, where the other arguments decide it. */
  readonly unitOf?: FromArguments<string | undefined>;
  /** A literal read out, such as a scale in sentences; `amount` reads a number in the argument's unit. */
  readonly words?: Readonly<
    Record<keyof Labels, (literal: string, amount: (value: string) => string) => string>
  >;
}

/** Something that a call's arguments decide: by the values of those that are literals, and the units of all. */
export type FromArguments<Result> = (
  literals: readonly (RuleValue | undefined)[],
  units: readonly (string | undefined)[],
) => Result;

/** A value that a rule works with: numbers are exact decimal text, dates `YYYY-MM-DD`. */
export type RuleValue = string | boolean;

/** An argument as a function's SQL sees it; a parameter is allotted only when `sql` is read. */
export interface SqlArgument {
  readonly sql: string;
  /** The literal's value where the rule has a literal here. */
  readonly literal?: RuleValue;
}

/** A value as node-postgres takes it for a parameter. */
export type SqlValue = string | boolean | null | readonly string[];

/** What a function's SQL may be made of beside its arguments. */
export interface SqlTools {
  /** The placeholder of a value, with its cast; `type` is a PostgreSQL type such as `numeric[]`. */
  readonly parameter: (value: SqlValue, type: string) => string;
  /** The value of a binding that the function declares. */
  readonly binding: ReadBinding;
}

/** Reads a declared binding; null is unknown. */
export type ReadBinding = (path: string) => RuleValue | null;

/** A row: roots to fields to values, such as `{ entity: { kind: 'enterprise', employees: 12 } }`. */
export type Row = Readonly<Record<string, Readonly<Record<string, unknown>> | null | undefined>>;

/**
 * A function that rules may call. It must be strict: unknown when an argument is unknown. `evaluate` is not called then,
 * and its SQL must be null then. Both ways must give the same answer.
 */
export interface RuleFunction {
  /** Words with `{0}`, `{1}` for the arguments, such as `{0}属于行业门类{1}`. */
  readonly zh: string;
  readonly en: string;
  readonly not?: Labels;
  readonly parameters: readonly Parameter[];
  readonly returns: Typed | FromArguments<Typed>;
  /** Bindings that it reads, each declared in the catalogue. */
  readonly bindings?: readonly string[];
  /** How often its SQL writes an argument at most, once if not said: what bounds the size of nested calls. */
  readonly copies?: number;
  readonly sql: (args: readonly SqlArgument[], tools: SqlTools) => string;
  /** null for unknown. Numbers come and go as decimal text (a JavaScript number may also be returned). */
  readonly evaluate: (
    args: readonly RuleValue[],
    row: Row,
    binding: ReadBinding,
  ) => RuleValue | number | null;
}

/** What an argument has to be. */
export function parameterAt({ parameters }: RuleFunction, index: number): Parameter {
  return parameters[index] ?? parameters.at(-1)!;
}

/** Words of a unit. `large` is what big round amounts are read in, in the languages that have a word: 10,000 yuan as 万元. */
export interface Unit extends Labels {
  readonly large?: { readonly zh?: string; readonly en?: string; readonly factor: number };
}

export interface CatalogueInput {
  readonly roots: Readonly<
    Record<string, Readonly<Record<string, Omit<Field, 'code'> & { readonly code?: string }>>>
  >;
  readonly bindings?: Readonly<Record<string, Binding>>;
  readonly functions?: Readonly<Record<string, RuleFunction>>;
  readonly units?: Readonly<Record<string, Unit>>;
}

export type Named =
  | { readonly kind: 'field'; readonly root: string; readonly name: string; readonly field: Field }
  | { readonly kind: 'binding'; readonly field: Binding };

/** The closed world of names that a rule may use. Made by `defineCatalogue`. */
export interface Catalogue {
  readonly names: ReadonlyMap<string, Named>;
  readonly functions: ReadonlyMap<string, RuleFunction>;
  readonly units: ReadonlyMap<string, Unit>;
}

const NAME = /^[a-zA-Z][a-zA-Z0-9_]*$/;
const BINDING_PATH = /^[a-zA-Z][a-zA-Z0-9_]*(\.[a-zA-Z][a-zA-Z0-9_]*)?$/;
const BUILT_IN = new Set(['has', 'date', 'judge', 'true', 'false', 'null', 'in']);

/**
 * Checks and indexes a catalogue. Names with a meaning in JavaScript objects (`constructor`, `__proto__` …) are refused, so
 * that a path in a rule can never reach anything but data.
 *
 * @throws TypeError naming the entry, when a name is not allowed or is declared twice. A fault of the caller, not of a rule.
 */
export function defineCatalogue(input: CatalogueInput): Catalogue {
  const names = new Map<string, Named>();
  for (const [root, fields] of Object.entries(input.roots)) {
    requireName(root);
    for (const [name, field] of Object.entries(fields)) {
      requireName(name);
      names.set(`${root}.${name}`, { kind: 'field', root, name, field: { ...field, code: name } });
    }
  }
  for (const [path, field] of Object.entries(input.bindings ?? {})) {
    if (!BINDING_PATH.test(path))
      throw new TypeError(`The binding "${path}" is not a name that rules can use.`);
    path.split('.').forEach(requireName);
    if (names.has(path)) throw new TypeError(`The catalogue declares "${path}" as a field and as a binding.`);
    names.set(path, { kind: 'binding', field });
  }
  const functions = new Map<string, RuleFunction>();
  for (const [name, declared] of Object.entries(input.functions ?? {})) {
    requireName(name);
    requireOrderlyParameters(name, declared);
    for (const path of declared.bindings ?? []) {
      if (names.get(path)?.kind !== 'binding')
        throw new TypeError(`The function "${name}" reads "${path}", which is no binding of the catalogue.`);
    }
    functions.set(name, declared);
  }
  return { names, functions, units: new Map(Object.entries(input.units ?? {})) };
}

function requireName(name: string): void {
  if (!NAME.test(name) || name in Object.prototype || name === 'prototype' || BUILT_IN.has(name)) {
    throw new TypeError(
      `The catalogue's name "${name}" is not allowed: use letters, digits and _, and no reserved word.`,
    );
  }
}

function requireOrderlyParameters(name: string, declared: RuleFunction): void {
  const firstOptional = declared.parameters.findIndex((parameter) => parameter.optional);
  if (
    firstOptional >= 0 &&
    declared.parameters.slice(firstOptional).some((parameter) => !parameter.optional)
  ) {
    throw new TypeError(`In the function "${name}" an optional parameter stands before a required one.`);
  }
  if (declared.parameters.slice(0, -1).some((parameter) => parameter.repeats !== undefined)) {
    throw new TypeError(`In the function "${name}" a parameter that repeats stands before the last.`);
  }
}

/** The words for a path that the catalogue does not know, with the nearest path that it does know. */
export function describeUnknownPath(
  path: string,
  catalogue: Catalogue,
): { message: Message; suggestion?: string } {
  const labelled = [...catalogue.names].map(([code, named]) => ({
    code,
    words: [named.field.zh, named.field.en],
  }));
  const suggestion = suggestFor(path, labelled);
  const hint =
    suggestion === undefined
      ? { zh: '', en: '' }
      : { zh: `，是不是“${suggestion}”`, en: `; did you mean "${suggestion}"` };
  return {
    message: { zh: `没有字段“${path}”${hint.zh}`, en: `There is no field "${path}"${hint.en}` },
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}
