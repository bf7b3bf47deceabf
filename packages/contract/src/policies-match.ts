import { z } from 'zod';
import { daySchema, decimalSchema, idSchema, instantSchema, labelsSchema } from './common.ts';
import { endpoint } from './endpoint.ts';
import {
  benefitCardSchema,
  conditionCardSchema,
  conditionOutcomeSchema,
  materialSchema,
  policyCardSchema,
  policyNoticeSchema,
  policyStandingSchema,
} from './policies.ts';
import { entityRowSchema } from './registry.ts';

/** A value that a condition looked at; a missing one says who has it. */
export const seenValueSchema = z.strictObject({
  path: z.string(),
  label: labelsSchema,
  /** Exact decimal text, a day, a code or `true`; null is missing. */
  value: z.string().nullable(),
  /** The value in words: 180 万元, 制造业. */
  words: labelsSchema.nullable(),
  unit: z.string().nullable(),
  /** `2019`, `2020Q3`; null for what the entity is on the day. */
  period: z.string().nullable(),
  /** Who said it, and when it was recorded. */
  source: z.string().nullable(),
  recordedAt: instantSchema.nullable(),
  /** The department that has it, as the catalogue knows. */
  department: labelsSchema.nullable(),
});

export const matchedConditionSchema = conditionCardSchema.extend({
  outcome: conditionOutcomeSchema,
  seen: z.array(seenValueSchema),
  /** By how much a comparison is missed, in words. */
  gap: labelsSchema.nullable(),
  /** What would have to be different, in words; null where it is met or cannot be changed. */
  change: labelsSchema.nullable(),
});

export const matchedBenefitSchema = benefitCardSchema.extend({
  /** Estimated for this entity, in yuan; null where a figure is missing or there is no amount. */
  amount: decimalSchema.nullable(),
  /** Whether it is part of the best lawful combination. */
  counted: z.boolean(),
  /** What it gave way to, or what cut it. */
  because: labelsSchema.nullable(),
});

const pointsSchema = {
  label: labelsSchema,
  /** What is surely given, and what could be given at most once missing data and judgements are in. */
  least: decimalSchema,
  most: decimalSchema,
};
/** A scoring table filled in. */
export const matchedScoreSchema = z.strictObject({
  least: decimalSchema,
  most: decimalSchema,
  groups: z.array(
    z.strictObject({
      id: z.string(),
      ...pointsSchema,
      items: z.array(
        z.strictObject({
          id: z.string(),
          cites: z.string(),
          ...pointsSchema,
          missing: z.array(labelsSchema),
          toJudge: z.array(labelsSchema),
        }),
      ),
    }),
  ),
});

export const matchedPolicySchema = z.strictObject({
  policy: policyCardSchema,
  standing: policyStandingSchema,
  /** Conditions that are missing (not met or unknown). */
  missing: z.number().int(),
  conditions: z.array(matchedConditionSchema),
  benefits: z.array(matchedBenefitSchema),
  score: matchedScoreSchema.nullable(),
  /** What it comes to by itself, in yuan; null unless it fits, and where a figure is missing. */
  amount: decimalSchema.nullable(),
  materials: z.array(materialSchema),
  nextStep: labelsSchema,
  /** It has enjoyed this policy in the reference year. */
  enjoyed: z.strictObject({ year: z.number().int(), amount: decimalSchema.nullable() }).nullable(),
});
export type MatchedPolicy = z.infer<typeof matchedPolicySchema>;

export const entityMatchSchema = z.strictObject({
  entity: entityRowSchema,
  asOf: daySchema,
  /** Why this day, where nobody asked for one: today, or the end of the newest figures. */
  dayBecause: labelsSchema.nullable(),
  knownOn: instantSchema,
  /** The year whose figures count on this day. */
  referenceYear: z.number().int(),
  /** Best first: met by amount, nearly by what is missing, manual, unknown, the rest. */
  policies: z.array(matchedPolicySchema),
  /** The best lawful combination, in yuan. */
  total: decimalSchema,
  /** What gave way to what, in words. */
  reasons: z.array(labelsSchema),
});
export type EntityMatch = z.infer<typeof entityMatchSchema>;

export const matchQuery = {
  asOf: daySchema.optional().describe('today, or the end of the newest figures, when absent'),
  knownOn: instantSchema.optional(),
};

export const getEntityMatch = endpoint({
  method: 'GET',
  path: '/api/policies/entities/:id/match',
  summary: 'How an entity stands to every policy in force on a day, with reasons and the best combination',
  access: 'policy.read',
  params: z.strictObject({ id: idSchema }),
  query: z.strictObject(matchQuery),
  response: entityMatchSchema,
});

export const getMyPolicies = endpoint({
  method: 'GET',
  path: '/api/policies/mine',
  summary: 'My enterprise’s policies: fitting, nearly, enjoyed, each with its reasons and next step',
  access: 'enterprise.own',
  query: z.strictObject(matchQuery),
  response: entityMatchSchema,
});
export const listPolicyNotices = endpoint({
  method: 'GET',
  path: '/api/policies/notices',
  summary: 'Policies that newly fit my enterprise, newest first',
  access: 'enterprise.own',
  response: z.strictObject({ unread: z.number().int(), rows: z.array(policyNoticeSchema) }),
});
export const readPolicyNotices = endpoint({
  method: 'POST',
  path: '/api/policies/notices/read',
  summary: 'These notices have been read',
  access: 'enterprise.own',
  body: z.strictObject({ notices: z.array(idSchema).max(500) }),
  response: z.strictObject({ unread: z.number().int() }),
});
