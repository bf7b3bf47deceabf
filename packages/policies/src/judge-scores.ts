import type { Labels } from '@miaopu/plan';
import { type Catalogue, type EvaluateOptions, judgementsOf, prepareReasons, type Row } from '@miaopu/rules';
import { Decimal } from 'decimal.js';
import { type Datum, datumOf, missingPaths } from './data.ts';
import type { PolicyOnDay } from './expand.ts';
import type { ScoreItem } from './policy-schema.ts';

/** Points as exact decimal text: what is surely given, and what could be given at most. */
export type Points = { readonly least: string; readonly most: string };
export type ItemPoints = Points & {
  readonly id: string;
  readonly label: Labels;
  readonly cites: string;
  /** What could raise the least: data that are missing, and what a person has to judge. */
  readonly missing: readonly Datum[];
  readonly toJudge: readonly Labels[];
};
export type GroupPoints = Points & {
  readonly id: string;
  readonly label: Labels;
  readonly items: readonly ItemPoints[];
};
/** A scoring table filled in for one row. */
export type Score = Points & { readonly groups: readonly GroupPoints[] };

/** Prepares a policy's scoring table to be filled in for many rows; undefined where it has none. */
export function prepareScore(
  { policy, bands }: PolicyOnDay,
  catalogue: Catalogue,
  options: EvaluateOptions,
): ((row: Row) => Score) | undefined {
  if (policy.scores === undefined) return undefined;
  const groups = Object.entries(policy.scores.groups).map(([id, { zh, en, items }]) => ({
    id,
    label: { zh, en },
    fillIn: items.map((item) => {
      const reasons = bands.get(item)!.map(({ runs }) => prepareReasons(runs, catalogue, options));
      const judged = bands.get(item)!.map(({ runs }) => judgementsOf(runs));
      return (row: Row) =>
        pointsOf(
          item,
          reasons.map((reason) => reason(row)),
          judged,
          row,
        );
    }),
  }));
  return (row) => {
    const filled = groups.map(({ id, label, fillIn }): GroupPoints => {
      const items = fillIn.map((item) => item(row));
      return { id, label, items, ...sumOf(items) };
    });
    return { groups: filled, ...sumOf(filled) };
  };
}

function sumOf(parts: readonly Points[]): Points {
  const sum = (bound: keyof Points) =>
    parts.reduce((total, part) => total.plus(part[bound]), new Decimal(0)).toFixed();
  return { least: sum('least'), most: sum('most') };
}

/** Bands stand with most points first: the first that is not missed is the most, the first that is met the least. */
function pointsOf(
  { id, zh, en, cites, bands, otherwise }: ScoreItem,
  reasons: readonly ReturnType<ReturnType<typeof prepareReasons>>[],
  judged: readonly ReturnType<typeof judgementsOf>[],
  row: Row,
): ItemPoints {
  const met = reasons.findIndex(({ outcome }) => outcome === 'met');
  const open = reasons
    .slice(0, met < 0 ? undefined : met)
    .flatMap(({ outcome }, index) => (outcome === 'not_met' ? [] : [index]));
  const points = (index: number) => new Decimal(bands[index]?.points ?? otherwise).toFixed();
  const least = points(met < 0 ? bands.length : met);
  return {
    id,
    label: { zh, en },
    cites,
    least,
    most: open.length > 0 ? points(open[0]!) : least,
    missing: oncePer(
      open.flatMap((index) => missingPaths(reasons[index]!, row).map(datumOf)),
      ({ path }) => path,
    ),
    toJudge: oncePer(
      open.flatMap((index) => judged[index]!),
      (one) => one.zh,
    ).map((one) => ({ zh: one.zh, en: one.en })),
  };
}

/** Each once, by what tells it apart. */
export function oncePer<T>(values: readonly T[], key: (value: T) => string): T[] {
  return [...new Map(values.map((value) => [key(value), value])).values()];
}
