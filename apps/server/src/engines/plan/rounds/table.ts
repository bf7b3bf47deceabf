import type { PlanPack, Target } from '@miaopu/plan';
import { Decimal } from 'decimal.js';
import type { Cell, Sheet } from '../../../platform/workbook/index.ts';
import { districtUnits, type SplitRow } from '../in-force.ts';
import { splittable, splitUnits } from './content.ts';

/** A number of a decomposition: whose, of which target and year. */
export type TargetCell = SplitRow & { readonly target: string };

/** The columns before the numbers: 任务分解表 as offices draw it up, with the target's number and the year by which a row is read back. */
export const columns = {
  order: '序号',
  target: '目标编号',
  title: '目标任务',
  quote: '工作内容(原文条款)',
  lead: '牵头单位',
  supporting: '责任单位',
  person: '责任人',
  until: '完成时限',
  year: '年度',
  unit: '计量单位',
} as const;
export const sumColumn = '各单位合计';
export const checkColumn = '合计核对';

/** How a target's numbers are written: money in 万元, shares in per cent, everything else as it is. */
export function writtenIn(target: Target): { readonly unit: string; readonly factor: Decimal } {
  if (target.unit.zh === '元') return { unit: '万元', factor: new Decimal(10_000) };
  if (target.unit.zh === '%') return { unit: '%', factor: new Decimal('0.01') };
  return { unit: target.unit.zh, factor: new Decimal(1) };
}

/** The years of a plan. */
export function planYears({ plan }: PlanPack): number[] {
  const [first, last] = [plan.period.start, plan.period.end].map((day) => Number(day.slice(0, 4)));
  return Array.from({ length: last! - first! + 1 }, (_, index) => first! + index);
}

/**
 * The decomposition table (任务分解表): a row for each target and year, the district's number, a column for each town and each department
 * that has a part, their sum, and whether it comes to the district's.
 */
export function decompositionSheet(
  pack: PlanPack,
  cells: readonly TargetCell[],
  above: readonly string[],
): Sheet {
  const whole = districtUnits(pack);
  const carrying = new Set(cells.map(({ unit }) => unit));
  const units = splitUnits(pack).filter(({ id, kind }) => kind !== 'department' || carrying.has(id));
  const index = new Map(cells.map((cell) => [`${cell.target} ${cell.unit} ${cell.year}`, cell.value]));
  const nameOf = (id: string) => pack.units.find((unit) => unit.id === id)?.name.zh ?? id;
  const years = planYears(pack);
  const rowsOf = (target: Target, order: number) =>
    years.map((year): Cell[] => {
      const { unit, factor } = writtenIn(target);
      const shown = (value: Decimal.Value | undefined) =>
        value === undefined ? null : new Decimal(value).div(factor).toNumber();
      const values = units.map(({ id }) => index.get(`${target.id} ${id} ${year}`));
      const parts = values.filter(
        (value, at) => value !== undefined && !whole.has(units[at]!.id),
      ) as string[];
      const own = values[units.findIndex(({ id }) => whole.has(id))];
      const sums = parts.length > 0 && !isHeldEach(target);
      const sum = sums ? Decimal.sum(...parts) : undefined;
      return [
        order,
        target.id,
        target.title.zh,
        target.quote,
        nameOf(target.lead),
        target.supporting.map(nameOf).join('、'),
        null,
        `${year}-12-31`,
        year,
        unit,
        ...values.map(shown),
        shown(sum?.toFixed()),
        sum === undefined || own === undefined ? null : checkText(sum.minus(own).div(factor)),
      ];
    });
  const wide: Readonly<Record<string, number>> = { title: 30, quote: 44, supporting: 22 };
  return {
    name: '任务分解表',
    above,
    columns: [
      ...Object.entries(columns).map(([key, header]) => ({ header, width: wide[key] ?? 11 })),
      ...units.map(({ name }) => ({ header: name.zh, width: 11 })),
      { header: sumColumn, width: 12 },
      { header: checkColumn, width: 14 },
    ],
    rows: splittable(pack).flatMap((target, at) => rowsOf(target, at + 1)),
  };
}

/** Shares and growth are held part by part, and add up to nothing. */
function isHeldEach({ unit, kind }: Target): boolean {
  return unit.zh === '%' || kind === 'range';
}

function checkText(difference: Decimal): string {
  if (difference.isZero()) return '相符';
  return difference.isPositive() ? `多 ${difference.toFixed()}` : `少 ${difference.abs().toFixed()}`;
}
