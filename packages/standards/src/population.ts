import type { Certainty, Message } from './message.ts';

/** Which population of "small and micro" is asked: the plan's, the statisticians', the tax office's or the banks'. */
export type Population = 'plan' | 'statistics' | 'tax' | 'bank';

/** `not_covered`: the rule does not speak of such a body; `unknown`: a datum is missing. Neither is ever "out". */
export type PopulationValue = 'in' | 'out' | 'not_covered' | 'unknown';

export interface PopulationAnswer {
  value: PopulationValue;
  reason: Message;
  rule: { id: string; document: string; certainty: Certainty } | null;
  /** Names of data that are needed and missing. */
  missing: string[];
}

/** The answer of one population, put together. */
export function populationAnswer(
  value: PopulationValue,
  reason: Message,
  rule: PopulationAnswer['rule'],
  missing: readonly string[] = [],
): PopulationAnswer {
  return { value, reason, rule, missing: [...missing] };
}
