import type { PolicyStanding } from '@miaopu/contract';
import type { PolicyOnDay } from '@miaopu/policies';
import { answerOfCode, type Outcome } from '@miaopu/rules';
import { firstRow, type Queryable, type RawBuilder, rows, sql } from '../../platform/db/index.ts';
import { type EntityLike, joinEntity } from '../registry/index.ts';
import { code } from './compile-policies.ts';
import { conditionRows, type Moment, standingRows } from './rows.ts';
import type { Place } from './run-counts.ts';

type Fragment = RawBuilder<unknown>;

/** Which rows of a policy a list shows. */
export type Fitting = Place & { readonly standing: PolicyStanding };

export type FittingRow = EntityLike & {
  readonly amount: string | null;
  /** The policy's conditions in their order. */
  readonly outcomes: readonly Outcome[];
};

const standings: Readonly<Record<PolicyStanding, Fragment>> = {
  met: sql`standing.answer_0 = ${code('met')}`,
  manual: sql`standing.answer_0 = ${code('manual')}`,
  unknown: sql`standing.answer_0 = ${code('unknown')}`,
  nearly: sql`standing.nearly_0`,
  not_met: sql`standing.answer_0 = ${code('not_met')} and not standing.nearly_0`,
  not_applicable: sql`standing.answer_0 = ${code('not_applicable')}`,
};

/** The rows of one policy that are counted, listed and exported: one predicate for all. */
export function fittingRows(
  policy: PolicyOnDay,
  moment: Moment,
  { standing, town, industry }: Fitting,
): Fragment {
  const inTown =
    town === undefined
      ? sql`true`
      : town === 'none'
        ? sql`standing.town is null`
        : sql`standing.town = ${town}`;
  const inDivision =
    industry === undefined
      ? sql`true`
      : industry === 'none'
        ? sql`standing.division is null`
        : sql`standing.division = ${industry}`;
  return sql`
    select standing.entity_id, standing.amount_0 as amount from (${standingRows([policy], moment)}) standing
    where ${standings[standing]} and ${inTown} and ${inDivision}`;
}

/** How many stand so, and what they may have together, in yuan. */
export async function countFitting(
  db: Queryable,
  policy: PolicyOnDay,
  moment: Moment,
  fitting: Fitting,
): Promise<{ total: number; amount: string }> {
  const found = await firstRow<{ total: string; amount: string }>(
    db,
    sql`select count(*) as total, trim_scale(coalesce(sum(amount), 0)) as amount from (${fittingRows(policy, moment, fitting)}) chosen`,
  );
  return { total: Number(found!.total), amount: found!.amount };
}

/** A page of those who stand so, those who may have most first, as they were on the day, with how each condition came out. */
export async function listFitting(
  db: Queryable,
  policy: PolicyOnDay,
  moment: Moment,
  fitting: Fitting,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<FittingRow[]> {
  const page = await rows<EntityLike & { amount: string | null }>(
    db,
    sql`select c.*, trim_scale(chosen.amount) as amount
        from (select * from (${fittingRows(policy, moment, fitting)}) every order by amount desc nulls last, entity_id limit ${limit} offset ${offset}) chosen
        ${joinEntity('c', sql`chosen.entity_id`, sql`${moment.asOf}::date`, moment, { titles: [] })}
        order by chosen.amount desc nulls last, chosen.entity_id`,
  );
  const ids = page.map(({ entity_id }) => entity_id);
  const judged = await rows<{ entity_id: string; outcomes: number[] }>(
    db,
    conditionRows(policy, moment, (id) => sql`${id} = any(${ids}::bigint[])`) as RawBuilder<{
      entity_id: string;
      outcomes: number[];
    }>,
  );
  const outcomes = new Map(
    judged.map((row) => [row.entity_id, row.outcomes.map((one) => answerOfCode(one) as Outcome)]),
  );
  return page.map((row) => ({ ...row, outcomes: outcomes.get(row.entity_id) ?? [] }));
}
