import type { ReportCell, ReportCheck, ReportForm, ReportStep } from '@miaopu/contract';
import type { Form, FormCell, FormCheck, Labels, PlanPack, Unit } from '@miaopu/plan';
import { submissionFailure } from './errors.ts';
import { periodsOf } from './periods.ts';

/** A form of a plan pack with everything that it names looked up. */
export type DeclaredForm = {
  readonly form: ReportForm;
  /** Who fills it, groups taken apart. */
  readonly units: readonly Unit[];
  /** For which it is asked, the earliest first. */
  readonly periods: readonly string[];
  readonly dates: Form['dates'];
  /** Departments that sign a step. */
  readonly reviewers: readonly string[];
};

const declaredBy = new WeakMap<PlanPack, readonly DeclaredForm[]>();

/** The forms of a plan, in the pack's order. A pack that was loaded before there were forms has none. */
export function declaredForms(pack: PlanPack): readonly DeclaredForm[] {
  const before = declaredBy.get(pack);
  if (before !== undefined) return before;
  const declared = (pack.forms ?? []).map((form) => declare(pack, form));
  declaredBy.set(pack, declared);
  return declared;
}

/** @throws submissions.no_such_form */
export function getDeclared(pack: PlanPack, formId: string): DeclaredForm {
  const declared = declaredForms(pack).find(({ form }) => form.id === formId);
  if (declared === undefined) throw submissionFailure('submissions.no_such_form', { form: formId });
  return declared;
}

function declare(pack: PlanPack, form: Form): DeclaredForm {
  const { id, title, about, every, dates, evidence } = form;
  const words = wordsOf(pack);
  const steps = form.steps.map((step) => declareStep(pack, step, form.clerks_sign));
  return {
    form: {
      id,
      title,
      about: about ?? null,
      every,
      steps,
      cells: form.cells.map((cell) => declareCell(cell, words)),
      evidence: [...evidence],
      checks: form.checks.map(declareCheck),
    },
    units: [...new Set(form.units.flatMap((unit) => membersOf(pack, unit)))].map((unit) =>
      unitOf(pack, unit),
    ),
    periods: periodsOf(pack.plan, form),
    dates,
    reviewers: steps.flatMap(({ unit }) => (unit === null ? [] : [unit.id])),
  };
}

/** The checks of a pack have seen to it that what is named is there. */
function unitOf(pack: PlanPack, id: string): Unit {
  return pack.units.find((unit) => unit.id === id)!;
}

function membersOf(pack: PlanPack, id: string): string[] {
  const { kind, members } = unitOf(pack, id);
  return kind === 'group' && members.length > 0 ? members.flatMap((member) => membersOf(pack, member)) : [id];
}

function declareStep(pack: PlanPack, step: Form['steps'][number], clerkSigns = false): ReportStep {
  if (typeof step === 'string') return { kind: step, unit: null, clerkSigns };
  const unit = { id: step.department, name: unitOf(pack, step.department).name };
  return { kind: 'department', unit, clerkSigns };
}

type TargetWords = {
  readonly value: Labels;
  readonly unit: Labels;
  readonly numerator: Labels;
  readonly denominator: Labels;
};

/** What targets and their companions call their numbers. */
function wordsOf(pack: PlanPack): ReadonlyMap<string, TargetWords> {
  return new Map(
    pack.targets.flatMap(({ id, title, unit, definition, companions }) =>
      [{ id, title, unit }, ...companions].map((one) => [
        one.id,
        {
          value: one.title,
          unit: one.unit,
          numerator: definition.numerator,
          denominator: definition.denominator ?? one.title,
        },
      ]),
    ),
  );
}

function declareCell(cell: FormCell, words: ReadonlyMap<string, TargetWords>): ReportCell {
  const shared = { id: cell.id, hint: cell.hint ?? null, options: [] };
  if ('counted' in cell) {
    const said = words.get(cell.counted)!;
    return {
      ...shared,
      label: cell.label ?? said.value,
      unit: said.unit,
      type: 'decimal',
      how: 'counted',
      target: cell.counted,
      part: 'value',
      required: true,
    };
  }
  const { type, required } = cell;
  if (!('target' in cell))
    return {
      ...shared,
      label: cell.label,
      unit: cell.unit ?? null,
      type,
      how: 'asked',
      target: null,
      part: null,
      required,
      options: cell.options ?? [],
    };
  const { target, part } = cell;
  const said = words.get(target)!;
  return {
    ...shared,
    label: cell.label ?? said[part],
    // the parts of a ratio have other units than the ratio
    unit: cell.unit ?? (part === 'value' ? said.unit : null),
    type,
    how: 'asked',
    target,
    part,
    required,
  };
}

function declareCheck(check: FormCheck): ReportCheck {
  const { id, level } = check;
  const shared = { id, level, because: check.because ?? null };
  if ('range' in check) {
    const { cell, min, max } = check.range;
    return { ...shared, kind: 'range', cell, min: min ?? null, max: max ?? null };
  }
  if ('last' in check) return { ...shared, kind: 'last', ...check.last };
  if ('computed' in check) return { ...shared, kind: 'computed', ...check.computed };
  if ('order' in check) return { ...shared, kind: 'order', ...check.order };
  if ('sum' in check) return { ...shared, kind: 'sum', ...check.sum };
  return { ...shared, kind: 'units_sum', ...check.units_sum };
}
