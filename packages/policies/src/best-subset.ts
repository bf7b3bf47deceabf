import { Decimal } from 'decimal.js';

/** Something that may be chosen: what it yields, as exact decimal text. */
export type Weighted<T> = {
  readonly item: T;
  readonly gain: string;
  /** Decides among equal gains. */
  readonly credit: string;
  /** A cap on the sum of the gains of all that name it, who all name the same amount. */
  readonly cap?: { readonly name: string; readonly amount: string };
};

export type BestSubset<T> = {
  readonly chosen: readonly T[];
  /** Whether nothing better exists; false where the search was ended before it had tried all. */
  readonly exact: boolean;
};

type Node = {
  readonly gain: bigint;
  readonly credit: bigint;
  readonly cap: number | undefined;
  readonly excludes: ReadonlySet<number>;
};
type Value = { readonly gain: bigint; readonly credit: bigint; readonly count: number };

/**
 * The subset without two that exclude each other that gives most: by the sum of gains under their caps, then of credits, then by
 * how many it has; among equals always the same. Branch and bound over whole numbers, so that nothing is rounded.
 *
 * What is left can add no more than the most of each clique that it falls into, which cuts most branches: what excludes each
 * other mostly does so as a group.
 */
export function bestSubset<T>(
  weighted: readonly Weighted<T>[],
  excludes: (one: T, other: T) => unknown,
  mostSteps: number,
): BestSubset<T> {
  const { nodes, caps } = scaled(weighted, excludes);
  const cliques = cliquesOf(nodes);
  let best: { readonly value: Value; readonly chosen: readonly number[] } = greedy(nodes, caps);
  let steps = 0;

  const search = (from: number, chosen: readonly number[], open: ReadonlySet<number>): void => {
    if (++steps > mostSteps) return;
    const value = valueOfChosen(nodes, caps, chosen);
    if (isBetter(value, best.value)) best = { value, chosen };
    if (from >= nodes.length || !isBetter(reachable(value, nodes, cliques, open), best.value)) return;
    const without = new Set(open);
    without.delete(from);
    if (open.has(from)) {
      const allowed = new Set([...without].filter((other) => !nodes[from]!.excludes.has(other)));
      search(from + 1, [...chosen, from], allowed);
    }
    search(from + 1, chosen, without);
  };
  search(0, [], new Set(nodes.keys()));
  return { chosen: best.chosen.map((index) => weighted[index]!.item), exact: steps <= mostSteps };
}

/** Amounts as whole numbers of their smallest decimal. */
function scaled<T>(
  weighted: readonly Weighted<T>[],
  excludes: (one: T, other: T) => unknown,
): { nodes: readonly Node[]; caps: readonly bigint[] } {
  const amounts = weighted.flatMap(({ gain, credit, cap }) => [gain, credit, cap?.amount ?? '0']);
  const places = Math.max(0, ...amounts.map((amount) => new Decimal(amount).decimalPlaces()));
  const whole = (amount: string) => {
    const [units, fraction = ''] = new Decimal(amount).toFixed().split('.');
    return BigInt(units + fraction.padEnd(places, '0'));
  };
  const caps = new Map(
    weighted.flatMap(({ cap }) => (cap === undefined ? [] : [[cap.name, whole(cap.amount)]])),
  );
  const names = [...caps.keys()];
  const nodes = weighted.map(
    ({ item, gain, credit, cap }, index): Node => ({
      gain: whole(gain),
      credit: whole(credit),
      cap: cap === undefined ? undefined : names.indexOf(cap.name),
      excludes: new Set(
        weighted.flatMap((other, at) => (at !== index && excludes(item, other.item) ? [at] : [])),
      ),
    }),
  );
  return { nodes, caps: [...caps.values()] };
}

function valueOfChosen(nodes: readonly Node[], caps: readonly bigint[], chosen: readonly number[]): Value {
  const capped = caps.map(() => 0n);
  let [gain, credit] = [0n, 0n];
  for (const index of chosen) {
    const node = nodes[index]!;
    credit += node.credit;
    if (node.cap === undefined) gain += node.gain;
    else capped[node.cap]! += node.gain;
  }
  capped.forEach((sum, cap) => {
    gain += sum < caps[cap]! ? sum : caps[cap]!;
  });
  return { gain, credit, count: chosen.length };
}

function isBetter(one: Value, other: Value): boolean {
  if (one.gain !== other.gain) return one.gain > other.gain;
  return one.credit !== other.credit ? one.credit > other.credit : one.count > other.count;
}

/** No choice among those still open can come to more. */
function reachable(
  value: Value,
  nodes: readonly Node[],
  cliques: readonly (readonly number[])[],
  open: ReadonlySet<number>,
): Value {
  let { gain, credit, count } = value;
  for (const clique of cliques) {
    let [mostGain, mostCredit, any] = [0n, 0n, 0];
    for (const index of clique) {
      if (!open.has(index)) continue;
      const node = nodes[index]!;
      if (node.gain > mostGain) mostGain = node.gain;
      if (node.credit > mostCredit) mostCredit = node.credit;
      any = 1;
    }
    gain += mostGain;
    credit += mostCredit;
    count += any;
  }
  return { gain, credit, count };
}

/** The nodes in groups of which each excludes all others. */
function cliquesOf(nodes: readonly Node[]): readonly (readonly number[])[] {
  const cliques: number[][] = [];
  nodes.forEach(({ excludes }, index) => {
    const fitting = cliques.find((clique) => clique.every((member) => excludes.has(member)));
    if (fitting === undefined) cliques.push([index]);
    else fitting.push(index);
  });
  return cliques;
}

/** The dearest first, as long as nothing chosen excludes it: a good start, and the answer where the search has to end. */
function greedy(
  nodes: readonly Node[],
  caps: readonly bigint[],
): { value: Value; chosen: readonly number[] } {
  const order = [...nodes.keys()].sort((one, other) => {
    const [left, right] = [nodes[one]!, nodes[other]!];
    if (left.gain !== right.gain) return left.gain > right.gain ? -1 : 1;
    return left.credit === right.credit ? one - other : left.credit > right.credit ? -1 : 1;
  });
  const chosen: number[] = [];
  for (const index of order) {
    if (chosen.every((other) => !nodes[other]!.excludes.has(index))) chosen.push(index);
  }
  return { value: valueOfChosen(nodes, caps, chosen), chosen: chosen.sort((one, other) => one - other) };
}
