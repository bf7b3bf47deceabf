import {
  blankSubmission,
  checkCells,
  type Finding,
  type Submission,
  type SubmissionHead,
  type SubmissionStanding,
} from '@miaopu/contract';
import type { Actor } from '../../platform/access/index.ts';
import { periodInWords } from '../../platform/clock/index.ts';
import type { Queryable } from '../../platform/db/index.ts';
import { type Context, findContext, linksOf } from './context.ts';
import { listDisputes } from './disputes.ts';
import { listEvidence, shownFile } from './evidence.ts';
import { actsOf } from './may-do.ts';
import { timingOf } from './periods.ts';
import type { Place } from './place.ts';
import { findStored, listDeeds, listVersions, type Stored } from './store.ts';

/** A place's submission in a line. */
export function headOf(
  place: Pick<Place, 'declared' | 'unit' | 'period' | 'days'>,
  stored: Stored | undefined,
  today: string,
): SubmissionHead {
  const { declared, unit, period, days } = place;
  const { state, version, step }: SubmissionStanding = stored ?? blankSubmission;
  return {
    form: declared.form.id,
    unit: unit.id,
    period,
    title: declared.form.title,
    unitName: unit.name,
    periodName: periodInWords(period),
    state,
    version,
    waitsFor: (step === null ? undefined : declared.form.steps[step]) ?? null,
    timing: timingOf(days, { state, firstAt: stored?.firstAt ?? null, today }),
    // what was taken back is not submitted
    submittedAt: state === 'draft' ? null : (stored?.lastAt ?? null),
  };
}

/** What the checks say of what stands in a submission now. */
export function findingsOf(
  { declared }: Place,
  { cells }: Pick<Stored, 'cells'>,
  { context }: Context,
  evidence: readonly { readonly item: string }[],
): Finding[] {
  return checkCells({ form: declared.form, cells, context }, new Set(evidence.map(({ item }) => item)));
}

/** A submission with all that its page shows. */
export async function viewSubmission(
  db: Queryable,
  actor: Actor,
  place: Place,
  today: string,
): Promise<Submission> {
  return (await viewWithCount(db, actor, place, today)).submission;
}

/** The same, with the count that its counted cells come from. */
export async function viewWithCount(
  db: Queryable,
  actor: Actor,
  place: Place,
  today: string,
): Promise<{ readonly submission: Submission; readonly counted: Context['counted'] }> {
  const { district } = actor;
  const { pack, declared } = place;
  const [stored, looked] = await Promise.all([
    findStored(db, district, place),
    findContext(db, district, place),
  ]);
  const id = stored?.id;
  const [evidence, disputes, deeds, versions] =
    id === undefined
      ? [[], [], [], []]
      : await Promise.all([
          listEvidence(db, district, id),
          listDisputes(db, actor, pack, { submission: id }),
          listDeeds(db, district, id),
          listVersions(db, district, id),
        ]);
  const standing = stored ?? { ...blankSubmission, cells: {} };
  const lastDeed = deeds.at(-1);
  return {
    counted: looked.counted,
    submission: {
      ...headOf(place, stored, today),
      plan: pack.plan.id,
      declared: declared.form,
      revision: stored?.revision ?? 0,
      cells: standing.cells,
      context: looked.context,
      behind: linksOf(place, looked.counted),
      findings: findingsOf(place, standing, looked, evidence),
      evidence: evidence.map(shownFile),
      disputes,
      deeds,
      versions,
      remarks: lastDeed?.act === 'returned' ? lastDeed.remarks : [],
      approved: standing.approved,
      mayDo: actsOf(actor, place, standing, today),
    },
  };
}
