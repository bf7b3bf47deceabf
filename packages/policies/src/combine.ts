import type { Labels } from '@miaopu/plan';
import { Decimal } from 'decimal.js';
import { bestSubset, type Weighted } from './best-subset.ts';
import { type Claim, type Exclusion, exclusionOf } from './claims.ts';
import { valueWords } from './data.ts';
import { policyCatalogue } from './policy-catalogue.ts';
import { gainKinds } from './vocabulary.ts';

export type ChosenBenefit = {
  readonly claim: Claim;
  /** What counts of it, in yuan: less than its amount where a shared cap cuts it; null where it is not money, or not known. */
  readonly amount: string | null;
  /** What cut it, in words; null where nothing did. */
  readonly because: Labels | null;
};

export type YieldingBenefit = {
  readonly claim: Claim;
  /** What it gave way to. */
  readonly to: Claim;
  readonly reason: Exclusion;
  readonly because: Labels;
};

export type Combination = {
  readonly chosen: readonly ChosenBenefit[];
  readonly gaveWay: readonly YieldingBenefit[];
  /** Yuan that the enterprise keeps: without loans, which are paid back. */
  readonly total: string;
  /** False where the claims were too entangled to try all; the combination is lawful then, and the best that was found. */
  readonly exact: boolean;
};

/** How many steps the search may take for one entangled part: some hundred milliseconds. */
const MOST_STEPS = 20_000;

/**
 * The best lawful combination of benefits. Lawful is: of one exclusive group one at most; of a policy that grants only its
 * highest, that one; none of two policies that conflict; and the sum under a shared cap no more than the cap. Best is: most yuan
 * kept, then most that can be borrowed, then most benefits; so that of a group the highest counts.
 *
 * Claims fall into parts that do not touch each other, and each part is searched exactly.
 *
 * @param claims of the policies that an entity fits (`claimsOf`), the ones to prefer among equals first
 *
 * @example
 * // t03 gives 200,000 on the first million, t04 225,000, both in cit/first-million
 * combine(claims).total // '225000'
 */
export function combine(claims: readonly Claim[], mostSteps = MOST_STEPS): Combination {
  const parts = partsOf(claims).map((part) => bestSubset(part.map(weighted), exclusionOf, mostSteps));
  const taken = new Set(parts.flatMap(({ chosen }) => chosen));
  const chosen = cut(claims.filter((claim) => taken.has(claim)));
  return {
    chosen,
    gaveWay: claims.filter((claim) => !taken.has(claim)).map((claim) => yielding(claim, chosen)),
    total: sum(chosen.map(({ claim, amount }) => (gainKinds.has(claim.kind) ? (amount ?? '0') : '0'))),
    exact: parts.every(({ exact }) => exact),
  };
}

function weighted(claim: Claim): Weighted<Claim> {
  const amount = claim.amount ?? '0';
  const isGain = gainKinds.has(claim.kind);
  return {
    item: claim,
    gain: isGain ? amount : '0',
    credit: claim.kind === 'loan' ? amount : '0',
    ...(isGain && claim.sharedCap !== undefined ? { cap: claim.sharedCap } : {}),
  };
}

/** Claims that touch each other, directly or through others: by excluding, or by sharing a cap. */
function partsOf(claims: readonly Claim[]): Claim[][] {
  const touches = (one: Claim, other: Claim) =>
    exclusionOf(one, other) !== undefined ||
    (one.sharedCap !== undefined && one.sharedCap.name === other.sharedCap?.name);
  const left = new Set(claims);
  const parts: Claim[][] = [];
  for (const first of claims) {
    if (!left.delete(first)) continue;
    const part = [first];
    // the part grows while it is walked
    for (const member of part) {
      for (const other of left) if (touches(member, other) && left.delete(other)) part.push(other);
    }
    parts.push(part.sort((one, other) => claims.indexOf(one) - claims.indexOf(other)));
  }
  return parts;
}

/** What counts of each: a shared cap is filled in order, and what comes after it is full counts nothing. */
function cut(claims: readonly Claim[]): ChosenBenefit[] {
  const left = new Map<string, Decimal>();
  return claims.map((claim) => {
    const { amount, sharedCap, kind } = claim;
    if (amount === null || sharedCap === undefined || !gainKinds.has(kind))
      return { claim, amount, because: null };
    const cap = sharedCap.amount;
    const room = left.get(sharedCap.name) ?? new Decimal(cap);
    const counts = Decimal.min(amount, room);
    left.set(sharedCap.name, room.minus(counts));
    return {
      claim,
      amount: counts.toFixed(),
      because: counts.lt(amount) ? cutBy(cap, amount, counts) : null,
    };
  });
}

function cutBy(cap: string, amount: string, counts: Decimal): Labels {
  const [most, whole, part] = [yuan(cap), yuan(amount), yuan(counts.toFixed())];
  return {
    zh: `同类补助每年合计不超过${most.zh}，${whole.zh}只计${part.zh}`,
    en: `subsidies of this kind come to at most ${most.en} a year: of ${whole.en} only ${part.en} count`,
  };
}

function yuan(amount: string): Labels {
  return valueWords(amount, { type: 'number', unit: 'yuan' }, policyCatalogue);
}

/** A claim that is not taken gives way to the dearest of those that exclude it. */
function yielding(claim: Claim, chosen: readonly ChosenBenefit[]): YieldingBenefit {
  const [to] = chosen
    .map((one) => one.claim)
    .filter((other) => exclusionOf(claim, other) !== undefined)
    .sort((one, other) => new Decimal(other.amount ?? 0).comparedTo(one.amount ?? 0));
  if (to === undefined)
    throw new Error(`“${claim.policy}/${claim.benefit}” is left out, and nothing excludes it`);
  const reason = exclusionOf(claim, to)!;
  return { claim, to, reason, because: words[reason](to) };
}

const words: Readonly<Record<Exclusion, (to: Claim) => Labels>> = {
  exclusive: ({ title, label }) => ({
    zh: `与《${title.zh}》的“${label.zh}”是同一事项，就高不重复`,
    en: `the same matter as “${label.en}” of “${title.en}”: only the highest counts`,
  }),
  highest_only: ({ label }) => ({
    zh: `本政策只享受最高的一项，即“${label.zh}”`,
    en: `of this policy only the highest counts: “${label.en}”`,
  }),
  conflict: ({ title }) => ({
    zh: `不能与《${title.zh}》同时享受`,
    en: `cannot be enjoyed together with “${title.en}”`,
  }),
};

function sum(amounts: readonly string[]): string {
  return amounts.reduce((total, amount) => total.plus(amount), new Decimal(0)).toFixed();
}
