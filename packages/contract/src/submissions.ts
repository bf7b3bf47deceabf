import { z } from 'zod';
import { daySchema, decimalSchema, idSchema, instantSchema, labelsSchema } from './common.ts';
import { endpoint } from './endpoint.ts';
import { submissionActs, submissionDeedNames, submissionStates } from './submission-acts.ts';
import { cellChangeSchema, cellStateSchema, cellsSchema, cellValueSchema } from './submission-cells.ts';
import { checkContextSchema, findingSchema } from './submission-checks.ts';
import { reportFormSchema, reportPeriodSchema, reportStepSchema } from './submission-form.ts';

const wordsBody = z.string().trim().min(1).max(2000);

/**
 * How a day lies to a form's dates. `ahead`: not open yet. `grace`: past the due day, within the days of grace. `late`: past those, and
 * nothing was submitted.
 */
export const reportPhaseSchema = z.enum(['ahead', 'open', 'grace', 'late', 'done']);
export type ReportPhase = z.infer<typeof reportPhaseSchema>;
export const reportTimingSchema = z.strictObject({
  opens: daySchema,
  due: daySchema,
  /** The last day that does not count as late. */
  graceUntil: daySchema,
  phase: reportPhaseSchema,
  /** Working days from today to the due day, negative after it; null where the calendar of those years is not held. */
  workingDaysLeft: z.number().int().nullable(),
  /** It was first submitted after the days of grace. */
  wasLate: z.boolean(),
});
export type ReportTiming = z.infer<typeof reportTimingSchema>;

/** Which submission: a unit's, of a form, for a period. */
export const submissionKeySchema = z.strictObject({
  form: z.string().max(80),
  unit: z.string().max(80),
  period: reportPeriodSchema,
});
export type SubmissionKey = z.infer<typeof submissionKeySchema>;

export const submissionHeadSchema = submissionKeySchema.extend({
  title: labelsSchema,
  unitName: labelsSchema,
  periodName: labelsSchema,
  state: z.enum(submissionStates),
  /** The version submitted last; 0 before the first. */
  version: z.number().int(),
  /** The step that it waits for. */
  waitsFor: reportStepSchema.nullable(),
  timing: reportTimingSchema,
  submittedAt: instantSchema.nullable(),
});
export type SubmissionHead = z.infer<typeof submissionHeadSchema>;

export const cellRemarkSchema = z.strictObject({ cell: z.string().max(80), words: wordsBody });
export const submissionDeedSchema = z.strictObject({
  act: z.enum(submissionDeedNames),
  version: z.number().int().nullable(),
  at: instantSchema,
  by: z.strictObject({ id: z.string(), name: z.string() }),
  /** Of a pass or an approval: which step. */
  step: z.number().int().nullable(),
  /** Of a return or a re-opening: why. */
  remark: z.string().nullable(),
  /** Of a return: what is wrong with single cells. */
  remarks: z.array(cellRemarkSchema),
});

export const evidenceFileSchema = z.strictObject({
  id: z.uuid(),
  /** The form's item of evidence, or `dispute`. */
  item: z.string(),
  name: z.string(),
  size: z.number().int(),
  mediaType: z.string(),
  addedBy: z.string(),
  addedAt: instantSchema,
});
export type EvidenceFile = z.infer<typeof evidenceFileSchema>;

/** A unit says that a counted value is not right. It is settled by the office; both see how. */
export const disputeSchema = submissionKeySchema.extend({
  id: idSchema,
  cell: z.string(),
  label: labelsSchema,
  unitName: labelsSchema,
  periodName: labelsSchema,
  target: z.string(),
  counted: decimalSchema.describe('the value that the unit saw'),
  claimed: decimalSchema,
  reason: z.string(),
  evidence: z.array(evidenceFileSchema),
  openedBy: z.string(),
  openedAt: instantSchema,
  /** Null while it is open. `accepted`: the records were corrected, or the note says what will be. */
  outcome: z.enum(['accepted', 'rejected', 'withdrawn']).nullable(),
  note: z.string().nullable(),
  settledBy: z.string().nullable(),
  settledAt: instantSchema.nullable(),
});
export type Dispute = z.infer<typeof disputeSchema>;

/** What was submitted at one time; never changed again. */
export const submissionVersionSchema = z.strictObject({
  version: z.number().int(),
  cells: z.record(z.string(), cellValueSchema),
  submittedBy: z.string(),
  submittedAt: instantSchema,
  /** Of a restatement of approved figures: why they were re-opened. */
  restatedBecause: z.string().nullable(),
});

/** Where the enterprises behind a counted value are listed: what `listBehind` is asked with. */
export const countedLinkSchema = z.strictObject({
  target: z.string(),
  /** Null: the whole district. */
  town: z.string().nullable(),
  year: z.number().int().nullable(),
  quarter: z.string().nullable(),
  asOf: daySchema,
  listable: z.boolean(),
});

export const submissionSchema = submissionHeadSchema.extend({
  plan: z.string(),
  form: z.string(),
  declared: reportFormSchema,
  /** Counts saves; a save names the one that it saw. */
  revision: z.number().int(),
  cells: cellsSchema,
  context: checkContextSchema,
  /** By counted cell. */
  behind: z.record(z.string(), countedLinkSchema),
  findings: z.array(findingSchema),
  evidence: z.array(evidenceFileSchema),
  disputes: z.array(disputeSchema),
  deeds: z.array(submissionDeedSchema),
  /** The oldest first. */
  versions: z.array(submissionVersionSchema),
  /** Of the last return, while it is not submitted again. */
  remarks: z.array(cellRemarkSchema),
  /** The version whose figures hold in the indicators. */
  approved: z.number().int().nullable(),
  /** What the reader may do now. */
  mayDo: z.array(z.enum(submissionActs)),
});
export type Submission = z.infer<typeof submissionSchema>;

const base = '/api/plans/:plan/submissions';
const one = `${base}/:form/:unit/:period` as const;
const planParams = z.strictObject({ plan: z.string().max(80) });
const keyParams = planParams.extend(submissionKeySchema.shape);

export const listMySubmissions = endpoint({
  method: 'GET',
  path: `${base}/mine`,
  summary: 'What the reader’s own unit owes, late first, and what it submitted',
  access: 'submission.fill',
  params: planParams,
  response: z.strictObject({
    /** Still to be done: late first, then by due day. */
    owed: z.array(submissionHeadSchema),
    /** Submitted and on its way, or approved: newest period first. */
    done: z.array(submissionHeadSchema),
    /** The next that open. */
    ahead: z.array(submissionHeadSchema),
  }),
});
export const getSubmission = endpoint({
  method: 'GET',
  path: one,
  summary: 'A unit’s submission of a form for a period: figures, checks, versions, what the reader may do',
  access: 'submission.read',
  params: keyParams,
  response: submissionSchema,
});
export const saveSubmission = endpoint({
  method: 'PUT',
  path: `${one}/cells`,
  summary: 'Saves cells of a draft; cells that a colleague changed meanwhile are given back as conflicts',
  access: 'submission.fill',
  params: keyParams,
  body: z.strictObject({
    revision: z.number().int().min(0).describe('the revision that the changes were made on'),
    cells: z.array(cellChangeSchema).max(500),
  }),
  response: z.strictObject({
    revision: z.number().int(),
    /** All cells as they stand now; of a conflict, the colleague’s. */
    cells: cellsSchema,
    conflicts: z.array(z.strictObject({ cell: z.string(), mine: cellValueSchema, theirs: cellStateSchema })),
    findings: z.array(findingSchema),
  }),
});
export const submitSubmission = endpoint({
  method: 'POST',
  path: `${one}/submission`,
  summary: 'Submits what was saved as a new version; refused while a check blocks it',
  access: 'submission.fill',
  params: keyParams,
  body: z.strictObject({ revision: z.number().int().min(0).describe('the revision that the person saw') }),
  response: submissionSchema,
});
export const withdrawSubmission = endpoint({
  method: 'POST',
  path: `${one}/withdrawal`,
  summary: 'Takes a submission back that nobody has signed yet',
  access: 'submission.fill',
  params: keyParams,
  body: z.strictObject({ version: z.number().int() }),
  response: submissionSchema,
});
export const approveSubmission = endpoint({
  method: 'POST',
  path: `${one}/approval`,
  summary: 'Signs the step that a submission waits for; the last one carries the figures into the indicators',
  access: 'submission.sign',
  params: keyParams,
  body: z.strictObject({ version: z.number().int().describe('the version that the person saw') }),
  response: submissionSchema,
});
export const returnSubmission = endpoint({
  method: 'POST',
  path: `${one}/return`,
  summary: 'Sends a submission back with remarks, on the whole or at single cells',
  access: 'submission.sign',
  params: keyParams,
  body: z
    .strictObject({
      version: z.number().int(),
      remark: wordsBody.nullable().default(null),
      remarks: z.array(cellRemarkSchema).max(500).default([]),
    })
    .refine(({ remark, remarks }) => remark !== null || remarks.length > 0, {
      message: 'a return says why: a remark on the whole, or at a cell',
      path: ['remark'],
    }),
  response: submissionSchema,
});
export const openDispute = endpoint({
  method: 'POST',
  path: `${one}/disputes`,
  summary: 'Disputes a counted value, with the unit’s own figure, a reason and evidence',
  access: 'submission.fill',
  params: keyParams,
  body: z.strictObject({
    cell: z.string().max(80),
    counted: decimalSchema.describe('the value that the person saw'),
    claimed: decimalSchema,
    reason: wordsBody,
    /** Files that were uploaded as the item `dispute`. */
    evidence: z.array(z.uuid()).max(20).default([]),
  }),
  response: submissionSchema,
});
export const withdrawDispute = endpoint({
  method: 'POST',
  path: `${one}/disputes/:dispute/withdrawal`,
  summary: 'The unit takes its dispute back',
  access: 'submission.fill',
  params: keyParams.extend({ dispute: idSchema }),
  response: submissionSchema,
});
export const addEvidence = endpoint({
  method: 'POST',
  path: `${one}/evidence/:item`,
  summary:
    'Adds a file (multipart field `file`): PDF, picture, or office document; its content decides, not its name',
  access: 'submission.fill',
  params: keyParams.extend({ item: z.string().max(80).describe('an item of the form, or `dispute`') }),
  response: evidenceFileSchema,
});
export const downloadEvidence = endpoint({
  method: 'GET',
  path: `${one}/evidence/:file`,
  summary: 'A file of evidence',
  access: 'submission.read',
  params: keyParams.extend({ file: z.uuid() }),
});
export const removeEvidence = endpoint({
  method: 'DELETE',
  path: `${one}/evidence/:file`,
  summary: 'Takes a file away that was not submitted yet',
  access: 'submission.fill',
  params: keyParams.extend({ file: z.uuid() }),
  response: z.strictObject({ id: z.uuid() }),
});

const rowShape = {
  /** Soft findings that the unit commented on, open disputes, figures changed since a return: what wants a look. */
  warnings: z.number().int(),
  /** Cells that differ from the version before. */
  changed: z.number().int(),
};
export const listWaitingSubmissions = endpoint({
  method: 'GET',
  path: `${base}/waiting`,
  summary: 'What waits for the reader’s signature, longest first, with differences counted',
  access: 'submission.sign',
  params: planParams,
  response: z.strictObject({ rows: z.array(submissionHeadSchema.extend(rowShape)) }),
});
export const approveSubmissions = endpoint({
  method: 'POST',
  path: `${base}/approvals`,
  summary: 'Signs several that have no warning; each that has one, or changed meanwhile, is left and said',
  access: 'submission.sign',
  params: planParams,
  body: z.strictObject({
    items: z
      .array(submissionKeySchema.extend({ version: z.number().int() }))
      .min(1)
      .max(200),
    confirmed: z.number().int().describe('how many the person was told that they sign'),
  }),
  response: z.strictObject({
    approved: z.number().int(),
    left: z.array(submissionKeySchema.extend({ because: labelsSchema })),
  }),
});
