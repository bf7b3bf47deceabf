import { z } from 'zod';

/** A calendar day, `2018-08-01`. The year 0, which ISO 8601 has, no calendar of ours or of the database's knows. */
export const daySchema = z.iso.date().regex(/^(?!0000)/);
/** An instant, `2018-08-01T08:00:00Z`. */
export const instantSchema = z.iso
  .datetime({ offset: true })
  .regex(/^(?!0000)/)
  // no zone of the earth is further from Greenwich, and the database takes none that is
  .regex(/(?:Z|[+-](?:0\d|1[0-5]):[0-5]\d)$/);
/** A calendar year. */
export const yearSchema = z.number().int().min(1000).max(2999);
/** Counts versions and saves, from 0 for none. */
export const versionSchema = z.number().int().min(0).max(2_147_483_647);
/** An exact decimal as text, so that no yuan is lost in floating point. */
export const decimalSchema = z
  .string()
  .max(80)
  .regex(/^-?\d+(\.\d+)?$/);
/** Identifiers travel as text: they are 64-bit. */
export const idSchema = z.string().regex(/^\d{1,18}$/);

/** What somebody is called. */
export const personNameSchema = z.string().trim().min(1).max(50);
/** Why something is done, in a few words that stand in the audit. */
export const reasonSchema = z.string().trim().min(2).max(200);

export const labelsSchema = z.strictObject({ zh: z.string(), en: z.string() });

export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(500).default(50),
  offset: z.coerce.number().int().min(0).default(0),
};

/** Every error has this form; `problems` names the fields at fault. */
export const errorSchema = z.strictObject({
  error: z.strictObject({
    code: z.string(),
    message: labelsSchema,
    requestId: z.string(),
    problems: z.array(z.strictObject({ path: z.string(), message: labelsSchema })).optional(),
  }),
});

/** The end of a link in an e-mail, of any length: one that a mail program broke off is void like any that nobody sent. */
export const linkTokenSchema = z.strictObject({ token: z.string().min(1).max(500) });
