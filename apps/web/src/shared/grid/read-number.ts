import { isMissingText, type MoneyUnit, parseAmount, shiftDecimal } from '@miaopu/standards';

/** In what a number is typed: a unit of money, percent, or whatever is counted. */
export type NumberUnit = MoneyUnit | 'count' | 'percent';

/** `text` is a plain decimal in the unit; `stored` the same as it is kept: yuan, a fraction of one. */
export type NumberRead =
  | { readonly kind: 'number'; readonly text: string; readonly stored: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable' };

const places: Readonly<Record<NumberUnit, number>> = {
  yuan: 0,
  thousand: 3,
  wan: 4,
  million: 6,
  yi: 8,
  count: 0,
  percent: -2,
};
/** What stands behind a count that was copied together with its unit. */
const counter = /[家户人个件项次名亩张台]$/;
const longest = 20;

/**
 * Reads a number as offices type and paste it: `1,234`, `１２．５`, `1.2万`, `12.5%`, `(3)`, `120家`. Blank, `—`, `无` are missing, never zero.
 * What is only about right (约300) is not read: an exact number is wanted.
 *
 * @example readNumber('12.5万元', 'wan') // { kind: 'number', text: '12.5', stored: '125000' }
 */
export function readNumber(text: string, unit: NumberUnit = 'count'): NumberRead {
  if (isMissingText(text)) return { kind: 'missing' };
  const plain = text.normalize('NFKC').trim();
  const stored = unit === 'percent' ? fraction(plain) : amount(plain, unit);
  if (stored === null) return { kind: 'unreadable' };
  const read = typedNumber(stored, unit);
  return read.replace(/[-.]/g, '').length > longest
    ? { kind: 'unreadable' }
    : { kind: 'number', text: read, stored };
}

/** A stored number as it is typed in the unit, without needless zeros. */
export function typedNumber(stored: string, unit: NumberUnit = 'count'): string {
  return shiftDecimal(stored, -places[unit]);
}

function fraction(plain: string): string | null {
  const read = amount(plain.replace(/%$/, ''), 'yuan');
  return read === null ? null : shiftDecimal(read, places.percent);
}

function amount(plain: string, unit: Exclude<NumberUnit, 'percent'>): string | null {
  const counts = unit === 'count';
  const read = parseAmount(counts ? plain.replace(counter, '') : plain, { unit: counts ? 'yuan' : unit });
  if (read.kind !== 'amount' || read.approximate) return null;
  return counts && /[元圆块¥$]/.test(plain) ? null : read.yuan;
}
