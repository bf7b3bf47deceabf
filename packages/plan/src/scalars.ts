import { z } from 'zod';

/** A calendar day, `2018-08-01`. */
export const daySchema = z.iso.date();

/** The same words in both languages. */
export const labelsSchema = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
export type Labels = z.output<typeof labelsSchema>;

/**
 * An exact decimal: written as a number or as text, kept as canonical text (`0.025`, `3000000000`), so that no yuan and no
 * share is lost in floating point.
 */
export const decimalInput = z
  .union([z.number().min(-1e15).max(1e15), z.string().regex(/^-?\d{1,18}(\.\d{1,9})?$/)])
  .transform((value) => decimalText(value));

function decimalText(value: number | string): string {
  if (typeof value === 'string') return value;
  // Numbers within the bounds above print without an exponent, unless they are tiny.
  const text = String(value);
  return text.includes('e') ? value.toFixed(12).replace(/\.?0+$/, '') : text;
}

/** How sure the pack's author is of something the plan's text does not say. */
export const certaintySchema = z.enum(['certain', 'likely', 'unsure']);

/** Clause and target ids: `2.1.a`, `2.6.h.1`, `3.1.1`. In YAML, `'2.1'` needs its quotes. */
export const clauseRef = z
  .string()
  .regex(/^\d+(\.[0-9a-z_]+)*$/)
  .describe('such as 2.1.a');

/** Ids of units, ambiguities and list entries. */
export const referenceSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/);
