import rateLimit from '@fastify/rate-limit';
import * as contract from '@miaopu/contract';
import {
  type Answers,
  type AskedStanding,
  NEARLY,
  type PolicyOnDay,
  prepareQuestions,
} from '@miaopu/policies';
import { RuleDataError } from '@miaopu/rules';
import { type App, route } from '../../platform/http/index.ts';
import { findPublicRegistration } from '../registry/index.ts';
import { amountOf, amountPlan } from './amount.ts';
import { wordingOf } from './cards.ts';
import { policyFailure } from './errors.ts';
import { getLibrary, getOnDay, type Library } from './library.ts';
import { presentDay } from './present-day.ts';
import type { PolicyServices } from './services.ts';

/** So many questions a minute from one address: a person answers one in some seconds. */
const callsAMinute = 90;

/** The anonymous check: it stores nothing and logs nothing, and what it is told is gone when it has answered. */
export async function registerCheck(
  app: App,
  { db, clock, config: { district } }: PolicyServices,
): Promise<void> {
  await app.register(async (scope: App) => {
    await scope.register(rateLimit, { max: callsAMinute, timeWindow: '1 minute' });
    route(scope, contract.checkEnterprise, async ({ body }) => {
      const asOf = body.asOf ?? (await presentDay(db, district, clock)).day;
      const library = await getLibrary(db, district);
      const policies =
        body.policies.length === 0
          ? library.onDay(asOf)
          : body.policies.map((id) => getOnDay(library, id, asOf));
      const known =
        body.creditCode === undefined
          ? undefined
          : await findPublicRegistration(db, district, body.creditCode);
      const prefilled = Object.fromEntries(
        Object.entries(known ?? {}).flatMap(([name, value]) =>
          value === null ? [] : [[`entity.${name}`, value]],
        ),
      );
      const asked = ask(library, policies, asOf, { ...prefilled, ...body.answers });
      return {
        asOf,
        name: known?.name ?? null,
        prefilled,
        next:
          asked.next === null
            ? null
            : { ...asked.next, choices: asked.next.choices?.map((one) => one) ?? null },
        remaining: asked.remaining,
        decided: asked.standings.filter(({ isDecided }) => isDecided).length,
        standings: asked.standings.map((one, index) => standingOf(policies[index]!, one)),
      };
    });
  });
}

type Prepared = ReturnType<typeof prepareQuestions>;
const prepared = new WeakMap<Library, Map<string, Prepared>>();
const setsKept = 32;

/** The next question and the standings; the questions of a set of policies on a day are prepared once. */
function ask(library: Library, policies: readonly PolicyOnDay[], asOf: string, answers: Answers) {
  const sets = prepared.get(library) ?? new Map<string, Prepared>();
  prepared.set(library, sets);
  const key = `${asOf} ${policies.map(({ policy }) => policy.id).join(' ')}`;
  const questions =
    sets.get(key) ??
    prepareQuestions(
      policies.map(({ policy }) => policy),
      {},
      asOf,
    );
  sets.delete(key);
  sets.set(key, questions);
  if (sets.size > setsKept) sets.delete(sets.keys().next().value!);
  try {
    return questions(answers);
  } catch (error) {
    if (!(error instanceof RuleDataError)) throw error;
    throw policyFailure('policies.bad_answer', {}, [{ path: error.path, message: error.messages }]);
  }
}

function standingOf(onDay: PolicyOnDay, asked: AskedStanding) {
  const { policy } = onDay;
  const cards = wordingOf(onDay).conditions;
  const having = (...outcomes: contract.ConditionOutcome[]) =>
    cards.filter((_, index) => outcomes.includes(asked.conditions[index]!.outcome));
  const amounts = new Map(asked.benefits.map(({ id, amount }) => [id, amount]));
  return {
    policy: { id: policy.id, title: policy.title, channel: policy.channel },
    standing: isNear(onDay, asked) ? ('nearly' as const) : asked.answer,
    decided: asked.isDecided,
    amount: asked.answer === 'met' ? amountOf(amountPlan(onDay), (id) => amounts.get(id) ?? null) : null,
    failing: having('not_met'),
    open: having('unknown', 'manual'),
  };
}

/** As the registry's entities are judged (packages/policies judge-policy.ts): it applies, and little is missing that can be changed. */
function isNear(
  { conditions }: PolicyOnDay,
  { answer, applies, conditions: outcomes }: AskedStanding,
): boolean {
  const missing = conditions.filter((_, index) => ['not_met', 'unknown'].includes(outcomes[index]!.outcome));
  return (
    answer === 'not_met' &&
    (applies === 'met' || applies === 'manual') &&
    missing.length <= NEARLY &&
    missing.every(({ condition }) => !condition.fixed)
  );
}
