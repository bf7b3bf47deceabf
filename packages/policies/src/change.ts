import type { Labels } from '@miaopu/plan';
import type { CompareOperator, Typed } from '@miaopu/rules';
import { Decimal } from 'decimal.js';
import type { PolicyReason } from './judge-policy.ts';

/** How many ways of meeting a condition are offered. */
const OFFERED = 3;

/**
 * What would have to be different for a condition to be met, in words; null where it is met.
 *
 * @example // 研发费用占营业收入的比例不低于3%
 * changeFor(reason).zh // '研发费用占营业收入的比例还差0.5个百分点（现为2.5%，需不低于3%）'
 */
export function changeFor(reason: PolicyReason): Labels | null {
  switch (reason.outcome) {
    case 'met':
      return null;
    case 'manual':
      return {
        zh: `请主管部门判断：${reason.words.zh}`,
        en: `ask the authority to judge: ${reason.words.en}`,
      };
    case 'unknown':
      return provide(reason);
    case 'not_met':
      return notMet(reason);
  }
}

function provide({ missing, words }: PolicyReason): Labels {
  if (missing.length === 0) return { zh: `确认：${words.zh}`, en: `find out: ${words.en}` };
  const named = (language: 'zh' | 'en') =>
    missing.map(({ label, department }) =>
      department === null
        ? label[language]
        : language === 'zh'
          ? `${label.zh}（${department.zh}）`
          : `${label.en} (${department.en})`,
    );
  return { zh: `补充数据：${named('zh').join('、')}`, en: `provide ${named('en').join(', ')}` };
}

function notMet(reason: PolicyReason): Labels {
  const { expression, parts, score, gap } = reason;
  if (score !== null || parts.length === 0) return gap ?? needed(reason);
  if (expression.kind === 'and') {
    return joined(
      parts.map(changeFor).filter((change) => change !== null),
      '；',
      '; ',
    );
  }
  return expression.kind === 'or' ? anyOf(parts) : needed(reason);
}

/** Of several ways the first few; one that says by how much it is missed says more than its condition. */
function anyOf(parts: readonly PolicyReason[]): Labels {
  const ways = parts.map((part) => (isBare(part) ? part.words : changeFor(part)!));
  const offered = joined(ways.slice(0, OFFERED), '；或', '; or ');
  const more =
    ways.length > OFFERED
      ? { zh: `（共${ways.length}项）`, en: ` (${ways.length} ways)` }
      : { zh: '', en: '' };
  return { zh: `以下任一项${more.zh}：${offered.zh}`, en: `any of these${more.en}: ${offered.en}` };
}

function isBare({ outcome, parts, score, gap }: PolicyReason): boolean {
  return outcome === 'not_met' && gap === null && (score !== null || parts.length === 0);
}

function needed({ words }: PolicyReason): Labels {
  return { zh: `需要：${words.zh}`, en: `needed: ${words.en}` };
}

function joined(changes: readonly Labels[], zh: string, en: string): Labels {
  return {
    zh: changes.map((change) => change.zh).join(zh),
    en: changes.map((change) => change.en).join(en),
  };
}

const bounds: Readonly<Partial<Record<CompareOperator, Labels>>> = {
  '>=': { zh: '需不低于', en: 'at least' },
  '>': { zh: '需高于', en: 'more than' },
  '<=': { zh: '不得高于', en: 'at most' },
  '<': { zh: '需低于', en: 'less than' },
};
const dayBounds: typeof bounds = {
  '>=': { zh: '需不早于', en: 'not before' },
  '>': { zh: '需晚于', en: 'after' },
  '<=': { zh: '需不晚于', en: 'not after' },
  '<': { zh: '需早于', en: 'before' },
};

export type GapSides = {
  readonly subject: Labels;
  readonly operator: CompareOperator;
  readonly typed: Typed;
  readonly value: Labels;
  readonly limit: Labels;
  /** Without its sign; null where it is nothing, or nothing can be said. */
  readonly difference: Labels | null;
};

/** A comparison that is not met: by how much, where it stands, and where it has to be; undefined for an equality. */
export function gapOf({ subject, operator, typed, value, limit, difference }: GapSides): Labels | undefined {
  const bound = (typed.type === 'date' ? dayBounds : bounds)[operator];
  if (bound === undefined) return undefined;
  const stands = {
    zh: `现为${value.zh}，${bound.zh}${limit.zh}`,
    en: `now ${value.en}, needs ${bound.en} ${limit.en}`,
  };
  if (difference === null) return { zh: `${subject.zh}：${stands.zh}`, en: `${subject.en}: ${stands.en}` };
  if (typed.type === 'date') {
    return {
      zh: `${subject.zh}相差${difference.zh}（${stands.zh}）`,
      en: `${subject.en}: ${difference.en} apart (${stands.en})`,
    };
  }
  const isShort = operator.startsWith('>');
  return {
    zh: `${subject.zh}${isShort ? '还差' : '超出'}${difference.zh}（${stands.zh}）`,
    en: `${subject.en}: ${difference.en} ${isShort ? 'short' : 'too much'} (${stands.en})`,
  };
}

/** A difference without its sign: of ratios in percentage points, of days in days. */
export function differenceWords(
  difference: string,
  unit: string | undefined,
  say: (value: string) => Labels,
): Labels | null {
  const size = new Decimal(difference).abs();
  if (size.isZero()) return null;
  if (unit !== 'ratio') return say(size.toFixed());
  const points = size.times(100).toDecimalPlaces(2);
  const shown = points.isZero() ? '0.01' : points.toFixed();
  const less = points.isZero() ? { zh: '不足', en: 'less than ' } : { zh: '', en: '' };
  return { zh: `${less.zh}${shown}个百分点`, en: `${less.en}${shown} percentage points` };
}
