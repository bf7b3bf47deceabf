import { createHash } from 'node:crypto';
import type { PlanPack, Target } from '@miaopu/plan';

export type DemoReport = {
  readonly target: string;
  readonly unit: string;
  readonly period: string;
  readonly value: string;
  readonly numerator: string | null;
  readonly denominator: string | null;
  readonly evidence: string | null;
};

/** Ranges that the demo's finance office sets where the plan's text leaves them open (A14). */
export const demoRanges: Readonly<Record<string, { readonly low: string; readonly high: string }>> = {
  '2.6.h.1': { low: '0.1', high: '0.3' },
  '2.6.h.2': { low: '8000', high: '12000' },
  '2.6.h.3': { low: '0.85', high: '1' },
};

const evidence = '演示数据 demo data';

/** A fraction from 0 to 1 that depends on nothing but its name, so that the demo is the same everywhere. */
function fraction(...name: readonly string[]): number {
  return createHash('sha256').update(name.join(' ')).digest().readUInt32BE(0) / 2 ** 32;
}

function periodsOf({ plan }: PlanPack, every: 'quarter' | 'year'): string[] {
  const [first, last] = [plan.period.start, plan.period.end].map((day) => Number(day.slice(0, 4))) as [
    number,
    number,
  ];
  return Array.from({ length: last - first + 1 }, (_, index) => String(first + index)).flatMap((year) =>
    every === 'year' ? [year] : [1, 2, 3, 4].map((quarter) => `${year}Q${quarter}`),
  );
}

type Place = { readonly unit: string; readonly share: number };

/** Units that report: the towns for what towns lead, else the lead unit. */
function placesOf(target: Target, towns: readonly string[]): Place[] {
  if (target.lead !== 'towns') return [{ unit: target.lead, share: 1 }];
  return towns.map((town) => ({ unit: town, share: (0.5 + fraction(target.id, town)) / towns.length }));
}

/** The goal at the end of the periods: a range's middle, a yearly duty as often as there are years. */
function goalOf(target: Target, periods: readonly string[]): number | undefined {
  const range = demoRanges[target.id];
  if (range !== undefined) return (Number(range.low) + Number(range.high)) / 2;
  const value = target.goal.value ?? target.goal.low;
  if (value === undefined) return undefined;
  const years = new Set(periods.map((period) => period.slice(0, 4))).size;
  return Number(value) * (target.obligation === 'duty' ? years : 1);
}

function reportsOf(target: Target, pack: PlanPack, towns: readonly string[]): DemoReport[] {
  if (!('report' in target.measure)) return [];
  const { period: every, roll } = target.measure.report;
  const periods = periodsOf(pack, every);
  const goal = goalOf(target, periods);
  if (goal === undefined) return [];
  // between 80% and 120% of the goal at the end: some reach it, some do not
  const reached = goal * (0.8 + 0.4 * fraction(target.id));
  const whole =
    target.kind === 'count' ||
    target.kind === 'times' ||
    target.kind === 'money' ||
    target.kind === 'area' ||
    target.kind === 'stock' ||
    target.unit.zh === '户';
  return placesOf(target, towns).flatMap(({ unit, share }) => {
    const weights = periods.map((period) => 0.5 + fraction(target.id, unit, period));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    let running = 0;
    return periods.map((period, index): DemoReport => {
      const until = Math.round(
        (reached * share * weights.slice(0, index + 1).reduce((sum, weight) => sum + weight, 0)) / total,
      );
      const own = until - running;
      running = until;
      const base = { target: target.id, unit, period, evidence };
      if (roll === 'sum') return { ...base, value: String(own), numerator: null, denominator: null };
      if (roll === 'last' && whole)
        return { ...base, value: String(until), numerator: null, denominator: null };
      const denominator = Math.round(wholeOf(target) * (0.5 + fraction(target.id, unit)) * share);
      const numerator = Math.round(
        denominator *
          Math.min(
            isShare(target) ? 1 : Number.POSITIVE_INFINITY,
            reached * (0.7 + (0.3 * (index + 1)) / periods.length),
          ),
      );
      return {
        ...base,
        value: (numerator / denominator).toFixed(6),
        numerator: roll === 'ratio' ? String(numerator) : null,
        denominator: roll === 'ratio' ? String(denominator) : null,
      };
    });
  });
}

/** Whether a ratio is of some among all: it does not go beyond one. */
function isShare({ id, kind }: Target): boolean {
  return kind === 'coverage' || demoRanges[id]?.high === '1';
}

/** About how much stands below the line of a ratio: yuan, or things that are counted. */
function wholeOf(target: Target): number {
  return isShare(target) ? 2e3 : 1e8;
}

/** What the demo district's units report of the targets that only people know, and of what stands beside one. Marked as demo data in its evidence. */
export function demoReports(pack: PlanPack, towns: readonly string[]): DemoReport[] {
  return pack.targets.flatMap((target) => [
    ...reportsOf(target, pack, towns),
    ...target.companions.flatMap((companion) => reportsOf({ ...target, ...companion }, pack, towns)),
  ]);
}
