import table from './data/designated-size.json' with { type: 'json' };
import { requireDay } from './dated.ts';
import { type Figure, figureText, INDICATOR_NAMES, inTableUnits, missingNames } from './figures.ts';
import { findIndustry } from './industry.ts';
import { entriesOfCode } from './industry-scope.ts';
import type { Certainty, Message } from './message.ts';

/** Which library of 四上 enterprises a rule belongs to. */
export type DesignatedClass =
  | 'industry'
  | 'construction'
  | 'wholesale'
  | 'retail'
  | 'lodging'
  | 'catering'
  | 'real_estate'
  | 'service';

export type DesignatedSizeValue = 'above' | 'below' | 'not_covered' | 'unknown';
export type DesignatedSizeField = 'employees' | 'revenue' | 'qualified' | 'industryCode';

export interface DesignatedSizeInput {
  /** GB/T 4754-2017, any level; also letter and code. */
  industryCode: string | null | undefined;
  employees?: Figure;
  /** Yuan a year. */
  revenue?: Figure;
  /** Construction only: holds a general or specialised contracting qualification (总承包, 专业承包). */
  qualified?: boolean | null;
  /** The day whose rules count: the reporting period's, 2020-06-30. */
  asOf: string;
}

export interface DesignatedSizeAnswer {
  value: DesignatedSizeValue;
  reason: Message;
  rule: {
    class: DesignatedClass;
    name: Message;
    document: string;
    from: string;
    until: string | null;
    certainty: Certainty;
  } | null;
  missing: DesignatedSizeField[];
}

type CountedField = 'employees' | 'revenue';

interface Rule {
  class: string;
  zh: string;
  en: string;
  prefixes: string;
  from: string;
  until: string | null;
  any?: Partial<Record<CountedField, number>>;
  qualified?: boolean;
  all?: boolean;
  document: string;
  certainty: string;
}

/**
 * Whether an enterprise meets the thresholds of 规模以上 or 限额以上 (四上) on a day. Services changed inside the plan's
 * period: until the reports of 2019 revenue or 50 employees were enough, from 2020 (国统字〔2019〕101号) revenue alone.
 *
 * This says whether the figures meet the threshold; whether the enterprise stands in the statistical library is an
 * event of its own (入库), which the registry keeps.
 *
 * With a figure missing the answer is `unknown`, unless another one already reaches its threshold.
 *
 * @example designatedSize({ industryCode: '6513', revenue: 12_000_000, asOf: '2019-12-31' }).value // 'above'
 */
export function designatedSize(input: DesignatedSizeInput): DesignatedSizeAnswer {
  const day = requireDay(input.asOf);
  const code = input.industryCode ? findIndustry(input.industryCode)?.code : undefined;
  if (code === undefined) return withoutIndustry(input.industryCode);
  const inForce = (table.rules as Rule[]).filter(
    (rule) => rule.from <= day && (rule.until === null || day <= rule.until),
  );
  if (inForce.length === 0) return withoutRules(day);
  const rules = entriesOfCode(inForce, code);
  const excluded = entriesOfCode(table.notCovered, code);
  const [rule] = rules;
  if (rule && rules.length === 1 && excluded.length === 0) return judge(rule, input);
  const outside = rules.length === 0 ? excluded[0] : undefined;
  if (!outside) return tooCoarse(code);
  return {
    value: 'not_covered',
    reason: { zh: `${outside.zh}。`, en: `${outside.en}.` },
    rule: null,
    missing: [],
  };
}

function judge(rule: Rule, input: DesignatedSizeInput): DesignatedSizeAnswer {
  const cited = {
    class: rule.class as DesignatedClass,
    name: { zh: rule.zh, en: rule.en },
    document: rule.document,
    from: rule.from,
    until: rule.until,
    certainty: rule.certainty as Certainty,
  };
  if (rule.all) {
    const reason = { zh: '房地产开发经营企业全部纳入。', en: 'All real-estate developers are included.' };
    return { value: 'above', reason, rule: cited, missing: [] };
  }
  return rule.qualified ? judgeQualification(input.qualified, cited) : judgeFigures(rule, input, cited);
}

function judgeQualification(
  qualified: boolean | null | undefined,
  rule: DesignatedSizeAnswer['rule'],
): DesignatedSizeAnswer {
  if (qualified === null || qualified === undefined) {
    const reason = {
      zh: '缺建筑业资质信息,无法判定。',
      en: 'Whether it holds a construction qualification is not known.',
    };
    return { value: 'unknown', reason, rule, missing: ['qualified'] };
  }
  const reason = qualified
    ? { zh: '有总承包或专业承包资质,纳入。', en: 'It holds a contracting qualification and is included.' }
    : {
        zh: '没有总承包或专业承包资质,不纳入。',
        en: 'It holds no contracting qualification and is not included.',
      };
  return { value: qualified ? 'above' : 'below', reason, rule, missing: [] };
}

function judgeFigures(
  rule: Rule,
  input: DesignatedSizeInput,
  cited: DesignatedSizeAnswer['rule'],
): DesignatedSizeAnswer {
  const fields = Object.keys(rule.any ?? {}) as CountedField[];
  const readings = fields.map((field) => ({
    field,
    limit: rule.any![field]!,
    value: inTableUnits(field, input[field]),
  }));
  const reached = readings.find((reading) => reading.value?.gte(reading.limit));
  const missing = readings.filter((reading) => reading.value === undefined).map((reading) => reading.field);
  const texts = readings.flatMap(({ field, limit, value }) => {
    if (value === undefined) return [];
    const sign = value.gte(limit) ? '≥' : '<';
    const [figure, bound] = [figureText(field, value), figureText(field, limit)];
    const name = INDICATOR_NAMES[field];
    return [
      {
        zh: `${name.zh} ${figure.zh}(${sign}${bound.zh})`,
        en: `${name.en} ${figure.en} (${sign} ${bound.en})`,
      },
    ];
  });
  const figures = {
    zh: [rule.zh, ...texts.map((text) => text.zh)].join(','),
    en: [rule.en, ...texts.map((text) => text.en)].join(', '),
  };
  if (!reached && missing.length > 0) {
    const names = missingNames(missing);
    const reason = {
      zh: `缺${names.zh},无法判定(${figures.zh})。`,
      en: `Not known for want of ${names.en} (${figures.en}).`,
    };
    return { value: 'unknown', reason, rule: cited, missing };
  }
  const verdict = reached ? { zh: '达到标准', en: 'at or above' } : { zh: '未达标准', en: 'below' };
  const reason = { zh: `${figures.zh},${verdict.zh}。`, en: `${figures.en}: ${verdict.en}.` };
  return { value: reached ? 'above' : 'below', reason, rule: cited, missing: [] };
}

function withoutIndustry(code: string | null | undefined): DesignatedSizeAnswer {
  const reason = code
    ? {
        zh: `“${code}”不是 GB/T 4754-2017 行业代码,无法判定。`,
        en: `“${code}” is not an industry code of GB/T 4754-2017.`,
      }
    : { zh: '缺行业代码,无法判定。', en: 'The industry code is missing.' };
  return { value: 'unknown', reason, rule: null, missing: ['industryCode'] };
}

function withoutRules(day: string): DesignatedSizeAnswer {
  const reason = {
    zh: `${day} 没有已录入的规上标准(最早自 2011-01-01 起)。`,
    en: `No thresholds are held for ${day} (the earliest are of 2011-01-01).`,
  };
  return { value: 'unknown', reason, rule: null, missing: [] };
}

function tooCoarse(code: string): DesignatedSizeAnswer {
  const reason = {
    zh: `行业代码“${code}”太粗,其下适用不同标准,请填写中类或小类代码。`,
    en: `The industry code “${code}” is too coarse: thresholds differ within it, so give the group or class.`,
  };
  return { value: 'unknown', reason, rule: null, missing: ['industryCode'] };
}
