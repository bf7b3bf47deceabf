import type { Labels } from '@miaopu/plan';
import { Decimal } from 'decimal.js';
import type { Judgement } from './judge-policy.ts';
import type { Policy } from './policy-schema.ts';
import type { BenefitKind } from './vocabulary.ts';

/** A benefit that an entity could have, and what it may not be had together with. */
export type Claim = {
  readonly policy: string;
  readonly benefit: string;
  readonly title: Labels;
  readonly label: Labels;
  readonly kind: BenefitKind;
  /** Yuan a year as exact decimal text, not below zero; null where it is not money, or not known. */
  readonly amount: string | null;
  /** Of one group the highest counts (就高不重复). */
  readonly exclusive?: string;
  /** Of its own policy only the highest benefit counts. */
  readonly highestOnly?: boolean;
  /** Policies that are not enjoyed together with this one. */
  readonly conflicts: readonly string[];
  /** A cap on the sum of all that name it, who all name the same amount. */
  readonly sharedCap?: { readonly name: string; readonly amount: string };
};

/** Why two claims exclude each other. */
export type Exclusion = 'exclusive' | 'highest_only' | 'conflict';

/** Why two claims exclude each other; undefined where they stand together. */
export function exclusionOf(one: Claim, other: Claim): Exclusion | undefined {
  if (one.exclusive !== undefined && one.exclusive === other.exclusive) return 'exclusive';
  if (one.policy === other.policy) return one.highestOnly ? 'highest_only' : undefined;
  const conflict = one.conflicts.includes(other.policy) || other.conflicts.includes(one.policy);
  return conflict ? 'conflict' : undefined;
}

/** The benefits of a policy that an entity fits, as claims; one that comes to nothing for it is none. */
export function claimsOf(policy: Policy, judgement: Pick<Judgement, 'benefits'>): Claim[] {
  const { highest_only: highestOnly, conflicts } = policy.stacks;
  return policy.benefits.flatMap(({ id, zh, en, kind, exclusive, cap }) => {
    const amount = judgement.benefits.find((benefit) => benefit.id === id)?.amount ?? null;
    if (amount !== null && new Decimal(amount).isZero()) return [];
    return [
      {
        policy: policy.id,
        benefit: id,
        title: policy.title,
        label: { zh, en },
        kind,
        amount,
        highestOnly,
        conflicts,
        ...(exclusive === undefined ? {} : { exclusive }),
        ...(cap?.shared === undefined ? {} : { sharedCap: { name: cap.shared, amount: cap.amount } }),
      },
    ];
  });
}
