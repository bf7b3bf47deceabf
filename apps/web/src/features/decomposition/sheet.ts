import type { DecompositionPage, RoundContent, SplitTarget } from '@miaopu/contract';
import { additivity, type Gap, reconcile, type SplitRow } from '@miaopu/plan';
import { storedValue, typedText } from './numbers.ts';

/** A number as it is typed, in the unit people read, and whether sharing out leaves it alone. */
export type SheetCell = { readonly text: string; readonly locked: boolean };

/** All that the office writes in a round. Cells are found by target, unit and year. */
export type Sheet = {
  readonly cells: ReadonlyMap<string, SheetCell>;
  readonly differsBecause: Readonly<Record<string, string>>;
  readonly weights: Readonly<Record<string, number>>;
};

export type Place = { readonly target: string; readonly unit: string; readonly year: number };

export function keyOfCell({ target, unit, year }: Place): string {
  return `${target} ${unit} ${year}`;
}

/** As much as is kept of what is no number. */
const longestText = 100;

export type Targets = ReadonlyMap<string, SplitTarget>;

export function targetsOf({ targets }: Pick<DecompositionPage, 'targets'>): Targets {
  return new Map(targets.map((target) => [target.id, target]));
}

/** A round's content as it is typed. */
export function sheetOf(targets: Targets, content: RoundContent): Sheet {
  const cells = content.cells.flatMap((cell): [string, SheetCell][] => {
    const target = targets.get(cell.target);
    return target ? [[keyOfCell(cell), { text: typedText(target, cell.value), locked: cell.locked }]] : [];
  });
  const unread = content.unread.map((cell): [string, SheetCell] => {
    const { text, locked } = cell;
    return [keyOfCell(cell), { text, locked }];
  });
  return {
    cells: new Map([...cells, ...unread]),
    differsBecause: content.differsBecause,
    weights: content.weights,
  };
}

/** What is typed as it is stored: empty cells are left out, and what is no number is kept as it was typed. */
export function contentOf(targets: Targets, sheet: Sheet): RoundContent {
  const cells: RoundContent['cells'] = [];
  const unread: RoundContent['unread'] = [];
  for (const [key, { text, locked }] of sheet.cells) {
    const [target = '', unit = '', year = ''] = key.split(' ');
    const found = targets.get(target);
    if (!found || !text.trim()) continue;
    const value = storedValue(found, text);
    const place = { target, unit, year: Number(year), locked };
    if (value === null) unread.push({ ...place, text: text.trim().slice(0, longestText) });
    else cells.push({ ...place, value });
  }
  const differsBecause = Object.fromEntries(
    Object.entries(sheet.differsBecause).filter(([, words]) => words.trim()),
  );
  return { cells, unread, differsBecause, weights: { ...sheet.weights } };
}

/** The ids of the units that stand for the whole district. */
export function districtsOf({ units }: Pick<DecompositionPage, 'units'>): ReadonlySet<string> {
  return new Set(units.filter(({ kind }) => kind === 'district').map(({ id }) => id));
}

/** The years of a plan. */
export function yearsOf({ start, end }: Pick<DecompositionPage['plan'], 'start' | 'end'>): number[] {
  const first = Number(start.slice(0, 4));
  return Array.from({ length: Number(end.slice(0, 4)) - first + 1 }, (_, index) => first + index);
}

/** What is in force, as a sheet in which nothing is locked. */
export function sheetInForce({ targets, inForce }: Pick<DecompositionPage, 'targets' | 'inForce'>): Sheet {
  const cells = inForce.flatMap(({ target, rows }) => rows.map((row) => ({ target, ...row, locked: false })));
  return sheetOf(targetsOf({ targets }), { cells, unread: [], differsBecause: {}, weights: {} });
}

/** A target's numbers; those that are none are left out. */
export function rowsOf(
  target: SplitTarget,
  sheet: Sheet,
  units: readonly string[],
  years: readonly number[],
): SplitRow[] {
  return units.flatMap((unit) =>
    years.flatMap((year) => {
      const text = sheet.cells.get(keyOfCell({ target: target.id, unit, year }))?.text.trim();
      const value = text ? storedValue(target, text) : null;
      return value === null ? [] : [{ unit, year, value }];
    }),
  );
}

/** Where a target's numbers do not come to what they are held against, as the server sees it. */
export function gapsOf(
  target: SplitTarget,
  rows: readonly SplitRow[],
  districts: ReadonlySet<string>,
): readonly Gap[] {
  return rows.length === 0
    ? []
    : reconcile({ ...target, goal: { value: target.goal } }, rows, districts).gaps;
}

/** Whether a target's parts add up at all: shares and growth are each held by themselves. */
export function addsUp(target: Pick<SplitTarget, 'kind'>): boolean {
  return additivity(target.kind) !== 'each';
}

/** Puts texts into cells; an emptied cell keeps its lock. */
export function withTexts(sheet: Sheet, edits: readonly (Place & { readonly text: string })[]): Sheet {
  const cells = new Map(sheet.cells);
  for (const edit of edits) {
    const key = keyOfCell(edit);
    cells.set(key, { text: edit.text, locked: cells.get(key)?.locked ?? false });
  }
  return { ...sheet, cells };
}

/** Locks cells, or unlocks them where all of them are locked. */
export function withLocks(sheet: Sheet, places: readonly Place[]): Sheet {
  const keys = places.map(keyOfCell);
  const locked = !keys.every((key) => sheet.cells.get(key)?.locked);
  const cells = new Map(sheet.cells);
  for (const key of keys) cells.set(key, { text: cells.get(key)?.text ?? '', locked });
  return { ...sheet, cells };
}
