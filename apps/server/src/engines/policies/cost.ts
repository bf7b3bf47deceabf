import { datumOf, type PolicyOnDay, policyBindings } from '@miaopu/policies';
import { fieldsOf } from '@miaopu/rules';
import type { Message } from '../../platform/errors/index.ts';
import { isWorthMoney } from './amount.ts';
import { expand, type Library } from './library.ts';

/** What a count of a policy says of money: the sum in yuan of those whose amount is known, and how many have none. */
export type CountedAmount = { readonly met: number; readonly amount: string; readonly uncounted: number };

/** A sum, and what it leaves out with the reason. */
export type Cost = {
  /** In yuan; null where the policy is not worth money, and where the amount of nobody is known. */
  readonly cost: string | null;
  readonly uncounted: { readonly entities: number; readonly because: Message } | null;
};

/** @param onDay the policy that was counted; undefined where it is no longer in the library */
export function costOf(onDay: PolicyOnDay | undefined, { met, amount, uncounted }: CountedAmount): Cost {
  if (onDay === undefined || !isWorthMoney(onDay.policy)) return { cost: null, uncounted: null };
  if (uncounted === 0) return { cost: amount, uncounted: null };
  return {
    cost: uncounted < met ? amount : null,
    uncounted: { entities: uncounted, because: because(onDay, uncounted) },
  };
}

function because(onDay: PolicyOnDay, entities: number): Message {
  const bindings = policyBindings(onDay.asOf);
  const paths = new Set(onDay.benefits.flatMap(({ amount }) => (amount ? fieldsOf(amount.runs) : [])));
  const data = [...paths].filter((path) => !(path in bindings)).map(datumOf);
  const zh = data.map(({ label, department }) =>
    department === null ? label.zh : `${label.zh}（${department.zh}）`,
  );
  const en = data.map(({ label, department }) =>
    department === null ? label.en : `${label.en} (${department.en})`,
  );
  return {
    zh: `符合的有 ${entities} 户缺算金额的数据，未计入：${zh.join('、')}`,
    en: `${entities} of those it fits lack data for the amount and are left out: ${en.join(', ')}`,
  };
}

/** Says of counts of a policy what it costs, by its text on a day, and what that leaves out. */
export function priced(library: Library, policyId: string, asOf: string) {
  const published = library.policies.get(policyId);
  const onDay = published === undefined ? undefined : expand(published.policy, asOf);
  return <Counts extends CountedAmount>({ amount, uncounted, ...counts }: Counts) => ({
    ...counts,
    ...costOf(onDay, { met: counts.met, amount, uncounted }),
  });
}
