import { type Ability, may } from './abilities.ts';
import type { ReportStep } from './submission-form.ts';

/** Where a submission stands. `reopened`: approved figures are being restated; the old ones hold until the new ones are approved. */
export const submissionStates = ['draft', 'submitted', 'returned', 'approved', 'locked', 'reopened'] as const;
export type SubmissionState = (typeof submissionStates)[number];

/** What was done to a submission. `passed`: a step approved it that is not the last. */
export const submissionDeedNames = [
  'submitted',
  'withdrawn',
  'passed',
  'approved',
  'returned',
  'locked',
  'reopened',
] as const;
export type SubmissionDeedName = (typeof submissionDeedNames)[number];
export type SubmissionDeed = { readonly act: SubmissionDeedName; readonly version: number | null };

/** What can be done to a submission. */
export const submissionActs = ['save', 'submit', 'withdraw', 'approve', 'return', 'lock', 'reopen'] as const;
export type SubmissionAct = (typeof submissionActs)[number];

export type SubmissionStanding = {
  readonly state: SubmissionState;
  /** The version submitted last; 0 before the first. */
  readonly version: number;
  /** While it is submitted: the step it waits for, from 0. */
  readonly step: number | null;
  /** The version whose figures hold; null before the first approval. */
  readonly approved: number | null;
};

export const blankSubmission: SubmissionStanding = {
  state: 'draft',
  version: 0,
  step: null,
  approved: null,
};

const after = {
  submitted: (_, { version }) => ({ state: 'submitted', version: version!, step: 0 }),
  withdrawn: ({ approved }) => ({ state: approved === null ? 'draft' : 'reopened', step: null }),
  passed: ({ step }) => ({ step: (step ?? 0) + 1 }),
  approved: ({ version }) => ({ state: 'approved', step: null, approved: version }),
  returned: () => ({ state: 'returned', step: null }),
  locked: () => ({ state: 'locked' }),
  reopened: () => ({ state: 'reopened' }),
} as const satisfies Record<
  SubmissionDeedName,
  (before: SubmissionStanding, deed: SubmissionDeed) => Partial<SubmissionStanding>
>;

/** One deed more. */
export function afterDeed(before: SubmissionStanding, deed: SubmissionDeed): SubmissionStanding {
  return { ...before, ...after[deed.act](before, deed) };
}

/** Where a submission stands after what was done to it, oldest first. What is stored beside the deeds is this and nothing else. */
export function submissionStandingOf(deeds: readonly SubmissionDeed[]): SubmissionStanding {
  return deeds.reduce(afterDeed, blankSubmission);
}

/** What may be done in each state. */
export const submissionActsIn = {
  draft: ['save', 'submit'],
  submitted: ['withdraw', 'approve', 'return'],
  returned: ['save', 'submit'],
  approved: ['lock', 'reopen'],
  locked: ['reopen'],
  reopened: ['save', 'submit'],
} as const satisfies Record<SubmissionState, readonly SubmissionAct[]>;

/**
 * Whether somebody signs a step of a unit's submission: the lead of the unit that signs it, or the office. Where the form declares it, the
 * clerks who fill the forms of that unit sign too.
 */
export function maySign(ability: Ability, step: ReportStep, unit: string): boolean {
  if (step.kind === 'office') return may(ability, 'submission.office');
  const whose = { unit: step.unit?.id ?? unit };
  return (
    may(ability, 'submission.approve', whose) || (step.clerkSigns && may(ability, 'submission.fill', whose))
  );
}

/**
 * What somebody may do to a unit's submission now; the same in the browser and on the server. Whether the form is open already is not asked
 * here: before that there is nothing to save.
 */
export function submissionActsFor(
  ability: Ability,
  { unit, steps }: { readonly unit: string; readonly steps: readonly ReportStep[] },
  { state, step }: SubmissionStanding,
): SubmissionAct[] {
  const fills = () => may(ability, 'submission.fill', { unit });
  const signs = () => {
    const waiting = step === null ? undefined : steps[step];
    return waiting !== undefined && maySign(ability, waiting, unit);
  };
  const allowed = {
    save: fills,
    submit: fills,
    // once somebody has signed, it comes back by being returned
    withdraw: () => step === 0 && fills(),
    approve: signs,
    return: signs,
    lock: () => may(ability, 'submission.office'),
    reopen: () => may(ability, 'submission.office'),
  } as const satisfies Record<SubmissionAct, () => boolean>;
  return submissionActsIn[state].filter((act) => allowed[act]());
}
