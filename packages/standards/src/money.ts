import { addDecimals, shiftDecimal } from './decimal-text.ts';
import type { Message } from './message.ts';
import { isMissingText } from './missing.ts';

/** Units a column may declare: 元, 千元, 万元, 百万元, 亿元. */
export type MoneyUnit = 'yuan' | 'thousand' | 'wan' | 'million' | 'yi';

export interface ParsedAmount {
  kind: 'amount';
  /** In the currency's own main unit (元, dollar ...), an exact decimal. */
  amount: string;
  /** ISO 4217. */
  currency: string;
  /** The amount in yuan; null for a foreign currency, because no rate is invented. */
  yuan: string | null;
  /** The text said 约, 左右, 以上 ... */
  approximate: boolean;
}

export type AmountResult =
  | ParsedAmount
  | { kind: 'missing' }
  | { kind: 'problem'; reason: 'not_a_number' | 'bad_separator' | 'percent' | 'too_long'; message: Message };

export interface AmountOptions {
  /** What a bare number in this column means. A unit written in the cell wins. */
  unit: MoneyUnit;
  /** Currency of a bare number; CNY unless said otherwise. */
  currency?: string;
}

const POWERS: Readonly<Record<MoneyUnit, number>> = { yuan: 0, thousand: 3, wan: 4, million: 6, yi: 8 };

const SCALE_POWERS: Readonly<Record<string, number>> = {
  元: 0,
  圆: 0,
  块: 0,
  百: 2,
  千: 3,
  万: 4,
  w: 4,
  十万: 5,
  百万: 6,
  千万: 7,
  亿: 8,
  十亿: 9,
  百亿: 10,
  万亿: 12,
};

const CURRENCIES: readonly (readonly [RegExp, string])[] = [
  [/人民币|rmb|cny|¥|中国元/, 'CNY'],
  [/港币|港元|香港元|港圆|hkd|hk\$/, 'HKD'],
  [/澳门元|澳门币|mop/, 'MOP'],
  [/澳元|澳大利亚元|aud/, 'AUD'],
  [/新台币|台币|twd/, 'TWD'],
  [/加元|加拿大元|cad/, 'CAD'],
  [/新加坡元|新元|sgd/, 'SGD'],
  [/欧元|eur|€/, 'EUR'],
  [/日元|日圆|jpy/, 'JPY'],
  [/英镑|gbp|£/, 'GBP'],
  [/瑞士法郎|chf/, 'CHF'],
  [/韩元|韩圆|krw/, 'KRW'],
  [/马克|dem/, 'DEM'],
  [/美元|美金|usd|us\$|\$/, 'USD'],
];

const COMMON = /^(-?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?(?:\(?(万元人民币|万人民币|万美元|万元|万|元)\)?)?$/;
const COMMON_UNITS: Readonly<Record<string, readonly [number, string | undefined]>> = {
  万元人民币: [4, 'CNY'],
  万人民币: [4, 'CNY'],
  万美元: [4, 'USD'],
  万元: [4, undefined],
  万: [4, undefined],
  元: [0, undefined],
};

const APPROXIMATE = /大约|大概|约为|约|近|超过|不少于|不低于|以上|左右|上下|余|多(?=[元万亿])|≈|~|≥|>=|>/g;
const LONGEST = 64;

/**
 * Reads an amount of money as offices write it: `1,000(万元人民币)`, `16(万美元)`, `118万人民币`, `699(万)`, `12.5万`,
 * `1.2亿`, `约300`, `(12)` (accounting style, negative). Blank, `—`, `/`, `无`, `N/A` are missing, never zero.
 *
 * @example parseAmount('2,590(万元人民币)', { unit: 'wan' }) // { kind: 'amount', amount: '25900000', yuan: '25900000', ... }
 */
export function parseAmount(text: string, options: AmountOptions): AmountResult {
  const currency = options.currency ?? 'CNY';
  const common = COMMON.exec(text);
  if (common) {
    const [power, written] = common[4] ? COMMON_UNITS[common[4]]! : [POWERS[options.unit], undefined];
    if (text.length > LONGEST) return problem('too_long', text);
    return amountOf(
      `${common[1]}${common[2]!.replaceAll(',', '')}.${common[3] ?? ''}`,
      power,
      written ?? currency,
      false,
    );
  }
  if (isMissingText(text)) return { kind: 'missing' };
  return parseUncommon(text, POWERS[options.unit], currency);
}

function parseUncommon(text: string, defaultPower: number, defaultCurrency: string): AmountResult {
  if (text.length > LONGEST) return problem('too_long', text);
  let rest = text.normalize('NFKC').replace(/\s/g, '').replace(/[−–—]/g, '-').toLowerCase();
  if (rest.includes('%')) return problem('percent', text);
  const approximate = rest.search(APPROXIMATE) >= 0;
  if (approximate) rest = rest.replace(APPROXIMATE, '');
  let currency = defaultCurrency;
  for (const [pattern, code] of CURRENCIES) {
    if (!pattern.test(rest)) continue;
    currency = code;
    rest = rest.replace(pattern, '');
    break;
  }
  const negative = /^\([\d.,]+\)/.test(rest) || /^[-负]/.test(rest);
  rest = rest
    .replace(/^负/, '-')
    .replace(/[()[\]【】]/g, '')
    .replace(/[整正]$/, '')
    .replace(/^-/, '');
  const parsed = parseScaled(rest, defaultPower);
  if (typeof parsed === 'string')
    return amountOf(`${negative ? '-' : ''}${parsed}`, 0, currency, approximate);
  return problem(parsed.reason, text);
}

const PART =
  /^(\d[\d,]*(?:\.\d*)?|\.\d+)(?:e([+-]?\d{1,2}))?(十万|百万|千万|万亿|十亿|百亿|亿|万|千|百|w|元|圆|块)?(?:元|圆)?/;

/** One or more scaled parts (`1亿2000万`), summed; bare numbers take the column's unit. */
function parseScaled(
  text: string,
  defaultPower: number,
): string | { reason: 'not_a_number' | 'bad_separator' } {
  let rest = text;
  let sum: string | undefined;
  let lastPower = Number.POSITIVE_INFINITY;
  while (rest !== '') {
    const part = PART.exec(rest);
    if (!part) return { reason: 'not_a_number' };
    if (part[1]!.includes(',') && !/^\d{1,3}(,\d{3})+(\.\d*)?$/.test(part[1]!))
      return { reason: 'bad_separator' };
    // "12万3" is 123,000 to some and 120,003 to others: after a first part every further one must name its unit.
    if (sum !== undefined && part[3] === undefined) return { reason: 'not_a_number' };
    const scale = part[3] === undefined ? defaultPower : SCALE_POWERS[part[3]]!;
    if (scale >= lastPower) return { reason: 'not_a_number' };
    const power = scale + Number(part[2] ?? 0);
    const value = shiftDecimal(part[1]!.replaceAll(',', ''), power);
    sum = sum === undefined ? value : addDecimals(sum, value);
    lastPower = scale;
    rest = rest.slice(part[0].length);
  }
  return sum ?? { reason: 'not_a_number' };
}

function amountOf(decimal: string, power: number, currency: string, approximate: boolean): ParsedAmount {
  const amount = shiftDecimal(decimal, power);
  return { kind: 'amount', amount, currency, yuan: currency === 'CNY' ? amount : null, approximate };
}

const PROBLEMS: Readonly<Record<string, (text: string) => Message>> = {
  not_a_number: (text) => ({
    zh: `“${text}”不是金额,请填写数字和单位,例如 12.5万元。`,
    en: `“${text}” is not an amount: write a number and its unit, for example 12.5万元.`,
  }),
  bad_separator: (text) => ({
    zh: `“${text}”中的千位分隔符位置不对,请写成 12,500 或 12500。`,
    en: `The thousands separators in “${text}” are misplaced: write 12,500 or 12500.`,
  }),
  percent: (text) => ({
    zh: `“${text}”是百分数,这里需要金额。`,
    en: `“${text}” is a percentage; an amount is wanted here.`,
  }),
  too_long: (text) => ({
    zh: `“${text.slice(0, 20)}…”太长,不像金额。`,
    en: `“${text.slice(0, 20)}…” is too long for an amount.`,
  }),
};

function problem(
  reason: 'not_a_number' | 'bad_separator' | 'percent' | 'too_long',
  text: string,
): AmountResult {
  return { kind: 'problem', reason, message: PROBLEMS[reason]!(text) };
}
