import { abilityOf, type SubmissionAct, submissionActsFor } from '@miaopu/contract';
import type { Actor } from '../../platform/access/index.ts';
import { submissionFailure } from './errors.ts';
import type { Place } from './place.ts';
import type { Stored } from './store.ts';

type Standing = Pick<Stored, 'state' | 'version' | 'step' | 'approved'>;

/** What somebody may do to a submission now. Before the form opens there is nothing to fill. */
export function actsOf(
  actor: Actor,
  { declared, unit, days }: Place,
  standing: Standing,
  today: string,
): SubmissionAct[] {
  const acts = submissionActsFor(abilityOf(actor), { unit: unit.id, steps: declared.form.steps }, standing);
  return today < days.opens ? acts.filter((act) => act !== 'save' && act !== 'submit') : acts;
}

/** @throws submissions.not_open, submissions.not_possible_now */
export function requireAct(
  actor: Actor,
  place: Place,
  standing: Standing,
  act: SubmissionAct,
  today: string,
): void {
  if (actsOf(actor, place, standing, today).includes(act)) return;
  const { opens } = place.days;
  const fills = act === 'save' || act === 'submit';
  if (fills && today < opens) throw submissionFailure('submissions.not_open', { day: opens });
  throw submissionFailure('submissions.not_possible_now');
}
