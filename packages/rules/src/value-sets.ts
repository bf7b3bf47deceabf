import type { CompareOperator } from './ast.ts';
import { compareExact, type Exact } from './decimals.ts';

/** A value with an order: an exact number, or a text (dates sort as texts). */
export type Ordered = Exact | string;

/** A place between values: just before a value, or just after it. */
interface Cut {
  readonly value: Ordered;
  readonly after: boolean;
}

/** A set of ordered values, as whether it holds the smallest and the places where that changes, ascending. */
export interface ValueSet {
  readonly fromStart: boolean;
  readonly cuts: readonly Cut[];
}

export function isEmpty(set: ValueSet): boolean {
  return !set.fromStart && set.cuts.length === 0;
}

export function complement(set: ValueSet): ValueSet {
  return { fromStart: !set.fromStart, cuts: set.cuts };
}

/** The values that stand in such a relation to one. */
export function valuesThat(operator: CompareOperator, value: Ordered): ValueSet {
  const [before, after] = [
    { value, after: false },
    { value, after: true },
  ];
  switch (operator) {
    case '<':
      return { fromStart: true, cuts: [before] };
    case '<=':
      return { fromStart: true, cuts: [after] };
    case '>':
      return { fromStart: false, cuts: [after] };
    case '>=':
      return { fromStart: false, cuts: [before] };
    case '==':
      return { fromStart: false, cuts: [before, after] };
    case '!=':
      return { fromStart: true, cuts: [before, after] };
  }
}

/** Some values and no others. */
export function onlyValues(values: readonly Ordered[]): ValueSet {
  const sorted = [...values].sort(compareValues);
  const distinct = sorted.filter(
    (value, index) => index === 0 || compareValues(sorted[index - 1]!, value) !== 0,
  );
  return { fromStart: false, cuts: distinct.flatMap((value) => valuesThat('==', value).cuts) };
}

export function intersection(one: ValueSet, other: ValueSet): ValueSet {
  return merged(one, other, (left, right) => left && right);
}

export function union(one: ValueSet, other: ValueSet): ValueSet {
  return merged(one, other, (left, right) => left || right);
}

/** Whether every value of `part` is in `whole`. */
export function isWithin(part: ValueSet, whole: ValueSet): boolean {
  return isEmpty(intersection(part, complement(whole)));
}

function merged(one: ValueSet, other: ValueSet, both: (left: boolean, right: boolean) => boolean): ValueSet {
  let [left, right] = [one.fromStart, other.fromStart];
  const fromStart = both(left, right);
  const cuts: Cut[] = [];
  let holds = fromStart;
  for (let [i, j] = [0, 0]; i < one.cuts.length || j < other.cuts.length; ) {
    const [cut, next] = [one.cuts[i], other.cuts[j]];
    const order = cut === undefined ? 1 : next === undefined ? -1 : compareCuts(cut, next);
    if (order <= 0) {
      left = !left;
      i++;
    }
    if (order >= 0) {
      right = !right;
      j++;
    }
    if (both(left, right) !== holds) {
      holds = !holds;
      cuts.push((order <= 0 ? cut : next)!);
    }
  }
  return { fromStart, cuts };
}

function compareCuts(one: Cut, other: Cut): number {
  return compareValues(one.value, other.value) || Number(one.after) - Number(other.after);
}

function compareValues(one: Ordered, other: Ordered): number {
  if (typeof one === 'string' || typeof other === 'string') return one < other ? -1 : one > other ? 1 : 0;
  return compareExact(one, other);
}
