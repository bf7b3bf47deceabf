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
import { entityRowSchema } from './registry.ts';
import { roundStates, roundWords } from './rounds-fold.ts';

/** done: reached. ahead, on_track, behind (yellow), at_risk (red): against time elapsed. unmeasured: not yet measurable, with the reason. untargeted: the plan names no value. */
export const progressStateSchema = z.enum([
  'done',
  'ahead',
  'on_track',
  'behind',
  'at_risk',
  'unmeasured',
  'untargeted',
]);
export type ProgressState = z.infer<typeof progressStateSchema>;

export const unitRefSchema = z.strictObject({ id: z.string(), name: labelsSchema });

const goalSchema = z.strictObject({
  value: decimalSchema.nullable(),
  low: decimalSchema.nullable(),
  high: decimalSchema.nullable(),
  /** As the plan's text puts it: 以上 at_least, plain number exactly, 左右 about, 维持在 within, none. */
  form: z.enum(['at_least', 'exactly', 'about', 'within', 'none']),
});

/** One target's value for a place and a period, and how it stands. Shares and growth are fractions of one; money is in yuan. */
export const standingSchema = z.strictObject({
  value: decimalSchema.nullable(),
  numerator: decimalSchema.nullable(),
  denominator: decimalSchema.nullable(),
  /** Why there is no value. */
  reason: labelsSchema.nullable(),
  goal: goalSchema,
  /** value ÷ goal, for what accumulates; null where a completion has no meaning. */
  completion: z.number().nullable(),
  /** completion − time elapsed, in fractions of one (shown in 百分点). */
  ahead: z.number().nullable(),
  state: progressStateSchema,
});
export type Standing = z.infer<typeof standingSchema>;

export const seriesPointSchema = z.strictObject({
  period: z.string(),
  /** Last day of the period. */
  on: daySchema,
  /** The quarter's own value (flows) and the running one since the plan's start (or as at the end, for stocks and ratios). */
  own: decimalSchema.nullable(),
  running: decimalSchema.nullable(),
});

export const forecastSchema = z.strictObject({
  on: daySchema,
  low: z.number(),
  middle: z.number(),
  high: z.number(),
  method: labelsSchema,
});

export const targetCardSchema = z.strictObject({
  id: z.string(),
  clause: z.string(),
  title: labelsSchema,
  unit: labelsSchema,
  kind: z.enum(['count', 'growth', 'ratio', 'coverage', 'range', 'money', 'area', 'times', 'stock']),
  lead: unitRefSchema,
  /** How it is counted: 算 from the registry, 报 by a unit. */
  how: z.enum(['computed', 'reported']),
  standing: standingSchema,
  forecast: forecastSchema.nullable(),
  series: z.array(seriesPointSchema),
});
export type TargetCard = z.infer<typeof targetCardSchema>;

export const runSchema = z.strictObject({
  id: idSchema,
  asOf: daySchema,
  knownOn: instantSchema,
  finishedAt: instantSchema,
  /** The registry has learned something since. */
  stale: z.boolean(),
});

export const cockpitSchema = z.strictObject({
  plan: z.strictObject({ id: z.string(), title: labelsSchema, start: daySchema, end: daySchema }),
  run: runSchema.nullable(),
  /** Time elapsed of the plan's (or the chosen year's) period, from 0 to 1 (序时进度). */
  elapsed: z.number(),
  counts: z.record(progressStateSchema, z.number().int()),
  groups: z.array(
    z.strictObject({ id: z.string(), title: labelsSchema, targets: z.array(targetCardSchema) }),
  ),
  /** Ten towns by target: only targets that a town can be held to. */
  towns: z.array(
    z.strictObject({ code: z.string(), name: z.string(), standings: z.record(z.string(), standingSchema) }),
  ),
  units: z.array(
    z.strictObject({ unit: unitRefSchema, counts: z.record(progressStateSchema, z.number().int()) }),
  ),
});
export type Cockpit = z.infer<typeof cockpitSchema>;

export const definitionSchema = z.strictObject({
  version: versionSchema,
  /** The 口径 in words. */
  numerator: labelsSchema,
  denominator: labelsSchema.nullable(),
  baseline: labelsSchema.nullable(),
  basis: z.enum(['gross', 'net', 'none']),
  distinctBy: labelsSchema.nullable(),
  evidence: labelsSchema,
  source: unitRefSchema,
  /** The measure as it stands in the pack (YAML), and the same in plain words made from it. */
  measure: z.string(),
  explained: labelsSchema,
  /** The ambiguity of the plan's text that this definition decides (A1 to A20), and the choices. */
  ambiguity: z.strictObject({ id: z.string(), question: labelsSchema, choice: labelsSchema }).nullable(),
  reason: z.string(),
  documentNumber: z.string().nullable(),
  decidedBy: z.string(),
  decidedAt: instantSchema,
});

export const decompositionSchema = z.strictObject({
  version: versionSchema,
  rows: z.array(z.strictObject({ unit: z.string(), year: yearSchema, value: decimalSchema })),
  /** What the parts add up to, and the whole they are held against. */
  total: decimalSchema,
  whole: decimalSchema.nullable(),
  differsBecause: z.string().nullable(),
  /** The first day on which it is in force; of those in force on a day, the highest version holds. */
  effectiveFrom: daySchema,
  /** What the units asked said of it (one's own unit, where one sees no other); null where it was not issued to them. */
  words: z.record(z.enum(roundWords), z.number().int()).nullable(),
  reason: z.string(),
  documentNumber: z.string().nullable(),
  decidedBy: z.string(),
  decidedAt: instantSchema,
});

const rangeRowSchema = z.strictObject({ year: yearSchema, low: decimalSchema, high: decimalSchema });
/** A range that the plan's text leaves open (维持在合理区间), as a unit set it. */
export const goalRangeSchema = z.strictObject({
  version: versionSchema,
  rows: z.array(rangeRowSchema),
  reason: z.string(),
  documentNumber: z.string().nullable(),
  decidedBy: z.string(),
  decidedAt: instantSchema,
});

/** A number that stands beside a target: moved in, closed, the aggregate beside the pass rate. It opens by its own id. */
export const companionValueSchema = z.strictObject({
  id: z.string(),
  title: labelsSchema,
  unit: labelsSchema,
  kind: targetCardSchema.shape.kind,
  value: decimalSchema.nullable(),
  reason: labelsSchema.nullable(),
  note: labelsSchema.nullable(),
  listable: z.boolean(),
});

export const targetPageSchema = z.strictObject({
  plan: z.strictObject({ id: z.string(), title: labelsSchema, start: daySchema, end: daySchema }),
  run: runSchema.nullable(),
  elapsed: z.number(),
  card: targetCardSchema,
  quote: z.string(),
  supporting: z.array(unitRefSchema),
  /** Second numbers shown beside the target's own, where one number would hide something. */
  companions: z.array(companionValueSchema),
  definitions: z.array(definitionSchema),
  decompositions: z.array(decompositionSchema),
  /** The version that goals are held to on the view's day; null where none was in force yet. */
  decompositionInForce: z.number().int().nullable(),
  /** How the round that is open stands with this target; null where none has been issued. */
  round: z
    .strictObject({ state: z.enum(roundStates), words: z.record(z.enum(roundWords), z.number().int()) })
    .nullable(),
  /** Versions of the range, and who sets it, where the text leaves it open. */
  ranges: z.array(goalRangeSchema),
  rangeSetBy: unitRefSchema.nullable(),
  /** The target's yearly values against the yearly goals. */
  years: z.array(z.strictObject({ year: yearSchema, standing: standingSchema })),
  towns: z.array(
    z.strictObject({
      code: z.string(),
      name: z.string(),
      standing: standingSchema,
      series: z.array(seriesPointSchema),
    }),
  ),
  /** Whether the number opens into a list of enterprises. */
  listable: z.boolean(),
});
export type TargetPage = z.infer<typeof targetPageSchema>;

const clauseSchema = z.strictObject({
  id: z.string(),
  quote: z.string(),
  title: labelsSchema.nullable(),
  lead: unitRefSchema.nullable(),
  supporting: z.array(unitRefSchema),
  targets: z.array(z.string()),
  asks: z.string(),
});
export const planPageSchema = z.strictObject({
  id: z.string(),
  title: labelsSchema,
  start: daySchema,
  end: daySchema,
  issuer: z.string(),
  issuedOn: daySchema,
  documentNumber: z.string().nullable(),
  units: z.array(
    z.strictObject({
      id: z.string(),
      name: labelsSchema,
      kind: z.string(),
      validFrom: daySchema.nullable(),
      validTo: daySchema.nullable(),
      successor: z.string().nullable(),
    }),
  ),
  sections: z.array(
    z.strictObject({
      id: z.string(),
      title: labelsSchema,
      kind: z.enum([
        'scope',
        'transformation',
        'target',
        'project',
        'mechanism',
        'platform',
        'safeguard',
        'closing',
      ]),
      clauses: z.array(clauseSchema),
    }),
  ),
  ambiguities: z.array(
    z.strictObject({
      id: z.string(),
      question: labelsSchema,
      choice: labelsSchema,
      targets: z.array(z.string()),
    }),
  ),
});
export type PlanPage = z.infer<typeof planPageSchema>;

const planParams = z.strictObject({ plan: z.string() });
const targetParams = z.strictObject({ plan: z.string(), target: z.string() });
/** Filters live in the address bar: the same link is the same view. */
const viewQuery = {
  asOf: daySchema.optional(),
  town: z.string().optional(),
  unit: z.string().optional().describe('lead unit'),
  year: z.coerce.number().int().min(1000).max(2999).optional(),
};

export const listPlans = endpoint({
  method: 'GET',
  path: '/api/plans',
  summary: 'The plans of the district',
  access: 'plan.read',
  response: z.strictObject({
    rows: z.array(
      z.strictObject({
        id: z.string(),
        title: labelsSchema,
        start: daySchema,
        end: daySchema,
        asOf: daySchema.nullable(),
      }),
    ),
  }),
});
export const getPlan = endpoint({
  method: 'GET',
  path: '/api/plans/:plan',
  summary: 'The whole plan: units, sections, clauses, ambiguities',
  access: 'plan.read',
  params: planParams,
  response: planPageSchema,
});
/** What a cockpit can be filtered by, in the order in which its address names them: it is asked for from several places in the same words. */
export const cockpitFilters = ['asOf', 'year', 'town', 'unit'] as const;
export const getCockpit = endpoint({
  method: 'GET',
  path: '/api/plans/:plan/cockpit',
  summary: 'Every target with its standing',
  access: 'plan.read',
  params: planParams,
  query: z.strictObject(viewQuery),
  response: cockpitSchema,
});
export const getProgressTable = endpoint({
  method: 'GET',
  path: '/api/plans/:plan/progress-table.xlsx',
  summary: 'The progress table (进度表) in the office’s column order',
  access: 'plan.read',
  params: planParams,
  query: z.strictObject(viewQuery),
});
export const getTarget = endpoint({
  method: 'GET',
  path: '/api/plans/:plan/targets/:target',
  summary: 'A target: definition, standing, trend, towns, versions',
  access: 'plan.read',
  params: targetParams,
  query: z.strictObject(viewQuery),
  response: targetPageSchema,
});

const behindQuery = {
  ...viewQuery,
  quarter: z
    .string()
    .regex(/^\d{4}Q[1-4]$/)
    .optional(),
  part: z.enum(['numerator', 'denominator', 'denominator_only']).default('numerator'),
};
export const listBehind = endpoint({
  method: 'GET',
  path: '/api/plans/:plan/targets/:target/entities',
  summary: 'The enterprises behind the number, counted with the same predicate',
  access: 'plan.read',
  params: targetParams,
  query: z.strictObject({ ...behindQuery, ...pageQuery }),
  response: z.strictObject({
    /** The number that this list stands behind; equals `total` for counts, the sum of `amount` for sums. */
    value: decimalSchema,
    total: z.number().int(),
    rows: z.array(
      entityRowSchema.extend({
        on: daySchema.nullable().describe('the day that counts'),
        amount: decimalSchema.nullable(),
        inNumerator: z.boolean(),
        evidence: z.string().nullable(),
        source: z.string(),
        /** Of a target that counts whom policies reached: by which policy the enterprise is here. */
        policy: z.strictObject({ id: z.string(), title: labelsSchema }).nullable(),
      }),
    ),
  }),
});
export const exportBehind = endpoint({
  method: 'GET',
  path: '/api/plans/:plan/targets/:target/entities.xlsx',
  summary: 'The same list as a workbook',
  access: 'registry.export',
  params: targetParams,
  query: z.strictObject({ ...behindQuery, lang: z.enum(['zh-CN', 'en']).default('zh-CN') }),
});

export const decideDefinition = endpoint({
  method: 'POST',
  path: '/api/plans/:plan/targets/:target/definitions',
  summary: 'A new version of how a target is counted',
  access: 'plan.define',
  params: targetParams,
  body: z.strictObject({
    basedOn: versionSchema.describe('the version the writer saw'),
    measure: z.string().describe('YAML, as in the pack'),
    numerator: labelsSchema,
    denominator: labelsSchema.nullable(),
    baseline: labelsSchema.nullable(),
    basis: z.enum(['gross', 'net', 'none']),
    distinctBy: labelsSchema.nullable(),
    evidence: labelsSchema,
    reason: z.string().min(1),
    documentNumber: z.string().nullable(),
  }),
  response: z.strictObject({ version: versionSchema }),
});
export const decideRange = endpoint({
  method: 'POST',
  path: '/api/plans/:plan/targets/:target/ranges',
  summary: 'Sets the range that the plan’s text leaves open, by year, as a new version',
  access: 'plan.define',
  params: targetParams,
  body: z.strictObject({
    basedOn: versionSchema.describe('the version the writer saw, 0 where there was none'),
    rows: z.array(rangeRowSchema).min(1),
    reason: z.string().min(1),
    documentNumber: z.string().nullable(),
  }),
  response: z.strictObject({ version: versionSchema }),
});
export const reportValue = endpoint({
  method: 'POST',
  path: '/api/plans/:plan/targets/:target/reported',
  summary: 'A value that only people know, for a unit and a period',
  access: 'indicators.report',
  params: targetParams,
  body: z.strictObject({
    unit: z.string(),
    period: z.string(),
    value: decimalSchema,
    numerator: decimalSchema.nullable().default(null),
    denominator: decimalSchema.nullable().default(null),
    evidence: z.string().nullable().default(null),
  }),
  response: z.strictObject({ ok: z.literal(true) }),
});
export const recalculate = endpoint({
  method: 'POST',
  path: '/api/plans/:plan/recalculate',
  summary: 'Counts every target again',
  access: 'indicators.count',
  params: planParams,
  body: z.strictObject({ asOf: daySchema.optional() }),
  response: z.strictObject({ runId: idSchema }),
});
