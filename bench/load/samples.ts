export type Summary = {
  readonly name: string;
  readonly isWrite: boolean;
  readonly calls: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly most: number;
  /** Answers that were no success. */
  readonly errors: number;
};

export type Samples = {
  add(name: string, isWrite: boolean, milliseconds: number, status: number): void;
  /** Forgets what was measured while everything warmed up. */
  clear(): void;
  /** Of each name, then of all reads and all writes together. */
  summaries(): Summary[];
};

type Kept = { readonly isWrite: boolean; readonly times: number[]; errors: number };

/** The value below which a share of them lies. @example quantile([1, 2, 3, 4], 0.5) // 2 */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

export function openSamples(): Samples {
  const kept = new Map<string, Kept>();
  return {
    add: (name, isWrite, milliseconds, status) => {
      const one = kept.get(name) ?? { isWrite, times: [], errors: 0 };
      kept.set(name, one);
      one.times.push(milliseconds);
      if (status !== 200) one.errors++;
    },
    clear: () => kept.clear(),
    summaries: () => {
      const all = [...kept].map(([name, one]) => ({ name, ...one }));
      const together = (name: string, isWrite: boolean) => {
        const those = all.filter((one) => one.isWrite === isWrite);
        const times = those.flatMap((one) => one.times);
        return summaryOf({ name, isWrite, times, errors: those.reduce((sum, one) => sum + one.errors, 0) });
      };
      return [
        ...all.map(summaryOf).toSorted((one, other) => other.calls - one.calls),
        together('all reads', false),
        together('all writes', true),
      ];
    },
  };
}

function summaryOf({ name, isWrite, times, errors }: Kept & { name: string }): Summary {
  const sorted = times.toSorted((one, other) => one - other);
  const of = (share: number) => quantile(sorted, share);
  return {
    name,
    isWrite,
    calls: sorted.length,
    p50: of(0.5),
    p95: of(0.95),
    p99: of(0.99),
    most: of(1),
    errors,
  };
}
