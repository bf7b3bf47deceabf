import { z } from 'zod';
import { instantSchema, labelsSchema, reasonSchema } from './common.ts';
import { endpoint } from './endpoint.ts';

const keptSchema = z.strictObject({
  /** `audit`, `sessions` … */
  kind: z.string(),
  name: labelsSchema,
  /** For how many days it is kept now, and where nobody decided otherwise. */
  days: z.number().int(),
  usual: z.number().int(),
  /** Not fewer. */
  least: z.number().int(),
  because: labelsSchema,
  /** The document and clause; null where none binds. */
  law: labelsSchema.nullable(),
  /** Not checked against the document's own text yet. */
  toConfirm: z.boolean(),
  decided: z.strictObject({ by: z.string(), at: instantSchema, reason: z.string() }).nullable(),
  /** When some of it was let go last, and how many records. */
  letGo: z.strictObject({ at: instantSchema, records: z.number().int() }).nullable(),
});
export type KeptKind = z.infer<typeof keptSchema>;

export const listRetention = endpoint({
  method: 'GET',
  path: '/api/retention',
  summary: 'How long each kind of record is kept, by whose word and which law',
  access: 'platform.manage',
  response: z.strictObject({ rows: z.array(keptSchema) }),
});

export const decideRetention = endpoint({
  method: 'PUT',
  path: '/api/retention/:kind',
  summary: 'Decides for how many days a kind of record is kept',
  access: 'platform.manage',
  params: z.strictObject({ kind: z.string().max(50) }),
  body: z.strictObject({
    days: z.number().int().min(1).max(36_500),
    /** The days that were shown: a change that came meanwhile is not written over unseen. */
    before: z.number().int(),
    reason: reasonSchema,
  }),
  response: keptSchema,
});
