import { countWords, roundIsOpen, roundStateOf, type TargetPage, unitWordsOf } from '@miaopu/contract';
import type { Queryable } from '../../../platform/db/index.ts';
import { listPlanActs } from './acts.ts';

/** How the round that is open stands with a target, as far as the reader may see it; null where none was issued that asks for it. */
export async function findTargetRound(
  db: Queryable,
  district: string,
  planId: string,
  targetId: string,
): Promise<TargetPage['round']> {
  const acts = await listPlanActs(db, district, planId, targetId);
  const latest = acts.at(-1)?.round;
  const own = acts.filter(({ round }) => round === latest);
  const state = roundStateOf(own);
  const words = unitWordsOf(own);
  return roundIsOpen(state) && words.length > 0 ? { state, words: countWords(words) } : null;
}
