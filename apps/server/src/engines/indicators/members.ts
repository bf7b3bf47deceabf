import {
  type FlowMeasure,
  flowFacts,
  type GrowthMeasure,
  type Measure,
  type StockMeasure,
  type SumRatioMeasure,
} from '@miaopu/plan';
import { type Db, type RawBuilder, sql } from '../../platform/db/index.ts';
import { coverageMembers } from '../policies/index.ts';
import {
  designations,
  type EntityNeeds,
  everHolding,
  everyEntity,
  joinEntity,
  joinFacts,
  type Knowledge,
  milestones,
  type OnlyEntities,
} from '../registry/index.ts';
import { type CompiledFormula, compileFormula, type FormulaUses, unite } from './formula.ts';
import { completeYears, lastDayOf, type Moment, quartersBetween } from './moment.ts';

type Fragment = RawBuilder<unknown>;

/**
 * The statement that yields a measure's members as of a day, as known on an instant: the rows behind a number. Value and list are both
 * made from them, which is why they cannot differ. A member has
 *
 * - `entity_id`, `town` (null where nobody knows it)
 * - `day`: the day that counts: a milestone's, a designation's first, the end of the period
 * - `period`: `2018Q3`, `2018` or, for what growth is measured against, `base`
 * - `in_numerator`, and what it adds to `numerator` and `denominator`: 1, or an amount
 * - `source_id`, `evidence`: where the row comes from
 * - `policy_id`: of a coverage, by which policy; one entity can be there by several
 *
 * For a measure that is reported there are none.
 *
 * @example await membersOf(db, { flow: 'milestones', where: 'milestone.kind == "converted"', distinct: 'entity' }, moment)
 */
export async function membersOf(db: Db, measure: Measure, moment: Moment): Promise<Fragment | undefined> {
  if ('flow' in measure) return flowMembers(measure, moment, moment.plan.start);
  if ('stock' in measure) return stockMembers(measure, moment, false);
  if ('growth' in measure) return growthMembers(measure, moment);
  if ('sum_ratio' in measure) return sumRatioMembers(measure, moment);
  if ('coverage' in measure)
    return coverageMembers(db, knowledgeOf(moment), measure.coverage.kind, completeYears(moment).map(Number));
  return undefined;
}

function bindingsOf({ plan, asOf }: Moment) {
  return {
    'plan.start': plan.start,
    'plan.end': plan.end,
    'plan.base': plan.base,
    'period.start': plan.start,
    'period.end': asOf,
    asOf,
  };
}

function knowledgeOf({ district, knownOn }: Moment): Knowledge {
  return { district, knownOn };
}

function needsOf({ titles, since }: FormulaUses): EntityNeeds {
  return { titles, onlyWhether: new Set(titles.filter((title) => !since.includes(title))) };
}

/** Who can be meant at all: of those who ever held a title that the formula demands there are few. */
function onlyFor({ required }: FormulaUses, moment: Moment): OnlyEntities {
  return required === undefined ? everyEntity : everHolding(required, knowledgeOf(moment));
}

/** What a formula names beside the entity itself is joined only when it names it. */
function joinsFor(uses: FormulaUses, day: Fragment, moment: Moment): Fragment {
  const knowledge = knowledgeOf(moment);
  const joins: Fragment[] = [];
  if (uses.roots.has('current'))
    joins.push(
      joinEntity(
        'c',
        sql`e.entity_id`,
        sql`${moment.asOf}::date`,
        knowledge,
        { titles: [] },
        { outer: true },
      ),
    );
  if (uses.roots.has('predecessor'))
    joins.push(joinEntity('p', sql`m.related_entity_id`, day, knowledge, { titles: [] }, { outer: true }));
  if (uses.facts.length > 0)
    joins.push(
      joinFacts(
        sql`e.entity_id`,
        sql`to_char(${day}, 'YYYY')`,
        knowledge,
        uses.facts,
        flowFacts,
        onlyFor(uses, moment),
      ),
    );
  return sql.join(joins, sql` `);
}

function countedOf(share: CompiledFormula | undefined): Fragment {
  return share === undefined ? sql`true` : sql`coalesce(${share.sql}, false)`;
}

function flowMembers(measure: FlowMeasure, moment: Moment, from: string): Fragment {
  const where = compileFormula(measure.where, measure.flow, bindingsOf(moment));
  const share =
    measure.share === undefined ? undefined : compileFormula(measure.share, measure.flow, bindingsOf(moment));
  const uses = unite([where.uses, ...(share === undefined ? [] : [share.uses])]);
  const isMilestone = measure.flow === 'milestones';
  const row = isMilestone ? 'm' : 'd';
  const day = isMilestone ? sql`m.happened_on` : sql`d.valid_from`;
  const relation = isMilestone ? milestones : designations;
  const first = uses.fields.has('milestone.first') || uses.fields.has('designation.first');
  const rows = sql`
    select e.entity_id, ${day} as day, e.town, to_char(${day}, 'YYYY"Q"Q') as period, ${countedOf(share)} as in_numerator,
           ${sql.ref(`${row}.source_id`)}, ${sql.ref(`${row}.evidence`)}, ${sql.ref(`${row}.row_id`)}
    from ${relation(knowledgeOf(moment), first)}
    ${joinEntity('e', sql.ref(`${row}.entity_id`), day, knowledgeOf(moment), needsOf(uses), { only: onlyFor(uses, moment) })}
    ${joinsFor(uses, day, moment)}
    where ${day} between ${from}::date and ${moment.asOf}::date and ${day} <= ${moment.plan.end}::date and ${where.sql}`;
  const kept =
    measure.distinct === 'entity'
      ? sql`select distinct on (entity_id) * from (${rows}) every order by entity_id, day, row_id`
      : rows;
  return sql`select entity_id, day, town, period, in_numerator, in_numerator::int::numeric as numerator, 1::numeric as denominator, source_id, evidence
    from (${kept}) counted`;
}

/** The ends of the quarters up to the as-of day, which ends the last one early, with the name of the quarter. */
function stockDays(moment: Moment, withBase: boolean): { days: string[]; periods: string[] } {
  const until = moment.asOf < moment.plan.end ? moment.asOf : moment.plan.end;
  const quarters = quartersBetween(moment.plan.start, until);
  const ends = quarters.map((quarter) => (lastDayOf(quarter) < until ? lastDayOf(quarter) : until));
  return withBase
    ? { days: [moment.plan.base, ...ends], periods: ['base', ...quarters] }
    : { days: ends, periods: quarters };
}

function stockMembers(measure: StockMeasure, moment: Moment, withBase: boolean): Fragment {
  const where = compileFormula(measure.where, 'entities', bindingsOf(moment));
  const share =
    measure.share === undefined ? undefined : compileFormula(measure.share, 'entities', bindingsOf(moment));
  const uses = unite([where.uses, ...(share === undefined ? [] : [share.uses])]);
  const { days, periods } = stockDays(moment, withBase);
  return sql`
    select e.entity_id, at.day, e.town, at.period, ${countedOf(share)} as in_numerator,
           ${countedOf(share)}::int::numeric as numerator, 1::numeric as denominator, null::bigint as source_id, null::text as evidence
    from unnest(${days}::date[], ${periods}::text[]) as at (day, period)
    ${joinEntity('e', null, sql`at.day`, knowledgeOf(moment), needsOf(uses), { only: onlyFor(uses, moment) })}
    ${joinsFor(uses, sql`at.day`, moment)}
    where ${where.sql}`;
}

function growthMembers({ of, base }: GrowthMeasure, moment: Moment): Fragment {
  if ('stock' in of) return stockMembers(of, { ...moment, plan: { ...moment.plan, base } }, true);
  return flowMembers(of, moment, `${base.slice(0, 4)}-01-01`);
}

function sumRatioMembers({ sum_ratio, where }: SumRatioMeasure, moment: Moment): Fragment {
  const bindings = bindingsOf(moment);
  const [condition, numerator, denominator] = [where, sum_ratio.numerator, sum_ratio.denominator].map(
    (text) => compileFormula(text, 'entities', bindings),
  ) as [CompiledFormula, CompiledFormula, CompiledFormula];
  const uses = unite([condition.uses, numerator.uses, denominator.uses]);
  const years = completeYears(moment);
  return sql`
    select entity_id, day, town, period, true as in_numerator, numerator, denominator, null::bigint as source_id, null::text as evidence from (
      select e.entity_id, at.day, e.town, at.period, ${numerator.sql} as numerator, ${denominator.sql} as denominator
      from unnest(${years.map(lastDayOf)}::date[], ${years}::text[]) as at (day, period)
      ${joinEntity('e', null, sql`at.day`, knowledgeOf(moment), needsOf(uses), { only: onlyFor(uses, moment) })}
      ${joinsFor(uses, sql`at.day`, moment)}
      where ${condition.sql}
    ) figures
    -- a firm of which one of the two figures is missing says nothing about their ratio
    where numerator is not null and denominator is not null`;
}
