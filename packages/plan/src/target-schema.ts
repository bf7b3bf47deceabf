import { z } from 'zod';
import { measureSchema } from './measure.ts';
import { clauseRef, daySchema, decimalInput, labelsSchema, referenceSchema } from './scalars.ts';

/** What the number is: it decides how goals split and how progress is judged. */
export const targetKindSchema = z.enum([
  'count',
  'growth',
  'ratio',
  'coverage',
  'range',
  'money',
  'area',
  'times',
  'stock',
]);
export type TargetKind = z.output<typeof targetKindSchema>;

export const goalSchema = z.strictObject({
  form: z
    .enum(['at_least', 'exactly', 'about', 'within', 'none'])
    .describe(
      'as the text puts it: 以上 at_least, a bare number exactly, 左右 about, 维持在 within, no value none',
    ),
  value: decimalInput.optional().describe('money in yuan, shares and growth as fractions of one'),
  low: decimalInput.optional().describe('lower end of about or within'),
  high: decimalInput.optional().describe('upper end of about or within'),
  words: labelsSchema.describe('the number as the text writes it'),
  set_by: referenceSchema.optional().describe('the unit that sets a range the text leaves open'),
  note: labelsSchema.optional(),
});
export type Goal = z.output<typeof goalSchema>;

/** The 口径 in words, version 1. */
export const definitionSchema = z.strictObject({
  numerator: labelsSchema,
  denominator: labelsSchema.nullable(),
  baseline: labelsSchema.nullable(),
  basis: z.enum(['gross', 'net', 'none']),
  distinct: labelsSchema.nullable().describe('the key that removes duplicates'),
  evidence: labelsSchema,
  source: referenceSchema.describe('the unit that the data comes from'),
  note: labelsSchema.optional(),
});
export type Definition = z.output<typeof definitionSchema>;

const companionSchema = z.strictObject({
  id: clauseRef,
  title: labelsSchema,
  kind: targetKindSchema,
  unit: labelsSchema,
  measure: measureSchema,
  note: labelsSchema.optional(),
});
/** A second number shown beside a target's own, where one number would hide something. */
export type Companion = z.output<typeof companionSchema>;

export const targetSchema = z.strictObject({
  id: clauseRef,
  clause: clauseRef,
  quote: z.string().min(1).describe('the text’s own words, … for what is left out'),
  title: labelsSchema,
  obligation: z
    .enum(['target', 'ratio', 'duty'])
    .default('target')
    .describe('target: quantified; ratio: to be raised, no value named; duty: to be done so often'),
  kind: targetKindSchema,
  direction: z.enum(['up', 'down', 'within']).default('up'),
  unit: labelsSchema.describe('unit of the value as people read it'),
  goal: goalSchema,
  holds: z
    .enum(['total', 'yearly'])
    .default('total')
    .describe('total: to be reached over the period; yearly: to hold in every year'),
  period: z
    .strictObject({ start: daySchema, end: daySchema })
    .optional()
    .describe('where it differs from the plan’s'),
  lead: referenceSchema,
  supporting: z.array(referenceSchema).default([]).describe('in the text’s order'),
  part_of: clauseRef.optional().describe('the target whose rows this one is counted among'),
  ambiguities: z
    .array(referenceSchema)
    .default([])
    .describe('ambiguities that the definition decides; the main one first'),
  definition: definitionSchema,
  measure: measureSchema,
  companions: z.array(companionSchema).default([]),
});

export const targetFileSchema = z.strictObject({
  group: z.string().min(1).describe('the section whose group these targets form'),
  targets: z.array(targetSchema).min(1),
});

/** A target with the group its file names. */
export type Target = z.output<typeof targetSchema> & { readonly group: string };
