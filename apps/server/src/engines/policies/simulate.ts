import type { simulatePolicy } from '@miaopu/contract';
import type { PolicyOnDay } from '@miaopu/policies';
import type { z } from 'zod';
import { firstRow, type Queryable, type RawBuilder, rows, sql } from '../../platform/db/index.ts';
import { type EntityLike, joinEntity } from '../registry/index.ts';
import { code } from './compile-policies.ts';
import { type Moment, standingRows } from './rows.ts';
import type { Place } from './run-counts.ts';

type Fragment = RawBuilder<unknown>;

/** A policy as it is in force and as it would be. Undefined: there is none. */
export type Change = { readonly before: PolicyOnDay | undefined; readonly after: PolicyOnDay };
export type EffectKind = 'gain' | 'lose' | 'differ';

/**
 * One row an entity: whether it fits before and after (`fits_before`, `fits_after`) and what it may have, both from the row source that
 * counts and lists a policy. Nothing of it is kept.
 */
function changedRows({ before, after }: Change, moment: Moment): Fragment {
  const policies = before === undefined ? [after] : [after, before];
  const was = before === undefined ? sql`false` : sql`answer_1 = ${code('met')}`;
  return sql`
    select entity_id, town, division, ${was} as fits_before, answer_0 = ${code('met')} as fits_after,
           ${before === undefined ? sql`null::numeric` : sql`amount_1`} as amount_before, amount_0 as amount_after
    from (${standingRows(policies, moment)}) standing`;
}

const effects: Readonly<Record<EffectKind, Fragment>> = {
  gain: sql`(fits_after and not fits_before)`,
  lose: sql`(fits_before and not fits_after)`,
  differ: sql`(fits_before and fits_after and amount_before is distinct from amount_after)`,
};

type Effect = z.output<NonNullable<typeof simulatePolicy.response>>['district'];
/** What a change does in a place, everything counted. */
export type CountedEffect = { readonly [Key in keyof Effect]: NonNullable<Effect[Key]> };
export type Simulated = {
  readonly district: CountedEffect;
  readonly towns: readonly { readonly code: string; readonly effect: CountedEffect }[];
  readonly industries: readonly { readonly code: string; readonly effect: CountedEffect }[];
};

type Row = {
  readonly place: 'district' | 'town' | 'division';
  readonly code: string | null;
  readonly met_before: string;
  readonly met_after: string;
  readonly cost_before: string;
  readonly cost_after: string;
  readonly gain: string;
  readonly lose: string;
  readonly differ: string;
};

/** Who gains and who loses by a change, and what it costs before and after, in the district, its towns and its industries. */
export async function simulate(db: Queryable, change: Change, moment: Moment): Promise<Simulated> {
  const count = (condition: Fragment, name: string) =>
    sql`count(*) filter (where ${condition}) as ${sql.ref(name)}`;
  const found = await rows<Row>(
    db,
    sql`select case when grouping(town) = 0 then 'town' when grouping(division) = 0 then 'division' else 'district' end as place,
               coalesce(town, division) as code,
               ${count(sql`fits_before`, 'met_before')}, ${count(sql`fits_after`, 'met_after')},
               trim_scale(coalesce(sum(amount_before), 0)) as cost_before, trim_scale(coalesce(sum(amount_after), 0)) as cost_after,
               ${count(effects.gain, 'gain')}, ${count(effects.lose, 'lose')}, ${count(effects.differ, 'differ')}
        from (
          select coalesce(town, 'none') as town, coalesce(division, 'none') as division, fits_before, fits_after, amount_before, amount_after
          from (${changedRows(change, moment)}) changed
        ) changed
        group by grouping sets ((), (town), (division)) order by 1, 2`,
  );
  const inPlaces = (place: Row['place']) =>
    found.filter((row) => row.place === place).map((row) => ({ code: row.code!, effect: effectOf(row) }));
  const whole = found.find((row) => row.place === 'district')!;
  return { district: effectOf(whole), towns: inPlaces('town'), industries: inPlaces('division') };
}

function effectOf(row: Row): CountedEffect {
  return {
    before: { met: Number(row.met_before), cost: row.cost_before },
    after: { met: Number(row.met_after), cost: row.cost_after },
    gain: Number(row.gain),
    lose: Number(row.lose),
    differ: Number(row.differ),
  };
}

export type ChangedRow = EntityLike & { readonly before: string | null; readonly after: string | null };

/** The enterprises behind a number of a simulation, those with the largest difference first. */
export async function listChanged(
  db: Queryable,
  change: Change,
  moment: Moment,
  { effect, town, industry }: Place & { readonly effect: EffectKind },
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<{ total: number; rows: ChangedRow[] }> {
  const inPlace = (column: string, wanted: string | undefined) =>
    wanted === undefined ? sql`true` : sql`coalesce(${sql.ref(column)}, 'none') = ${wanted}`;
  const chosen = sql`
    select * from (${changedRows(change, moment)}) changed
    where ${effects[effect]} and ${inPlace('town', town)} and ${inPlace('division', industry)}`;
  const order = sql`abs(coalesce(chosen.amount_after, 0) - coalesce(chosen.amount_before, 0)) desc, chosen.entity_id`;
  const [counted, found] = await Promise.all([
    firstRow<{ total: string }>(db, sql`select count(*) as total from (${chosen}) chosen`),
    rows<ChangedRow>(
      db,
      sql`select c.*, trim_scale(chosen.amount_before) as before, trim_scale(chosen.amount_after) as after
          from (select * from (${chosen}) chosen order by ${order} limit ${limit} offset ${offset}) chosen
          ${joinEntity('c', sql`chosen.entity_id`, sql`${moment.asOf}::date`, moment, { titles: [] })}
          order by ${order}`,
    ),
  ]);
  return { total: Number(counted!.total), rows: found };
}
