import { lastDayOf, quartersBetween } from './moment.ts';

export type Forecast = {
  readonly on: string;
  readonly low: number;
  readonly middle: number;
  readonly high: number;
};

// 80% of a normal distribution lies within this many standard deviations
const eightyPercent = 1.2816;
const fewest = 4;

/**
 * Where what accumulates will stand at the plan's end if its quarters go on as they went: the mean quarter carried forward, with a band
 * in which four of five such ends would fall. Undefined before four whole quarters, and once the plan is over.
 */
export function forecastEnd(
  quarters: readonly { readonly period: string; readonly own: number }[],
  asOf: string,
  end: string,
): Forecast | undefined {
  const whole = quarters.filter(({ period }) => lastDayOf(period) <= asOf);
  const remaining = quartersBetween(asOf, end).filter((period) => lastDayOf(period) > asOf).length;
  if (whole.length < fewest || remaining === 0) return undefined;
  const now = whole.reduce((sum, { own }) => sum + own, 0);
  const mean = now / whole.length;
  const variance = whole.reduce((sum, { own }) => sum + (own - mean) ** 2, 0) / (whole.length - 1);
  // the spread of the quarters to come, and of the mean that we only estimated
  const spread = eightyPercent * Math.sqrt(variance * (remaining + remaining ** 2 / whole.length));
  const middle = now + mean * remaining;
  return { on: end, low: Math.max(now, middle - spread), middle, high: middle + spread };
}
