import { type Ability, abilityOf, may, type SubmissionKey } from '@miaopu/contract';
import type { PlanPack, Unit } from '@miaopu/plan';
import type { Actor } from '../../platform/access/index.ts';
import type { Queryable } from '../../platform/db/index.ts';
import { getPack } from '../plan/index.ts';
import { submissionFailure } from './errors.ts';
import { type DeclaredForm, getDeclared } from './forms.ts';
import { daysOf, type ReportDays } from './periods.ts';

/** Which submission, with what is declared about it. */
export type Place = {
  readonly pack: PlanPack;
  readonly declared: DeclaredForm;
  readonly unit: Unit;
  readonly period: string;
  readonly days: ReportDays;
};

/** A unit reads its own, a department also what it signs; the office and the leaders read all. */
export function mayRead(ability: Ability, { form }: DeclaredForm, unit: string): boolean {
  return [unit, ...form.steps.flatMap((step) => step.unit?.id ?? [])].some((one) =>
    may(ability, 'submission.read', { unit: one }),
  );
}

/** What an address names, for somebody who may read it. @throws plan.not_found, submissions.no_such_form, submissions.not_found */
export async function openPlace(
  db: Queryable,
  actor: Actor,
  { plan, form, unit: unitId, period }: SubmissionKey & { readonly plan: string },
): Promise<Place> {
  const pack = await getPack(db, actor.district, plan);
  const declared = getDeclared(pack, form);
  const unit = declared.units.find(({ id }) => id === unitId);
  const isThere = unit !== undefined && declared.periods.includes(period);
  if (!isThere || !mayRead(abilityOf(actor), declared, unitId))
    throw submissionFailure('submissions.not_found');
  return { pack, declared, unit, period, days: daysOf(declared.dates, period) };
}
