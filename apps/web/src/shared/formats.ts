import type { Language } from './words.ts';

/** Not applicable, or nothing known: never to be read as zero. */
export const dash = '—';

type Decimal = string | number | null | undefined;

/** Splits a plain decimal (`-12.50`, also `1e-7` from a number) into sign, whole digits and fraction digits. */
function partsOf(value: string | number): { negative: boolean; whole: string; fraction: string } {
  let text = String(value);
  if (/e/i.test(text)) text = Number(text).toFixed(12);
  const negative = text.startsWith('-');
  const [whole = '0', fraction = ''] = text.replace(/^[-+]/, '').split('.');
  return { negative, whole, fraction };
}

/**
 * Moves the decimal point and rounds half away from zero, in digits and not in floating point, so that no fen is lost.
 *
 * @example
 * scaled('123456789', -4, 2) // '12345.68': yuan as 万元
 */
export function scaled(value: string | number, places: number, digits: number): string {
  const { negative, whole, fraction } = partsOf(value);
  const point = whole.length + places;
  const all = whole + fraction;
  const left = point <= 0 ? '0' : all.slice(0, point).padEnd(point, '0');
  const right = point <= 0 ? '0'.repeat(-point) + all : all.slice(point);
  const kept = right.slice(0, digits).padEnd(digits, '0');
  const roundsUp = (right[digits] ?? '0') >= '5';
  const units = BigInt(left + kept) + (roundsUp ? 1n : 0n);
  const text = units.toString().padStart(digits + 1, '0');
  const result = digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
  return negative && units !== 0n ? `-${result}` : result;
}

/** The exact sum of plain decimals. */
export function sumOf(values: readonly string[]): string {
  const digits = Math.max(0, ...values.map((value) => partsOf(value).fraction.length));
  const total = values.reduce((sum, value) => sum + BigInt(scaled(value, digits, 0)), 0n);
  return scaled(total.toString(), -digits, digits);
}

/** Exactly the first less the second. */
export function differenceOf(first: string, second: string): string {
  return sumOf([first, second.startsWith('-') ? second.slice(1) : `-${second}`]);
}

/** Puts commas between thousands, and a true minus before a negative number. */
export function grouped(text: string): string {
  const [whole = '', fraction] = text.replace('-', '−').split('.');
  const commas = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  return fraction === undefined ? commas : `${commas}.${fraction}`;
}

/** A count, whole: `1,234`. */
export function formatCount(value: Decimal): string {
  return value === null || value === undefined ? dash : grouped(scaled(value, 0, 0));
}

/** Yuan shown in 万元 with two decimals; the unit stands in the header. */
export function formatTenThousand(yuan: Decimal): string {
  return yuan === null || yuan === undefined ? dash : grouped(scaled(yuan, -4, 2));
}

/** An amount with its unit, to stand alone: `20.00 万元`, in English `CNY 200,000`. */
export function formatAmount(amount: Decimal, language: Language, currency = 'CNY'): string {
  if (amount === null || amount === undefined) return dash;
  if (language === 'zh-CN')
    return `${formatTenThousand(amount)} ${currency === 'CNY' ? '万元' : `万 ${currency}`}`;
  const fen = scaled(amount, 0, 2);
  return `${currency} ${grouped(fen.endsWith('.00') ? fen.slice(0, -3) : fen)}`;
}

/** A fraction of one as a percentage with one decimal: `0.153` is `15.3%`. */
export function formatPercent(fraction: Decimal, digits = 1): string {
  return fraction === null || fraction === undefined ? dash : `${grouped(scaled(fraction, 2, digits))}%`;
}

/** A difference of fractions in percentage points, always signed: `+3.2 百分点`. */
export function formatPoints(fraction: Decimal, language: Language): string {
  if (fraction === null || fraction === undefined) return dash;
  const text = scaled(fraction, 2, 1);
  const signed = text.startsWith('-') || text === '0.0' ? grouped(text) : `+${grouped(text)}`;
  return language === 'en' ? `${signed} pp` : `${signed} 百分点`;
}

/** A day in tables, `2018-08-01`. */
export function formatDay(day: string | null | undefined): string {
  return day ? day.slice(0, 10) : dash;
}

/** A day in documents: `2018年8月1日`, `1 August 2018`. */
export function formatLongDay(day: string | null | undefined, language: Language): string {
  const found = day?.match(/^(\d{4})-(\d{2})-(\d{2})/);
  if (!found) return dash;
  const [, year, month, date] = found.map(Number) as [number, number, number, number];
  if (language === 'zh-CN') return `${year}年${month}月${date}日`;
  const name = new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' }).format(
    Date.UTC(year, month - 1, date),
  );
  return `${date} ${name} ${year}`;
}

/** An instant in China's time, to the minute: `2018-08-01 16:30`. */
export function formatInstant(instant: string | null | undefined): string {
  if (!instant || Number.isNaN(Date.parse(instant))) return dash;
  return new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Asia/Shanghai',
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(new Date(instant));
}

/** A period as people say it: `2018Q3` is `2018年三季度`, `2018-07` is `2018年7月`. */
export function formatPeriod(period: string, language: Language): string {
  const quarter = period.match(/^(\d{4})Q([1-4])$/);
  if (quarter) {
    const [, year, number] = quarter;
    return language === 'en' ? `Q${number} ${year}` : `${year}年${'一二三四'[Number(number) - 1]}季度`;
  }
  const month = period.match(/^(\d{4})-(\d{2})$/);
  if (month) {
    const [, year, number] = month;
    return language === 'en' ? `${year}-${number}` : `${year}年${Number(number)}月`;
  }
  return /^\d{4}$/.test(period) && language === 'zh-CN' ? `${period}年` : period;
}

/** A file's size: `1.5 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const units = ['KB', 'MB', 'GB'];
  let size = bytes / 1024;
  let unit = 0;
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024;
    unit += 1;
  }
  return `${size.toFixed(1)} ${units[unit]}`;
}
