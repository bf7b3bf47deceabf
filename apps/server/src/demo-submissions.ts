import type { CellValue } from '@miaopu/contract';
import type { PlanPack, Unit } from '@miaopu/plan';
import type { DemoReport } from './demo-reports.ts';
import {
  type DeclaredForm,
  daysOf,
  declaredForms,
  type GivenSubmission,
  reportsOf,
} from './engines/submissions/index.ts';

/** How the demo's submissions of the last period stand; those of all earlier ones are locked. */
const standings = [
  'approved',
  'at_office',
  'approved',
  'returned',
  'at_second_step',
  'at_lead',
  'explained',
  'begun',
  'approved',
  'not_begun',
] as const;
type Standing = 'locked' | (typeof standings)[number];

/** What the registry counts for a unit: by target, town ('' for the district) and period. */
export type CountedBy = (target: string, town: string, period: string) => string | undefined;

export type DemoSubmissions = {
  readonly submissions: readonly GivenSubmission[];
  /** What of the demo's reports has been approved; the rest is on its way. */
  readonly approved: readonly DemoReport[];
  /** Whose draft has a count that the unit will dispute. */
  readonly disputes: readonly {
    readonly form: string;
    readonly unit: string;
    readonly period: string;
    readonly cell: string;
  }[];
};

type Made = {
  readonly declared: DeclaredForm;
  readonly unit: Unit;
  readonly period: string;
  readonly standing: Standing;
  readonly cells: Record<string, CellValue>;
};

/** The demo's submissions: years of approved ones, and the last period in every state that there is. */
export function demoSubmissions(
  pack: PlanPack,
  reports: readonly DemoReport[],
  counted: CountedBy,
): DemoSubmissions {
  const reportAt = new Map(reports.map((one) => [`${one.target} ${one.unit} ${one.period}`, one]));
  const made = declaredForms(pack).flatMap((declared, formIndex) => {
    const { periods } = declared;
    return declared.units.flatMap((unit, unitIndex) =>
      periods.map((period): Made => {
        const standing =
          period === periods.at(-1) ? standings[(formIndex + unitIndex) % standings.length]! : 'locked';
        const cells = askedCells(declared, (target) => reportAt.get(`${target} ${unit.id} ${period}`));
        const town = unit.kind === 'town' ? unit.id : '';
        return {
          declared,
          unit,
          period,
          standing,
          cells: { ...countedCells(declared, (target) => counted(target, town, period)), ...cells },
        };
      }),
    );
  });
  const before = (one: Made) =>
    made.find(
      (other) =>
        other.declared.form.id === one.declared.form.id &&
        other.unit.id === one.unit.id &&
        other.period === one.declared.periods.at(-2),
    );
  const complete = made.map((one) => ({ ...one, cells: { ...one.cells, ...sumCells(one, made) } }));
  const finished = complete.map((one) => (one.standing === 'explained' ? explained(one, before(one)) : one));
  return {
    submissions: finished.filter(({ standing }) => standing !== 'not_begun').map(givenOf),
    approved: finished
      .filter(({ standing }) => standing === 'locked' || standing === 'approved')
      .flatMap((one) =>
        reportsOf(one, one.cells).map((report) => ({
          ...report,
          evidence: '演示数据 demo data',
        })),
      ),
    disputes: finished.flatMap(({ standing, declared, unit, period, cells }) => {
      const cell = declared.form.cells.find(({ how, id }) => how === 'counted' && cells[id] !== undefined);
      return standing === 'begun' && unit.kind === 'town' && cell !== undefined
        ? [{ form: declared.form.id, unit: unit.id, period, cell: cell.id }]
        : [];
    }),
  };
}

const cellOf = (value: string | null, stand: CellValue['stand'] = null): CellValue => ({
  value,
  comment: null,
  stand,
});

function askedCells(
  { form }: DeclaredForm,
  reportOf: (target: string) => DemoReport | undefined,
): Record<string, CellValue> {
  return Object.fromEntries(
    form.cells.flatMap(({ id, how, target, part }) => {
      if (how === 'counted' || target === null) return [];
      const report = reportOf(target);
      return [[id, cellOf(report?.[part ?? 'value'] ?? null)]];
    }),
  );
}

function countedCells(
  { form }: DeclaredForm,
  countOf: (target: string) => string | undefined,
): Record<string, CellValue> {
  return Object.fromEntries(
    form.cells.flatMap(({ id, how, target }) => {
      const value = how === 'counted' && target !== null ? countOf(target) : undefined;
      return value === undefined ? [] : [[id, cellOf(value, 'confirmed')]];
    }),
  );
}

/** What a department knows of the whole is here what the towns report together. */
function sumCells({ declared, period }: Made, all: readonly Made[]): Record<string, CellValue> {
  return Object.fromEntries(
    declared.form.checks.flatMap((check) => {
      if (check.kind !== 'units_sum') return [];
      const values = all
        .filter((one) => one.declared.form.id === check.form && one.period === period)
        .map(({ cells }) => BigInt(cells[check.of]?.value ?? '0'));
      return [[check.cell, cellOf(values.reduce((sum, value) => sum + value, 0n).toString())]];
    }),
  );
}

/** A figure that is out of line with the period before, and says why. */
function explained(one: Made, before: Made | undefined): Made {
  const check = one.declared.form.checks.find(({ kind }) => kind === 'last');
  const cell = check?.kind === 'last' ? check.cell : undefined;
  const last = cell === undefined ? undefined : before?.cells[cell]?.value;
  if (cell === undefined || last === undefined || last === null) return { ...one, standing: 'at_lead' };
  const value = (BigInt(last) * 4n).toString();
  return {
    ...one,
    cells: { ...one.cells, [cell]: { value, comment: '本季度有新企业纳入，已与统计部门核对', stand: null } },
  };
}

const office = '领导小组办公室';

function givenOf({ declared, unit, period, standing, cells }: Made): GivenSubmission {
  const { form, dates } = declared;
  const days = daysOf(dates, period);
  const clerk = `${unit.name.zh}经办人`;
  const signer = (step: number) => {
    const { kind, unit: department } = form.steps[step]!;
    if (kind === 'office') return office;
    return `${department?.name.zh ?? unit.name.zh}负责人`;
  };
  const last = form.steps.length - 1;
  const submitted = { act: 'submitted', version: 1, by: clerk, at: `${days.due}T02:00:00Z` } as const;
  const passed = (step: number) =>
    ({
      act: 'passed',
      version: 1,
      step,
      by: signer(step),
      at: `${days.graceUntil}T0${step + 1}:00:00Z`,
    }) as const;
  const upTo = (step: number) => [submitted, ...Array.from({ length: step }, (_, index) => passed(index))];
  const approved = [
    ...upTo(last),
    {
      act: 'approved',
      version: 1,
      step: last,
      by: signer(last),
      at: `${days.graceUntil}T08:00:00Z`,
    } as const,
  ];
  const asked = form.cells.find(({ how }) => how === 'asked')!;
  const deeds: Readonly<Record<Exclude<Standing, 'not_begun'>, GivenSubmission['deeds']>> = {
    locked: [...approved, { act: 'locked', version: 1, by: office, at: `${days.locks}T09:00:00Z` }],
    approved,
    at_office: upTo(last),
    at_second_step: upTo(Math.min(1, last)),
    at_lead: upTo(0),
    explained: upTo(0),
    begun: [],
    returned: [
      ...upTo(Math.min(1, last)),
      {
        act: 'returned',
        version: 1,
        step: Math.min(1, last),
        by: signer(Math.min(1, last)),
        at: `${days.graceUntil}T06:00:00Z`,
        remarks: [{ cell: asked.id, words: '与佐证材料不一致，请核对后重报。' }],
      },
    ],
  };
  const isBegun = standing === 'begun';
  return {
    form: form.id,
    unit: unit.id,
    period,
    cells: isBegun ? {} : cells,
    filledBy: clerk,
    filledAt: `${days.opens}T06:00:00Z`,
    warnings: standing === 'explained' ? 1 : 0,
    deeds: deeds[standing as Exclude<Standing, 'not_begun'>],
    evidence: isBegun
      ? []
      : form.evidence
          .filter(({ required }) => required)
          .map(({ id, label }) => ({
            item: id,
            name: `${label.zh}（演示）.pdf`,
            content: demoPage(`${form.id} ${unit.id} ${period}`),
          })),
  };
}

/** A page of PDF that says that it is a demonstration. */
function demoPage(about: string): Buffer {
  const text = `BT /F1 16 Tf 60 760 Td (Demonstration evidence) Tj 0 -24 Td (${about}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let page = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = page.length;
    page += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = page.length;
  page += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  page += offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  page += `trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`;
  return Buffer.from(page, 'latin1');
}
