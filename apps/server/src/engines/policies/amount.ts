import { type BenefitRule, gainKinds, type Policy, type PolicyOnDay } from '@miaopu/policies';
import type { Expression } from '@miaopu/rules';
import { Decimal } from 'decimal.js';

/**
 * How a policy's benefits come to one amount, in yuan. The same plan is compiled into SQL for the district and worked out for one
 * entity. What is missing makes the amount missing: a part of it would be a number that is certainly wrong.
 */
export type AmountPlan =
  | { readonly kind: 'benefit'; readonly id: string; readonly amount: Expression }
  | { readonly kind: 'sum' | 'highest'; readonly parts: readonly AmountPlan[] }
  | { readonly kind: 'capped'; readonly cap: string; readonly parts: readonly [AmountPlan] };

/**
 * Benefits add up, but: of one `exclusive` group the highest counts (就高不重复), caps that several share bind their sum, and of a policy
 * that says so only the highest of all. A loan is money lent, which adds nothing.
 */
export function amountPlan({ policy, benefits }: PolicyOnDay): AmountPlan {
  const groups = Map.groupBy(
    benefits.filter(({ benefit, amount }) => amount !== undefined && gainKinds.has(benefit.kind)),
    ({ benefit }) => benefit.exclusive ?? benefit.id,
  );
  const highest = [...groups.values()].map((group) => ({
    plan: highestOf(group.map(planOf)),
    cap: sharedCap(group),
  }));
  const capped = Map.groupBy(highest, ({ cap }) => cap?.shared);
  const parts = [...capped.values()].flatMap((group): AmountPlan[] => {
    const { cap } = group[0]!;
    const plans = group.map(({ plan }) => plan);
    return cap === undefined
      ? plans
      : [{ kind: 'capped', cap: cap.amount, parts: [{ kind: 'sum', parts: plans }] }];
  });
  return policy.stacks.highest_only ? highestOf(parts) : { kind: 'sum', parts };
}

/** Whether a policy is worth money at all. Of a title, a status or a loan there is no amount, which is not nought. */
export function isWorthMoney({ benefits }: Pick<Policy, 'benefits'>): boolean {
  return benefits.some(({ amount, kind }) => amount !== undefined && gainKinds.has(kind));
}

function planOf({ benefit, amount }: BenefitRule): AmountPlan {
  return { kind: 'benefit', id: benefit.id, amount: amount!.runs };
}

function highestOf(parts: readonly AmountPlan[]): AmountPlan {
  return parts.length === 1 ? parts[0]! : { kind: 'highest', parts };
}

/** The cap that a group's benefits share with others; a benefit's own cap is in its amount already. */
function sharedCap(group: readonly BenefitRule[]) {
  return group.map(({ benefit }) => benefit.cap).find((cap) => cap?.shared !== undefined);
}

/**
 * What a plan comes to with the benefits' amounts that are given: exact decimal text, null where one is missing or there is none.
 *
 * @param amountOfBenefit a benefit's amount by its id
 */
export function amountOf(plan: AmountPlan, amountOfBenefit: (id: string) => string | null): string | null {
  if (plan.kind === 'benefit') return amountOfBenefit(plan.id);
  const parts = plan.parts.map((part) => amountOf(part, amountOfBenefit));
  if (parts.length === 0 || parts.some((part) => part === null)) return null;
  const amounts = parts.map((part) => new Decimal(part!));
  if (plan.kind === 'highest') return Decimal.max(...amounts).toFixed();
  const sum = amounts.reduce((total, amount) => total.plus(amount));
  return plan.kind === 'capped' ? Decimal.min(sum, plan.cap).toFixed() : sum.toFixed();
}
