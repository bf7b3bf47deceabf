import type { RoundContent } from '@miaopu/contract';
import type { PlanPack, Target } from '@miaopu/plan';
import { Decimal } from 'decimal.js';
import type { Problem } from '../../../platform/errors/index.ts';
import { findRowProblems, held, normaliseRows } from '../decompositions.ts';
import { planFailure } from '../errors.ts';
import type { SplitRow } from '../in-force.ts';

/** The targets that can be split: those whose text names a number to be reached. */
export function splittable(pack: PlanPack): (Target & { goal: { value: string } })[] {
  return pack.targets.filter(
    (target): target is Target & { goal: Target['goal'] & { value: string } } =>
      target.obligation === 'target' && target.goal.value !== undefined && target.goal.form !== 'within',
  );
}

/** The units that can carry a part, the district itself first. */
export function splitUnits(pack: PlanPack) {
  const order = ['district', 'town', 'department'] as const;
  return order.flatMap((kind) =>
    pack.units
      .filter((unit) => unit.kind === kind)
      .map(({ id, name, valid_from, valid_to }) => ({
        id,
        name,
        kind,
        validFrom: valid_from,
        validTo: valid_to,
      })),
  );
}

/** A round's numbers by target, in one order. */
export function rowsByTarget(
  cells: readonly (SplitRow & { readonly target: string })[],
): Map<string, SplitRow[]> {
  const groups = Map.groupBy(cells, ({ target }) => target);
  return new Map([...groups].map(([target, rows]) => [target, normaliseRows(rows)]));
}

/** Content in one form, so that the same numbers are the same text: exact decimals, cells in order, empty reasons left out. */
export function normaliseContent({ cells, unread, differsBecause, weights }: RoundContent): RoundContent {
  return {
    cells: cells.map((cell) => ({ ...cell, value: new Decimal(cell.value).toFixed() })).sort(byPlace),
    unread: unread.toSorted(byPlace),
    differsBecause: Object.fromEntries(
      Object.entries(differsBecause)
        .filter(([, words]) => words.trim() !== '')
        .sort(([one], [other]) => one.localeCompare(other)),
    ),
    weights: Object.fromEntries(Object.entries(weights).sort(([one], [other]) => one.localeCompare(other))),
  };
}

type CellPlace = Pick<RoundContent['unread'][number], 'target' | 'unit' | 'year'>;

function byPlace(one: CellPlace, other: CellPlace): number {
  return (
    one.target.localeCompare(other.target, 'en', { numeric: true }) ||
    one.unit.localeCompare(other.unit) ||
    one.year - other.year
  );
}

/** Every cell is a number. @throws plan.bad_decomposition with each that is none */
export function demandRead(pack: PlanPack, { unread }: RoundContent): void {
  if (unread.length === 0) return;
  const nameOf = (id: string) => pack.units.find((unit) => unit.id === id)?.name ?? { zh: id, en: id };
  throw planFailure(
    'plan.bad_decomposition',
    {},
    unread.slice(0, 100).map(({ target, unit, year, text }) => ({
      path: target,
      message: {
        zh: `${nameOf(unit).zh} ${year} 年：“${text}”不是数字`,
        en: `${nameOf(unit).en} ${year}: “${text}” is no number`,
      },
    })),
  );
}

/** Numbers that cannot be: of targets that are not split, of units or years that the plan has not. @throws plan.bad_decomposition */
export function demandPossible(pack: PlanPack, content: RoundContent): void {
  const targets = new Map(splittable(pack).map((target) => [target.id, target]));
  const units = new Set(splitUnits(pack).map(({ id }) => id));
  // what is no number yet must have a place to stand all the same
  const typed = content.unread.map(({ text: _, ...place }) => ({ ...place, value: '0' }));
  const problems = [...rowsByTarget([...content.cells, ...typed])].flatMap(([id, rows]): Problem[] => {
    const target = targets.get(id);
    if (target === undefined)
      return [
        {
          path: id,
          message: {
            zh: `目标“${id}”不存在,或没有可分解的总数`,
            en: `There is no target “${id}”, or it has no whole to be split`,
          },
        },
      ];
    const strangers = rows.filter(({ unit }) => !units.has(unit));
    return [
      ...strangers.map(({ unit }) => ({
        path: id,
        message: { zh: `“${unit}”不是可承担任务的单位`, en: `“${unit}” is no unit that can carry a part` },
      })),
      ...(strangers.length === 0
        ? findRowProblems(pack, target, rows).map(({ message }) => ({ path: id, message }))
        : []),
    ];
  });
  if (problems.length > 0) throw planFailure('plan.bad_decomposition', {}, problems);
}

/** Parts that do not come to their whole, of targets for which nobody said why. @throws plan.does_not_add_up with each */
export function demandSums(pack: PlanPack, { cells, differsBecause }: RoundContent): void {
  const byTarget = rowsByTarget(cells);
  const problems = splittable(pack).flatMap((target): Problem[] => {
    const rows = byTarget.get(target.id);
    if (rows === undefined || differsBecause[target.id]?.trim()) return [];
    return held(pack, target, rows).differences.map(({ zh, en }) => ({
      path: target.id,
      message: { zh: `${target.title.zh}:${zh}`, en: `${target.title.en}: ${en}` },
    }));
  });
  if (problems.length > 0) throw planFailure('plan.does_not_add_up', {}, problems);
}
