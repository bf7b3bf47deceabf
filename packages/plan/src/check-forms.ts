import { at, type Draft, type Entry } from './draft.ts';
import type { Form, FormCell, FormCheck } from './form-schema.ts';
import { isComputed, type Measure } from './measure.ts';
import type { Finding, Path } from './problems.ts';

/** Forms ask for what there is, each number once, and every reported target is asked for. */
export function checkForms(draft: Draft): Finding[] {
  const { forms } = draft;
  // a pack may come before its forms
  if (forms === undefined || forms.length === 0) return [];
  const measures = measuresOf(draft);
  return [
    ...forms.flatMap((form) => [
      ...ids(form),
      ...dates(form),
      ...asked(draft, form),
      ...choices(form),
      ...cellsOfChecks(form, forms),
    ]),
    ...(measures === undefined
      ? []
      : [...forms.flatMap((form) => targetsOf(form, measures)), ...notAsked(draft, forms)]),
    ...askedTwice(forms),
  ];
}

type Measures = ReadonlyMap<string, Measure>;

function measuresOf({ targets }: Draft): Measures | undefined {
  if (targets === undefined) return undefined;
  return new Map(
    targets.flatMap(({ value }) =>
      [value, ...value.companions].map(({ id, measure }) => [id, measure] as const),
    ),
  );
}

function ids(form: Entry<Form>): Finding[] {
  return (['cells', 'evidence', 'checks'] as const).flatMap((part) => {
    const seen = new Set<string>();
    return form.value[part].flatMap(({ id }, index) => {
      if (!seen.has(id)) {
        seen.add(id);
        return [];
      }
      return at(form, [part, index, 'id'], {
        code: 'duplicate_id',
        message: { zh: `“${id}”在此表中写了两次`, en: `“${id}” stands twice in this form` },
        suggestion: { zh: '给其中一处换一个编号，或删去一处', en: 'Give one another id, or remove one' },
      });
    });
  });
}

function dates(form: Entry<Form>): Finding[] {
  const { opens, due, grace, locks } = form.value.dates;
  const wrong = opens > due ? 'due' : due + grace > locks ? 'locks' : undefined;
  if (wrong === undefined) return [];
  return [
    at(form, ['dates', wrong], {
      code: 'dates_reversed',
      message: {
        zh: '日期次序不对：应先开放，再到期，宽限期过后锁定',
        en: 'The dates are out of order: a form opens, is due, and is locked after the days of grace',
      },
      suggestion: {
        zh: 'opens 不大于 due，due 加 grace 不大于 locks',
        en: 'opens is at most due, and due with grace is at most locks',
      },
    }),
  ];
}

/** A form is asked within the plan, and not before it is asked no more. */
function asked({ plan }: Draft, form: Entry<Form>): Finding[] {
  const { start = '', end = '9999-12-31' } = plan?.value.period ?? {};
  const { asked_from: from, asked_until: until } = form.value;
  const wrong = [
    ...(from !== undefined && (from < start || from > end) ? ['asked_from'] : []),
    ...(until !== undefined && (until < (from ?? start) || until > end) ? ['asked_until'] : []),
  ];
  return wrong.map((key) =>
    at(form, [key], {
      code: 'dates_reversed',
      message: {
        zh: '报表的填报期不对：应在计划期内，且先起后止',
        en: 'The form is asked outside the plan, or ends before it begins',
      },
      suggestion: {
        zh: 'asked_from 不晚于 asked_until，两者都在计划期内',
        en: 'asked_from is no later than asked_until, and both are within the plan',
      },
    }),
  );
}

function choices(form: Entry<Form>): Finding[] {
  return form.value.cells.flatMap((cell, index) => {
    const isChoice = 'type' in cell && cell.type === 'choice';
    if (isChoice === ('options' in cell && cell.options !== undefined)) return [];
    return at(form, ['cells', index], {
      code: 'form_mismatch',
      message: {
        zh: `“${cell.id}”：选择项要有 options，其他类型没有`,
        en: `“${cell.id}”: a choice has options, and nothing else has`,
      },
      suggestion: { zh: '加上 options，或改写 type', en: 'Add options, or change type' },
    });
  });
}

/** The cells that a check names, with where. */
function namedCells(check: FormCheck): { readonly path: Path; readonly id: string }[] {
  if ('range' in check) return [{ path: ['range', 'cell'], id: check.range.cell }];
  if ('last' in check) return [{ path: ['last', 'cell'], id: check.last.cell }];
  if ('computed' in check) return [{ path: ['computed', 'cell'], id: check.computed.cell }];
  if ('units_sum' in check) return [{ path: ['units_sum', 'cell'], id: check.units_sum.cell }];
  if ('order' in check)
    return (['smaller', 'larger'] as const).map((key) => ({ path: ['order', key], id: check.order[key] }));
  return [
    { path: ['sum', 'total'], id: check.sum.total },
    ...check.sum.parts.map((id, index) => ({ path: ['sum', 'parts', index], id })),
  ];
}

function unknownCell(form: Entry<Form>, path: Path, id: string, where: string): Finding {
  return at(form, path, {
    code: 'unknown_cell',
    message: { zh: `表“${where}”没有填报项“${id}”`, en: `The form “${where}” has no cell “${id}”` },
    suggestion: { zh: '改用 cells 里已有的编号', en: 'Use an id that stands in its cells' },
  });
}

function cellsOfChecks(form: Entry<Form>, forms: readonly Entry<Form>[]): Finding[] {
  const own = new Set(form.value.cells.map(({ id }) => id));
  return form.value.checks.flatMap((check, index) => {
    const unknown = namedCells(check)
      .filter(({ id }) => !own.has(id))
      .map(({ path, id }) => unknownCell(form, ['checks', index, ...path], id, form.value.id));
    return 'units_sum' in check ? [...unknown, ...otherForm(form, index, check.units_sum, forms)] : unknown;
  });
}

function otherForm(
  form: Entry<Form>,
  index: number,
  { form: id, of }: { readonly form: string; readonly of: string },
  forms: readonly Entry<Form>[],
): Finding[] {
  const other = forms.find(({ value }) => value.id === id)?.value;
  const path = ['checks', index, 'units_sum'];
  if (other === undefined || other.every !== form.value.every)
    return [
      at(form, [...path, 'form'], {
        code: 'form_mismatch',
        message: {
          zh: `没有同一报送周期的表“${id}”`,
          en: `There is no form “${id}” that is reported for the same periods`,
        },
        suggestion: {
          zh: '改用 forms/ 里 every 相同的表',
          en: 'Use a form in forms/ with the same every',
        },
      }),
    ];
  return other.cells.some((cell) => cell.id === of) ? [] : [unknownCell(form, [...path, 'of'], of, id)];
}

function targetsOf(form: Entry<Form>, measures: Measures): Finding[] {
  const cells = form.value.cells.flatMap((cell, index) => {
    if ('counted' in cell) return counted(form, ['cells', index, 'counted'], cell.counted, measures);
    return 'target' in cell ? reported(form, index, cell, measures) : [];
  });
  const checks = form.value.checks.flatMap((check, index) =>
    'computed' in check
      ? counted(form, ['checks', index, 'computed', 'target'], check.computed.target, measures)
      : [],
  );
  return [...cells, ...checks];
}

function unknownTarget(form: Entry<Form>, path: Path, id: string): Finding {
  return at(form, path, {
    code: 'unknown_target',
    message: { zh: `没有目标“${id}”`, en: `There is no target “${id}”` },
    suggestion: {
      zh: '改用 targets/ 里的目标或其附列指标的编号',
      en: 'Use the id of a target, or of a companion of one, in targets/',
    },
  });
}

function counted(form: Entry<Form>, path: Path, id: string, measures: Measures): Finding[] {
  const measure = measures.get(id);
  if (measure === undefined) return [unknownTarget(form, path, id)];
  if (isComputed(measure)) return [];
  return [
    at(form, path, {
      code: 'form_mismatch',
      message: {
        zh: `目标“${id}”是报送的，系统没有计数`,
        en: `The target “${id}” is reported, so nothing is counted`,
      },
      suggestion: { zh: '要填报的写 target', en: 'What a unit fills in is written with target' },
    }),
  ];
}

function reported(
  form: Entry<Form>,
  index: number,
  { target, part }: Extract<FormCell, { target: string }>,
  measures: Measures,
): Finding[] {
  const measure = measures.get(target);
  const path = ['cells', index, 'target'];
  if (measure === undefined) return [unknownTarget(form, path, target)];
  if (!('report' in measure))
    return [
      at(form, path, {
        code: 'form_mismatch',
        message: {
          zh: `目标“${target}”由系统计数，不必填报`,
          en: `The target “${target}” is counted, and nobody has to fill it in`,
        },
        suggestion: { zh: '请单位确认的写 counted', en: 'What a unit confirms is written with counted' },
      }),
    ];
  const { period, roll } = measure.report;
  if (period !== form.value.every)
    return [
      at(form, path, {
        code: 'form_mismatch',
        message: {
          zh: `目标“${target}”的报送周期是 ${period}，此表是 ${form.value.every}`,
          en: `The target “${target}” is reported each ${period}, and this form is for each ${form.value.every}`,
        },
        suggestion: { zh: '改放到周期相同的表里', en: 'Put it into a form with the same period' },
      }),
    ];
  const parts = form.value.cells.flatMap((cell) =>
    'target' in cell && cell.target === target ? cell.part : [],
  );
  const wanted = roll === 'ratio' ? ['numerator', 'denominator'] : ['value'];
  if (wanted.includes(part) && wanted.every((one) => parts.some((asked) => asked === one))) return [];
  return [
    at(form, path, {
      code: 'form_mismatch',
      message:
        roll === 'ratio'
          ? {
              zh: `目标“${target}”是比率，须分别填报分子和分母`,
              en: `The target “${target}” is a ratio: ask for its numerator and its denominator`,
            }
          : {
              zh: `目标“${target}”不是比率，只填报一个数`,
              en: `The target “${target}” is no ratio: ask for one value`,
            },
      suggestion: { zh: '改写 part', en: 'Change part' },
    }),
  ];
}

/** What a cell asks for, so that the same stands under the same name; undefined where nobody is asked. */
function numberAsked(cell: FormCell): string | undefined {
  if ('counted' in cell) return undefined;
  if ('target' in cell) return `${cell.target} ${cell.part}`;
  return cell.type === 'text' || cell.type === 'choice'
    ? undefined
    : `${cell.label.zh} ${cell.unit?.zh ?? ''}`;
}

/** Nobody is asked twice for one number (一数一源). */
function askedTwice(forms: readonly Entry<Form>[]): Finding[] {
  const known = new Map<string, { form: Entry<Form>; cell: string }[]>();
  return forms.flatMap((form) =>
    form.value.cells.flatMap((cell, index) => {
      const asked = numberAsked(cell);
      if (asked === undefined) return [];
      const others = known.get(asked) ?? [];
      known.set(asked, [...others, { form, cell: cell.id }]);
      // a form may take over from another
      const before = others.find((other) => other.form === form || isAskedWith(other.form.value, form.value));
      if (before === undefined) return [];
      const where = `${before.form.file} ${before.form.value.id}.${before.cell}`;
      return at(form, ['cells', index, 'target' in cell ? 'target' : 'label'], {
        code: 'asked_twice',
        message: {
          zh: `“${form.value.id}.${cell.id}”和 ${where} 要的是同一个数`,
          en: `“${form.value.id}.${cell.id}” and ${where} ask for the same number`,
        },
        suggestion: { zh: '只留一处，一数一源', en: 'Keep one of them: a number has one source' },
      });
    }),
  );
}

/** Whether two forms can be asked for one period. */
function isAskedWith(one: Form, other: Form): boolean {
  const starts = (form: Form) => form.asked_from ?? '';
  const ends = (form: Form) => form.asked_until ?? '9999-12-31';
  return starts(one) <= ends(other) && starts(other) <= ends(one);
}

function notAsked({ targets }: Draft, forms: readonly Entry<Form>[]): Finding[] {
  const asked = new Set(
    forms.flatMap(({ value }) => value.cells.flatMap((cell) => ('target' in cell ? cell.target : []))),
  );
  const finding = (target: Entry<unknown>, path: Path, id: string) =>
    at(target, path, {
      code: 'not_asked',
      message: {
        zh: `目标“${id}”要靠报送，却没有一张表要它`,
        en: `The target “${id}” is reported, but no form asks for it`,
      },
      suggestion: { zh: '在 forms/ 的一张表里加上它', en: 'Add it to a form in forms/' },
    });
  const isMissing = ({ id, measure }: { id: string; measure: Measure }) =>
    'report' in measure && !asked.has(id);
  return (targets ?? []).flatMap((target) => [
    ...(isMissing(target.value) ? [finding(target, ['id'], target.value.id)] : []),
    ...target.value.companions.flatMap((companion, index) =>
      isMissing(companion) ? [finding(target, ['companions', index, 'id'], companion.id)] : [],
    ),
  ]);
}
