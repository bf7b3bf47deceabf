import { allOf, anyOf, type Outcome, outcomeOf } from './answers.ts';
import {
  type Choose,
  type Compare,
  type CompareOperator,
  type Expression,
  MIRRORED,
  partsOf,
} from './ast.ts';
import type { Catalogue, Row, RuleValue, ValueType } from './catalogue.ts';
import { dayNumber } from './dates.ts';
import { exactText, readExact, subtractExact } from './decimals.ts';
import { formatRule } from './format.ts';
import { prepareOutcome } from './outcome.ts';
import { fromWorking, type Preparer, prepareNode } from './prepare.ts';

/** Where a value comes from, as its row says it. */
export interface Origin {
  /** The period or the day that the value is of, such as `2018` or `2018Q4`. */
  readonly period?: string;
  readonly source?: string;
  /** The day on which it was recorded. */
  readonly recordedOn?: string;
}

/** What a row says of the origin of a value that a rule saw, by its path. */
export type Origins = (path: string) => Origin | undefined;

/** A field or a function's result that was looked at; null is missing. */
export interface Seen {
  readonly path: string;
  readonly value: RuleValue | null;
  readonly origin?: Origin;
}

/** The two sides of a comparison: what the row has, and what it is held against. */
export interface Comparison {
  /** Of `value` to `limit`: a limit that is written first is read from the other side. */
  readonly operator: CompareOperator;
  readonly value: RuleValue | null;
  readonly limit: RuleValue | null;
  /** How far the value is above the limit (below it: negative), exactly, in `unit`; of dates in days; null where nothing can be said. */
  readonly difference: string | null;
  /** Unit of the catalogue, `ratio` for a ratio, `day` between dates; absent for a plain number and for texts. */
  readonly unit?: string;
}

/** One condition of a rule and how a row stands to it. */
export interface Reason {
  /** The condition itself, for `explainRule`. */
  readonly expression: Expression;
  /** Its text in normal form. */
  readonly text: string;
  readonly outcome: Outcome;
  /** The fields and function results that were looked at. */
  readonly seen: readonly Seen[];
  /** Of a condition that compares two values. */
  readonly comparison?: Comparison;
  /** The parts of an `&&`, `||`, `!` or `?:` condition. */
  readonly parts: readonly Reason[];
}

/** Gives the reasons for one row. */
export type Reasoner = (row: Row, origins: Origins | undefined) => Reason;

/** A preparer that notes what is read. */
export interface Watch {
  readonly preparer: Preparer;
  readonly isWhole: (condition: Expression) => boolean;
  readonly seen: Map<string, RuleValue | null>;
}

export function watch(preparer: Omit<Preparer, 'onRead'>, isWhole: Watch['isWhole'] = () => false): Watch {
  const seen = new Map<string, RuleValue | null>();
  return { preparer: { ...preparer, onRead: (path, value) => seen.set(path, value) }, isWhole, seen };
}

/** What was read since the last time, with its origins. */
export function takeSeen({ seen }: Watch, origins: Origins | undefined): Seen[] {
  const taken = [...seen].map(([path, value]) => {
    const origin = origins?.(path);
    return { path, value, ...(origin === undefined ? {} : { origin }) };
  });
  seen.clear();
  return taken;
}

/** Turns a sound condition into a function that gives its reasons. */
export function prepareReason(watched: Watch, node: Expression): Reasoner {
  if (watched.isWhole(node)) return prepareWhole(watched, node);
  switch (node.kind) {
    case 'and':
    case 'or':
      return composed(watched, node, node.operands, node.kind === 'and' ? allOf : anyOf);
    case 'not':
      return composed(watched, node, [node.operand], ([operand]) => OPPOSITE[operand!]);
    case 'choose':
      return prepareChoice(watched, node);
    case 'compare':
      return prepareComparison(watched, node);
    default:
      return prepareSingle(watched, node);
  }
}

function prepareWhole({ preparer }: Watch, node: Expression): Reasoner {
  const text = formatRule(node);
  const outcome = prepareOutcome({ ...preparer, onRead: undefined }, node);
  return (row) => ({ expression: node, text, outcome: outcome(row), seen: [], parts: [] });
}

const OPPOSITE: Readonly<Record<Outcome, Outcome>> = {
  met: 'not_met',
  not_met: 'met',
  unknown: 'unknown',
  manual: 'manual',
};

function composed(
  watched: Watch,
  node: Expression,
  operands: readonly Expression[],
  compose: (outcomes: readonly Outcome[]) => Outcome,
): Reasoner {
  const text = formatRule(node);
  const reasoners = operands.map((operand) => prepareReason(watched, operand));
  return (row, origins) => {
    const parts = reasoners.map((reasoner) => reasoner(row, origins));
    return { expression: node, text, outcome: compose(parts.map((part) => part.outcome)), seen: [], parts };
  };
}

/** Of `? :` the condition, and the branch that counts. */
function prepareChoice(watched: Watch, node: Choose): Reasoner {
  const text = formatRule(node);
  const condition = prepareReason(watched, node.condition);
  const [then, otherwise] = [node.whenTrue, node.whenFalse].map((branch) =>
    branch.kind === 'literal' && branch.type === 'null' ? undefined : prepareReason(watched, branch),
  );
  return (row, origins) => {
    const decided = condition(row, origins);
    const branch = decided.outcome === 'unknown' ? undefined : decided.outcome === 'met' ? then : otherwise;
    const chosen = branch?.(row, origins);
    const parts = chosen === undefined ? [decided] : [decided, chosen];
    return { expression: node, text, outcome: chosen?.outcome ?? 'unknown', seen: [], parts };
  };
}

function prepareSingle(watched: Watch, node: Expression): Reasoner {
  const text = formatRule(node);
  const run = prepareNode(watched.preparer, node);
  return (row, origins) => {
    const outcome = node.kind === 'judge' ? 'manual' : outcomeOf(run(row) as boolean | null);
    return { expression: node, text, outcome, seen: takeSeen(watched, origins), parts: [] };
  };
}

function prepareComparison(watched: Watch, node: Compare): Reasoner {
  const { preparer } = watched;
  const text = formatRule(node);
  const whole = prepareNode({ ...preparer, onRead: undefined }, node);
  const turned = !readsRow(preparer.catalogue, node.left) && readsRow(preparer.catalogue, node.right);
  const [left, right] = [prepareNode(preparer, node.left), prepareNode(preparer, node.right)];
  const { type } = preparer.types.get(node.left)!;
  const operator = turned ? MIRRORED[node.operator] : node.operator;
  const unit =
    type === 'date' ? 'day' : (preparer.types.get(node.left)!.unit ?? preparer.types.get(node.right)!.unit);
  return (row, origins) => {
    const sides = [fromWorking(left(row)), fromWorking(right(row))] as const;
    const [value, limit] = turned ? [sides[1], sides[0]] : sides;
    return {
      expression: node,
      text,
      outcome: outcomeOf(whole(row) as boolean | null),
      seen: takeSeen(watched, origins),
      comparison: {
        operator,
        value,
        limit,
        difference: differenceOf(type, value, limit),
        ...(unit === undefined ? {} : { unit }),
      },
      parts: [],
    };
  };
}

/** Whether a row decides what it is; what a function looks at only the function knows. */
function readsRow(catalogue: Catalogue, node: Expression): boolean {
  if (node.kind === 'call') return true;
  if (node.kind === 'reference') return catalogue.names.get(node.path)?.kind === 'field';
  return partsOf(node).some((part) => readsRow(catalogue, part));
}

function differenceOf(
  type: ValueType | 'null',
  value: RuleValue | null,
  limit: RuleValue | null,
): string | null {
  if (value === null || limit === null) return null;
  if (type === 'date') return String(dayNumber(String(value)) - dayNumber(String(limit)));
  return type === 'number' ? exactText(subtractExact(readExact(value)!, readExact(limit)!)) : null;
}
