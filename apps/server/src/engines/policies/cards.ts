import type * as contract from '@miaopu/contract';
import {
  datumOf,
  type PolicyOnDay,
  type PolicyWords,
  policyBindings,
  policyCatalogue,
  wordsFor,
} from '@miaopu/policies';
import { fieldsOf } from '@miaopu/rules';
import type { z } from 'zod';
import { isWorthMoney } from './amount.ts';
import { stateOn } from './library.ts';
import type { UnitNames } from './units.ts';
import { rulesOf } from './uses.ts';
import type { Published } from './versions.ts';

type Card = contract.PolicyCard;
type ConditionCard = z.infer<typeof contract.conditionCardSchema>;
type BenefitCard = z.infer<typeof contract.benefitCardSchema>;
type Page = contract.PolicyPage;

/** A published policy as a list shows it on a day. */
export function cardOf(published: Published, day: string, units: UnitNames): Card {
  const { policy, version } = published;
  const { id, title, summary, audience, level, category, kind, channel } = policy;
  return {
    id,
    version,
    title,
    summary,
    audience,
    level,
    category,
    kind,
    channel,
    state: stateOn(published, day),
    inForce: policy.in_force,
    toConfirm: policy.to_confirm,
    documents: policy.documents.map(({ number, title, issuer }) => ({ number: number ?? '', title, issuer })),
    contact: unitRef(policy.contact, units),
    hasAmount: isWorthMoney(policy),
  };
}

function unitRef(id: string, units: UnitNames): { id: string; name: contract.PolicyCard['title'] } {
  return { id, name: units.get(id) ?? { zh: id, en: id } };
}

/** A policy on a day in words. */
export type Wording = {
  readonly applies: Page['applies'];
  readonly conditions: ConditionCard[];
  readonly benefits: BenefitCard[];
};

const wordings = new WeakMap<PolicyOnDay, Wording>();

/** A policy's rules as sentences. They are made once for a policy and a day. */
export function wordingOf(onDay: PolicyOnDay): Wording {
  const known = wordings.get(onDay);
  if (known !== undefined) return known;
  const words = wordsFor(onDay, {});
  const made = {
    applies: onDay.applies === undefined ? null : words.say(onDay.applies.written),
    conditions: onDay.conditions.map((one) => conditionCard(one, words)),
    benefits: onDay.benefits.map((one) => benefitCard(one, words)),
  };
  wordings.set(onDay, made);
  return made;
}

function conditionCard(
  { condition, written }: PolicyOnDay['conditions'][number],
  words: PolicyWords,
): ConditionCard {
  const { id, cites, fixed } = condition;
  const isRule = 'rule' in condition;
  return {
    id,
    cites,
    words: condition.words ?? (isRule ? words.say(written) : condition.judge),
    rule: isRule ? condition.rule : null,
    fixed,
  };
}

function benefitCard({ benefit, amount }: PolicyOnDay['benefits'][number], words: PolicyWords): BenefitCard {
  const { id, zh, en, cites, exclusive, cap } = benefit;
  return {
    id,
    cites,
    title: { zh, en },
    words: amount === undefined ? null : words.say(amount.written),
    formula: benefit.amount ?? null,
    exclusive: exclusive ?? null,
    cap: cap === undefined ? null : { per: cap.per, amount: cap.amount },
  };
}

/** What the rules of a policy read, each once, and who has it. */
export function needsOf(onDay: PolicyOnDay): Page['needs'] {
  const paths = new Set(rulesOf(onDay).flatMap((rule) => fieldsOf(rule)));
  const bindings = policyBindings(onDay.asOf);
  return [...paths].sort().flatMap((path) => {
    if (path in bindings || policyCatalogue.names.get(path) === undefined) return [];
    const { label, unit, department } = datumOf(path);
    return [{ path, label, unit, department }];
  });
}

/** The parameters of a policy with their value on a day. */
export function parametersOf({ policy, asOf }: PolicyOnDay): Page['parameters'] {
  return Object.entries(policy.parameters).map(([id, { zh, en, unit, values }]) => ({
    id,
    label: { zh, en },
    unit: unit ?? null,
    value: values.findLast(({ from }) => from <= asOf)?.value ?? null,
    values: values.map(({ from, value }) => ({ from, value })),
  }));
}

/** The scoring tables of a policy in words. */
export function scoresOf(onDay: PolicyOnDay): Page['scores'] {
  const words = wordsFor(onDay, {});
  return Object.entries(onDay.policy.scores?.groups ?? {}).map(([id, { zh, en, items }]) => ({
    id,
    label: { zh, en },
    items: items.map((item) => ({
      id: item.id,
      label: { zh: item.zh, en: item.en },
      cites: item.cites,
      bands: item.bands.map(({ points }, index) => ({
        when: words.say(onDay.bands.get(item)![index]!.written),
        points,
      })),
      otherwise: item.otherwise,
    })),
  }));
}
