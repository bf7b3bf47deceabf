import { z } from 'zod';
import { clauseRef, daySchema, decimalInput, labelsSchema, referenceSchema } from './scalars.ts';

/** What a unit is asked for, how often, until when, and who signs it: 报送 (clause 4.1.c of Luqiao's plan, and 4.4.b). */

const cellId = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/);
const cellShape = {
  id: cellId,
  label: labelsSchema.optional().describe('absent: the target’s own words'),
  hint: labelsSchema.optional(),
};

const numberTypes = ['whole', 'decimal', 'money'] as const;
const askedShape = {
  ...cellShape,
  unit: labelsSchema.optional(),
  required: z.boolean().default(true),
};
/** A number of a target that only people know. A ratio is asked as numerator and denominator. */
const targetCellSchema = z.strictObject({
  ...askedShape,
  type: z.enum(numberTypes).default('decimal').describe('money is in yuan'),
  target: clauseRef.describe('a reported target or companion'),
  part: z.enum(['value', 'numerator', 'denominator']).default('value'),
});
/** A number that is counted: it stands there already, and the unit confirms or disputes it. */
const countedCellSchema = z.strictObject({
  ...cellShape,
  counted: clauseRef.describe('a counted target or companion'),
});
/** A figure of no target, for checks and for the office's report. */
const freeCellSchema = z.strictObject({
  ...askedShape,
  type: z.enum([...numberTypes, 'text', 'choice']).default('decimal'),
  label: labelsSchema,
  options: z
    .array(z.strictObject({ id: cellId, label: labelsSchema }))
    .min(1)
    .optional()
    .describe('of a choice'),
});
export const formCellSchema = z
  .union([targetCellSchema, countedCellSchema, freeCellSchema])
  .describe('with target: a reported number; with counted: one to be confirmed; with neither: a free figure');
export type FormCell = z.output<typeof formCellSchema>;

const checkShape = {
  id: cellId,
  level: z
    .enum(['hard', 'soft'])
    .default('soft')
    .describe('hard: blocks a submission; soft: wants a comment'),
  because: labelsSchema.optional().describe('why, in a sentence that is shown with it'),
};
const percent = z.number().min(0).max(10_000);
export const formCheckSchema = z
  .union([
    z.strictObject({
      ...checkShape,
      range: z.strictObject({ cell: cellId, min: decimalInput.optional(), max: decimalInput.optional() }),
    }),
    z.strictObject({ ...checkShape, last: z.strictObject({ cell: cellId, percent }) }),
    z.strictObject({
      ...checkShape,
      computed: z.strictObject({ cell: cellId, target: clauseRef, percent: percent.default(0) }),
    }),
    z.strictObject({ ...checkShape, order: z.strictObject({ smaller: cellId, larger: cellId }) }),
    z.strictObject({
      ...checkShape,
      sum: z.strictObject({ total: cellId, parts: z.array(cellId).min(2) }),
    }),
    z.strictObject({
      ...checkShape,
      units_sum: z.strictObject({ cell: cellId, form: referenceSchema, of: cellId }),
    }),
  ])
  .describe('Exactly one of range, last, computed, order, sum, units_sum');
export type FormCheck = z.output<typeof formCheckSchema>;

const workingDays = z.int().min(0).max(250);
export const formSchema = z.strictObject({
  id: referenceSchema,
  title: labelsSchema,
  about: labelsSchema.optional(),
  units: z.array(referenceSchema).min(1).describe('who fills it; a group stands for its members'),
  every: z.enum(['month', 'quarter', 'year']),
  asked_from: daySchema
    .optional()
    .describe('periods that ended before are not asked; absent: from the plan’s first'),
  asked_until: daySchema
    .optional()
    .describe('periods that end after it are not asked any more; absent: until the plan’s last'),
  dates: z
    .strictObject({
      opens: workingDays.default(1),
      due: workingDays,
      grace: workingDays.default(0).describe('after the due day, before it counts as late'),
      locks: workingDays.describe('approved figures are locked then'),
      remind: z
        .array(z.int().min(-60).max(60))
        .default([3, 0, -1])
        .describe('so many working days before the due day; negative: after it'),
    })
    .describe('in working days after the period’s last day'),
  steps: z
    .array(
      z.union([
        z.enum(['lead', 'office']),
        z.strictObject({ department: referenceSchema }).describe('a department that looks it over'),
      ]),
    )
    .min(1)
    .describe('who signs, in order: the unit’s own lead, a department’s lead, the office'),
  clerks_sign: z.boolean().default(false).describe('true: a clerk may sign in the lead’s place'),
  cells: z.array(formCellSchema).min(1),
  evidence: z
    .array(z.strictObject({ id: cellId, label: labelsSchema, required: z.boolean().default(true) }))
    .default([]),
  checks: z.array(formCheckSchema).default([]),
});
export type Form = z.output<typeof formSchema>;

export const formsFileSchema = z.strictObject({ forms: z.array(formSchema).min(1) });
