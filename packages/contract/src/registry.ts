import { z } from 'zod';
import {
  daySchema,
  decimalSchema,
  idSchema,
  instantSchema,
  labelsSchema,
  pageQuery,
  reasonSchema,
} from './common.ts';
import { endpoint } from './endpoint.ts';

const list = (description: string) =>
  z
    .string()
    .transform((text) => text.split(',').filter(Boolean))
    .optional()
    .describe(`${description}, comma separated`);

/** The filters that search, list, count and export share: what one gives, all give. */
export const entityFilters = {
  q: z
    .string()
    .max(100)
    .optional()
    .describe('name, part of a name, pinyin initials, credit code or registration number'),
  town: list('town codes; `none` for entities whose town is unknown'),
  industry: z.string().max(4).optional().describe('industry code prefix'),
  category: list('categories'),
  status: list('statuses'),
  title: z.string().optional().describe('holds this designation today'),
  establishedFrom: daySchema.optional(),
  establishedTo: daySchema.optional(),
};

const entityOrder = {
  sort: z.enum(['name', 'establishedOn', 'town', 'industry', 'creditCode']).default('name'),
  order: z.enum(['asc', 'desc']).default('asc'),
};

export const entityRowSchema = z.strictObject({
  id: idSchema,
  name: z.string(),
  creditCode: z.string().nullable(),
  registrationNumber: z.string().nullable(),
  category: z.string(),
  legalForm: z.string().nullable(),
  status: z.string(),
  town: z.string().nullable(),
  industry: z.string().nullable(),
  establishedOn: daySchema.nullable(),
  /** Fields of this row that we derived, with our confidence from 0 to 1. */
  derived: z.record(z.string(), z.number()),
});
export type EntityRow = z.infer<typeof entityRowSchema>;

const sourceSchema = z.strictObject({
  kind: z.enum(['authority', 'person', 'import', 'simulator']),
  name: z.string(),
  department: z.string().nullable(),
  fileName: z.string().nullable(),
  recordedAt: instantSchema,
});

export const entityVersionSchema = z.strictObject({
  versionId: idSchema,
  validFrom: daySchema,
  validTo: daySchema.nullable(),
  recordedFrom: instantSchema,
  recordedTo: instantSchema.nullable(),
  act: z.enum(['registration', 'change', 'correction', 'merge', 'unmerge']),
  reason: z.string().nullable(),
  evidence: z.string().nullable(),
  source: sourceSchema,
  /** Every field of the catalogue's entity; personal ones are masked but for the enterprise itself. */
  fields: z.record(z.string(), z.string().nullable()),
  derived: z.record(z.string(), z.strictObject({ confidence: z.number(), because: z.string() })),
});

const knownSchema = {
  recordedFrom: instantSchema,
  recordedTo: instantSchema.nullable(),
  source: sourceSchema,
  /** Why a person recorded it so; null for files and transfers. */
  reason: z.string().nullable(),
  evidence: z.string().nullable(),
  /** Who put something else in its place or took it back, and why; null while it stands, or where nobody is known. */
  ended: z.strictObject({ by: z.string(), reason: z.string().nullable() }).nullable(),
};
export const milestoneSchema = z.strictObject({
  id: idSchema,
  kind: z.string(),
  happenedOn: daySchema,
  related: z.strictObject({ id: idSchema, name: z.string() }).nullable(),
  detail: z.record(z.string(), z.unknown()),
  ...knownSchema,
});
export const designationSchema = z.strictObject({
  id: idSchema,
  title: z.string(),
  level: z.string().nullable(),
  validFrom: daySchema,
  validTo: daySchema.nullable(),
  certificate: z.string().nullable(),
  ...knownSchema,
});
export const factSchema = z.strictObject({
  field: z.string(),
  period: z.string(),
  value: decimalSchema,
  ...knownSchema,
});

export const entityPageSchema = z.strictObject({
  id: idSchema,
  asOf: daySchema,
  knownOn: instantSchema,
  /** What it was on asOf as known on knownOn; null when it did not exist then or we did not know it. */
  current: entityVersionSchema.nullable(),
  /** The four populations side by side (plan, statistical, tax, bank), each with its reason. */
  populations: z.array(
    z.strictObject({
      population: z.string(),
      label: labelsSchema,
      value: z.enum(['in', 'out', 'not_covered', 'unknown']),
      reason: labelsSchema,
      rule: z.string().nullable(),
    }),
  ),
  /** All versions ever recorded, newest knowledge first. */
  versions: z.array(entityVersionSchema),
  milestones: z.array(milestoneSchema),
  designations: z.array(designationSchema),
  facts: z.array(factSchema),
  merges: z.array(
    z.strictObject({
      mergeId: idSchema,
      keptId: idSchema,
      absorbedId: idSchema,
      absorbedName: z.string(),
      reason: z.string(),
      mergedAt: instantSchema,
      mergedBy: z.string(),
      undoneAt: instantSchema.nullable(),
    }),
  ),
});
export type EntityPage = z.infer<typeof entityPageSchema>;

const entityParams = z.strictObject({ id: idSchema });
const asOfQuery = { asOf: daySchema.optional(), knownOn: instantSchema.optional() };

export const suggestEntities = endpoint({
  method: 'GET',
  path: '/api/registry/suggest',
  summary: 'Entities that match while typing, best first, at most 20',
  access: 'registry.read',
  query: z.strictObject({ q: z.string().min(1).max(100) }),
  response: z.strictObject({ rows: z.array(entityRowSchema) }),
});
export const listEntities = endpoint({
  method: 'GET',
  path: '/api/registry/entities',
  summary: 'A page of the entities that pass the filters, with their number',
  access: 'registry.read',
  query: z.strictObject({
    ...entityFilters,
    ...pageQuery,
    ...entityOrder,
  }),
  response: z.strictObject({ total: z.number().int(), rows: z.array(entityRowSchema) }),
});
export const exportEntities = endpoint({
  method: 'GET',
  path: '/api/registry/entities.xlsx',
  summary: 'The same entities as a workbook, its filters written above',
  access: 'registry.export',
  query: z.strictObject({
    ...entityFilters,
    ...entityOrder,
    columns: list('columns of the row as they stand on the screen; all when absent'),
    lang: z.enum(['zh-CN', 'en']).default('zh-CN'),
  }),
});
export const getEntity = endpoint({
  method: 'GET',
  path: '/api/registry/entities/:id',
  summary: 'An entity as of a day, as known on an instant, with all that is recorded about it',
  access: 'registry.read',
  params: entityParams,
  query: z.strictObject(asOfQuery),
  response: entityPageSchema,
});

export const openPersonal = endpoint({
  method: 'POST',
  path: '/api/registry/entities/:id/personal',
  summary: 'Opens the personal fields of a version; who, when and why is recorded',
  access: 'personal.open',
  params: entityParams,
  body: z.strictObject({ versionId: idSchema, reason: reasonSchema }),
  response: z.strictObject({ fields: z.record(z.string(), z.string().nullable()) }),
});

const fieldsBody = z.record(z.string(), z.string().nullable());
export const changeEntity = endpoint({
  method: 'POST',
  path: '/api/registry/entities/:id/changes',
  summary: 'The world changed: from a day on, these fields are different',
  access: 'registry.edit',
  params: entityParams,
  body: z.strictObject({
    effectiveOn: daySchema,
    fields: fieldsBody,
    reason: z.string().min(1),
    evidence: z.string().nullable().default(null),
    basedOn: idSchema.describe('the version the writer saw; a newer one refuses the write'),
  }),
  response: z.strictObject({ versionId: idSchema }),
});
export const correctEntity = endpoint({
  method: 'POST',
  path: '/api/registry/entities/:id/corrections',
  summary: 'We were wrong: these fields of a version have always been different',
  access: 'registry.edit',
  params: entityParams,
  body: z.strictObject({
    versionId: idSchema.describe('the version to correct; one already corrected refuses the write'),
    fields: fieldsBody,
    validFrom: daySchema
      .optional()
      .describe('the day on which the version in truth began, where that was wrong'),
    reason: z.string().min(1),
    evidence: z.string().nullable().default(null),
  }),
  response: z.strictObject({ versionId: idSchema }),
});
export const listDuplicates = endpoint({
  method: 'GET',
  path: '/api/registry/duplicates',
  summary: 'Pairs of entities that may be one, with why',
  access: 'registry.edit',
  query: z.strictObject(pageQuery),
  response: z.strictObject({
    total: z.number().int(),
    rows: z.array(
      z.strictObject({
        first: entityRowSchema,
        second: entityRowSchema,
        because: z.enum(['credit_code', 'registration_number', 'name_and_address']),
      }),
    ),
  }),
});
export const mergeEntities = endpoint({
  method: 'POST',
  path: '/api/registry/merges',
  summary: 'Two entities are one: keep the first, absorb the second',
  access: 'registry.edit',
  body: z.strictObject({ keep: idSchema, absorb: idSchema, reason: z.string().min(1) }),
  response: z.strictObject({ mergeId: idSchema }),
});
export const undoMerge = endpoint({
  method: 'POST',
  path: '/api/registry/merges/:mergeId/undo',
  summary: 'They were two after all',
  access: 'registry.edit',
  params: z.strictObject({ mergeId: idSchema }),
  response: z.strictObject({ mergeId: idSchema }),
});
