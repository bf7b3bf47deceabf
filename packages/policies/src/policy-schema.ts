import { certaintySchema, daySchema, decimalInput, labelsSchema, referenceSchema } from '@miaopu/plan';
import { z } from 'zod';
import {
  answers,
  benefitKinds,
  codesOf,
  outcomes,
  policyCategories,
  policyChannels,
  policyKinds,
  policyLevels,
} from './vocabulary.ts';

/** Names within a policy, as rules may write them: `param.income_limit`, `score.technology`. */
const nameSchema = z.string().regex(/^[a-z][a-z0-9_]{0,63}$/);
const policyIdSchema = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/);
const groupSchema = z
  .string()
  .regex(/^[a-z][a-z0-9-]*(\/[a-z0-9-]+)*$/)
  .describe('such as cit/first-million');
const ruleSchema = z.string().min(1).describe('a rule: see docs/policies.md');
const citesSchema = z.string().min(1).describe('the clause of the document, such as 第二条');

export const documentSchema = z.strictObject({
  number: z.string().min(1).nullable().describe('文号, null where the document has none'),
  title: z.string().min(1),
  issuer: z.string().min(1),
  issued_on: daySchema.optional(),
  url: z.url().optional(),
});

export const parameterSchema = labelsSchema.extend({
  unit: z.enum(['yuan', 'person', 'kWh', 'item', 'ratio', 'month', 'day', 'year']).optional(),
  values: z
    .array(z.strictObject({ from: daySchema, value: decimalInput }))
    .min(1)
    .describe('each value holds from its day to the next one’s'),
});

export const termSchema = labelsSchema.extend({ rule: ruleSchema });

export const scoreItemSchema = labelsSchema.extend({
  id: nameSchema,
  cites: citesSchema,
  bands: z
    .array(z.strictObject({ when: ruleSchema, points: decimalInput }))
    .min(1)
    .describe('most points first; the first band that is met counts'),
  otherwise: decimalInput.default('0'),
});

export const scoresSchema = z.strictObject({
  groups: z.record(nameSchema, labelsSchema.extend({ items: z.array(scoreItemSchema).min(1) })),
});

const conditionHead = {
  id: nameSchema,
  cites: citesSchema,
  words: labelsSchema.optional().describe('said instead of the rule’s own sentence'),
  fixed: z.boolean().default(false).describe('nobody changes this to fit: an industry, a category'),
};
export const conditionSchema = z.union([
  z.strictObject({ ...conditionHead, rule: ruleSchema }),
  z.strictObject({ ...conditionHead, judge: labelsSchema.describe('what a person has to judge') }),
]);

export const benefitSchema = labelsSchema.extend({
  id: nameSchema,
  cites: citesSchema,
  kind: z.enum(codesOf(benefitKinds)),
  amount: ruleSchema.optional().describe('yuan a year; left out where the benefit is not money'),
  exclusive: groupSchema.optional().describe('of the benefits of one group the highest counts'),
  cap: z
    .strictObject({
      per: z.literal('enterprise_year'),
      amount: decimalInput,
      shared: groupSchema.optional().describe('the cap binds the sum of all benefits that name this'),
    })
    .optional(),
});

/** A value of a row: figures as decimals, days and codes as text. */
const givenValue = z.union([z.boolean(), decimalInput, z.string(), z.null()]);
const givenSchema = z
  .record(
    z.string(),
    z.union([givenValue, z.record(z.string(), z.union([givenValue, z.record(z.string(), givenValue)]))]),
  )
  .describe(
    'what is known, by path: entity.category, fact.revenue; entity.titles and entity.figures as maps',
  );
const situationHead = {
  name: labelsSchema,
  as_of: daySchema,
  given: givenSchema,
  judged: z.record(z.string(), z.boolean()).default({}).describe('what a person said, by condition'),
};

export const situationSchema = z.strictObject({
  ...situationHead,
  expect: z.strictObject({
    answer: z.enum(codesOf(answers)),
    nearly: z.boolean().optional(),
    conditions: z.record(nameSchema, z.enum(codesOf(outcomes))).default({}),
    benefits: z.record(nameSchema, decimalInput).default({}).describe('yuan'),
    scores: z.record(nameSchema, decimalInput).default({}),
    missing: z.array(z.string()).optional(),
  }),
});

/** One policy, one file. */
export const policySchema = z.strictObject({
  id: policyIdSchema.describe('the file’s name without .yaml'),
  title: labelsSchema,
  documents: z.array(documentSchema).min(1),
  level: z.enum(codesOf(policyLevels)),
  category: z.enum(codesOf(policyCategories)),
  kind: z.enum(codesOf(policyKinds)),
  certainty: certaintySchema,
  to_confirm: z.array(labelsSchema).default([]),
  in_force: z.strictObject({
    from: daySchema,
    to: daySchema.nullable().default(null).describe('inclusive; left out: until further notice'),
  }),
  replaces: z.array(policyIdSchema).default([]),
  stacks: z
    .strictObject({
      highest_only: z.boolean().default(false).describe('of this policy’s own benefits the highest counts'),
      top_up: labelsSchema
        .nullable()
        .default(null)
        .describe('晋级补差: who got a lower grade of the same reward gets the difference'),
      claw_back: labelsSchema.nullable().default(null),
      fair_competition: z
        .strictObject({ number: z.string().min(1), reviewed_on: daySchema })
        .nullable()
        .default(null)
        .describe('公平竞争审查 (国令第783号)'),
      conflicts: z.array(policyIdSchema).default([]),
    })
    .prefault({}),
  audience: labelsSchema,
  channel: z.enum(codesOf(policyChannels)),
  contact: referenceSchema.describe('a unit of the plan pack'),
  materials: z
    .array(
      labelsSchema.extend({
        held_by: referenceSchema.optional().describe('the unit that has it already: nobody is asked again'),
      }),
    )
    .default([]),
  summary: labelsSchema,
  parameters: z.record(nameSchema, parameterSchema).default({}),
  terms: z.record(nameSchema, termSchema).default({}),
  scores: scoresSchema.optional(),
  applies: ruleSchema.optional().describe('false: not applicable'),
  conditions: z.array(conditionSchema).default([]),
  benefits: z.array(benefitSchema).default([]),
  situations: z.array(situationSchema).default([]),
});

/** Parts of rules that several policies share. */
export const termsFileSchema = z.strictObject({ terms: z.record(nameSchema, termSchema) });

/** Situations across policies: what is enjoyed together, and what it comes to. */
export const combinationSchema = z.strictObject({
  ...situationHead,
  policies: z.array(policyIdSchema).optional().describe('those asked; left out: all in force'),
  expect: z.strictObject({
    combination: z.array(
      z.strictObject({ policy: policyIdSchema, benefit: nameSchema, amount: decimalInput.nullable() }),
    ),
    total: decimalInput.describe('yuan'),
    derived: z
      .array(z.strictObject({ name: labelsSchema, rule: ruleSchema, value: decimalInput }))
      .default([])
      .describe('such as the tax that remains: fact.taxable_income * 0.25 - total'),
  }),
});
export const combinationsFileSchema = z.strictObject({ situations: z.array(combinationSchema).min(1) });

export type Policy = z.output<typeof policySchema>;
export type PolicyDocument = z.output<typeof documentSchema>;
export type PolicyParameter = z.output<typeof parameterSchema>;
export type PolicyTerm = z.output<typeof termSchema>;
export type PolicyScores = z.output<typeof scoresSchema>;
export type ScoreItem = z.output<typeof scoreItemSchema>;
export type PolicyCondition = z.output<typeof conditionSchema>;
export type PolicyBenefit = z.output<typeof benefitSchema>;
export type PolicySituation = z.output<typeof situationSchema>;
export type CombinationSituation = z.output<typeof combinationSchema>;

/** The policies of a district with what they share, checked. */
export type PolicyLibrary = {
  readonly policies: readonly Policy[];
  readonly terms: Readonly<Record<string, PolicyTerm>>;
  readonly combinations: readonly CombinationSituation[];
};

/** Which schema a file of the library follows. */
export const fileSchemas = {
  'terms.yaml': termsFileSchema,
  'situations/*.yaml': combinationsFileSchema,
  '*.yaml': policySchema,
} as const;
export type FileKind = keyof typeof fileSchemas;

/** The kind of a file by its name; undefined where a library has no such file. */
export function fileKind(name: string): FileKind | undefined {
  if (name === 'terms.yaml') return name;
  if (/^situations\/[^/]+\.yaml$/.test(name)) return 'situations/*.yaml';
  return /^[^/]+\.yaml$/.test(name) ? '*.yaml' : undefined;
}
