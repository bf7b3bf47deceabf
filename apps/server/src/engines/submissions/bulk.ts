import type { SubmissionKey } from '@miaopu/contract';
import type { Actor } from '../../platform/access/index.ts';
import { type Db, inTransaction } from '../../platform/db/index.ts';
import { AppError, type Message } from '../../platform/errors/index.ts';
import type { PlanInForce } from '../plan/index.ts';
import { approve } from './acts.ts';
import { submissionFailure } from './errors.ts';
import { openPlace } from './place.ts';
import { findStored } from './store.ts';

export type Chosen = SubmissionKey & { readonly version: number };
export type Left = SubmissionKey & { readonly because: Message };

const wantsALook: Message = {
  zh: '有说明、异议或改动，请打开逐份核对。',
  en: 'It has comments, disputes or changes: open it and look.',
};

/**
 * Signs several submissions that have nothing to look at, each a deed by itself; what has something, or changed meanwhile, is left and said.
 *
 * @param confirmed how many the person was told that they sign
 * @throws submissions.bulk_count
 */
export async function approveSeveral(
  db: Db,
  { actor, plan, today }: { readonly actor: Actor; readonly plan: PlanInForce; readonly today: string },
  items: readonly Chosen[],
  confirmed: number,
): Promise<{ approved: number; left: Left[] }> {
  if (confirmed !== items.length)
    throw submissionFailure('submissions.bulk_count', { confirmed, chosen: items.length });
  const left: Left[] = [];
  for (const { version, ...key } of items) {
    try {
      const place = await openPlace(db, actor, { ...key, plan: plan.pack.plan.id });
      const stored = await findStored(db, actor.district, place);
      if ((stored?.warnings ?? 0) > 0) left.push({ ...key, because: wantsALook });
      else await inTransaction(db, (tx) => approve(tx, { actor, place, today }, plan, version));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      left.push({ ...key, because: error.words });
    }
  }
  return { approved: items.length - left.length, left };
}
