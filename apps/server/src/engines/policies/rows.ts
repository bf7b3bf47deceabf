import { flowFacts } from '@miaopu/plan';
import { NEARLY, type PolicyOnDay, policyBindings, policyCatalogue } from '@miaopu/policies';
import {
  ANSWER_CODES,
  type Catalogue,
  compileAnswer,
  compileRule,
  type Expression,
  type SharedPart,
} from '@miaopu/rules';
import { type RawBuilder, sql, sqlOf } from '../../platform/db/index.ts';
import { entitiesOn, everyEntity, joinFigures, joinSeries, type OnlyEntities } from '../registry/index.ts';
import { type AmountPlan, amountPlan } from './amount.ts';
import { shareAmong } from './shared-parts.ts';
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
  return standingOver(policies, moment.asOf, baseRows(usesOf(policies), moment, only));
}

/** The same over rows that are given: each with everything that the rules name, as `baseRows` has it. */
export function standingOver(policies: readonly PolicyOnDay[], asOf: string, rows: Fragment): Fragment {
  const { sharing, levels, catalogue } = shareAmong(policies);
  const options = { bindings: policyBindings(asOf) };
  const compile = (rule: Expression) => sqlOf(compileRule(rule, catalogue, options));
  let [source, columns] = [rows, columnsOf(usesOf(policies))];
  for (const parts of levels) {
    const worked = parts.map((part) => sql`${compilePart(part, compile)} as ${sql.ref(`s_${part.name}`)}`);
    source = sql`select row.*, ${sql.join(worked)} from (${source}) row ${expose('row', columns)} offset 0`;
    columns = [...columns, ...parts.map(({ name }): Column => ({ root: 's', name }))];
  }
  const compiled = sharing.map((policy) => compilePolicy(policy, { ...options, catalogue }));
  const answers = compiled.map(({ answer }, index) => sql`${answer} as ${column('answer', index)}`);
  const rest = compiled.flatMap(({ nearly, amount }, index) => [
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

/** A part is worked out only where somebody looks at it: most policies concern few entities. */
function compilePart({ rule, wanted }: SharedPart, compile: (rule: Expression) => Fragment): Fragment {
  if (wanted === undefined) return compile(rule);
  const where = wanted.map((guard) => sql`${compile(guard)} is not false`);
  return sql`case when ${sql.join(where, sql` or `)} then ${compile(rule)} end`;
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

export function code(answer: keyof typeof ANSWER_CODES): Fragment {
  return sql.lit(ANSWER_CODES[answer]);
}

type Compiled = {
  readonly answer: Fragment;
  /** Whether little is missing, where the answer is that it is not met. */
  readonly nearly: Fragment;
  readonly amount: Fragment;
};
type Options = NonNullable<Parameters<typeof compileRule>[2]> & { readonly catalogue: Catalogue };

function compilePolicy(policy: PolicyOnDay, options: Options): Compiled {
  const rule = allOf(policy.conditions.map(({ runs }) => runs));
  const applies = policy.applies === undefined ? {} : { applies: policy.applies.runs };
  return {
    answer: sqlOf(compileAnswer(rule, options.catalogue, { ...options, ...applies })),
    nearly: compileNearly(policy, options),
    amount: compileAmount(amountPlan(policy), options),
  };
}

/** It applies, nothing that nobody changes is missing, and of the rest at most NEARLY conditions are. */
function compileNearly({ applies, conditions }: PolicyOnDay, options: Options): Fragment {
  const there = (rule: Expression) =>
    sql`${sqlOf(compileAnswer(rule, options.catalogue, options))} >= ${code('manual')}`;
  const [fixed, rest] = [true, false].map((isFixed) =>
    conditions.filter(({ condition }) => condition.fixed === isFixed).map(({ runs }) => there(runs)),
  ) as [Fragment[], Fragment[]];
  const must = [...(applies === undefined ? [] : [there(applies.runs)]), ...fixed];
  const enough =
    rest.length <= NEARLY
      ? sql`true`
      : sql`${sql.join(
          rest.map((one) => sql`(${one})::int`),
          sql` + `,
        )} >= ${sql.lit(rest.length - NEARLY)}`;
  return sql`(${sql.join([...must, enough], sql` and `)})`;
}

/** The amount of a policy as its plan adds it up; null where a figure for it is missing, and where it has none. */
function compileAmount(plan: AmountPlan, options: Options): Fragment {
  if (plan.kind === 'benefit') return sqlOf(compileRule(plan.amount, options.catalogue, options));
  const parts = plan.parts.map((part) => compileAmount(part, options));
  if (parts.length === 0) return sql`null::numeric`;
  // least and greatest pass over what is missing, and so would give a number where there is none
  if (plan.kind === 'capped')
    return sql`(select least(part, ${plan.cap}::numeric) from (values (${parts[0]})) whole (part) where part is not null)`;
  if (plan.kind === 'highest') return parts.length === 1 ? parts[0]! : highest(parts);
  return sql`(${sql.join(parts, sql` + `)})`;
}

function highest(parts: readonly Fragment[]): Fragment {
  return sql`(select case when count(*) = count(part) then max(part) end from unnest(array[${sql.join([...parts])}]::numeric[]) part)`;
}

/** A chain of conditions as one; of none, what always holds. */
function allOf(rules: readonly Expression[]): Expression {
  const position = { from: 0, to: 0 };
  const operands = rules.flatMap((rule) => (rule.kind === 'and' ? rule.operands : [rule]));
  if (operands.length === 0) return { kind: 'literal', type: 'boolean', value: true, position };
  return operands.length === 1 ? operands[0]! : { kind: 'and', operands, position };
}
