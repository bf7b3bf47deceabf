import { z } from 'zod';
import { decimalSchema, labelsSchema } from './common.ts';
import { unitRefSchema } from './plans.ts';

/** A form of the plan pack as its readers see it: names resolved, and every cell with a label of its own. */

/** What a cell holds: a whole number, an exact decimal, yuan to the fen, words, one of several choices. */
export const reportCellTypes = ['whole', 'decimal', 'money', 'text', 'choice'] as const;
export type ReportCellType = (typeof reportCellTypes)[number];

export const reportCellSchema = z.strictObject({
  id: z.string(),
  label: labelsSchema,
  hint: labelsSchema.nullable(),
  unit: labelsSchema.nullable(),
  type: z.enum(reportCellTypes),
  /** `asked`: only people know it. `counted`: the registry has counted it, and the unit confirms or disputes it. */
  how: z.enum(['asked', 'counted']),
  /** The target, or companion of one, whose number it is. */
  target: z.string().nullable(),
  /** Which part of the target's number; a ratio is asked as numerator and denominator and never as itself. */
  part: z.enum(['value', 'numerator', 'denominator']).nullable(),
  required: z.boolean(),
  options: z.array(z.strictObject({ id: z.string(), label: labelsSchema })),
});
export type ReportCell = z.infer<typeof reportCellSchema>;

const checkShape = {
  id: z.string(),
  /** `hard` blocks a submission; `soft` wants a comment at the cell. */
  level: z.enum(['hard', 'soft']),
  /** Why it is checked, where the form says so. */
  because: labelsSchema.nullable(),
};
export const reportCheckSchema = z.discriminatedUnion('kind', [
  /** Within bounds, both included. */
  z.strictObject({
    ...checkShape,
    kind: z.literal('range'),
    cell: z.string(),
    min: decimalSchema.nullable(),
    max: decimalSchema.nullable(),
  }),
  /** At most so many percent above or below the unit's last approved period. */
  z.strictObject({ ...checkShape, kind: z.literal('last'), cell: z.string(), percent: z.number() }),
  /** At most so many percent away from what is counted of a target for the same unit and period. */
  z.strictObject({
    ...checkShape,
    kind: z.literal('computed'),
    cell: z.string(),
    target: z.string(),
    percent: z.number(),
  }),
  /** The smaller is at most the larger: those who got a loan are among those who asked for one. */
  z.strictObject({ ...checkShape, kind: z.literal('order'), smaller: z.string(), larger: z.string() }),
  /** The parts add up to the total. */
  z.strictObject({ ...checkShape, kind: z.literal('sum'), total: z.string(), parts: z.array(z.string()) }),
  /** A district's figure is the sum of what the units of another form report in the same period. */
  z.strictObject({
    ...checkShape,
    kind: z.literal('units_sum'),
    cell: z.string(),
    form: z.string(),
    of: z.string().describe('the cell of that form'),
  }),
]);
export type ReportCheck = z.infer<typeof reportCheckSchema>;

/** A file that goes with the figures. */
export const reportEvidenceSchema = z.strictObject({
  id: z.string(),
  label: labelsSchema,
  required: z.boolean(),
});

/** One signature on the way: the unit's own lead, a department, the office. */
export const reportStepSchema = z.strictObject({
  kind: z.enum(['lead', 'department', 'office']),
  /** Which department; null for the other two. */
  unit: unitRefSchema.nullable(),
  /** Whether a clerk may sign it in the lead's place. */
  clerkSigns: z.boolean(),
});
export type ReportStep = z.infer<typeof reportStepSchema>;

export const reportFormSchema = z.strictObject({
  id: z.string(),
  title: labelsSchema,
  about: labelsSchema.nullable(),
  every: z.enum(['month', 'quarter', 'year']),
  steps: z.array(reportStepSchema).min(1),
  cells: z.array(reportCellSchema),
  evidence: z.array(reportEvidenceSchema),
  checks: z.array(reportCheckSchema),
});
export type ReportForm = z.infer<typeof reportFormSchema>;

/** The forms' periods: `2018-03`, `2018Q1`, `2018`. */
export const reportPeriodSchema = z.string().regex(/^\d{4}(-(0[1-9]|1[0-2])|Q[1-4])?$/);
