import type { OverviewCell, ReportOverview } from '@miaopu/contract';

export type OverviewForm = ReportOverview['forms'][number];
export type OverviewRow = { readonly form: OverviewForm; readonly unit: OverviewForm['units'][number] };
/** Several units of one form, or several forms of one unit each that come in the same periods. */
export type OverviewTable = {
  readonly form: OverviewForm | null;
  readonly every: OverviewForm['every'];
  readonly periods: OverviewForm['periods'];
  readonly rows: readonly OverviewRow[];
};

/** Whether the unit can be reminded of it: open or over, and not submitted. */
export function isOwed({ state, timing }: OverviewCell): boolean {
  return timing.phase !== 'ahead' && (state === 'draft' || state === 'returned');
}

/** A table for each form that many fill, and one for each rhythm of the others; where most are late stands first. */
export function overviewTables(forms: readonly OverviewForm[]): OverviewTable[] {
  const tables: OverviewTable[] = [];
  for (const form of forms) {
    const rows = form.units.map((unit) => ({ form, unit }));
    const many = rows.length > 1;
    const at = many ? -1 : tables.findIndex((table) => table.form === null && samePeriods(table, form));
    const there = tables[at];
    if (there) tables[at] = { ...there, rows: [...there.rows, ...rows] };
    else tables.push({ form: many ? form : null, every: form.every, periods: form.periods, rows });
  }
  return tables
    .map((table) => ({ ...table, rows: table.rows.toSorted((a, b) => lateOf(b) - lateOf(a)) }))
    .toSorted((a, b) => lateIn(b) - lateIn(a));
}

function samePeriods(table: OverviewTable, form: OverviewForm): boolean {
  return table.periods.map(({ period }) => period).join() === form.periods.map(({ period }) => period).join();
}

function lateOf({ unit }: OverviewRow): number {
  return unit.cells.filter(({ timing }) => timing.phase === 'late').length;
}

function lateIn({ rows }: OverviewTable): number {
  return rows.reduce((sum, row) => sum + lateOf(row), 0);
}
