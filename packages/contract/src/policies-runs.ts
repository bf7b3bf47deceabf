import { z } from 'zod';
import {
  daySchema,
  decimalSchema,
  idSchema,
  instantSchema,
  labelsSchema,
  pageQuery,
  versionSchema,
  yearSchema,
} from './common.ts';
import { endpoint } from './endpoint.ts';
import { policyChannelSchema, policyKindSchema, policyStandingSchema } from './policies.ts';
import { entityRowSchema } from './registry.ts';

/** What a policy comes to for those whom it fits, and what that leaves out. */
export const policyCostSchema = {
  /** In yuan; null where it is not worth money, and where it cannot be counted yet: then `uncounted` says why. */
  cost: decimalSchema.nullable(),
  /** Those whom it fits whose amount lacks a figure, and which data it is reckoned from; null where there are none. */
  uncounted: z.strictObject({ entities: z.number().int(), because: labelsSchema }).nullable(),
};

/** How many stand how to a policy, and what it costs. Those it does not speak of are counted apart. */
export const policyCountsSchema = z.strictObject({
  met: z.number().int(),
  nearly: z.number().int(),
  unknown: z.number().int(),
  manual: z.number().int(),
  notMet: z.number().int(),
  notApplicable: z.number().int(),
  ...policyCostSchema,
});
export type PolicyCounts = z.infer<typeof policyCountsSchema>;

const policyRefSchema = z.strictObject({
  id: z.string(),
  version: versionSchema,
  title: labelsSchema,
  kind: policyKindSchema,
  channel: policyChannelSchema,
  /** Its amounts mean something: of a title or a status there are none. */
  hasAmount: z.boolean(),
});

export const policyRunSchema = z.strictObject({
  id: idSchema,
  asOf: daySchema,
  knownOn: instantSchema,
  state: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
  progress: z.strictObject({ done: z.number().int(), total: z.number().int() }),
  startedAt: instantSchema,
  startedBy: z.string(),
  finishedAt: instantSchema.nullable(),
  seconds: z.number().nullable(),
  /** Entities looked at. */
  entities: z.number().int().nullable(),
  error: labelsSchema.nullable(),
  /** The registry or the library has changed since. */
  stale: z.boolean(),
});
export type PolicyRun = z.infer<typeof policyRunSchema>;

const placeCountsSchema = z.strictObject({
  /** Town's code or industry division's, `none` where nobody knows it. */
  code: z.string(),
  name: z.string(),
  counts: policyCountsSchema,
});

const runParams = z.strictObject({ run: idSchema });

export const startPolicyRun = endpoint({
  method: 'POST',
  path: '/api/policies/runs',
  summary: 'Matches every policy in force on a day with the whole district; goes on when the page is left',
  access: 'policy.run',
  body: z.strictObject({ asOf: daySchema.optional() }),
  response: policyRunSchema,
});
export const listPolicyRuns = endpoint({
  method: 'GET',
  path: '/api/policies/runs',
  summary: 'Runs, newest first',
  access: 'policy.read',
  response: z.strictObject({ rows: z.array(policyRunSchema) }),
});
export const getPolicyRun = endpoint({
  method: 'GET',
  path: '/api/policies/runs/:run',
  summary: 'How far a run is, and its counts by policy; `latest` is the newest that is done',
  access: 'policy.read',
  params: z.strictObject({ run: z.union([idSchema, z.literal('latest')]) }),
  query: z.strictObject({
    town: z.string().max(12).optional(),
    industry: z.string().max(4).optional().describe('industry division'),
  }),
  response: z.strictObject({
    run: policyRunSchema.nullable(),
    policies: z.array(z.strictObject({ policy: policyRefSchema, counts: policyCountsSchema })),
  }),
});
export const getPolicyRunPlaces = endpoint({
  method: 'GET',
  path: '/api/policies/runs/:run/policies/:policy',
  summary: 'One policy’s counts in a run, by town and by industry division',
  access: 'policy.read',
  params: runParams.extend({ policy: z.string().max(80) }),
  response: z.strictObject({
    run: policyRunSchema,
    policy: policyRefSchema,
    counts: policyCountsSchema,
    towns: z.array(placeCountsSchema),
    industries: z.array(placeCountsSchema),
  }),
});
export const cancelPolicyRun = endpoint({
  method: 'POST',
  path: '/api/policies/runs/:run/cancel',
  summary: 'Stops a run; what it had not finished is not kept',
  access: 'policy.run',
  params: runParams,
  response: policyRunSchema,
});

/** Filters of a policy's list: what one gives, count, list and export all give. */
const fittingQuery = {
  asOf: daySchema.optional(),
  knownOn: instantSchema.optional(),
  standing: policyStandingSchema.default('met'),
  town: z.string().max(12).optional().describe('a town’s code, `none` for unknown'),
  industry: z.string().max(4).optional().describe('industry division, `none` for unknown'),
  version: z.coerce
    .number()
    .int()
    .min(1)
    .max(2_147_483_647)
    .optional()
    .describe('as a run counted it; the latest when absent'),
};
const policyParams = z.strictObject({ policy: z.string().max(80) });
const langQuery = { lang: z.enum(['zh-CN', 'en']).default('zh-CN') };

const fittingRowSchema = entityRowSchema.extend({
  standing: policyStandingSchema,
  amount: decimalSchema.nullable(),
  /** The conditions that are not met or not known, by their words. */
  missing: z.array(z.strictObject({ id: z.string(), words: labelsSchema, unknown: z.boolean() })),
});

export const listFitting = endpoint({
  method: 'GET',
  path: '/api/policies/:policy/entities',
  summary: 'The entities that stand so to a policy on a day, counted with the same predicate',
  access: 'policy.read',
  params: policyParams,
  query: z.strictObject({ ...fittingQuery, ...pageQuery }),
  response: z.strictObject({
    asOf: daySchema,
    knownOn: instantSchema,
    total: z.number().int(),
    amount: decimalSchema,
    rows: z.array(fittingRowSchema),
  }),
});
export const exportFitting = endpoint({
  method: 'GET',
  path: '/api/policies/:policy/entities.xlsx',
  summary: 'The same list as a workbook',
  access: 'registry.export',
  params: policyParams,
  query: z.strictObject({ ...fittingQuery, ...langQuery }),
});

const sideSchema = z.strictObject({ met: z.number().int(), cost: decimalSchema });
const effectSchema = z.strictObject({
  /** Null where fewer than three stand behind a number and the reader may not see enterprises. */
  before: sideSchema.nullable(),
  after: sideSchema.nullable(),
  gain: z.number().int().nullable(),
  lose: z.number().int().nullable(),
  /** Fit before and after, with another amount. */
  differ: z.number().int().nullable(),
});
const simulationBody = {
  /** Only parameters: the version in force with these values. */
  parameters: z.record(z.string().max(80), decimalSchema).optional(),
  /** Or a whole draft's text. */
  source: z
    .string()
    .max(256 * 1024)
    .optional(),
  asOf: daySchema.optional(),
};
export const simulatePolicy = endpoint({
  method: 'POST',
  path: '/api/policies/:policy/simulations',
  summary: 'Who would gain and who would lose by a change, and what it costs, beside what is in force',
  access: 'policy.read',
  params: policyParams,
  body: z.strictObject(simulationBody),
  response: z.strictObject({
    asOf: daySchema,
    knownOn: instantSchema,
    /** Whether the reader may open the lists behind. */
    listable: z.boolean(),
    /** Whether it is, or would be, worth money. */
    hasAmount: z.boolean(),
    district: effectSchema,
    towns: z.array(z.strictObject({ code: z.string(), name: z.string(), effect: effectSchema })),
    industries: z.array(z.strictObject({ code: z.string(), name: z.string(), effect: effectSchema })),
    milliseconds: z.number(),
  }),
});
export const listSimulated = endpoint({
  method: 'POST',
  path: '/api/policies/:policy/simulations/entities',
  summary: 'The enterprises that would gain, lose or get another amount',
  access: 'policy.run',
  params: policyParams,
  body: z.strictObject({
    ...simulationBody,
    effect: z.enum(['gain', 'lose', 'differ']),
    town: z.string().max(12).optional(),
    industry: z.string().max(4).optional(),
    ...pageQuery,
  }),
  response: z.strictObject({
    total: z.number().int(),
    rows: z.array(
      entityRowSchema.extend({ before: decimalSchema.nullable(), after: decimalSchema.nullable() }),
    ),
  }),
});

/** Who enjoyed it among those who were eligible on the year's last day. */
const coverageSchema = z.strictObject({
  eligible: z.number().int(),
  enjoyed: z.number().int(),
  /** Enjoyed without being eligible by our figures: to be looked at. */
  enjoyedOnly: z.number().int(),
  /** A fraction of one; null where it cannot be counted yet. */
  share: decimalSchema.nullable(),
  /** Why there is no share; null where there is one. */
  uncounted: labelsSchema.nullable(),
  /** Support received, in yuan. */
  amount: decimalSchema,
});
export const getCoverage = endpoint({
  method: 'GET',
  path: '/api/policies/coverage',
  summary: 'Per policy: enterprises that enjoyed it in a year over those that were eligible',
  access: 'policy.read',
  query: z.strictObject({
    year: z.coerce.number().int().min(2000).max(2100).optional(),
    kind: policyKindSchema.optional(),
    policy: z.string().max(80).optional().describe('this one alone'),
    town: z.string().max(12).optional(),
  }),
  response: z.strictObject({
    year: yearSchema,
    years: z.array(z.number().int()),
    knownOn: instantSchema,
    total: coverageSchema,
    rows: z.array(z.strictObject({ policy: policyRefSchema, coverage: coverageSchema })),
  }),
});
const coverageListQuery = {
  year: z.coerce.number().int().min(2000).max(2100),
  part: z.enum(['enjoyed', 'not_enjoyed', 'enjoyed_only']).default('not_enjoyed'),
  town: z.string().max(12).optional(),
};
export const listCoverage = endpoint({
  method: 'GET',
  path: '/api/policies/:policy/coverage',
  summary: 'The eligible who did not enjoy it, those who did, or those who did without being eligible',
  access: 'policy.read',
  params: policyParams,
  query: z.strictObject({ ...coverageListQuery, ...pageQuery }),
  response: z.strictObject({
    total: z.number().int(),
    rows: z.array(
      entityRowSchema.extend({
        /** What it could have, by the formula; null where there is none. */
        estimated: decimalSchema.nullable(),
        enjoyed: decimalSchema.nullable(),
        decidedOn: daySchema.nullable(),
        department: z.string().nullable(),
        evidence: z.string().nullable(),
      }),
    ),
  }),
});
export const exportCoverage = endpoint({
  method: 'GET',
  path: '/api/policies/:policy/coverage.xlsx',
  summary: 'The same list as a workbook',
  access: 'registry.export',
  params: policyParams,
  query: z.strictObject({ ...coverageListQuery, ...langQuery }),
});
export const importEnjoyments = endpoint({
  method: 'POST',
  path: '/api/policies/enjoyments',
  summary: 'Takes a file of support received (multipart field `file`); rejected rows are given back',
  access: 'registry.import',
  query: z.strictObject({
    department: z.string().max(100).optional(),
    dryRun: z.stringbool().default(false),
  }),
  response: z.strictObject({
    read: z.number().int(),
    recorded: z.number().int(),
    corrected: z.number().int(),
    unchanged: z.number().int(),
    rejected: z
      .array(z.strictObject({ line: z.number().int(), message: labelsSchema }))
      .describe('the first 200'),
    rejectedTotal: z.number().int(),
    /** The rejected rows with their reasons, as CSV to be corrected and sent again; null where there are none. */
    rejects: z.string().nullable(),
  }),
});
