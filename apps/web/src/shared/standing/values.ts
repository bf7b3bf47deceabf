import type { Standing, TargetCard } from '@miaopu/contract';
import {
  dash,
  formatCount,
  formatPercent,
  formatPoints,
  formatTenThousand,
  grouped,
  scaled,
} from '../formats.ts';
import type { Language } from '../words.ts';

/** What a number measures: enough to write it with the right digits and unit. */
export type Measured = Pick<TargetCard, 'unit'>;

type Goal = Standing['goal'];

/** Shares and growth are fractions of one and read as percentages. */
export function isShare(target: Measured): boolean {
  return target.unit.zh === '%';
}

/** Money is in yuan and read in 万元. */
export function isMoney(target: Measured): boolean {
  return target.unit.zh === '元';
}

/** The digits of a target's value, without its unit; a percentage carries its sign. */
export function valueText(target: Measured, value: string | number | null | undefined): string {
  if (value === null || value === undefined) return dash;
  if (isShare(target)) return formatPercent(value);
  if (isMoney(target)) return formatTenThousand(value);
  const text = String(value);
  return /^-?\d+(\.0+)?$/.test(text) ? formatCount(text) : grouped(scaled(text, 0, 1));
}

/** The unit that stands beside {@link valueText}; empty for percentages. */
export function unitText(target: Measured, language: Language): string {
  if (isShare(target)) return '';
  if (isMoney(target)) return language === 'en' ? '10k yuan' : '万元';
  return language === 'en' ? target.unit.en : target.unit.zh;
}

/** A value with its unit, as said in a sentence. */
export function valueWithUnit(
  target: Measured,
  value: string | number | null | undefined,
  language: Language,
): string {
  const unit = unitText(target, language);
  const text = valueText(target, value);
  if (!unit || text === dash) return text;
  return language === 'en' ? `${text} ${unit}` : `${text}${unit}`;
}

/** The goal as the plan's text puts it: `≥ 6,000`, `约 10.0%`, `3.0%–5.0%`; a dash where it names none. */
export function goalText(target: Measured, goal: Goal, language: Language): string {
  const value = valueText(target, goal.value);
  if (goal.form === 'none') return dash;
  if (goal.form === 'within' && goal.low === null && goal.high === null) return dash;
  if (goal.form === 'within') return `${valueText(target, goal.low)}–${valueText(target, goal.high)}`;
  if (goal.form === 'about') return language === 'en' ? `about ${value}` : `约 ${value}`;
  return goal.form === 'at_least' ? `≥ ${value}` : value;
}

/** How far a share is from its goal, in percentage points; null where that has no meaning. */
export function gapToGoal(target: Measured, standing: Standing): number | null {
  if (!isShare(target) || standing.value === null || standing.goal.value === null) return null;
  return Number(standing.value) - Number(standing.goal.value);
}

/** Points that round to nothing and are not nothing say so: a goal missed by a hair is missed. */
export function pointsText(fraction: number | null, language: Language): string {
  if (fraction === null || fraction === 0 || Math.abs(fraction) >= 0.0005)
    return formatPoints(fraction, language);
  const sign = fraction < 0 ? '−' : '+';
  return language === 'en' ? `${sign}<0.1 pp` : `${sign}不足 0.1 百分点`;
}

/** The pace: completion less time elapsed, or a share's distance from its goal, in percentage points. */
export function paceText(target: Measured, standing: Standing, language: Language): string {
  return pointsText(standing.ahead ?? gapToGoal(target, standing), language);
}
