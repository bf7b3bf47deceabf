import {
  type Board,
  boards,
  type DesignationTitle,
  designationTitles,
  type FactField,
  factFields,
  type MilestoneKind,
  milestoneKinds,
  sizeClasses,
} from '@miaopu/standards';
import { z } from 'zod';
import { daySchema, decimalSchema, idSchema, instantSchema } from './common.ts';
import { endpoint } from './endpoint.ts';

/**
 * Acts by hand on what hangs off an entity: its figures, milestones and designations. Recording, ending and the like say something of
 * the world; correcting and withdrawing say that our record was wrong, and leave what was known before readable.
 */
const why = {
  reason: z.string().trim().min(1).max(500),
  evidence: z.string().trim().max(500).nullable().default(null),
};
const basedOn = instantSchema.describe(
  'the `recordedFrom` that the writer saw; a newer one refuses the write',
);

const entityParams = z.strictObject({ id: idSchema });
const recordParams = z.strictObject({ record: idSchema });
const withdrawal = z.strictObject({ basedOn, ...why });
const withdrawn = z.strictObject({ done: z.literal('withdrawn') });
const corrected = z.strictObject({ done: z.enum(['corrected', 'unchanged']) });

const fieldSchema = z.enum(Object.keys(factFields) as [FactField]);
const periodSchema = z
  .string()
  .regex(/^\d{4}(Q[1-4])?$/)
  .describe('a year `2018` or a quarter `2018Q3`');
const factParams = z.strictObject({ id: idSchema, field: fieldSchema, period: periodSchema });

export const recordFact = endpoint({
  method: 'POST',
  path: '/api/registry/entities/:id/facts',
  summary: 'A figure that we did not have; another value that is known already refuses it',
  access: 'registry.edit',
  params: entityParams,
  body: z.strictObject({ field: fieldSchema, period: periodSchema, value: decimalSchema, ...why }),
  response: z.strictObject({ done: z.enum(['recorded', 'unchanged']) }),
});
export const correctFact = endpoint({
  method: 'POST',
  path: '/api/registry/entities/:id/facts/:field/:period/correction',
  summary: 'We had the wrong figure',
  access: 'registry.edit',
  params: factParams,
  body: z.strictObject({
    value: decimalSchema,
    was: decimalSchema.describe('the value that the writer saw; another one refuses the write'),
    ...why,
  }),
  response: corrected,
});
export const withdrawFact = endpoint({
  method: 'POST',
  path: '/api/registry/entities/:id/facts/:field/:period/withdrawal',
  summary: 'There is no such figure after all: it is missing again',
  access: 'registry.edit',
  params: factParams,
  body: z.strictObject({ was: decimalSchema, ...why }),
  response: withdrawn,
});

const kindSchema = z.enum(Object.keys(milestoneKinds) as [MilestoneKind]);
const boardSchema = z.enum(Object.keys(boards) as [Board]);
const classSchema = z.enum(Object.keys(sizeClasses) as [keyof typeof sizeClasses]);
const milestoneBody = {
  kind: kindSchema,
  happenedOn: daySchema,
  related: idSchema.nullable().optional().describe('the predecessor of a conversion'),
  board: boardSchema.nullable().optional().describe('of a listing'),
  class: classSchema.nullable().optional().describe('of a rise above designated size or a fall below it'),
};

export const recordMilestone = endpoint({
  method: 'POST',
  path: '/api/registry/entities/:id/milestones',
  summary: 'A dated event in an entity’s life',
  access: 'registry.edit',
  params: entityParams,
  body: z.strictObject({ ...milestoneBody, ...why }),
  response: z.strictObject({ milestoneId: idSchema }),
});
export const correctMilestone = endpoint({
  method: 'POST',
  path: '/api/registry/milestones/:record/correction',
  summary: 'We had an event wrong; only what is given differs',
  access: 'registry.edit',
  params: recordParams,
  body: z.strictObject({
    ...milestoneBody,
    kind: kindSchema.optional(),
    happenedOn: daySchema.optional(),
    basedOn,
    ...why,
  }),
  response: corrected,
});
export const withdrawMilestone = endpoint({
  method: 'POST',
  path: '/api/registry/milestones/:record/withdrawal',
  summary: 'The event never happened',
  access: 'registry.edit',
  params: recordParams,
  body: withdrawal,
  response: withdrawn,
});

const titleSchema = z.enum(Object.keys(designationTitles) as [DesignationTitle]);
const designationBody = {
  title: titleSchema,
  level: z.string().trim().max(40).nullable().optional(),
  validFrom: daySchema,
  validTo: daySchema.nullable().optional().describe('the first day on which it is no longer held'),
  certificate: z.string().trim().max(100).nullable().optional(),
};

export const recordDesignation = endpoint({
  method: 'POST',
  path: '/api/registry/entities/:id/designations',
  summary: 'A title or status that an entity holds for a time',
  access: 'registry.edit',
  params: entityParams,
  body: z.strictObject({ ...designationBody, ...why }),
  response: z.strictObject({ designationId: idSchema }),
});
export const correctDesignation = endpoint({
  method: 'POST',
  path: '/api/registry/designations/:record/correction',
  summary: 'We had a title wrong; only what is given differs',
  access: 'registry.edit',
  params: recordParams,
  body: z.strictObject({
    ...designationBody,
    title: titleSchema.optional(),
    validFrom: daySchema.optional(),
    basedOn,
    ...why,
  }),
  response: corrected,
});
export const endDesignation = endpoint({
  method: 'POST',
  path: '/api/registry/designations/:record/end',
  summary: 'The world changed: from a day on the title is no longer held',
  access: 'registry.edit',
  params: recordParams,
  body: z.strictObject({ on: daySchema, basedOn, ...why }),
  response: z.strictObject({ done: z.enum(['ended', 'unchanged']) }),
});
export const withdrawDesignation = endpoint({
  method: 'POST',
  path: '/api/registry/designations/:record/withdrawal',
  summary: 'The title was never held',
  access: 'registry.edit',
  params: recordParams,
  body: withdrawal,
  response: withdrawn,
});
