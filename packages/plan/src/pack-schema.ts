import { designationTitles } from '@miaopu/standards';
import { z } from 'zod';
import { type Form, formsFileSchema } from './form-schema.ts';
import {
  certaintySchema,
  clauseRef,
  daySchema,
  decimalInput,
  labelsSchema,
  referenceSchema,
} from './scalars.ts';
import { type Target, targetFileSchema } from './target-schema.ts';

const remark = labelsSchema.optional();

export const planFileSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{2,63}$/),
  title: labelsSchema,
  district: z
    .string()
    .regex(/^\d{6}$/)
    .describe('GB/T 2260 code of the district, in quotes'),
  document: z.strictObject({
    title: labelsSchema,
    issuer: labelsSchema,
    issued_on: daySchema,
    number: z.string().nullable().describe('document number (文号), null where the text has none'),
    number_certainty: certaintySchema,
    recipients: labelsSchema.optional(),
  }),
  period: z.strictObject({ start: daySchema, end: daySchema }),
  base_day: daySchema.describe('the day that growth is measured against'),
  scope: z.strictObject({ clause: clauseRef, quote: z.string().min(1), words: labelsSchema }),
});

export const unitSchema = z.strictObject({
  id: referenceSchema.describe('a town’s id is its GB/T 2260 code'),
  name: labelsSchema.describe('as the plan’s text names it'),
  full_name: labelsSchema.optional(),
  aliases: z.array(z.string().min(1)).default([]),
  kind: z.enum(['district', 'department', 'town', 'group', 'office', 'association', 'zone']),
  valid_from: daySchema.nullable().default(null),
  valid_to: daySchema.nullable().default(null).describe('the first day on which it is no more'),
  validity_certainty: certaintySchema.default('certain'),
  parent: referenceSchema.optional(),
  members: z.array(referenceSchema).default([]),
  successor: z.strictObject({ unit: referenceSchema, certainty: certaintySchema, note: remark }).optional(),
  note: remark,
});
export const unitsFileSchema = z.strictObject({ units: z.array(unitSchema).min(1) });

export const clauseSchema = z.strictObject({
  id: clauseRef,
  quote: z.string().min(1).describe('the text’s own words, … for what is left out'),
  title: labelsSchema,
  kind: z.enum(['frame', 'target', 'task', 'mechanism', 'platform', 'safeguard']),
  lead: referenceSchema.optional().describe('where it differs from the section’s'),
  supporting: z
    .array(referenceSchema)
    .optional()
    .describe('in the text’s order, where it differs from the section’s'),
  asks: z.string().min(1).describe('what the clause asks for, in Chinese'),
  ambiguities: z.array(referenceSchema).default([]),
});
export const sectionSchema = z.strictObject({
  id: clauseRef,
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
  lead: referenceSchema.optional().describe('leads every clause of the section that names no other'),
  supporting: z.array(referenceSchema).default([]).describe('in the text’s order'),
  clauses: z.array(clauseSchema).min(1),
});
export const sectionsFileSchema = z.strictObject({ sections: z.array(sectionSchema).min(1) });

export const ambiguitySchema = z.strictObject({
  id: referenceSchema,
  clauses: z.array(clauseRef).default([]).describe('empty: every target'),
  question: labelsSchema,
  choices: z.array(z.strictObject({ id: referenceSchema, words: labelsSchema })).min(1),
  default: referenceSchema.describe('the choice that version 1 of the definitions takes'),
  certainty: certaintySchema.default('likely'),
});
export const ambiguitiesFileSchema = z.strictObject({ ambiguities: z.array(ambiguitySchema) });

const namedSchema = z.strictObject({
  id: referenceSchema,
  name: labelsSchema,
  clauses: z.array(clauseRef).min(1),
  note: remark,
});
export const listsFileSchema = z.strictObject({
  platforms: z.array(namedSchema),
  generic_platforms: z.array(namedSchema).default([]),
  titles: z.array(
    namedSchema.extend({
      designation: z
        .enum(Object.keys(designationTitles) as [keyof typeof designationTitles])
        .optional()
        .describe('the registry’s title where it keeps one'),
    }),
  ),
  instruments: z.array(namedSchema),
  awards: z.array(namedSchema),
});

export const decompositionSchema = z.strictObject({
  target: clauseRef,
  rows: z
    .array(z.strictObject({ unit: referenceSchema, year: z.int().min(1990).max(2100), value: decimalInput }))
    .min(1),
  origin: labelsSchema.describe('where the split comes from'),
  differs_because: z
    .string()
    .min(1)
    .nullable()
    .default(null)
    .describe('why the parts do not add up to the whole'),
});
export const decompositionFileSchema = z.strictObject({ decompositions: z.array(decompositionSchema) });

/** What units weigh, where it is not counted here: residents, land. A target is shared out over them by it. */
export const weightSchema = z.strictObject({
  id: referenceSchema,
  title: labelsSchema,
  unit: labelsSchema,
  as_of: daySchema,
  source: labelsSchema.describe('the publication or the office that has counted it'),
  certainty: certaintySchema.default('certain'),
  units: z.record(referenceSchema, z.number().nonnegative()).describe('by unit'),
});
export const weightsFileSchema = z.strictObject({ weights: z.array(weightSchema).min(1) });

export type PlanHead = z.output<typeof planFileSchema>;
export type Unit = z.output<typeof unitSchema>;
export type Clause = z.output<typeof clauseSchema>;
export type Section = z.output<typeof sectionSchema>;
export type Ambiguity = z.output<typeof ambiguitySchema>;
export type Lists = z.output<typeof listsFileSchema>;
export type Decomposition = z.output<typeof decompositionSchema>;
export type Weight = z.output<typeof weightSchema>;

/** A whole plan, checked. */
export type PlanPack = {
  readonly plan: PlanHead;
  readonly units: readonly Unit[];
  readonly sections: readonly Section[];
  readonly targets: readonly Target[];
  readonly ambiguities: readonly Ambiguity[];
  readonly lists: Lists;
  readonly decompositions: readonly Decomposition[];
  /** What units report, and how; empty while the pack has no forms. */
  readonly forms: readonly Form[];
  /** By what targets can be shared out over units, beside what is counted; empty while the pack has none. */
  readonly weights: readonly Weight[];
};

/** Which schema a file of the pack follows. `sections/…`, `targets/…` and `forms/…` may be as many files as one likes. */
export const fileSchemas = {
  'plan.yaml': planFileSchema,
  'units.yaml': unitsFileSchema,
  'sections/*.yaml': sectionsFileSchema,
  'targets/*.yaml': targetFileSchema,
  'ambiguities.yaml': ambiguitiesFileSchema,
  'lists.yaml': listsFileSchema,
  'decomposition.yaml': decompositionFileSchema,
  'forms/*.yaml': formsFileSchema,
  'weights.yaml': weightsFileSchema,
} as const;
export type FileKind = keyof typeof fileSchemas;

/** A pack may come before its forms, and without weights. */
export const optionalFiles: ReadonlySet<FileKind> = new Set(['forms/*.yaml', 'weights.yaml']);

/** The kind of a file by its name; undefined where a pack has no such file. */
export function fileKind(name: string): FileKind | undefined {
  if (/^sections\/[^/]+\.yaml$/.test(name)) return 'sections/*.yaml';
  if (/^targets\/[^/]+\.yaml$/.test(name)) return 'targets/*.yaml';
  if (/^forms\/[^/]+\.yaml$/.test(name)) return 'forms/*.yaml';
  return Object.hasOwn(fileSchemas, name) ? (name as FileKind) : undefined;
}
