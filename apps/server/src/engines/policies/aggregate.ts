import type { PolicyOnDay } from '@miaopu/policies';
import { type RawBuilder, sql } from '../../platform/db/index.ts';
import type { OnlyEntities } from '../registry/index.ts';
import { isWorthMoney } from './amount.ts';
import { code } from './compile-policies.ts';
import { type Moment, standingRows } from './rows.ts';

type Fragment = RawBuilder<unknown>;

/** What a standing is called, from an answer and whether it nearly fits. */
function standingOf(answer: Fragment, nearly: Fragment): Fragment {
  return sql`(case ${answer} when ${code('met')} then 'met' when ${code('manual')} then 'manual' when ${code('unknown')} then 'unknown'
    when ${code('not_met')} then case when ${nearly} then 'nearly' else 'not_met' end else 'not_applicable' end)`;
}

const named = (what: string, index: number) => sql.ref(`${what}_${index}`);

/**
 * `standingRows` as one row an entity and policy: `entity_id`, `town`, `division`, `policy_id`, `standing`, `amount`. For what is kept or
 * listed; for counting, `standingCounts` is several times as quick.
 */
export function standingList(
  policies: readonly PolicyOnDay[],
  moment: Moment,
  only?: OnlyEntities,
): Fragment {
  const each = policies.map(
    ({ policy }, index) =>
      sql`(${policy.id}::text, ${named('answer', index)}, ${named('nearly', index)}, ${named('amount', index)})`,
  );
  return sql`
    select entity_id, town, division, policy_id, ${standingOf(sql`answer`, sql`nearly`)} as standing, amount
    from (${standingRows(policies, moment, only)}) standing
    cross join lateral (values ${sql.join(each)}) one (policy_id, answer, nearly, amount)`;
}

/**
 * How many entities stand how to each policy, by town and industry division (`none` where nobody knows it), and the benefit in yuan of
 * those who fit: `town`, `division`, `policy_id`, `met`, `nearly`, `unknown`, `manual`, `not_met`, `not_applicable`, `amount`; and of
 * them `uncounted`, whose amount lacks a figure.
 */
export function standingCounts(
  policies: readonly PolicyOnDay[],
  moment: Moment,
  only?: OnlyEntities,
): Fragment {
  const counted = policies.flatMap(({ policy }, index) => {
    const count = (name: string, condition: Fragment) =>
      sql`count(*) filter (where ${condition}) as ${named(name, index)}`;
    const is = (answer: Parameters<typeof code>[0]) => sql`${named('answer', index)} = ${code(answer)}`;
    return [
      count('met', is('met')),
      count('near', named('nearly', index)),
      count('unknown', is('unknown')),
      count('manual', is('manual')),
      count('not_applicable', is('not_applicable')),
      ...(isWorthMoney(policy)
        ? [
            sql`coalesce(sum(${named('amount', index)}), 0) as ${named('sum', index)}`,
            count('uncounted', sql`${is('met')} and ${named('amount', index)} is null`),
          ]
        : []),
    ];
  });
  const each = policies.map(({ policy }, index) => {
    const of = (name: string) => named(name, index);
    const stands = ['met', 'near', 'unknown', 'manual'].map(of);
    // whoever stands in no other way does not meet it
    const notMet = sql`everybody - ${sql.join([...stands, of('not_applicable')], sql` - `)}`;
    // of what is not worth money nobody has an amount
    const money = isWorthMoney(policy) ? [of('sum'), of('uncounted')] : [sql`0::numeric`, of('met')];
    return sql`(${policy.id}::text, ${sql.join([...stands, notMet, of('not_applicable'), ...money])})`;
  });
  return sql`
    select town, division, one.*
    from (
      select coalesce(town, 'none') as town, coalesce(division, 'none') as division, ${sql.join([sql`count(*) as everybody`, ...counted])}
      from (${standingRows(policies, moment, only)}) standing group by 1, 2
    ) place
    cross join lateral (values ${sql.join(each)}) one (policy_id, met, nearly, unknown, manual, not_met, not_applicable, amount, uncounted)`;
}
