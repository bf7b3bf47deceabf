import type { PolicyOnDay } from '@miaopu/policies';
import { type RawBuilder, sql } from '../../platform/db/index.ts';
import { joinEntity, type Knowledge, knownRows, mergedInto } from '../registry/index.ts';
import { code } from './compile-policies.ts';
import { standingRows } from './rows.ts';

type Fragment = RawBuilder<unknown>;

/** Of which policies, and of which year. Who is eligible is asked as of the year's last day. */
export type CoverageOf = Knowledge & {
  readonly year: number;
  /** In force on the year's last day: the denominator. */
  readonly inForce: readonly PolicyOnDay[];
  /** Ids of all policies that are looked at, those out of force by the year's end too. */
  readonly policies: readonly string[];
};

/** @example lastDayOfYear(2020) // '2020-12-31' */
export function lastDayOfYear(year: number): string {
  return `${year}-12-31`;
}

/**
 * Who was eligible for policies in a year and who enjoyed them: the one row source of coverage's counts and lists and of a target that
 * counts them. One row an entity and policy of those who fit, who enjoyed, or both:
 *
 * - `entity_id`, `policy_id`, `town` on the year's last day (null where nobody knows it)
 * - `fits`, and `estimated`: what the formula gives, in yuan; null where it is not asked for
 * - `enjoyed`, and of what was enjoyed: `amount` (the year's sum), the latest `decided_on`, `department`, `evidence`, `source_id`
 *
 * Who fits is decided by the same rows as matching (rows.ts). What was recorded of an entity that was found to be another counts for that.
 *
 * @param estimating whether amounts are calculated; without them only conditions are compiled
 */
export function coverageRows(of: CoverageOf, estimating = false): Fragment {
  const { year } = of;
  return sql`
    select row.entity_id, row.policy_id, c.town, row.fits, row.estimated, row.enjoyed, row.amount, row.decided_on, row.department, row.evidence, row.source_id
    from (
      select coalesce(eligible.entity_id, had.entity_id) as entity_id, coalesce(eligible.policy_id, had.policy_id) as policy_id,
             eligible.entity_id is not null as fits, had.entity_id is not null as enjoyed,
             eligible.estimated, had.amount, had.decided_on, had.department, had.evidence, had.source_id
      from (${eligibleRows(of, estimating)}) eligible
      full join (${enjoyedRows(of)}) had on had.entity_id = eligible.entity_id and had.policy_id = eligible.policy_id
    ) row
    ${joinEntity('c', sql`row.entity_id`, sql`${lastDayOfYear(year)}::date`, of, { titles: [] })}`;
}

function eligibleRows({ district, knownOn, year, inForce }: CoverageOf, estimating: boolean): Fragment {
  if (inForce.length === 0)
    return sql`select null::bigint as entity_id, null::text as policy_id, null::numeric as estimated where false`;
  const moment = { district, knownOn, asOf: lastDayOfYear(year) };
  const asked = estimating ? inForce : inForce.map(withoutBenefits);
  const answers = asked.map(
    ({ policy }, index) =>
      sql`(${policy.id}::text, ${sql.ref(`standing.answer_${index}`)}, ${sql.ref(`standing.amount_${index}`)})`,
  );
  return sql`
    select standing.entity_id, one.policy_id, one.amount as estimated
    from (${standingRows(asked, moment)}) standing
    cross join lateral (values ${sql.join(answers)}) one (policy_id, answer, amount)
    where one.answer = ${code('met')}`;
}

/** What only amounts need is then neither joined nor calculated. */
function withoutBenefits(policy: PolicyOnDay): PolicyOnDay {
  return { ...policy, benefits: [] };
}

function enjoyedRows({ year, policies, ...knowledge }: CoverageOf): Fragment {
  return sql`
    select coalesce(merged.kept, known.entity_id) as entity_id, known.policy_id, sum(known.amount) as amount, max(known.decided_on) as decided_on,
           (array_agg(known.department order by known.decided_on desc))[1] as department,
           (array_agg(known.evidence order by known.decided_on desc))[1] as evidence,
           (array_agg(known.source_id order by known.decided_on desc))[1] as source_id
    from policies.enjoyment known left join ${mergedInto(knowledge)} merged on merged.absorbed = known.entity_id
    where ${knownRows('known', knowledge)} and known.policy_id = any(${[...policies]}::text[]) and known.year = ${year}
    group by 1, 2`;
}
