/** How a row stands to a condition. `manual`: nothing but a person's judgement is missing. */
export type Outcome = 'met' | 'not_met' | 'unknown' | 'manual';

/** How a row stands to a rule that need not concern it at all. */
export type Answer = Outcome | 'not_applicable';

/**
 * The answers as `compileAnswer` numbers them, a `smallint`. Ordered so that `least(…)` over the answers of several conditions is
 * the answer of them all, and `least` with what says whether a rule applies (0 for no) is the answer of the rule.
 */
export const ANSWER_CODES = {
  not_applicable: 0,
  not_met: 1,
  unknown: 2,
  manual: 3,
  met: 4,
} as const satisfies Record<Answer, number>;

const BY_CODE = (Object.keys(ANSWER_CODES) as Answer[]).sort(
  (one, other) => ANSWER_CODES[one] - ANSWER_CODES[other],
);

/** The answer that PostgreSQL gave as a number. @throws TypeError for a number that is none of ANSWER_CODES. */
export function answerOfCode(code: number): Answer {
  const answer = BY_CODE[code];
  if (answer === undefined) throw new TypeError(`${code} is not the code of an answer.`);
  return answer;
}

/**
 * The outcome of conditions that must all be met: one that is certainly not met decides; else a missing datum outweighs a missing
 * judgement, because with it missing a judgement alone would not give an answer.
 */
export function allOf(outcomes: readonly Outcome[]): Outcome {
  return firstAmong(['not_met', 'unknown', 'manual'], outcomes) ?? 'met';
}

/** The outcome of conditions of which one must be met. */
export function anyOf(outcomes: readonly Outcome[]): Outcome {
  return firstAmong(['met', 'unknown', 'manual'], outcomes) ?? 'not_met';
}

function firstAmong(wanted: readonly Outcome[], outcomes: readonly Outcome[]): Outcome | undefined {
  return wanted.find((outcome) => outcomes.includes(outcome));
}

/** The outcome of a condition's value; null is unknown. */
export function outcomeOf(value: boolean | null): Outcome {
  return value === null ? 'unknown' : value ? 'met' : 'not_met';
}

/**
 * The answer of a rule from whether it applies at all and how its conditions stand. Where it is unknown whether the rule applies,
 * that is missing as any condition may be.
 *
 * @example answerOf('met', ['met', 'manual']) // 'manual'
 * @example answerOf('not_met', ['met']) // 'not_applicable'
 */
export function answerOf(applies: Outcome, conditions: readonly Outcome[]): Answer {
  return applies === 'not_met' ? 'not_applicable' : allOf([applies, ...conditions]);
}
