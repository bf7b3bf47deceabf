import { z } from 'zod';
import {
  daySchema,
  decimalSchema,
  idSchema,
  instantSchema,
  labelsSchema,
  pageQuery,
  versionSchema,
} from './common.ts';
import { endpoint } from './endpoint.ts';
import { unitRefSchema } from './plans.ts';

/**
 * How an entity stands to a policy on a day. `nearly` is a not met that little is missing to; `manual` waits only for a person's
 * judgement; `unknown` for data; `not_applicable` is outside whom the policy speaks of.
 */
export const policyStandingSchema = z.enum([
  'met',
  'nearly',
  'manual',
  'unknown',
  'not_met',
  'not_applicable',
]);
export type PolicyStanding = z.infer<typeof policyStandingSchema>;
/** How one condition came out. */
export const conditionOutcomeSchema = z.enum(['met', 'not_met', 'unknown', 'manual']);
export type ConditionOutcome = z.infer<typeof conditionOutcomeSchema>;

export const policyLevelSchema = z.enum(['national', 'province', 'city', 'district']);
/** The six services of the plan's platform (clause 3.3.1.b). */
export const policyCategorySchema = z.enum([
  'law',
  'entrepreneurship',
  'innovation',
  'finance',
  'market',
  'rights',
]);
export const policyKindSchema = z.enum([
  'tax_relief',
  'subsidy',
  'voucher',
  'loan',
  'title',
  'levy',
  'insurance',
  'status',
]);
/** 免申即享, 快申快享, 申报. */
export const policyChannelSchema = z.enum(['automatic', 'fast_track', 'application']);
/** Where a published policy stands on a day. Expired is by date; repealed is an act. */
export const policyStateSchema = z.enum(['upcoming', 'in_force', 'expired', 'repealed']);

const inForceSchema = z.strictObject({
  from: daySchema,
  /** The last day, inclusive; null until further notice. */
  to: daySchema.nullable(),
});
export const policyDocumentSchema = z.strictObject({
  number: z.string(),
  title: z.string(),
  issuer: z.string().nullable(),
});

/** A policy as a list shows it. */
export const policyCardSchema = z.strictObject({
  id: z.string(),
  version: versionSchema,
  title: labelsSchema,
  summary: labelsSchema.nullable(),
  audience: labelsSchema.nullable(),
  level: policyLevelSchema,
  category: policyCategorySchema,
  kind: policyKindSchema,
  channel: policyChannelSchema,
  state: policyStateSchema,
  inForce: inForceSchema,
  /** Something in it is not confirmed by the official text (待确认): what, in words. Empty where all is. */
  toConfirm: z.array(labelsSchema),
  documents: z.array(policyDocumentSchema),
  contact: unitRefSchema.nullable(),
  /** It is worth money that can be reckoned; of a title or a status there is no amount, which is not nought. */
  hasAmount: z.boolean(),
});
export type PolicyCard = z.infer<typeof policyCardSchema>;

/** A condition as a plain sentence, with the clause it comes from. */
export const conditionCardSchema = z.strictObject({
  id: z.string(),
  cites: z.string().nullable(),
  words: labelsSchema,
  /** The rule as written; null where a person judges. */
  rule: z.string().nullable(),
  /** Nobody changes it for the sake of a benefit: an industry, a category. */
  fixed: z.boolean(),
});
export const benefitCardSchema = z.strictObject({
  id: z.string(),
  cites: z.string().nullable(),
  title: labelsSchema,
  /** How the amount comes about, in words; null where it has no amount. */
  words: labelsSchema.nullable(),
  formula: z.string().nullable(),
  /** Of the benefits of one group only the highest counts (就高不重复). */
  exclusive: z.string().nullable(),
  cap: z.strictObject({ per: z.string(), amount: decimalSchema }).nullable(),
});
/** A number of the law that changes: the value in force on each day. */
export const parameterCardSchema = z.strictObject({
  id: z.string(),
  label: labelsSchema,
  unit: z.string().nullable(),
  /** In force on the day asked; null before the first. */
  value: z.string().nullable(),
  values: z.array(z.strictObject({ from: daySchema, value: z.string() })),
});
export const scoreCardSchema = z.strictObject({
  id: z.string(),
  label: labelsSchema,
  items: z.array(
    z.strictObject({
      id: z.string(),
      label: labelsSchema,
      cites: z.string().nullable(),
      bands: z.array(z.strictObject({ when: labelsSchema, points: decimalSchema })),
      otherwise: decimalSchema,
    }),
  ),
});
/** A datum that the rules read, and who has it. */
export const neededDatumSchema = z.strictObject({
  path: z.string(),
  label: labelsSchema,
  unit: z.string().nullable(),
  department: labelsSchema.nullable(),
});

export const materialSchema = z.strictObject({
  label: labelsSchema,
  /** The unit that has it already: nobody is asked for it again. */
  heldBy: unitRefSchema.nullable(),
});

export const policyVersionSchema = z.strictObject({
  version: versionSchema,
  inForce: inForceSchema,
  publishedAt: instantSchema,
  publishedBy: z.string(),
  reason: z.string(),
  documentNumber: z.string().nullable(),
});

/** One thing that is different between two versions, by its place in the policy. */
export const policyDifferenceSchema = z.strictObject({
  path: z.string(),
  label: labelsSchema,
  kind: z.enum(['added', 'removed', 'changed']),
  before: labelsSchema.nullable(),
  after: labelsSchema.nullable(),
});

export const policyPageSchema = z.strictObject({
  card: policyCardSchema,
  /** The day that the words, parameters and values are of. */
  on: daySchema,
  /** For whom the policy speaks at all; null: for everybody. */
  applies: labelsSchema.nullable(),
  conditions: z.array(conditionCardSchema),
  benefits: z.array(benefitCardSchema),
  parameters: z.array(parameterCardSchema),
  scores: z.array(scoreCardSchema),
  needs: z.array(neededDatumSchema),
  materials: z.array(materialSchema),
  replaces: z.array(z.strictObject({ id: z.string(), title: labelsSchema })),
  replacedBy: z.array(z.strictObject({ id: z.string(), title: labelsSchema })),
  stacks: z.strictObject({
    highestOnly: z.boolean(),
    /** Who got a lower grade of the same reward gets the difference (晋级补差). */
    topUp: labelsSchema.nullable(),
    clawBack: labelsSchema.nullable(),
    /** Number of the fair-competition review (国令783号) of a local subsidy. */
    fairCompetition: z.string().nullable(),
    conflicts: z.array(z.strictObject({ id: z.string(), title: labelsSchema })),
  }),
  /** Newest first. */
  versions: z.array(policyVersionSchema),
  /** What this version changed against the one before; empty for the first. */
  differences: z.array(policyDifferenceSchema),
});
export type PolicyPage = z.infer<typeof policyPageSchema>;

const policyParams = z.strictObject({ policy: z.string().max(80) });

const manyOf = <Values extends z.ZodType<string, string>>(values: Values, description: string) =>
  z
    .string()
    .transform((text) => text.split(',').filter(Boolean))
    .pipe(z.array(values))
    .optional()
    .describe(`${description}, comma separated`);

export const listPolicies = endpoint({
  method: 'GET',
  path: '/api/policies',
  summary: 'The published policies: searched, filtered, best first',
  access: 'public',
  query: z.strictObject({
    q: z.string().max(100).optional().describe('words of title, document, summary or conditions'),
    category: manyOf(policyCategorySchema, 'categories'),
    level: manyOf(policyLevelSchema, 'levels'),
    kind: manyOf(policyKindSchema, 'kinds'),
    channel: manyOf(policyChannelSchema, 'channels'),
    state: manyOf(policyStateSchema, 'states on the day'),
    on: daySchema.optional().describe('the day that states are of; today when absent'),
    ...pageQuery,
  }),
  response: z.strictObject({
    on: daySchema,
    total: z.number().int(),
    rows: z.array(
      policyCardSchema.extend({
        /** Where the words were found, the words between « and »; empty without a search. */
        found: z.array(z.string()),
      }),
    ),
    /** How many there are by each filter's value, the other filters kept. */
    facets: z.strictObject({
      category: z.record(policyCategorySchema, z.number().int()),
      level: z.record(policyLevelSchema, z.number().int()),
      kind: z.record(policyKindSchema, z.number().int()),
      channel: z.record(policyChannelSchema, z.number().int()),
      state: z.record(policyStateSchema, z.number().int()),
    }),
  }),
});

export const getPolicy = endpoint({
  method: 'GET',
  path: '/api/policies/:policy',
  summary: 'A policy in plain words, with its versions',
  access: 'public',
  params: policyParams,
  query: z.strictObject({
    on: daySchema.optional(),
    version: z.coerce.number().int().min(1).max(2_147_483_647).optional().describe('the latest when absent'),
  }),
  response: policyPageSchema,
});

export const comparePolicyVersions = endpoint({
  method: 'GET',
  path: '/api/policies/:policy/differences',
  summary: 'What is different between two versions',
  access: 'public',
  params: policyParams,
  query: z.strictObject({
    from: z.coerce.number().int().min(1).max(2_147_483_647),
    to: z.coerce.number().int().min(1).max(2_147_483_647),
  }),
  response: z.strictObject({ differences: z.array(policyDifferenceSchema) }),
});

const answerValueSchema = z.union([z.string().max(200), z.boolean(), z.null()]);

/** What a visitor is asked next: the datum that settles most. */
export const policyQuestionSchema = z.strictObject({
  path: z.string(),
  label: labelsSchema,
  /** What helps to answer: the period, where the figure stands. */
  help: labelsSchema.nullable(),
  type: z.enum(['text', 'number', 'boolean', 'date', 'choice', 'several', 'industry', 'town']),
  unit: z.string().nullable(),
  /** Of `several`: each is answered for itself with true, false or null, under its value as the path. */
  choices: z.array(z.strictObject({ value: z.string(), label: labelsSchema })).nullable(),
});

export const checkEnterprise = endpoint({
  method: 'POST',
  path: '/api/policies/check',
  summary: 'From the answers so far: the next question, and how each policy stands. Stores and logs nothing',
  access: 'public',
  body: z.strictObject({
    /** The policies asked about; all in force on the day when empty. */
    policies: z.array(z.string().max(80)).max(100).default([]),
    asOf: daySchema.optional(),
    /** Fills in what public registration says of it (name, category, industry, town, day of establishment) and nothing else. */
    creditCode: z.string().max(18).optional(),
    /**
     * By path, numbers as decimal text in the catalogue's unit; null: the visitor does not know, and is not asked again.
     * `some.<path>` says whether there is any of a figure: false is nought.
     */
    answers: z.record(z.string().max(80), answerValueSchema).default({}),
  }),
  response: z.strictObject({
    asOf: daySchema,
    name: z.string().nullable(),
    prefilled: z.record(z.string(), answerValueSchema),
    next: policyQuestionSchema.nullable(),
    /** At most so many questions are left. */
    remaining: z.number().int(),
    /** How many of the policies are decided. */
    decided: z.number().int(),
    standings: z.array(
      z.strictObject({
        policy: z.strictObject({ id: z.string(), title: labelsSchema, channel: policyChannelSchema }),
        standing: policyStandingSchema,
        /** No question that is left could change the standing any more. */
        decided: z.boolean(),
        /** Estimated, in yuan; null while a figure for it is missing or where there is none. */
        amount: decimalSchema.nullable(),
        /** Conditions that are not met. */
        failing: z.array(conditionCardSchema),
        /** Conditions that still wait for an answer, or for a person to judge. */
        open: z.array(conditionCardSchema),
      }),
    ),
  }),
});

/** A newly fitting policy, told to the entity that it fits. */
export const policyNoticeSchema = z.strictObject({
  id: idSchema,
  policy: z.strictObject({ id: z.string(), title: labelsSchema }),
  amount: decimalSchema.nullable(),
  writtenAt: instantSchema,
  readAt: instantSchema.nullable(),
});
