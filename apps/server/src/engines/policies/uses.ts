import { type PolicyOnDay, referenceYear } from '@miaopu/policies';
import { callsOf, type Expression, fieldsOf } from '@miaopu/rules';
import { titleOf } from '@miaopu/standards';
import { withQuarters } from '../registry/index.ts';

/** The relation that each root of the policy catalogue reads figures from. */
export const figureAliases = { fact: 'f', last: 'l', before: 'b', quarter: 'q' } as const;
export type FigureAlias = (typeof figureAliases)[keyof typeof figureAliases];

/** What rules name, so that only that is joined and only a change of that is looked at again. */
export type Uses = {
  /** Fields of the entity itself. */
  readonly entity: ReadonlySet<string>;
  readonly titles: ReadonlySet<string>;
  /** Fields of figures by the relation that they are read from. */
  readonly figures: ReadonlyMap<FigureAlias, ReadonlySet<string>>;
  /** Fields of which a row of periods is asked for, by the kind of period (`consecutive`). */
  readonly series: ReadonlyMap<SeriesKind, ReadonlySet<string>>;
};
type SeriesKind = 'quarter' | 'year';

/** What the rules of policies name, all together. */
export function usesOf(policies: readonly PolicyOnDay[]): Uses {
  return usesOfRules(policies.flatMap(rulesOf));
}

export function usesOfRules(rules: readonly Expression[]): Uses {
  const [entity, titles] = [new Set<string>(), new Set<string>()];
  const figures = new Map<FigureAlias, Set<string>>();
  const series = new Map<SeriesKind, Set<string>>();
  for (const rule of rules) {
    for (const path of fieldsOf(rule)) {
      const [root, field] = path.split('.') as [string, string];
      if (root === 'entity') entity.add(field);
      const alias = figureAliases[root as keyof typeof figureAliases];
      if (alias !== undefined) add(figures, alias, field);
    }
    for (const call of callsOf(rule)) {
      const [first, second] = call.arguments.map((one) => (one.kind === 'literal' ? String(one.value) : ''));
      if (call.name === 'holds' || call.name === 'heldSince') titles.add(first!);
      if (call.name === 'consecutive') add(series, second as SeriesKind, first!);
    }
  }
  return { entity, titles, figures, series };
}

function add<Key>(to: Map<Key, Set<string>>, key: Key, value: string): void {
  to.set(key, (to.get(key) ?? new Set()).add(value));
}

/** Every rule of a policy as it runs. */
export function rulesOf({ applies, conditions, benefits }: PolicyOnDay): Expression[] {
  return [
    ...(applies === undefined ? [] : [applies.runs]),
    ...conditions.map(({ runs }) => runs),
    ...benefits.flatMap(({ amount }) => (amount === undefined ? [] : [amount.runs])),
  ];
}

/** The period that each relation's figures are of on a day (docs/decisions/0007). */
export function periodsOn(day: string): Readonly<Record<FigureAlias, string>> {
  const year = referenceYear(day);
  return { f: String(year), l: String(year - 1), b: String(year - 2), q: lastCompleteQuarter(day) };
}

const quarterEnds = ['03-31', '06-30', '09-30', '12-31'];

/** @example lastCompleteQuarter('2020-06-30') // '2020Q2' */
function lastCompleteQuarter(day: string): string {
  const [year, rest] = [Number(day.slice(0, 4)), day.slice(5)];
  const over = quarterEnds.filter((end) => end <= rest).length;
  return over === 0 ? `${year - 1}Q4` : `${year}Q${over}`;
}

/**
 * The changes of the registry (`changesBetween`) after which a policy has to be asked again on a day.
 *
 * @example dependenciesOf(uses, '2019-12-31') // Set { 'entity', 'entity.status', 'fact.taxable_income@2019', 'fact.taxable_income@2019Q1', … }
 */
export function dependenciesOf({ entity, titles, figures, series }: Uses, day: string): ReadonlySet<string> {
  const periods = periodsOn(day);
  const sized = entity.has('above_size') || entity.has('in_plan_scope');
  const fields = ['status', ...entity, ...(entity.has('in_plan_scope') ? ['category'] : [])];
  const held = [...titles, ...(sized ? ['above_designated_size'] : [])];
  const facts = (names: ReadonlySet<string>, of: readonly string[]) =>
    of.flatMap((period) => [...names].map((name) => `fact.${name}@${period}`));
  return new Set([
    'entity',
    ...fields.map((field) => `entity.${field}`),
    ...held.map((one) => `title.${titleOf(one).title}`),
    ...[...figures].flatMap(([alias, names]) => facts(names, withQuarters(periods[alias]))),
    ...[...series].flatMap(([kind, names]) => facts(names, seriesPeriods(kind, day))),
  ]);
}

/** `consecutive` looks at no more periods than these. */
const longestSeries = 12;

/** The periods of a kind that rules can ask about on a day, latest first. */
export function seriesPeriods(kind: SeriesKind, day: string): string[] {
  const back = Array.from({ length: longestSeries }, (_, index) => index);
  if (kind === 'year') return back.map((years) => String(referenceYear(day) - years));
  const last = lastCompleteQuarter(day);
  const quarters = Number(last.slice(0, 4)) * 4 + Number(last[5]) - 1;
  return back.map((count) => `${Math.floor((quarters - count) / 4)}Q${((quarters - count) % 4) + 1}`);
}
