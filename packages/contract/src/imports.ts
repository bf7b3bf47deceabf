import { z } from 'zod';
import { idSchema, instantSchema, labelsSchema } from './common.ts';
import { endpoint } from './endpoint.ts';

/** What a column of the file means: a field of the catalogue, or nothing. Facts are `revenue@2018`, a figure for a period. */
export const columnMappingSchema = z.strictObject({
  index: z.number().int().min(0),
  header: z.string(),
  field: z.string().nullable(),
  /** For amounts: what a bare number means. */
  unit: z.enum(['yuan', 'thousand_yuan', '10k_yuan', 'million_yuan', '100m_yuan']).nullable().default(null),
  /** Why we think so. */
  because: z.enum(['synonym', 'saved', 'content', 'person', 'none']).default('none'),
});
export type ColumnMapping = z.infer<typeof columnMappingSchema>;

export const importPreviewSchema = z.strictObject({
  uploadId: z.string(),
  fileName: z.string(),
  fileSize: z.number(),
  format: z.enum(['csv', 'xls', 'xlsx']),
  encoding: z.string().nullable(),
  sheet: z.string().nullable(),
  /** 1-based line or row where the header stands (the last one of a header of several rows). */
  headerLine: z.number().int(),
  columns: z.array(columnMappingSchema.extend({ samples: z.array(z.string()) })),
  /** The first rows as they would be stored, or why they would be rejected. */
  sample: z.array(
    z.strictObject({
      line: z.number().int(),
      values: z.record(z.string(), z.string().nullable()),
      problems: z.array(z.strictObject({ column: z.string().nullable(), message: labelsSchema })),
    }),
  ),
  warnings: z.array(labelsSchema),
});
export type ImportPreview = z.infer<typeof importPreviewSchema>;

export const importReportSchema = z.strictObject({
  read: z.number().int(),
  inserted: z.number().int(),
  updated: z.number().int(),
  unchanged: z.number().int(),
  rejected: z.number().int(),
  derived: z.strictObject({ town: z.number().int(), industry: z.number().int() }),
  seconds: z.number(),
  /** The commonest reasons of rejection. */
  reasons: z
    .array(z.strictObject({ code: z.string(), message: labelsSchema, rows: z.number().int() }))
    .optional(),
  warnings: z.array(labelsSchema).optional(),
});
export type ImportReport = z.infer<typeof importReportSchema>;

export const importRunSchema = z.strictObject({
  id: idSchema,
  fileName: z.string(),
  dryRun: z.boolean(),
  state: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
  /** Bytes are known from the start, rows as they come. */
  progress: z.strictObject({
    phase: z.enum(['reading', 'comparing', 'writing', 'finishing']).optional(),
    rows: z.number().int().optional(),
    bytes: z.number().optional(),
    totalBytes: z.number().optional(),
  }),
  report: importReportSchema.nullable(),
  error: labelsSchema.nullable(),
  hasRejects: z.boolean(),
  startedAt: instantSchema,
  startedBy: z.string(),
  finishedAt: instantSchema.nullable(),
});
export type ImportRun = z.infer<typeof importRunSchema>;

const runParams = z.strictObject({ id: idSchema });

export const previewImport = endpoint({
  method: 'POST',
  path: '/api/registry/imports/preview',
  summary: 'Takes a file (multipart field `file`) and says how it would be read',
  access: 'registry.import',
  response: importPreviewSchema,
});
export const remapImport = endpoint({
  method: 'POST',
  path: '/api/registry/imports/preview/:uploadId',
  summary: 'The same file with a corrected mapping',
  access: 'registry.import',
  params: z.strictObject({ uploadId: z.string() }),
  body: z.strictObject({ columns: z.array(columnMappingSchema) }),
  response: importPreviewSchema,
});
export const startImport = endpoint({
  method: 'POST',
  path: '/api/registry/imports',
  summary: 'Runs the import of an uploaded file; it goes on when the page is left',
  access: 'registry.import',
  body: z.strictObject({
    uploadId: z.string(),
    columns: z.array(columnMappingSchema),
    saveMappingAs: z.string().nullable().default(null),
    dryRun: z.boolean().default(false),
  }),
  response: z.strictObject({ id: idSchema }),
});
export const listImports = endpoint({
  method: 'GET',
  path: '/api/registry/imports',
  summary: 'Imports, newest first',
  access: 'registry.import',
  response: z.strictObject({ rows: z.array(importRunSchema) }),
});
export const getImport = endpoint({
  method: 'GET',
  path: '/api/registry/imports/:id',
  summary: 'How far an import is and what came of it',
  access: 'registry.import',
  params: runParams,
  response: importRunSchema,
});
export const cancelImport = endpoint({
  method: 'POST',
  path: '/api/registry/imports/:id/cancel',
  summary: 'Stops an import; nothing of it stays',
  access: 'registry.import',
  params: runParams,
  response: importRunSchema,
});
export const downloadRejects = endpoint({
  method: 'GET',
  path: '/api/registry/imports/:id/rejects',
  summary: 'The rejected rows in the sender’s own format with the reason, to be corrected and sent again',
  access: 'registry.import',
  params: runParams,
});
