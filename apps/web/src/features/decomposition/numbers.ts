import { type NumberUnit, readNumber, typedNumber } from '../../shared/grid/read-number.ts';
import { isMoney, isShare, type Measured } from '../../shared/standing/values.ts';

/** In what a target's numbers are typed: money in 万元, shares in per cent, everything else as it is counted. */
export function unitOf(target: Measured): NumberUnit {
  if (isMoney(target)) return 'wan';
  return isShare(target) ? 'percent' : 'count';
}

/** A stored value as it is typed. */
export function typedText(target: Measured, value: string): string {
  return typedNumber(value, unitOf(target));
}

/** A typed figure as it is stored; null where it is no number, or below nothing. */
export function storedValue(target: Measured, typed: string): string | null {
  const read = readNumber(typed, unitOf(target));
  return read.kind === 'number' && !read.stored.startsWith('-') ? read.stored : null;
}

/** The smallest part that a row is shared out in: whole things, and money in 万元. */
export function stepOf(target: Measured): string {
  return isMoney(target) ? '10000' : '1';
}
