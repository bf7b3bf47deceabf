import type { Arithmetic, Call, Choose, Compare, Expression, Literal, Method } from './ast.ts';
import { type Bindings, bindingValue, wrongValue } from './bindings.ts';
import type { Catalogue, Row, RuleValue, ValueType } from './catalogue.ts';
import type { TypeTable } from './checker.ts';
import { isCalendarDate } from './dates.ts';
import {
  addExact,
  compareExact,
  divideExact,
  type Exact,
  exactText,
  multiplyExact,
  negateExact,
  readExact,
  subtractExact,
} from './decimals.ts';
import { formatRule } from './format.ts';

/** A value while a rule runs; null is unknown. */
export type Working = string | boolean | Exact | null;
export type Run = (row: Row) => Working;

export interface Preparer {
  readonly catalogue: Catalogue;
  readonly types: TypeTable;
  readonly bindings: Bindings;
  /** Told of every field read, when reasons are asked for. */
  readonly onRead?: (path: string, value: RuleValue | null) => void;
}

/** Turns a sound expression into a function of a row, once, so that running it walks no tree. */
export function prepareNode(preparer: Preparer, node: Expression): Run {
  switch (node.kind) {
    case 'literal':
      return constant(workingLiteral(node));
    case 'judge':
      return constant(null);
    case 'reference':
      return prepareReference(preparer, node.path);
    case 'and':
      return prepareChain(preparer, node.operands, false);
    case 'or':
      return prepareChain(preparer, node.operands, true);
    case 'not': {
      const operand = prepareNode(preparer, node.operand);
      return (row) => {
        const value = operand(row);
        return value === null ? null : !value;
      };
    }
    case 'negate': {
      const operand = prepareNode(preparer, node.operand);
      return (row) => {
        const value = operand(row);
        return value === null ? null : negateExact(value as Exact);
      };
    }
    case 'known': {
      const operand = prepareNode(preparer, node.operand);
      return (row) => operand(row) !== null;
    }
    case 'compare':
      return prepareCompare(preparer, node);
    case 'arithmetic':
      return prepareArithmetic(preparer, node);
    case 'in':
      return prepareIn(preparer, node.operand, node.items);
    case 'choose':
      return prepareChoose(preparer, node);
    case 'method':
      return prepareMethod(preparer, node);
    case 'call':
      return prepareCall(preparer, node);
  }
}

function constant(value: Working): Run {
  return () => value;
}

function workingLiteral(node: Literal): Working {
  return node.type === 'number' ? readExact(node.value)! : node.value;
}

function typeOf(preparer: Preparer, node: Expression): ValueType {
  const { type } = preparer.types.get(node)!;
  return type === 'null' ? 'string' : type;
}

function prepareReference(preparer: Preparer, path: string): Run {
  const named = preparer.catalogue.names.get(path)!;
  const { type } = named.field;
  const { onRead } = preparer;
  const given =
    named.kind === 'binding' ? toWorking(bindingValue(preparer.bindings, path, type), type, path) : null;
  const read: Run =
    named.kind === 'binding'
      ? constant(given)
      : (row) => toWorking(row[named.root]?.[named.name], type, path);
  if (onRead === undefined) return read;
  return (row) => {
    const value = read(row);
    onRead(path, fromWorking(value));
    return value;
  };
}

/** A given value as a working value: missing is unknown, anything but the declared type is refused. */
function toWorking(value: unknown, type: ValueType, path: string): Working {
  if (value === undefined || value === null) return null;
  if (type === 'number') {
    const exact = readExact(value);
    if (exact !== undefined) return exact;
  } else if (type === 'boolean') {
    if (typeof value === 'boolean') return value;
  } else if (typeof value === 'string' && (type !== 'date' || isCalendarDate(value))) {
    return value;
  }
  throw wrongValue(path, value, type);
}

/** A working value as it is handed out: numbers as exact decimal text. */
export function fromWorking(value: Working): RuleValue | null {
  return typeof value === 'number' || (typeof value === 'object' && value !== null)
    ? exactText(value)
    : value;
}

// Kleene's logic: one deciding operand settles the chain, whatever else is unknown.
function prepareChain(preparer: Preparer, operands: readonly Expression[], deciding: boolean): Run {
  const runs = operands.map((operand) => prepareNode(preparer, operand));
  return (row) => {
    let unknown = false;
    for (const run of runs) {
      const value = run(row);
      if (value === deciding) return deciding;
      if (value === null) unknown = true;
    }
    return unknown ? null : !deciding;
  };
}

function prepareCompare(preparer: Preparer, node: Compare): Run {
  const left = prepareNode(preparer, node.left);
  const right = prepareNode(preparer, node.right);
  const holds = comparison(node.operator, typeOf(preparer, node.left) === 'number');
  return (row) => {
    const one = left(row);
    if (one === null) return null;
    const other = right(row);
    return other === null ? null : holds(one, other);
  };
}

type Comparison = (left: NonNullable<Working>, right: NonNullable<Working>) => boolean;

// Dates are compared as texts: YYYY-MM-DD sorts as the calendar does.
function comparison(operator: Compare['operator'], numbers: boolean): Comparison {
  const order: (left: NonNullable<Working>, right: NonNullable<Working>) => number = numbers
    ? (left, right) => compareExact(left as Exact, right as Exact)
    : (left, right) => (left === right ? 0 : left < right ? -1 : 1);
  switch (operator) {
    case '==':
      return (left, right) => order(left, right) === 0;
    case '!=':
      return (left, right) => order(left, right) !== 0;
    case '<':
      return (left, right) => order(left, right) < 0;
    case '<=':
      return (left, right) => order(left, right) <= 0;
    case '>':
      return (left, right) => order(left, right) > 0;
    case '>=':
      return (left, right) => order(left, right) >= 0;
  }
}

const ARITHMETIC = { '+': addExact, '-': subtractExact, '*': multiplyExact, '/': divideExact } as const;

function prepareArithmetic(preparer: Preparer, node: Arithmetic): Run {
  const left = prepareNode(preparer, node.left);
  const right = prepareNode(preparer, node.right);
  const apply = ARITHMETIC[node.operator];
  return (row) => {
    const one = left(row);
    if (one === null) return null;
    const other = right(row);
    return other === null ? null : apply(one as Exact, other as Exact);
  };
}

function prepareIn(preparer: Preparer, operand: Expression, items: readonly Literal[]): Run {
  const run = prepareNode(preparer, operand);
  const numbers = typeOf(preparer, operand) === 'number';
  const members: ReadonlySet<unknown> = new Set(items.map((item) => item.value));
  return (row) => {
    const value = run(row);
    if (value === null) return null;
    return members.has(numbers ? exactText(value as Exact) : value);
  };
}

function prepareChoose(preparer: Preparer, node: Choose): Run {
  const condition = prepareNode(preparer, node.condition);
  const then = prepareNode(preparer, node.whenTrue);
  const otherwise = prepareNode(preparer, node.whenFalse);
  return (row) => {
    const met = condition(row);
    return met === null ? null : met ? then(row) : otherwise(row);
  };
}

function prepareMethod(preparer: Preparer, node: Method): Run {
  const receiver = prepareNode(preparer, node.receiver);
  const argument = prepareNode(preparer, node.argument);
  const holds: (text: string, part: string) => boolean = {
    startsWith: (text: string, part: string) => text.startsWith(part),
    contains: (text: string, part: string) => text.includes(part),
    endsWith: (text: string, part: string) => text.endsWith(part),
  }[node.method];
  return (row) => {
    const text = receiver(row);
    if (text === null) return null;
    const part = argument(row);
    return part === null ? null : holds(text as string, part as string);
  };
}

function prepareCall(preparer: Preparer, node: Call): Run {
  const declared = preparer.catalogue.functions.get(node.name)!;
  const runs = node.arguments.map((argument) => prepareNode(preparer, argument));
  const type = typeOf(preparer, node);
  const path = formatRule(node);
  const bindings = new Map(
    (declared.bindings ?? []).map((name) => [
      name,
      bindingValue(preparer.bindings, name, preparer.catalogue.names.get(name)!.field.type),
    ]),
  );
  const binding = (name: string): RuleValue | null => bindings.get(name) ?? null;
  return (row) => {
    const values: RuleValue[] = [];
    for (const run of runs) {
      const value = fromWorking(run(row));
      if (value === null) return null;
      values.push(value);
    }
    const result = toWorking(declared.evaluate(values, row, binding), type, path);
    preparer.onRead?.(path, fromWorking(result));
    return result;
  };
}
