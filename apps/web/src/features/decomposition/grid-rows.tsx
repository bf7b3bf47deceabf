import type { DecompositionPage, SplitTarget, SplitUnit } from '@miaopu/contract';
import type { Gap } from '@miaopu/plan';
import type { ReactNode } from 'react';
import { differenceOf, sumOf } from '../../shared/formats.ts';
import type { GridCell, GridColumn, GridRow } from '../../shared/grid/grid-types.ts';
import { unitText, valueText, valueWithUnit } from '../../shared/standing/values.ts';
import { type Language, pick } from '../../shared/words.ts';
import type { useWords } from './locale.ts';
import { storedValue, typedText, unitOf } from './numbers.ts';
import { addsUp, keyOfCell, rowsOf, type Sheet } from './sheet.ts';

export type Say = ReturnType<typeof useWords>;

/** What the grid shows, and in which words. */
export type GridView = {
  readonly page: DecompositionPage;
  readonly years: readonly number[];
  /** The units that have a column, the district first. */
  readonly units: readonly SplitUnit[];
  /** Nothing can be typed. */
  readonly readOnly: boolean;
  readonly say: Say;
  readonly language: Language;
};

const sumColumn = 'sum';
const gapColumn = 'gap';

/** Columns: the district, its units, what they come to, and by how much that misses the district. */
export function gridColumns({ units, say, language }: GridView): GridColumn[] {
  return [
    ...units.map(({ id, name }) => ({ id, title: pick(name, language), width: 74 })),
    { id: sumColumn, title: say('grid.sum'), width: 84 },
    { id: gapColumn, title: say('grid.gap'), width: 92 },
  ];
}

/** A row's target and year. */
export function rowPlace(row: string): { target: string; year: number } {
  const [target = '', year = ''] = row.split(' ');
  return { target, year: Number(year) };
}

export function rowId(target: string, year: number): string {
  return `${target} ${year}`;
}

/** Whether a column can be typed into: the sums cannot. */
export function isUnitColumn(column: string): boolean {
  return column !== sumColumn && column !== gapColumn;
}

/** A row for each target and year. */
export function gridRows(
  view: GridView,
  targets: readonly SplitTarget[],
  sheet: Sheet,
  inForce: Sheet,
  gapsBy: ReadonlyMap<string, readonly Gap[]>,
): GridRow[] {
  const single = view.years.length === 1;
  return targets.flatMap((target) => {
    const { say, language } = view;
    const title = pick(target.title, language);
    const head = `${target.id} ${title}`;
    const about = goalWords(target, say, language);
    return view.years.map(
      (year): GridRow => ({
        id: rowId(target.id, year),
        title: `${title} ${year}`,
        shows: single ? <TargetHead head={head} about={about} /> : String(year),
        ...(single ? {} : { group: `${head} · ${about}` }),
        cells: {
          ...Object.fromEntries(
            view.units.map((unit) => [unit.id, unitCell(view, target, unit, year, sheet, inForce, gapsBy)]),
          ),
          ...sumCells(view, target, year, sheet),
        },
      }),
    );
  });
}

function TargetHead({ head, about }: { head: string; about: string }): ReactNode {
  return (
    <span className="split-head">
      {head}
      <small>{about}</small>
    </span>
  );
}

/** `家 · 三年目标 6,000` */
export function goalWords(target: SplitTarget, say: Say, language: Language): string {
  const goal = valueText(target, target.goal);
  const words = say(target.holds === 'yearly' || !addsUp(target) ? 'grid.goal.yearly' : 'grid.goal', {
    goal,
  });
  return [unitText(target, language), words].filter(Boolean).join(' · ');
}

function unitCell(
  { readOnly, say }: GridView,
  target: SplitTarget,
  unit: SplitUnit,
  year: number,
  sheet: Sheet,
  inForce: Sheet,
  gapsBy: ReadonlyMap<string, readonly Gap[]>,
): GridCell | undefined {
  if (!isThere(unit, year)) return undefined;
  const key = keyOfCell({ target: target.id, unit: unit.id, year });
  const { text = '', locked = false } = sheet.cells.get(key) ?? {};
  const was = inForce.cells.get(key)?.text ?? '';
  const short = gapsBy
    .get(target.id)
    ?.some((gap) => gap.of === 'part' && gap.unit === unit.id && gap.year === year);
  return {
    kind: 'number',
    text,
    unit: unitOf(target),
    locked: readOnly,
    ...(locked ? { sign: <LockSign label={say('grid.locked')} /> } : {}),
    ...(short
      ? {
          problem: {
            level: 'soft',
            words: say('grid.short', { goal: valueText(target, target.goal) }),
          } as const,
        }
      : {}),
    ...(text === was ? {} : { difference: changeWords(target, text, was, say) }),
  };
}

/** A unit that a reform ended or began has no numbers of other years. */
function isThere({ validFrom, validTo }: SplitUnit, year: number): boolean {
  return (
    (validFrom === null || validFrom <= `${year}-12-31`) && (validTo === null || validTo > `${year}-01-01`)
  );
}

function changeWords(target: SplitTarget, text: string, was: string, say: Say): string {
  if (was === '') return say('grid.was.none');
  const value = valueText(target, storedValue(target, was));
  return say(text.trim() === '' ? 'grid.gone' : 'grid.was', { value });
}

/** The units' sum of a year, all of them and not those on the screen alone, and by how much it misses the district's number. */
function sumCells(
  { page, say, language }: GridView,
  target: SplitTarget,
  year: number,
  sheet: Sheet,
): Record<string, GridCell> {
  if (!addsUp(target)) return {};
  const valuesOf = (districts: boolean) =>
    rowsOf(
      target,
      sheet,
      page.units.filter(({ kind }) => (kind === 'district') === districts).map(({ id }) => id),
      [year],
    ).map(({ value }) => value);
  const parts = valuesOf(false);
  if (parts.length === 0) return {};
  const sum = sumOf(parts);
  const [whole] = valuesOf(true);
  const cell = { kind: 'number', text: typedText(target, sum), unit: unitOf(target), locked: true } as const;
  const { words, isEqual } = matchWords(target, sum, whole ?? null, say, language);
  return {
    [sumColumn]: cell,
    [gapColumn]: {
      kind: 'text',
      text: words,
      locked: true,
      ...(isEqual ? {} : { problem: { level: 'soft', words } as const }),
    },
  };
}

/** `相符`, `多 7户`, `少 7户`. */
export function matchWords(
  target: SplitTarget,
  parts: string,
  whole: string | null,
  say: Say,
  language: Language,
): { words: string; isEqual: boolean } {
  if (whole === null) return { words: say('grid.no_whole'), isEqual: false };
  const difference = differenceOf(parts, whole);
  if (Number(difference) === 0) return { words: say('grid.equal'), isEqual: true };
  const size = valueWithUnit(target, difference.replace('-', ''), language);
  return {
    words: say(difference.startsWith('-') ? 'grid.under' : 'grid.over', { difference: size }),
    isEqual: false,
  };
}

function LockSign({ label }: { label: string }): ReactNode {
  return (
    <svg className="split-lock" viewBox="0 0 12 12" role="img" aria-label={label}>
      <path d="M3 5V4a3 3 0 0 1 6 0v1h.5v6h-7V5H3Zm1.2 0h3.6V4a1.8 1.8 0 0 0-3.6 0v1Z" fill="currentColor" />
    </svg>
  );
}
