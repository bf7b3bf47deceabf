import type { ColumnMapping } from '@miaopu/contract';

export type AmountUnit = NonNullable<ColumnMapping['unit']>;

/** A header taken apart: what the column is, in what unit, for which period. */
export type HeaderParts = {
  /** The header without period and unit, brackets kept: 注册资本(金). */
  readonly full: string;
  /** The same without any brackets. */
  readonly base: string;
  readonly unit: AmountUnit | null;
  /** `2018`, `2018Q3`, `Q3` (the year must come from elsewhere); null where the header says nothing. */
  readonly period: string | null;
  /** A stretch that is neither a year nor a quarter (1-9月, 上半年): it must not be taken for one. */
  readonly oddPeriod: boolean;
};

const UNITS: Readonly<Record<string, AmountUnit>> = {
  元: 'yuan',
  人民币元: 'yuan',
  千元: 'thousand_yuan',
  万: '10k_yuan',
  万元: '10k_yuan',
  万人民币: '10k_yuan',
  万元人民币: '10k_yuan',
  人民币万元: '10k_yuan',
  万千瓦时: '10k_yuan',
  万度: '10k_yuan',
  百万元: 'million_yuan',
  亿: '100m_yuan',
  亿元: '100m_yuan',
};
const OTHER_UNITS = ['人', '个', '件', '户', '千瓦时', '度', 'kwh', '%'];
const UNIT_WORDS = [...Object.keys(UNITS), ...OTHER_UNITS].sort((a, b) => b.length - a.length).join('|');
const UNIT_IN_BRACKETS = new RegExp(`\\((?:金额)?(?:单位:?)?(${UNIT_WORDS})\\)`, 'i');
const UNIT_AT_END = /(?<=[\u4e00-\u9fff)/])\/?(亿元|百万元|万元|千元)$/;
const YEAR = /((?:19|20)\d\d)(?:年度|年|度)?/;
const ODD = /\d{1,2}(?:月)?[-~—至到]\d{1,2}月|(?:上|下)半年|前[二三]季度|(?<!\d)\d{1,2}月(?:份)?|累计/;
const FULL_YEAR = /1(?:月)?[-~—至到]12月|全年/;
const QUARTER = /第?([一二三四1-4])季度?|[qQ]([1-4])(?!\d)/;
const QUARTERS: Readonly<Record<string, string>> = { 一: '1', 二: '2', 三: '3', 四: '4' };

/** A header as it compares: half-width, without spaces, line breaks, asterisks and quotation marks. */
export function plainHeader(text: string): string {
  return text.normalize('NFKC').replace(/[\s*"'_\u200b\ufeff]/g, '');
}

/** Takes a header apart. `2018年/一季度/营收(万元)` is 营收, in 万元, for 2018Q1. */
export function parseHeader(text: string): HeaderParts {
  let rest = plainHeader(text);
  const bracket = UNIT_IN_BRACKETS.exec(rest) ?? UNIT_AT_END.exec(rest);
  if (bracket) rest = rest.replace(bracket[0], '');
  const whole = FULL_YEAR.exec(rest);
  if (whole) rest = rest.replace(whole[0], '');
  const quarter = QUARTER.exec(rest);
  if (quarter && !/前[二三]季度/.test(rest)) rest = rest.replace(quarter[0], '');
  const year = YEAR.exec(rest);
  if (year) rest = rest.replace(year[0], '');
  const odd = ODD.exec(rest);
  if (odd) rest = rest.replace(odd[0], '');
  const full = rest.replace(/\(\)/g, '').replace(/^[/:、-]+|[/:、-]+$/g, '');
  return {
    full,
    base: full.replace(/\([^)]*\)/g, '').replace(/[/:、-]+/g, ''),
    unit: bracket ? (UNITS[bracket[1]!] ?? null) : null,
    period: periodOf(year?.[1], quarter?.[1] ?? quarter?.[2]),
    oddPeriod: odd !== null,
  };
}

function periodOf(year: string | undefined, quarter: string | undefined): string | null {
  const digit = quarter === undefined ? undefined : (QUARTERS[quarter] ?? quarter);
  if (year === undefined) return digit === undefined ? null : `Q${digit}`;
  return digit === undefined ? year : `${year}Q${digit}`;
}

/** What the lines above a header say for the whole table: `单位:万元`, and the year or quarter in the title. */
export function parsePreface(lines: readonly (readonly string[])[]): {
  unit: AmountUnit | null;
  period: string | null;
} {
  const text = plainHeader(lines.flat().join(' ').replace(/\s+/g, ';'));
  const unit = /(?:金额|计量|货币)?单位[::]?(亿元|百万元|人民币万元|万元|千元|元)/.exec(
    lines.flat().map(plainHeader).join(';'),
  );
  const { period, oddPeriod } = parseHeader(
    text.replace(/填报日期[::]?[^;]*/g, '').replace(/\d{4}[-.]\d.*/g, ''),
  );
  return {
    unit: unit ? (UNITS[unit[1]!] ?? null) : null,
    period: oddPeriod || period === null || period.startsWith('Q') ? null : period,
  };
}
