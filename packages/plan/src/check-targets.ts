import { at, type Draft, type Entry } from './draft.ts';
import { compareDecimals } from './exact.ts';
import { isComputed, type Measure } from './measure.ts';
import type { Finding, Path, Words } from './problems.ts';
import type { Goal, Target, TargetKind } from './target-schema.ts';

/** Periods lie within the plan, goals agree with their form, and kinds with their measure. */
export function checkTargets(draft: Draft): Finding[] {
  return [
    ...planDays(draft),
    ...unitDays(draft),
    ...(draft.targets ?? []).flatMap((target) => [
      ...targetPeriod(target, draft),
      ...goalForm(target),
      ...kindOfMeasure(target, target.value.kind, target.value.measure, ['measure']),
      ...target.value.companions.flatMap(({ kind, measure }, index) =>
        kindOfMeasure(target, kind, measure, ['companions', index, 'measure']),
      ),
    ]),
  ];
}

function reversed(entry: Entry<unknown>, path: Path, from: string, to: string): Finding[] {
  if (from < to) return [];
  return [
    at(entry, path, {
      code: 'dates_reversed',
      message: {
        zh: `起始 ${from} 不早于截止 ${to}`,
        en: `It starts on ${from}, not before its end on ${to}`,
      },
      suggestion: { zh: '对调两个日期，或改正写错的一个', en: 'Swap the two days, or correct the wrong one' },
    }),
  ];
}

function planDays({ plan }: Draft): Finding[] {
  if (plan === undefined) return [];
  const { period, base_day } = plan.value;
  return [
    ...reversed(plan, ['period', 'end'], period.start, period.end),
    ...reversed(plan, ['base_day'], base_day, period.start),
  ];
}

function unitDays({ units }: Draft): Finding[] {
  return (units ?? []).flatMap((unit) => {
    const { valid_from, valid_to } = unit.value;
    return valid_from && valid_to ? reversed(unit, ['valid_to'], valid_from, valid_to) : [];
  });
}

function targetPeriod(target: Entry<Target>, { plan }: Draft): Finding[] {
  const { period } = target.value;
  if (period === undefined) return [];
  const wrong = reversed(target, ['period', 'end'], period.start, period.end);
  if (plan === undefined || wrong.length > 0) return wrong;
  const { start, end } = plan.value.period;
  // a plan that ends before it starts is told by itself
  if (start >= end) return [];
  if (period.start >= start && period.end <= end) return [];
  return [
    at(target, ['period'], {
      code: 'period_outside_plan',
      message: {
        zh: `${period.start} 至 ${period.end} 超出计划期 ${start} 至 ${end}`,
        en: `${period.start} to ${period.end} is outside the plan, ${start} to ${end}`,
      },
      suggestion: {
        zh: '收到计划期之内；与计划期相同的不必写 period',
        en: 'Keep it within the plan; without period, the plan’s own holds',
      },
    }),
  ];
}

/** What each form must and must not have. */
const forms: Readonly<
  Record<Goal['form'], { needs: readonly (keyof Goal)[]; refuses: readonly (keyof Goal)[] }>
> = {
  at_least: { needs: ['value'], refuses: ['low', 'high', 'set_by'] },
  exactly: { needs: ['value'], refuses: ['low', 'high', 'set_by'] },
  about: { needs: ['value', 'low', 'high'], refuses: ['set_by'] },
  within: { needs: [], refuses: ['value'] },
  none: { needs: [], refuses: ['value', 'low', 'high', 'set_by'] },
};

function goalForm(target: Entry<Target>): Finding[] {
  const { goal } = target.value;
  const { needs, refuses } = forms[goal.form];
  const problem = (path: Path, message: Words, suggestion: Words) =>
    at(target, path, { code: 'goal_inconsistent', message, suggestion });
  const findings = needs
    .filter((key) => goal[key] === undefined)
    .map((key) =>
      problem(
        ['goal'],
        { zh: `form: ${goal.form} 要有 ${key}`, en: `form: ${goal.form} needs ${key}` },
        { zh: `加上 ${key}:，或改用另一种 form`, en: `Add ${key}:, or use another form` },
      ),
    );
  for (const key of refuses.filter((key) => goal[key] !== undefined)) {
    findings.push(
      problem(
        ['goal', key],
        { zh: `form: ${goal.form} 不应有 ${key}`, en: `form: ${goal.form} has no ${key}` },
        { zh: `删去 ${key}，或改用另一种 form`, en: `Remove ${key}, or use another form` },
      ),
    );
  }
  return findings.length > 0
    ? findings
    : [...openRange(target), ...orderOfEnds(target), ...untargeted(target)];
}

/** A range either has both ends or says who sets them. */
function openRange(target: Entry<Target>): Finding[] {
  const { form, low, high, set_by } = target.value.goal;
  if (form !== 'within' || (low !== undefined && high !== undefined)) return [];
  if (low === undefined && high === undefined && set_by !== undefined) return [];
  return [
    at(target, ['goal'], {
      code: 'goal_inconsistent',
      message: { zh: '区间缺少上下限', en: 'The range lacks an end' },
      suggestion: {
        zh: '写明 low 和 high；原文没有数的，用 set_by 写明由哪个单位定',
        en: 'Give low and high; where the text names none, say with set_by which unit sets them',
      },
    }),
  ];
}

function orderOfEnds(target: Entry<Target>): Finding[] {
  const { low, high, value } = target.value.goal;
  const ends = [low, value, high].filter((end) => end !== undefined);
  if (ends.every((end, index) => index === 0 || compareDecimals(ends[index - 1]!, end) <= 0)) return [];
  return [
    at(target, ['goal'], {
      code: 'goal_inconsistent',
      message: {
        zh: '下限、目标值、上限的大小次序不对',
        en: 'Lower end, value and upper end are out of order',
      },
      suggestion: { zh: '应有 low ≤ value ≤ high', en: 'They must be low ≤ value ≤ high' },
    }),
  ];
}

/** A quantified target has a value; without one it is a ratio to be raised. */
function untargeted(target: Entry<Target>): Finding[] {
  const { goal, obligation } = target.value;
  if ((goal.form === 'none') === (obligation === 'ratio')) return [];
  return [
    at(target, ['goal', 'form'], {
      code: 'goal_inconsistent',
      message: {
        zh: `obligation: ${obligation} 与 form: ${goal.form} 不相符`,
        en: `obligation: ${obligation} does not agree with form: ${goal.form}`,
      },
      suggestion: {
        zh: '没有目标值的写 obligation: ratio 和 form: none；有目标值的写 target 或 duty',
        en: 'Without a value write obligation: ratio and form: none; with one, target or duty',
      },
    }),
  ];
}

type Shape = 'amount' | 'fraction' | 'growth';

/** What a value of the kind looks like; a range may be any. */
const shapes: Readonly<Record<TargetKind, Shape | undefined>> = {
  count: 'amount',
  stock: 'amount',
  money: 'amount',
  area: 'amount',
  times: 'amount',
  ratio: 'fraction',
  coverage: 'fraction',
  growth: 'growth',
  range: undefined,
};

function shapeOf(measure: Measure): Shape {
  if ('growth' in measure) return 'growth';
  if ('sum_ratio' in measure || 'coverage' in measure) return 'fraction';
  return 'share' in measure && measure.share !== undefined ? 'fraction' : 'amount';
}

const shapeWords: Readonly<Record<Shape, Words>> = {
  amount: { zh: '个数或数量', en: 'an amount' },
  fraction: { zh: '比例', en: 'a ratio' },
  growth: { zh: '增长率', en: 'a rate of growth' },
};

function kindOfMeasure(entry: Entry<unknown>, kind: TargetKind, measure: Measure, path: Path): Finding[] {
  const mismatch = kindMismatch(kind, measure);
  return mismatch === undefined ? [] : [at(entry, path, { code: 'kind_mismatch', ...mismatch })];
}

/** What is wrong where a measure does not yield what the target's kind is: a ratio for a count, say. */
export function kindMismatch(
  kind: TargetKind,
  measure: Measure,
): { readonly message: Words; readonly suggestion: Words } | undefined {
  const wanted = shapes[kind];
  if (wanted === undefined || !isComputed(measure) || shapeOf(measure) === wanted) return undefined;
  const [want, got] = [shapeWords[wanted], shapeWords[shapeOf(measure)]];
  return {
    message: {
      zh: `kind: ${kind} 是${want.zh}，这个 measure 算出的却是${got.zh}`,
      en: `kind: ${kind} is ${want.en}, but this measure yields ${got.en}`,
    },
    suggestion: {
      zh: '比例用 share、sum_ratio 或 coverage，增长率用 growth，个数两者都不用；或改正 kind',
      en: 'Use share, sum_ratio or coverage for a ratio, growth for growth, neither for an amount; or correct kind',
    },
  };
}
