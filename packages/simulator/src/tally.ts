/**
 * Tallies by target, town and period. A tally has a numerator and a denominator; counts use the numerator only.
 * Towns are codes, '' for the district, 'none' for entities whose town nobody knows.
 */
export type TallyKind = 'count' | 'ratio';
type Sums = { numerator: number; denominator: number };
export type Tally = { readonly cells: Map<string, Sums> };
export type Tallies = Map<string, Tally>;

/** One exact value. Growth and ratios are fractions of one; money in yuan. Null where there is nothing to divide by. */
export type TruthCell = {
  readonly town: string;
  /** `2018Q3` and `2018` are the period's own value (of a stock: as at its end); `total`: from the plan's start to the as-of day. */
  readonly period: string;
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
};

/** Adds to a town's cell and to the district's. */
export function tally(
  tallies: Tallies,
  target: string,
  periods: readonly string[],
  town: string | null | undefined,
  numerator: number,
  denominator = 0,
): void {
  let found = tallies.get(target);
  if (found === undefined) {
    found = { cells: new Map() };
    tallies.set(target, found);
  }
  for (const period of periods) {
    addTo(found.cells, `|${period}`, numerator, denominator);
    addTo(found.cells, `${town ?? 'none'}|${period}`, numerator, denominator);
  }
}

function addTo(cells: Map<string, Sums>, key: string, numerator: number, denominator: number): void {
  const sums = cells.get(key);
  if (sums === undefined) cells.set(key, { numerator, denominator });
  else {
    sums.numerator += numerator;
    sums.denominator += denominator;
  }
}

/** The cells of the given towns and periods, with zero where nothing was counted, and whatever else was counted. */
export function cellsOf(
  found: Tally | undefined,
  kind: TallyKind,
  towns: readonly string[],
  periods: readonly string[],
): TruthCell[] {
  const keys = new Set(towns.flatMap((town) => periods.map((period) => `${town}|${period}`)));
  for (const key of found?.cells.keys() ?? []) {
    if (periods.includes(key.slice(key.indexOf('|') + 1))) keys.add(key);
  }
  const cells = [...keys].map((key): TruthCell => {
    const [town, period] = key.split('|') as [string, string];
    const { numerator, denominator } = found?.cells.get(key) ?? { numerator: 0, denominator: 0 };
    if (kind === 'count') return { town, period, value: numerator, numerator: null, denominator: null };
    return {
      town,
      period,
      value: denominator === 0 ? null : numerator / denominator,
      numerator,
      denominator,
    };
  });
  return inOrder(cells);
}

/** By town and then period, so that the same counts are written the same. */
export function inOrder(cells: TruthCell[]): TruthCell[] {
  const key = (cell: TruthCell) => `${cell.town}|${cell.period}`;
  return cells.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
