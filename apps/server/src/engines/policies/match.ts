import type { EntityMatch, MatchedPolicy, PolicyStanding } from '@miaopu/contract';
import {
  type Claim,
  type Combination,
  claimsOf,
  combine,
  type Judgement,
  type PolicyOnDay,
  type PolicyReason,
  prepareJudge,
  referenceYear,
} from '@miaopu/policies';
import { Decimal } from 'decimal.js';
import type { Db } from '../../platform/db/index.ts';
import type { Message } from '../../platform/errors/index.ts';
import { entityRowOf } from '../registry/index.ts';
import { amountOf, amountPlan } from './amount.ts';
import { cardOf, wordingOf } from './cards.ts';
import { type EntityRow, readEntity } from './entity-row.ts';
import { policyFailure } from './errors.ts';
import { getLibrary, keptLibrary } from './library.ts';
import { nextStepOf } from './next-step.ts';
import { materialsOf } from './page.ts';
import type { Moment } from './rows.ts';
import { type UnitNames, unitNames } from './units.ts';

type Judge = ReturnType<typeof prepareJudge>;
const judges = new WeakMap<PolicyOnDay, Judge>();

/** A policy prepared to be judged on its day, once. */
function judgeOf(onDay: PolicyOnDay): Judge {
  const known = judges.get(onDay) ?? prepareJudge(onDay.policy, {}, onDay.asOf);
  judges.set(onDay, known);
  return known;
}

export type MatchAsked = Moment & {
  /** Why this day, where nobody asked for one. */
  readonly because: Message | null;
};

/**
 * How one entity stands to every policy in force on a day, with reasons, what it may have, and the best lawful combination of it all.
 * One look at the database where the library has been read before: the entity, with the library's stamp.
 *
 * @throws policies.no_entity where there is no such entity on the day
 */
export async function matchEntity(db: Db, entityId: string, asked: MatchAsked): Promise<EntityMatch> {
  const library = keptLibrary(db, asked.district) ?? (await getLibrary(db, asked.district));
  const [known, units] = await Promise.all([
    readEntity(db, entityId, asked, library),
    unitNames(db, asked.district),
  ]);
  if (known.entity === undefined)
    throw policyFailure('policies.no_entity', { id: entityId, day: asked.asOf });
  const judged = judgeAll(known, asked.asOf);
  const best = combine(
    judged.flatMap(({ onDay, judgement }) =>
      judgement.answer === 'met' ? claimsOf(onDay.policy, judgement) : [],
    ),
  );
  const policies = judged.map((one) => matchedPolicy(one, best, known, asked, units));
  return {
    entity: entityRowOf(known.entity),
    asOf: asked.asOf,
    dayBecause: asked.because,
    knownOn: asked.knownOn,
    referenceYear: referenceYear(asked.asOf),
    policies: policies.sort(bestFirst),
    total: best.total,
    reasons: [
      ...best.gaveWay.map(({ claim, because }) => about(claim, because)),
      ...best.chosen.flatMap(({ claim, because }) => (because === null ? [] : [about(claim, because)])),
    ],
  };
}

type Judged = { readonly onDay: PolicyOnDay; readonly judgement: Judgement };

/** An entity that is not in business stands to no policy. */
function judgeAll({ library, row, origins }: EntityRow, asOf: string): Judged[] {
  if (row === undefined) return [];
  return library.onDay(asOf).map((onDay) => ({ onDay, judgement: judgeOf(onDay)(row, origins) }));
}

function about({ title, label }: Claim, because: Message): Message {
  return {
    zh: `《${title.zh}》的“${label.zh}”:${because.zh}`,
    en: `“${label.en}” of “${title.en}”: ${because.en}`,
  };
}

function matchedPolicy(
  { onDay, judgement }: Judged,
  best: Combination,
  { library, enjoyed }: EntityRow,
  { asOf }: MatchAsked,
  units: UnitNames,
): MatchedPolicy {
  const { policy } = onDay;
  const year = referenceYear(asOf);
  const had = enjoyed.filter((one) => one.policy === policy.id && one.year === year);
  const amounts = new Map(judgement.benefits.map(({ id, amount }) => [id, amount]));
  return {
    policy: cardOf(library.policies.get(policy.id)!, asOf, units),
    standing: judgement.standing,
    missing: judgement.missing,
    conditions: conditionsOf(onDay, judgement),
    benefits: benefitsOf(onDay, judgement, best),
    score: scoreOf(judgement),
    amount:
      judgement.standing === 'met' ? amountOf(amountPlan(onDay), (id) => amounts.get(id) ?? null) : null,
    materials: materialsOf(policy, units),
    nextStep: nextStepOf(policy, judgement, units),
    enjoyed: had.length === 0 ? null : { year, amount: sumOf(had.map(({ amount }) => amount)) },
  };
}

function sumOf(amounts: readonly (string | null)[]): string | null {
  const known = amounts.filter((amount) => amount !== null);
  return known.length === 0
    ? null
    : known.reduce((sum, amount) => sum.plus(amount), new Decimal(0)).toFixed();
}

function conditionsOf(onDay: PolicyOnDay, { conditions }: Judgement): MatchedPolicy['conditions'] {
  const cards = wordingOf(onDay).conditions;
  return conditions.map(({ outcome, reason, change }, index) => ({
    ...cards[index]!,
    outcome,
    seen: seenOf(reason),
    gap: reason.gap,
    change,
  }));
}

function scoreOf({ score }: Judgement): MatchedPolicy['score'] {
  if (score === null) return null;
  return {
    ...score,
    groups: score.groups.map(({ items, ...group }) => ({
      ...group,
      items: items.map(({ missing, ...item }) => ({
        ...item,
        toJudge: [...item.toJudge],
        missing: missing.map(({ label }) => label),
      })),
    })),
  };
}

/** What a condition looked at, each datum once. */
function seenOf(reason: PolicyReason): MatchedPolicy['conditions'][number]['seen'] {
  const seen = new Map<string, MatchedPolicy['conditions'][number]['seen'][number]>();
  const visit = (one: PolicyReason): void => {
    for (const { path, label, value, words, unit, origin, department } of one.seen)
      seen.set(path, {
        path,
        label,
        value: value === null ? null : String(value),
        words,
        unit,
        period: origin?.period ?? null,
        source: origin?.source ?? null,
        recordedAt: origin?.recordedOn ?? null,
        department,
      });
    for (const part of one.parts) visit(part);
  };
  visit(reason);
  return [...seen.values()];
}

function benefitsOf(
  onDay: PolicyOnDay,
  { benefits, answer }: Judgement,
  best: Combination,
): MatchedPolicy['benefits'] {
  const cards = wordingOf(onDay).benefits;
  const isThis = ({ policy, benefit }: Claim, id: string) => policy === onDay.policy.id && benefit === id;
  return benefits.map(({ id, amount }, index) => {
    const chosen = best.chosen.find(({ claim }) => isThis(claim, id));
    const gaveWay = best.gaveWay.find(({ claim }) => isThis(claim, id));
    return {
      ...cards[index]!,
      amount: answer === 'met' ? amount : null,
      counted: chosen !== undefined,
      because: gaveWay?.because ?? chosen?.because ?? null,
    };
  });
}

const order: Readonly<Record<PolicyStanding, number>> = {
  met: 0,
  nearly: 1,
  manual: 2,
  unknown: 3,
  not_met: 4,
  not_applicable: 5,
};

/** Those that fit by what they are worth, then by how little is missing. */
function bestFirst(one: MatchedPolicy, other: MatchedPolicy): number {
  return (
    order[one.standing] - order[other.standing] ||
    new Decimal(other.amount ?? 0).comparedTo(one.amount ?? 0) ||
    one.missing - other.missing ||
    (one.policy.id < other.policy.id ? -1 : 1)
  );
}
