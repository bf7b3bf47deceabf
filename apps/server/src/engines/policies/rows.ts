import { flowFacts } from '@miaopu/plan';
import { type PolicyOnDay, policyBindings, policyCatalogue } from '@miaopu/policies';
import { compileAnswer } from '@miaopu/rules';
import { type RawBuilder, sql, sqlOf } from '../../platform/db/index.ts';
import { entitiesOn, everyEntity, joinFigures, joinSeries, type OnlyEntities } from '../registry/index.ts';
import { code, compilePolicies } from './compile-policies.ts';
import { type FigureAlias, periodsOn, seriesPeriods, type Uses, usesOf } from './uses.ts';

type Fragment = RawBuilder<unknown>;

/** As of a day, as known on an instant: asking again with the same moment gives the same rows. */
export type Moment = { readonly district: string; readonly asOf: string; readonly knownOn: string };

/**
 * The statement that says how entities stand to policies: the one row source of counts, lists, costs, standings and simulations, which
 * is why they cannot differ. One row an entity that is in business on the day, with
 *
 * - `entity_id`, `town`, `division` (the industry's two digits), null where nobody knows it
 * - for the policy with index i: `answer_i` (the code of its answer, packages/rules ANSWER_CODES), `nearly_i` (not met, and little is
 *   missing), `amount_i` (yuan; null unless it fits, and where a figure is missing)
 *
 * Only what the rules name is joined, and what several of them calculate alike is calculated once a row, in levels below (`shareParts`).
 * What does not apply to an entity, and the amount of what does not fit it, is not calculated:
 * the answers come first, behind `offset 0`, which keeps PostgreSQL from calculating them again wherever they are named.
 *
 * @param only a part of the entities; all of them when absent
 */
export function standingRows(
  policies: readonly PolicyOnDay[],
  moment: Moment,
  only: OnlyEntities = everyEntity,
): Fragment {
  return standingOver(policies, baseRows(usesOf(policies), moment, only));
}

/** The same over rows that are given: each with everything that the rules name, as `baseRows` has it. */
export function standingOver(policies: readonly PolicyOnDay[], rows: Fragment): Fragment {
  const compiled = compilePolicies(policies);
  let [source, columns] = [rows, columnsOf(usesOf(policies))];
  for (const parts of compiled.levels) {
    const worked = parts.map((part) => sql`${part.value} as ${sql.ref(`s_${part.name}`)}`);
    source = sql`select row.*, ${sql.join(worked)} from (${source}) row ${expose('row', columns)} offset 0`;
    columns = [...columns, ...parts.map(({ name }): Column => ({ root: 's', name }))];
  }
  const answers = compiled.policies.map(({ answer }, index) => sql`${answer} as ${column('answer', index)}`);
  const rest = compiled.policies.flatMap(({ nearly, amount }, index) => [
    sql.ref(`known.answer_${index}`),
    sql`case when ${sql.ref(`known.answer_${index}`)} = ${code('not_met')} then ${nearly} else false end as ${column('nearly', index)}`,
    sql`case when ${sql.ref(`known.answer_${index}`)} = ${code('met')} then ${amount} end as ${column('amount', index)}`,
  ]);
  return sql`
    select known.entity_id, known.town, left(known.industry, 2) as division, ${sql.join(rest)}
    from (
      select row.*, ${sql.join(answers)}
      from (${source}) row ${expose('row', columns)}
      offset 0
    ) known ${expose('known', columns)}
    offset 0`;
}

/** How each condition of one policy comes out: `entity_id`, `outcomes` (codes, in the conditions' order). */
export function conditionRows(policy: PolicyOnDay, moment: Moment, only: OnlyEntities): Fragment {
  const uses = usesOf([policy]);
  const options = { bindings: policyBindings(moment.asOf) };
  const outcomes = policy.conditions.map(({ runs }) => sqlOf(compileAnswer(runs, policyCatalogue, options)));
  return sql`
    select row.entity_id, array[${sql.join(outcomes)}]::smallint[] as outcomes
    from (${baseRows(uses, moment, only)}) row ${expose('row', columnsOf(uses))}`;
}

/** One row an entity with everything that the rules name, as `e_category`, `f_revenue`. */
export function baseRows(uses: Uses, moment: Moment, only: OnlyEntities): Fragment {
  const periods = periodsOn(moment.asOf);
  const columns = columnsOf(uses).filter(({ root, name }) => root !== 'e' || !always.includes(name));
  const figures = joinFigures(
    sql`e.entity_id`,
    [...uses.figures].map(([alias, fields]) => ({ alias, period: periods[alias], fields: [...fields] })),
    moment,
    flowFacts,
    only,
  );
  const series = {
    alias: 'series',
    periods: [...uses.series.keys()].flatMap((kind) => seriesPeriods(kind, moment.asOf)),
    fields: [...new Set([...uses.series.values()].flatMap((fields) => [...fields]))],
  };
  const ofSeries = series.fields.length === 0 ? sql`` : joinSeries(sql`e.entity_id`, series, moment, only);
  const read = ({ root, name }: Column) => sql.ref(name === 'figures' ? 'series.figures' : `${root}.${name}`);
  return sql`
    select e.entity_id, e.town, e.industry${sql.join(
      columns.map((one) => sql`, ${read(one)} as ${sql.ref(`${one.root}_${one.name}`)}`),
      sql.raw(''),
    )}
    from ${entitiesOn(moment.asOf, moment, { titles: [...uses.titles] }, only)}
    ${figures} ${ofSeries}
    where e.status = 'active'`;
}

export type Column = { readonly root: 'e' | 's' | FigureAlias; readonly name: string };

/** What every row has beside what rules name. */
const always = ['entity_id', 'town', 'industry'];

/** What a row of `baseRows` has: stored as `e_category`, read by compiled rules as `e.category`. */
export function columnsOf({ entity, titles, figures, series }: Uses): Column[] {
  const own = new Set([
    ...always,
    ...entity,
    ...(titles.size > 0 ? ['titles'] : []),
    ...(series.size > 0 ? ['figures'] : []),
  ]);
  return [
    ...[...own].map((name): Column => ({ root: 'e', name })),
    ...[...figures].flatMap(([root, fields]) => [...fields].map((name): Column => ({ root, name }))),
  ];
}

/** Gives a level's columns back under the names that compiled rules read, `e.category`, `f.revenue`; it costs nothing. */
function expose(level: string, columns: readonly Column[]): Fragment {
  const roots = Map.groupBy(columns, ({ root }) => root);
  return sql.join(
    [...roots].map(([root, own]) => {
      const names = own.map(({ name }) => {
        const stored = root === 'e' && always.includes(name) ? name : `${root}_${name}`;
        return sql`${sql.ref(`${level}.${stored}`)} as ${sql.ref(name)}`;
      });
      return sql`cross join lateral (select ${sql.join(names)}) ${sql.ref(root)}`;
    }),
    sql` `,
  );
}

function column(what: string, index: number): Fragment {
  return sql.ref(`${what}_${index}`);
}
