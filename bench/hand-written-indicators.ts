import type { RawBuilder } from '../apps/server/src/platform/db/index.ts';
import { handWrittenFlows } from './hand-written-flows.ts';
import { handWrittenStocks } from './hand-written-stocks.ts';

/**
 * The computed measures of plans/luqiao-2018-2020 as a good SQL author would write them for this one plan and for what is known
 * today: the limit that the counted-from-the-plan queries are held against. They yield town, period, numerator, denominator, and
 * the benchmark fails where they differ from ours in one cell. A measure that changes in the plan changes here too.
 */
export type Days = {
  readonly district: string;
  readonly start: string;
  /** The plan's last day, as of which is counted. */
  readonly end: string;
  readonly base: string;
};

/** The hand-written query of a target. @throws Error for a target that nobody wrote one for */
export function handWritten(targetId: string, days: Days): RawBuilder<unknown> {
  const write = handWrittenFlows[targetId] ?? handWrittenStocks[targetId];
  if (write === undefined)
    throw new Error(
      `No hand-written query for the target ${targetId}: add it to bench/hand-written-flows.ts or -stocks.ts.`,
    );
  return write(days);
}
