import { Decimal } from 'decimal.js';
import { z } from 'zod';
import { decimalSchema, labelsSchema } from './common.ts';
import { type Cells, emptyCell } from './submission-cells.ts';
import type { ReportCell, ReportCheck, ReportForm } from './submission-form.ts';

type Words = z.infer<typeof labelsSchema>;

/** Sums and comparisons of yuan are exact whatever their length. */
const Exact = Decimal.clone({ precision: 60 });
const number = /^-?\d{1,18}(\.\d{1,9})?$/;
const perHundred = 100;

const countedSchema = z.strictObject({
  value: decimalSchema.nullable(),
  numerator: decimalSchema.nullable(),
  denominator: decimalSchema.nullable(),
});

/** What the checks look at beside the cells. The server gives it with the submission; the checks are the same on both sides. */
export const checkContextSchema = z.strictObject({
  /** By cell: what was approved for the unit's period before; absent where nothing was. */
  last: z.record(z.string(), z.string()),
  /** By target: what is counted for the unit and the period; absent where it cannot be counted yet. */
  counted: z.record(z.string(), countedSchema),
  /** By check: the sum of what units submitted in another form, and how many of them did. */
  sums: z.record(
    z.string(),
    z.strictObject({ sum: decimalSchema, submitted: z.number().int(), of: z.number().int() }),
  ),
});
export type CheckContext = z.infer<typeof checkContextSchema>;

/** Something that a check found. */
export const findingSchema = z.strictObject({
  /** The form's check, or one of `required`, `type`, `unconfirmed`, `count_changed`, `evidence`. */
  check: z.string(),
  level: z.enum(['hard', 'soft']),
  /** Where: a cell, or an item of evidence. */
  cell: z.string().nullable(),
  evidence: z.string().nullable(),
  words: labelsSchema,
  /** A soft one that the unit has commented on. */
  explained: z.boolean(),
});
export type Finding = z.infer<typeof findingSchema>;

type Look = {
  readonly form: ReportForm;
  readonly cells: Cells;
  readonly context: CheckContext;
};

/**
 * All that is to be said about what stands in a form: what is missing or no number, what the form's own checks find, evidence that is
 * asked for. Pure, so that the browser says it while somebody types and the server says the same when they submit.
 *
 * @param evidence the items of evidence that have a file
 */
export function checkCells(look: Look, evidence: ReadonlySet<string>): Finding[] {
  const { form, cells } = look;
  const found = [
    ...form.cells.flatMap((cell) => cellFindings(look, cell)),
    ...form.checks.flatMap((check) => checkFindings(look, check)),
  ].map(({ check, level, cell, words }) => ({
    check,
    level,
    cell,
    evidence: null,
    words,
    explained: level === 'soft' && (cells[cell]?.comment ?? null) !== null,
  }));
  const missing = form.evidence
    .filter((item) => item.required && !evidence.has(item.id))
    .map(
      ({ id, label }): Finding => ({
        check: 'evidence',
        level: 'hard',
        cell: null,
        evidence: id,
        words: { zh: `请上传佐证材料：${label.zh}。`, en: `Upload the evidence: ${label.en}.` },
        explained: false,
      }),
    );
  return [...found, ...missing];
}

/** What keeps a form from being submitted: every hard finding, and soft ones that nobody has commented on. */
export function blockingFindings(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ level, explained }) => level === 'hard' || !explained);
}

type Said = {
  readonly check: string;
  readonly level: 'hard' | 'soft';
  readonly cell: string;
  readonly words: Words;
};

function isNumber({ type }: ReportCell): boolean {
  return type === 'whole' || type === 'decimal' || type === 'money';
}

function cellFindings({ cells, context }: Look, cell: ReportCell): Said[] {
  const { value, stand } = cells[cell.id] ?? emptyCell;
  const say = (check: string, level: 'hard' | 'soft', words: Words): Said[] => [
    { check, level, cell: cell.id, words },
  ];
  if (cell.how === 'counted') {
    const counted = countedValue(context, cell);
    // nothing to confirm while it cannot be counted
    if (counted === null) return [];
    if (stand === null)
      return say('unconfirmed', 'hard', {
        zh: '系统已计数：请确认，或提出异议并附佐证。',
        en: 'This was counted: confirm it, or dispute it with evidence.',
      });
    if (stand === 'confirmed' && value !== null && !new Exact(value).eq(counted))
      return say('count_changed', 'soft', {
        zh: `确认时为 ${value}，现为 ${counted}：请重新确认或说明。`,
        en: `It was ${value} when it was confirmed and is ${counted} now: confirm it again, or say why not.`,
      });
    return [];
  }
  if (value === null)
    return cell.required
      ? say('required', 'hard', {
          zh: '必填：没有发生的填 0。',
          en: 'This is required: write 0 where there was nothing.',
        })
      : [];
  const wrong = typeFindings(cell, value).flatMap((words) => say('type', 'hard', words));
  if (wrong.length > 0 || cell.part !== 'denominator' || !new Exact(value).isZero()) return wrong;
  return say('type', 'hard', { zh: '分母不能为 0。', en: 'Nothing can be divided by 0.' });
}

function typeFindings({ type, options }: ReportCell, value: string): Words[] {
  if (type === 'text') return [];
  if (type === 'choice')
    return options.some(({ id }) => id === value)
      ? []
      : [{ zh: '请从列出的选项中选择。', en: 'Choose one of the options.' }];
  if (!number.test(value))
    return [{ zh: `“${value}”不是数字，请填数字。`, en: `“${value}” is not a number: write a number.` }];
  const places = new Exact(value).decimalPlaces();
  if (type === 'whole' && places > 0) return [{ zh: '此处应为整数。', en: 'A whole number is wanted here.' }];
  if (type === 'money' && places > 2)
    return [{ zh: '金额以元计，最多两位小数。', en: 'Amounts are in yuan, with two decimals at most.' }];
  return [];
}

/** The number in a cell, where it is one. */
function numberIn({ form, cells }: Look, id: string): Decimal | undefined {
  const cell = form.cells.find((one) => one.id === id);
  const value = cells[id]?.value ?? null;
  if (cell === undefined || !isNumber(cell) || value === null || !number.test(value)) return undefined;
  return new Exact(value);
}

function countedValue({ counted }: CheckContext, { target, part }: ReportCell): string | null {
  return (target === null ? undefined : counted[target])?.[part ?? 'value'] ?? null;
}

function checkFindings(look: Look, check: ReportCheck): Said[] {
  const label = (id: string): Words =>
    look.form.cells.find((cell) => cell.id === id)?.label ?? { zh: id, en: id };
  const said = (id: string, figure: Decimal.Value) => figureWords(look, id, figure);
  const say = (cell: string, { zh, en }: Words): Said[] => [
    {
      check: check.id,
      level: check.level,
      cell,
      words:
        check.because === null
          ? { zh, en }
          : { zh: `${zh}${check.because.zh}`, en: `${en} ${check.because.en}` },
    },
  ];
  switch (check.kind) {
    case 'range': {
      const value = numberIn(look, check.cell);
      const { min, max } = check;
      if (value === undefined) return [];
      if (min !== null && value.lt(min))
        return say(check.cell, {
          zh: `不应小于 ${said(check.cell, min).zh}。`,
          en: `This should be at least ${said(check.cell, min).en}.`,
        });
      if (max !== null && value.gt(max))
        return say(check.cell, {
          zh: `不应大于 ${said(check.cell, max).zh}。`,
          en: `This should be at most ${said(check.cell, max).en}.`,
        });
      return [];
    }
    case 'last': {
      const value = numberIn(look, check.cell);
      const last = look.context.last[check.cell];
      if (value === undefined || last === undefined || isWithin(value, new Exact(last), check.percent))
        return [];
      return say(check.cell, {
        zh: `与上期 ${said(check.cell, last).zh} 相差超过 ${check.percent}%：请核对，属实的请说明原因。`,
        en: `This differs from the last period’s ${said(check.cell, last).en} by more than ${check.percent}%: check it, and if it is right, say why.`,
      });
    }
    case 'computed': {
      const value = numberIn(look, check.cell);
      const cell = look.form.cells.find((one) => one.id === check.cell);
      const counted = look.context.counted[check.target]?.[cell?.part ?? 'value'] ?? null;
      if (value === undefined || counted === null || isWithin(value, new Exact(counted), check.percent))
        return [];
      return say(check.cell, {
        zh: `与系统计算的 ${said(check.cell, counted).zh} 相差超过 ${check.percent}%：请核对，属实的请说明原因。`,
        en: `This differs from the counted ${said(check.cell, counted).en} by more than ${check.percent}%: check it, and if it is right, say why.`,
      });
    }
    case 'order': {
      const [smaller, larger] = [numberIn(look, check.smaller), numberIn(look, check.larger)];
      if (smaller === undefined || larger === undefined || smaller.lte(larger)) return [];
      const other = label(check.larger);
      return say(check.smaller, {
        zh: `不应大于“${other.zh}”（${said(check.larger, larger).zh}）。`,
        en: `This should not exceed “${other.en}” (${said(check.larger, larger).en}).`,
      });
    }
    case 'sum': {
      const total = numberIn(look, check.total);
      const parts = check.parts.flatMap((part) => numberIn(look, part) ?? []);
      if (total === undefined || parts.length < check.parts.length) return [];
      const sum = Exact.sum(...parts);
      if (sum.eq(total)) return [];
      return say(check.total, {
        zh: `各分项之和为 ${said(check.total, sum).zh}，与此处不符。`,
        en: `The parts add up to ${said(check.total, sum).en}, which is not this.`,
      });
    }
    case 'units_sum': {
      const value = numberIn(look, check.cell);
      const there = look.context.sums[check.id];
      // while some have not reported, a difference says nothing
      if (value === undefined || there === undefined || there.submitted < there.of || value.eq(there.sum))
        return [];
      return say(check.cell, {
        zh: `${there.of} 个单位报送之和为 ${said(check.cell, there.sum).zh}，与此处不符：请核对，属实的请说明原因。`,
        en: `The ${there.of} units report ${said(check.cell, there.sum).en} together, which is not this: check it, and if it is right, say why.`,
      });
    }
  }
}

const tenThousand = 10_000;

/** A figure as the form's readers have it: with its thousands apart, and money in 万元, as it is typed. */
function figureWords({ form }: Look, id: string, figure: Decimal.Value): Words {
  const isMoney = form.cells.find((cell) => cell.id === id)?.type === 'money';
  const exact = new Exact(figure);
  const [whole = '', ...fraction] = (isMoney ? exact.div(tenThousand) : exact).toFixed().split('.');
  const text = [whole.replace(/\B(?=(\d{3})+(?!\d))/g, ','), ...fraction].join('.');
  return isMoney ? { zh: `${text} 万元`, en: `${text} (10k yuan)` } : { zh: text, en: text };
}

/** Whether a number is at most so many percent away from another. From nothing, every step is too far. */
function isWithin(value: Decimal, from: Decimal, percent: number): boolean {
  return value.minus(from).abs().times(perHundred).lte(from.abs().times(percent));
}

/** A ratio from its two cells, for showing: 12 significant digits; null where there is none. @example ratioOf('1', '8') // '0.125' */
export function ratioOf(numerator: string | null, denominator: string | null): string | null {
  if (numerator === null || denominator === null || !number.test(numerator) || !number.test(denominator))
    return null;
  const below = new Exact(denominator);
  return below.isZero() ? null : new Exact(numerator).div(below).toSignificantDigits(12).toFixed();
}
