/** How much a benchmark does; the command line sets it, tests make it tiny. */
export type Size = {
  /** Rows of the imported file, and about how many entities the district has that is counted and searched. */
  readonly rows: number;
  /** Rows of the file whose import's memory is watched. */
  readonly memoryRows: number;
  /** About how many entities the district has that policies are matched with. */
  readonly policyRows: number;
  /** How often each thing is timed, after a warm-up. */
  readonly repeat: number;
};

export type Quantity = { readonly value: number; readonly unit: string; readonly what: string };

/** What was measured, beside its limit as measured in the same run. */
export type Figure = {
  readonly bench: string;
  readonly name: string;
  readonly ours: Quantity;
  /** What no such program could do better; absent where a figure is only told. */
  readonly limit?: Quantity;
  /** Ours over the limit, in the figures' own unit. */
  readonly ratio?: number;
  readonly aim?: Aim;
  readonly note?: string;
};

/** What we want to hold: of the ratio, or of our figure itself. */
export type Aim = {
  readonly of: 'ratio' | 'ours';
  readonly at: 'least' | 'most';
  readonly value: number;
};

/** A benchmark's figures with how busy the machine was. */
export type Result = {
  readonly bench: string;
  readonly summary: string;
  readonly loadBefore: string;
  readonly loadAfter: string;
  readonly figures: readonly Figure[];
};

type Given = Omit<Figure, 'ratio'>;

/** A figure with its ratio. */
export function figure(given: Given): Figure {
  return given.limit === undefined ? given : { ...given, ratio: given.ours.value / given.limit.value };
}

/** Whether a figure holds its aim; undefined where it has none. */
export function isMet({ aim, ratio, ours }: Figure): boolean | undefined {
  if (aim === undefined) return undefined;
  const value = aim.of === 'ratio' ? ratio : ours.value;
  if (value === undefined) return undefined;
  return aim.at === 'least' ? value >= aim.value : value <= aim.value;
}

/** The value below which a share of the samples lies, by the nearest rank. @example quantile([3, 1, 2], 0.5) // 2 */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)]!;
}

/** @example median([4, 1, 3, 2]) // 2.5 */
export function median(samples: readonly number[]): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
