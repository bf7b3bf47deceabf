import { Decimal } from 'decimal.js';
import type { Parameter, RuleFunction, RuleValue } from './catalogue.ts';
import {
  addExact,
  compareExact,
  type Exact,
  exactText,
  multiplyExact,
  readExact,
  subtractExact,
} from './decimals.ts';
import type { Message } from './errors.ts';
import { unit } from './units.ts';

/** One step of a scale: what counts from a limit on, or up to a limit, null being the rest. */
interface Step {
  readonly limit: string | null;
  readonly value: string;
}

const MAX_STEPS = 60;
const STEP = /^\s*(-?\d{1,18}(?:\.\d{1,6})?|rest)\s*:\s*(-?\d{1,18}(?:\.\d{1,6})?)\s*$/;

/** Reads `10:4, 15:8` or `1000000:0.05, rest:0.25`; limits rise, and `rest` stands last. Undefined for anything else. */
function readScale(text: string): Step[] | undefined {
  const written = text.split(',', MAX_STEPS + 1);
  const steps: Step[] = [];
  for (const [index, part] of written.entries()) {
    const [, limit, value] = STEP.exec(part) ?? [];
    if (limit === undefined || value === undefined) return undefined;
    const before = steps.at(-1)?.limit;
    if (
      limit === 'rest'
        ? index !== written.length - 1
        : typeof before === 'string' && compareExact(number(before), number(limit)) >= 0
    )
      return undefined;
    steps.push({
      limit: limit === 'rest' ? null : exactText(number(limit)),
      value: exactText(number(value)),
    });
  }
  return steps.length <= MAX_STEPS ? steps : undefined;
}

function number(text: RuleValue | undefined): Exact {
  return readExact(text)!;
}

const BAND_FORM: Message = {
  zh: '分档应写成 "10:4, 15:8, 20:12"：下限从小到大，冒号后是得数',
  en: 'Write bands as "10:4, 15:8, 20:12": limits rising, after each colon what counts from it on',
};
const TIER_FORM: Message = {
  zh: '分段应写成 "1000000:0.05, 3000000:0.10, rest:0.25"：上限为正并从小到大，冒号后是比率',
  en: 'Write tiers as "1000000:0.05, 3000000:0.10, rest:0.25": limits above zero and rising, after each colon the rate',
};

const valueParameter: Parameter = { type: 'number', zh: '数', en: 'number' };
const unitOfValue = (_: unknown, [unit]: readonly (string | undefined)[]): string | undefined => unit;
const percent = (rate: string): string => `${new Decimal(rate).times(100).toFixed()}%`;

const bandParameter: Parameter = {
  type: 'string',
  literal: true,
  zh: '分档',
  en: 'bands',
  problem: (literal) => {
    const bands = readScale(String(literal));
    return bands === undefined || bands.some((band) => band.limit === null) ? BAND_FORM : undefined;
  },
  unitOf: unitOfValue,
  words: {
    zh: (literal, amount) =>
      readScale(literal)!
        .map(({ limit, value }) => `满${amount(limit!)}计${value}`)
        .join('、'),
    en: (literal, amount) =>
      readScale(literal)!
        .map(({ limit, value }) => `${value} from ${amount(limit!)}`)
        .join(', '),
  },
};

const tierParameter: Parameter = {
  type: 'string',
  literal: true,
  zh: '分段',
  en: 'tiers',
  problem: (literal) => {
    const tiers = readScale(String(literal));
    const lowest = tiers?.[0]?.limit;
    return tiers === undefined || (typeof lowest === 'string' && compareExact(number(lowest), 0) <= 0)
      ? TIER_FORM
      : undefined;
  },
  unitOf: unitOfValue,
  words: {
    zh: (literal, amount) =>
      readScale(literal)!
        .map(({ limit, value }) => `${limit === null ? '其余' : `至${amount(limit)}的部分`}${percent(value)}`)
        .join('、'),
    en: (literal, amount) =>
      readScale(literal)!
        .map(
          ({ limit, value }) =>
            `${percent(value)} ${limit === null ? 'of the rest' : `up to ${amount(limit)}`}`,
        )
        .join(', '),
  },
};

/** What the steps come to as straight lines: from each limit on, `rate` times the value and `offset` more. */
function linesOf(tiers: readonly Step[]): { from: string[]; rate: string[]; offset: string[] } {
  const lines = { from: ['0'], rate: ['0'], offset: ['0'] };
  let offset: Exact = 0;
  tiers.forEach(({ limit, value }, index) => {
    lines.rate.push(value);
    lines.offset.push(exactText(offset));
    if (limit === null) return;
    const next = number(tiers[index + 1]?.value ?? '0');
    offset = addExact(offset, multiplyExact(subtractExact(number(value), next), number(limit)));
    lines.from.push(limit);
  });
  if (tiers.at(-1)?.limit !== null) {
    lines.rate.push('0');
    lines.offset.push(exactText(offset));
  }
  return lines;
}

/** Each tier's part of the value times its rate, summed: what is not above zero has no part in any. */
function tieredSum(value: Exact, tiers: readonly Step[]): Exact {
  let sum: Exact = 0;
  let low: Exact = 0;
  for (const { limit, value: rate } of tiers) {
    if (compareExact(value, low) <= 0) break;
    const high = limit === null || compareExact(value, number(limit)) < 0 ? value : number(limit);
    sum = addExact(sum, multiplyExact(subtractExact(high, low), number(rate)));
    low = high;
  }
  return sum;
}

/**
 * Functions of a number over a scale that is written as a text, for any catalogue.
 *
 * | written | means |
 * | --- | --- |
 * | `band(x, "10:4, 15:8, 20:12")` | what the highest limit not above `x` gives; 0 below the first |
 * | `tiered(x, "1000000:0.05, 3000000:0.10, rest:0.25")` | the part of `x` up to the first limit times its rate, the part up to the second times its, … summed; without `rest` what is above counts nothing |
 *
 * A scale has at most 60 steps, its numbers at most 18 digits before the point and 6 after.
 *
 * @example defineCatalogue({ roots, functions: { ...scaleFunctions } })
 */
export const scaleFunctions = {
  band: {
    zh: '{0}分档（{1}）',
    en: '{0} in bands ({1})',
    parameters: [valueParameter, bandParameter],
    returns: { type: 'number' },
    sql: ([value, bands], { parameter }) => {
      const steps = readScale(String(bands!.literal))!;
      const limits = parameter(
        steps.map((step) => step.limit!),
        'numeric[]',
      );
      const counts = parameter(['0', ...steps.map((step) => step.value)], 'numeric[]');
      return `(${counts})[width_bucket(${value!.sql}, ${limits}) + 1]`;
    },
    evaluate: ([value, bands]) =>
      readScale(String(bands))!.findLast((step) => compareExact(number(step.limit!), number(value)) <= 0)
        ?.value ?? '0',
  },
  tiered: {
    zh: '{0}分段累计（{1}）',
    en: '{0} in tiers ({1})',
    parameters: [valueParameter, tierParameter],
    returns: (_, [of]) => ({ type: 'number', ...unit(of === 'ratio' ? undefined : of) }),
    copies: 3,
    sql: ([value, tiers], { parameter }) => {
      const lines = linesOf(readScale(String(tiers!.literal))!);
      const line = `width_bucket(${value!.sql}, ${parameter(lines.from, 'numeric[]')}) + 1`;
      const [rate, offset] = [parameter(lines.rate, 'numeric[]'), parameter(lines.offset, 'numeric[]')];
      return `(${value!.sql} * (${rate})[${line}] + (${offset})[${line}])`;
    },
    evaluate: ([value, tiers]) => exactText(tieredSum(number(value), readScale(String(tiers))!)),
  },
} as const satisfies Record<string, RuleFunction>;
