import { compareDecimals, sumOf } from './exact.ts';
import type { Words } from './problems.ts';
import type { Target, TargetKind } from './target-schema.ts';

export type SplitRow = { readonly unit: string; readonly year: number; readonly value: string };

/** How a target's value relates to its parts: `sum` over years and units, `level` over units only, `each` part for itself. */
export type Additivity = 'sum' | 'level' | 'each';

const additivityOf: Readonly<Record<TargetKind, Additivity>> = {
  count: 'sum',
  times: 'sum',
  money: 'sum',
  area: 'sum',
  stock: 'level',
  growth: 'each',
  ratio: 'each',
  coverage: 'each',
  range: 'each',
};

/** Counts add up over years and units, stocks over units only, and every part answers for a ratio by itself. */
export function additivity(kind: TargetKind): Additivity {
  return additivityOf[kind];
}

/** A place where parts do not come to what they are held against. */
export type Gap =
  /** The years (of a stock, the last one; without years of the district, the units) against the target. */
  | { readonly of: 'years'; readonly parts: string; readonly whole: string }
  /** The units of a year against the district's own number of that year; null where the district has none. */
  | { readonly of: 'units'; readonly year: number; readonly parts: string; readonly whole: string | null }
  /** One part of a ratio that would not reach it. */
  | {
      readonly of: 'part';
      readonly unit: string;
      readonly year: number;
      readonly parts: string;
      readonly whole: string;
    };

export type Reconciliation = {
  /** What the rows come to: their sum; of a stock, the last year's; of a ratio, the weakest part. */
  readonly total: string;
  /** What they are held against; null where the plan names no value. */
  readonly whole: string | null;
  /** Where they do not come to the whole; empty when they do. */
  readonly gaps: readonly Gap[];
  /** The same in words. */
  readonly differences: readonly Words[];
};

/** What a split of a target is held by. */
export type Splittable = Pick<Target, 'kind' | 'holds' | 'direction'> & {
  readonly goal: { readonly value?: string | undefined };
};

/**
 * Holds a split against the target's value. Rows of the district itself split the target over years; rows of other units
 * split a year of the district, or the target itself where the district has no row for that year.
 *
 * @param districts ids of units that stand for the whole (of kind district)
 */
export function reconcile(
  target: Splittable,
  rows: readonly SplitRow[],
  districts: ReadonlySet<string>,
): Reconciliation {
  const value = target.goal.value ?? null;
  const how = additivity(target.kind);
  const { total, whole, gaps } =
    how === 'each'
      ? holdEach(value, target.direction, rows)
      : holdSums(value, how, target.holds, {
          district: rows.filter((row) => districts.has(row.unit)),
          parts: rows.filter((row) => !districts.has(row.unit)),
        });
  return { total, whole, gaps, differences: gaps.map(gapWords) };
}

type Held = Omit<Reconciliation, 'differences'>;

function holdSums(
  value: string | null,
  how: Additivity,
  holds: Target['holds'],
  split: { readonly district: readonly SplitRow[]; readonly parts: readonly SplitRow[] },
): Held {
  const leading = split.district.length > 0 ? split.district : split.parts;
  const years = [...new Set(leading.map((row) => row.year))].sort();
  const counted = how === 'sum' ? leading : leading.filter((row) => row.year === years.at(-1));
  const total = sumOf(counted.map((row) => row.value));
  const whole = value === null ? null : wholeOf(value, how, holds, years.length);
  const ofYears: Gap[] =
    whole !== null && compareDecimals(total, whole) !== 0 ? [{ of: 'years', parts: total, whole }] : [];
  return {
    total,
    whole,
    gaps: split.district.length > 0 ? [...ofYears, ...unitGaps(split.district, split.parts)] : ofYears,
  };
}

/** A yearly number holds in each year, so over several years it is that many times as much. */
function wholeOf(value: string, how: Additivity, holds: Target['holds'], years: number): string {
  return how === 'sum' && holds === 'yearly' ? sumOf(Array.from({ length: years }, () => value)) : value;
}

function unitGaps(district: readonly SplitRow[], parts: readonly SplitRow[]): Gap[] {
  return [...new Set(parts.map((row) => row.year))].flatMap((year) => {
    const own = district.find((row) => row.year === year);
    const sum = sumOf(parts.filter((row) => row.year === year).map((row) => row.value));
    if (own !== undefined && compareDecimals(sum, own.value) === 0) return [];
    return [{ of: 'units', year, parts: sum, whole: own?.value ?? null } as const];
  });
}

function holdEach(value: string | null, direction: Target['direction'], rows: readonly SplitRow[]): Held {
  const sign = direction === 'down' ? -1 : 1;
  const weakest = [...rows].sort((left, right) => sign * compareDecimals(left.value, right.value))[0];
  const total = weakest?.value ?? '0';
  if (value === null || direction === 'within') return { total, whole: value, gaps: [] };
  const gaps = rows
    .filter((row) => sign * compareDecimals(row.value, value) < 0)
    .map((row): Gap => ({ of: 'part', unit: row.unit, year: row.year, parts: row.value, whole: value }));
  return { total, whole: value, gaps };
}

function gapWords(gap: Gap): Words {
  const { parts, whole } = gap;
  if (gap.of === 'years')
    return {
      zh: `各部分合计 ${parts}，目标为 ${whole}`,
      en: `The parts come to ${parts}, the target is ${whole}`,
    };
  if (gap.of === 'part')
    return {
      zh: `${gap.year}年 ${gap.unit} 为 ${parts}，达不到目标 ${whole}`,
      en: `${gap.unit} in ${gap.year} has ${parts}, short of the target ${whole}`,
    };
  return whole === null
    ? {
        zh: `${gap.year}年有各单位的数，却没有全区的数`,
        en: `${gap.year} has parts but no row of the district`,
      }
    : {
        zh: `${gap.year}年各单位合计 ${parts}，全区为 ${whole}`,
        en: `The units of ${gap.year} come to ${parts}, the district to ${whole}`,
      };
}
