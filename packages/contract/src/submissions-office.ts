import { z } from 'zod';
import { idSchema, instantSchema, labelsSchema } from './common.ts';
import { endpoint } from './endpoint.ts';
import { unitRefSchema } from './plans.ts';
import { submissionStates } from './submission-acts.ts';
import { reportPeriodSchema } from './submission-form.ts';
import { disputeSchema, reportTimingSchema, submissionKeySchema, submissionSchema } from './submissions.ts';

const base = '/api/plans/:plan/submissions';
const planParams = z.strictObject({ plan: z.string().max(80) });
const keyParams = planParams.extend(submissionKeySchema.shape);
const wordsBody = z.string().trim().min(1).max(2000);

/** One unit's submission in the overview. */
export const overviewCellSchema = z.strictObject({
  period: reportPeriodSchema,
  state: z.enum(submissionStates),
  /** Somebody has begun to fill it. */
  begun: z.boolean(),
  timing: reportTimingSchema,
  submittedAt: instantSchema.nullable(),
  warnings: z.number().int(),
  remindedAt: instantSchema.nullable(),
});
export type OverviewCell = z.infer<typeof overviewCellSchema>;

export const reportOverviewSchema = z.strictObject({
  year: z.number().int(),
  /** The years that may be asked for. */
  years: z.array(z.number().int()),
  forms: z.array(
    z.strictObject({
      form: z.string(),
      title: labelsSchema,
      every: z.enum(['month', 'quarter', 'year']),
      periods: z.array(z.strictObject({ period: reportPeriodSchema, name: labelsSchema })),
      units: z.array(
        z.strictObject({
          unit: unitRefSchema,
          isTown: z.boolean(),
          /** One a period. */
          cells: z.array(overviewCellSchema),
        }),
      ),
    }),
  ),
  /** Of the submissions of the year that are open by now. */
  counts: z.strictObject({
    due: z.number().int(),
    submitted: z.number().int(),
    late: z.number().int(),
    returned: z.number().int(),
    approved: z.number().int(),
  }),
});
export type ReportOverview = z.infer<typeof reportOverviewSchema>;

export const getReportOverview = endpoint({
  method: 'GET',
  path: `${base}/overview`,
  summary: 'Who has submitted and who is late, by form, unit and period of a year',
  access: 'submission.read',
  params: planParams,
  query: z.strictObject({
    year: z.coerce
      .number()
      .int()
      .min(1000)
      .max(2999)
      .optional()
      .describe('absent: the year of the last period that is over'),
  }),
  response: reportOverviewSchema,
});

/** What a person finds to do in reporting: for the page of today. */
export const reportTasksSchema = z.strictObject({
  /** Of the reader’s own unit: open and not submitted; of these, past the days of grace; of these, returned. */
  due: z.number().int(),
  late: z.number().int(),
  returned: z.number().int(),
  /** What waits for the reader’s signature. */
  waiting: z.number().int(),
  /** For the office and leaders: units with something late, and of these the towns. */
  unitsLate: z.number().int(),
  townsLate: z.number().int(),
  disputes: z.number().int(),
});
export type ReportTasks = z.infer<typeof reportTasksSchema>;
export const getReportTasks = endpoint({
  method: 'GET',
  path: `${base}/tasks`,
  summary: 'How much the reader has to fill, to sign and to chase',
  access: 'submission.read',
  params: planParams,
  response: reportTasksSchema,
});

export const remindUnits = endpoint({
  method: 'POST',
  path: `${base}/reminders`,
  summary: 'Reminds units that have not submitted; says to whom it goes, and sends only where that is asked',
  access: 'submission.office',
  params: planParams,
  body: z.strictObject({
    form: z.string().max(80),
    period: reportPeriodSchema,
    /** Absent: every unit that owes it. */
    units: z.array(z.string().max(80)).max(200).optional(),
    send: z.boolean(),
  }),
  response: z.strictObject({
    units: z.array(z.strictObject({ unit: unitRefSchema, people: z.array(z.string()) })),
    sent: z.boolean(),
  }),
});

export const lockSubmission = endpoint({
  method: 'POST',
  path: `${base}/:form/:unit/:period/lock`,
  summary: 'Locks approved figures: from now on a change is a restatement',
  access: 'submission.office',
  params: keyParams,
  response: submissionSchema,
});
export const reopenSubmission = endpoint({
  method: 'POST',
  path: `${base}/:form/:unit/:period/reopening`,
  summary:
    'Opens approved or locked figures for a restatement; the old ones hold until the new ones are approved',
  access: 'submission.office',
  params: keyParams,
  body: z.strictObject({ reason: wordsBody }),
  response: submissionSchema,
});

export const listDisputes = endpoint({
  method: 'GET',
  path: `${base}/disputes`,
  summary: 'Counted values that units dispute, open ones first',
  access: 'submission.read',
  params: planParams,
  query: z.strictObject({ open: z.enum(['true', 'false']).default('false').describe('only open ones') }),
  response: z.strictObject({ rows: z.array(disputeSchema) }),
});
export const settleDispute = endpoint({
  method: 'POST',
  path: `${base}/disputes/:dispute/settlement`,
  summary: 'Settles a dispute: accepted, saying what was corrected, or rejected, saying why',
  access: 'submission.office',
  params: planParams.extend({ dispute: idSchema }),
  body: z.strictObject({
    outcome: z.enum(['accepted', 'rejected']),
    note: wordsBody,
    /** The registry record that was corrected, where one was. */
    record: z.string().max(200).nullable().default(null),
  }),
  response: disputeSchema,
});
