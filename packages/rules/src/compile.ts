import {
  type Arithmetic,
  type Call,
  type Choose,
  type Compare,
  type Expression,
  isAlike,
  type Method,
} from './ast.ts';
import { type Bindings, bindingValue } from './bindings.ts';
import type { Catalogue, SqlArgument, SqlValue, ValueType } from './catalogue.ts';
import { literalValue, requireTypes } from './check.ts';
import type { TypeTable } from './checker.ts';
import { quotientSql } from './decimals.ts';

export interface CompileOptions {
  /** Number of the first parameter, `$1` unless the surrounding statement has its own. */
  readonly startParameter?: number;
  /** Values of the catalogue's bindings; null is unknown. */
  readonly bindings?: Bindings;
}

export interface CompiledRule {
  /** One PostgreSQL expression, in parentheses where it needs them; null is unknown. */
  readonly sql: string;
  /** Values of `$startParameter` and on, for node-postgres. */
  readonly parameters: readonly SqlValue[];
}

/** What is at hand while a rule is compiled; its parameters are collected here. */
export interface Compiler {
  readonly catalogue: Catalogue;
  readonly types: TypeTable;
  readonly bindings: Bindings;
  readonly start: number;
  readonly parameters: SqlValue[];
  readonly placeholders: Map<string, string>;
}

const SQL_TYPES: Readonly<Record<ValueType, string>> = {
  string: 'text',
  code: 'text',
  number: 'numeric',
  boolean: 'boolean',
  date: 'date',
};
const OPERATORS = { '==': '=', '!=': '<>', '<': '<', '<=': '<=', '>': '>', '>=': '>=' } as const;

/**
 * Compiles a rule to one PostgreSQL expression. Values are always parameters, with a cast; identifiers come from the
 * catalogue only. Unknown is null, in three-valued logic, exactly as `evaluateRule` answers.
 *
 * @throws RuleCheckError when the rule has problems; RuleDataError when a binding is missing or of the wrong type.
 *
 * @example compileRule(parseRule('entity.kind == "enterprise"'), catalogue)
 * // { sql: '(e.kind = $1::text)', parameters: ['enterprise'] }
 */
export function compileRule(
  rule: Expression,
  catalogue: Catalogue,
  options: CompileOptions = {},
): CompiledRule {
  const compiler = compilerFor(catalogue, requireTypes(rule, catalogue).types, options);
  return { sql: compileNode(compiler, rule), parameters: compiler.parameters };
}

export function compilerFor(catalogue: Catalogue, types: TypeTable, options: CompileOptions): Compiler {
  return {
    catalogue,
    types,
    bindings: options.bindings ?? {},
    start: options.startParameter ?? 1,
    parameters: [],
    placeholders: new Map(),
  };
}

export function compileNode(compiler: Compiler, node: Expression): string {
  const next = (child: Expression): string => compileNode(compiler, child);
  switch (node.kind) {
    case 'literal':
      if (node.type === 'null') return 'null';
      if (node.type === 'boolean') return String(node.value);
      return parameter(compiler, node.value, SQL_TYPES[node.type]);
    case 'judge':
      return 'null::boolean';
    case 'reference':
      return compileReference(compiler, node.path);
    case 'and':
    case 'or':
      return `(${node.operands.map(next).join(` ${node.kind} `)})`;
    case 'not':
      return `(not ${next(node.operand)})`;
    case 'negate':
      return `(- ${next(node.operand)})`;
    case 'known':
      return `(${next(node.operand)} is not null)`;
    case 'compare':
      return compileCompare(compiler, node);
    case 'arithmetic':
      return compileArithmetic(compiler, node);
    case 'in': {
      const items = node.items.map((item) => String(item.value));
      return `(${next(node.operand)} = any(${parameter(compiler, items, `${sqlTypeOf(compiler, node.operand)}[]`)}))`;
    }
    case 'choose':
      return compileChoose(compiler, node);
    case 'method':
      return compileMethod(compiler, node);
    case 'call':
      return compileCall(compiler, node);
  }
}

function sqlTypeOf(compiler: Compiler, node: Expression): string {
  const type = compiler.types.get(node)!.type;
  return type === 'null' ? 'text' : SQL_TYPES[type];
}

/** The placeholder of a value with its cast; the same value of the same type is one parameter. */
function parameter(compiler: Compiler, value: SqlValue, type: string): string {
  const key = `${type} ${JSON.stringify(value)}`;
  const existing = compiler.placeholders.get(key);
  if (existing !== undefined) return existing;
  compiler.parameters.push(value);
  const placeholder = `$${compiler.start + compiler.parameters.length - 1}::${type}`;
  compiler.placeholders.set(key, placeholder);
  return placeholder;
}

function compileReference(compiler: Compiler, path: string): string {
  const named = compiler.catalogue.names.get(path)!;
  if (named.kind === 'field') return trusted(named.field.sql, named.field.type);
  return parameter(
    compiler,
    bindingValue(compiler.bindings, path, named.field.type),
    SQL_TYPES[named.field.type],
  );
}

// Numbers are cast so that integer columns do not overflow and floating-point ones compare by their decimal text.
function trusted(sql: string, type: ValueType): string {
  const primary = /^[a-z_][a-z0-9_.]*$/.test(sql) ? sql : `(${sql})`;
  return type === 'number' ? `${primary}::numeric` : primary;
}

/** A choice; a chain of choices whose conditions are never unknown is one `case`. */
function compileChoose(compiler: Compiler, node: Choose): string {
  const bound = boundOf(node);
  if (bound !== undefined) return `(${compileNode(compiler, node.whenTrue)} ${bound})`;
  const type = sqlTypeOf(compiler, node);
  const branch = (child: Expression): string =>
    child.kind === 'literal' && child.value === null ? `null::${type}` : compileNode(compiler, child);
  if (!isAlwaysKnown(node.condition)) {
    const condition = compileNode(compiler, node.condition);
    return `(case ${condition} when true then ${branch(node.whenTrue)} when false then ${branch(node.whenFalse)} end)`;
  }
  const cases: string[] = [];
  let rest: Expression = node;
  while (rest.kind === 'choose' && boundOf(rest) === undefined && isAlwaysKnown(rest.condition)) {
    cases.push(`when ${compileNode(compiler, rest.condition)} then ${branch(rest.whenTrue)}`);
    rest = rest.whenFalse;
  }
  return `(case ${cases.join(' ')} else ${branch(rest)} end)`;
}

/** `has(x) ? x : false` is whether x is true, `has(x) ? x : true` whether it is not false: x is written, and run, once. */
function boundOf({ condition, whenTrue, whenFalse }: Choose): 'is true' | 'is not false' | undefined {
  if (condition.kind !== 'known' || whenFalse.kind !== 'literal' || whenFalse.type !== 'boolean')
    return undefined;
  if (!isAlike(condition.operand, whenTrue)) return undefined;
  return whenFalse.value ? 'is not false' : 'is true';
}

function isAlwaysKnown(node: Expression): boolean {
  switch (node.kind) {
    case 'known':
      return true;
    case 'literal':
      return node.type !== 'null';
    case 'and':
    case 'or':
      return node.operands.every(isAlwaysKnown);
    case 'not':
      return isAlwaysKnown(node.operand);
    case 'choose':
      return boundOf(node) !== undefined;
    default:
      return false;
  }
}

function compileCompare(compiler: Compiler, node: Compare): string {
  return `(${compileNode(compiler, node.left)} ${OPERATORS[node.operator]} ${compileNode(compiler, node.right)})`;
}

function compileArithmetic(compiler: Compiler, node: Arithmetic): string {
  const left = compileNode(compiler, node.left);
  const right = compileNode(compiler, node.right);
  if (node.operator !== '/') return `(${left} ${node.operator} ${right})`;
  return quotientSql(left, right);
}

function compileMethod(compiler: Compiler, node: Method): string {
  const receiver = compileNode(compiler, node.receiver);
  const argument = compileNode(compiler, node.argument);
  if (node.method === 'startsWith') return `starts_with(${receiver}, ${argument})`;
  if (node.method === 'contains') return `(strpos(${receiver}, ${argument}) > 0)`;
  return `(right(${receiver}, length(${argument})) = ${argument})`;
}

function compileCall(compiler: Compiler, node: Call): string {
  const declared = compiler.catalogue.functions.get(node.name)!;
  const sql = declared.sql(
    node.arguments.map((argument) => sqlArgument(compiler, argument)),
    {
      parameter: (value, type) => parameter(compiler, value, type),
      binding: (path) =>
        bindingValue(compiler.bindings, path, compiler.catalogue.names.get(path)!.field.type),
    },
  );
  const type = compiler.types.get(node)!.type;
  return trusted(sql, type === 'null' ? 'string' : type);
}

function sqlArgument(compiler: Compiler, node: Expression): SqlArgument {
  let sql: string | undefined;
  const literal = literalValue(node);
  return {
    get sql() {
      sql ??= compileNode(compiler, node);
      return sql;
    },
    ...(literal === undefined ? {} : { literal }),
  };
}
