import { z } from 'zod';
import { auditActions } from './audit-actions.ts';
import { daySchema, idSchema, instantSchema, labelsSchema } from './common.ts';
import { endpoint } from './endpoint.ts';

const auditActionNames = Object.keys(auditActions) as (keyof typeof auditActions)[];

/** Why the chain does not hold where it breaks. */
export const auditFaults = {
  changed: {
    zh: '这一行的内容与当时记录的不符：有人改过它。',
    en: 'What the line says is not what was recorded: somebody changed it.',
  },
  removed: { zh: '这一行已不在：有人删掉了它。', en: 'The line is gone: somebody removed it.' },
  out_of_order: {
    zh: '这一行没有接在前一行之后：有人抽掉、插入或调换过行。',
    en: 'The line does not continue the one before it: one was taken out, put in or moved.',
  },
  not_chained: {
    zh: '这一行不在链上：有人绕过系统写入了它。',
    en: 'The line is not in the chain: somebody put it in past the system.',
  },
  cut_off: {
    zh: '链的末尾缺了行：有人删掉了最后的记录。',
    en: 'The chain lacks its end: somebody removed its last lines.',
  },
  not_as_kept: {
    zh: '校验值与另行保存的不符：这一行及之前的记录被整体改写过。',
    en: 'The hash is not the one that was kept elsewhere: the chain was made anew up to this line.',
  },
} as const satisfies Readonly<Record<string, z.infer<typeof labelsSchema>>>;
const faultSchema = z.enum(Object.keys(auditFaults) as (keyof typeof auditFaults)[]);

/** Where a day's chain ends, to be kept elsewhere. */
export const auditHeadSchema = z.strictObject({
  district: z.string(),
  day: daySchema,
  lines: z.number().int().positive(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});
export type AuditHead = z.infer<typeof auditHeadSchema>;

export const auditLineSchema = z.strictObject({
  id: idSchema,
  happenedAt: instantSchema,
  actor: z.strictObject({ id: z.string(), name: z.string(), role: z.string() }),
  /** For whom they acted. */
  organisation: z.strictObject({ id: z.string(), name: labelsSchema }).nullable(),
  /** One of auditActions; a line of an older program may say another. */
  action: z.string(),
  record: z.string(),
  /** Personal fields are masked. */
  before: z.unknown(),
  after: z.unknown(),
  reason: z.string().nullable(),
  address: z.string().nullable(),
  requestId: z.string().nullable(),
});
export type AuditLineRow = z.infer<typeof auditLineSchema>;

const linesPage = z.strictObject({
  rows: z.array(auditLineSchema),
  /** Whether there are older ones. */
  more: z.boolean(),
});
const olderThan = {
  before: idSchema.optional().describe('only lines older than this one'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};

const auditFilters = {
  person: z.string().max(100).optional().describe('a part of the name, or the person’s whole number'),
  organisation: z
    .string()
    .max(100)
    .optional()
    .describe('for whom they acted: a part of the name, or the whole number'),
  record: z.string().max(200).optional().describe('a record and all below it'),
  action: z.enum(auditActionNames).optional(),
  request: z.string().max(40).optional().describe('the number of the call, as its answer said it'),
  from: daySchema.optional(),
  to: daySchema.optional(),
};

export const searchAudit = endpoint({
  method: 'GET',
  path: '/api/audit/lines',
  summary: 'Lines of the audit, newest first; reading them leaves a line',
  access: 'audit.read',
  query: z.strictObject({ ...auditFilters, ...olderThan }),
  response: linesPage,
});
export const exportAudit = endpoint({
  method: 'GET',
  path: '/api/audit/lines.xlsx',
  summary: 'The same lines as a workbook, newest first, at most 100,000',
  access: 'audit.read',
  query: z.strictObject({ ...auditFilters, lang: z.enum(['zh-CN', 'en']).default('zh-CN') }),
});
export const listAuditDays = endpoint({
  method: 'GET',
  path: '/api/audit/days',
  summary: 'The newest days of the chain, each with the hash where it ends',
  access: 'audit.read',
  query: z.strictObject({ limit: z.coerce.number().int().min(1).max(366).default(14) }),
  response: z.strictObject({ rows: z.array(auditHeadSchema) }),
});
export const getRecordHistory = endpoint({
  method: 'GET',
  path: '/api/audit/history',
  summary: 'What was done to a record and all below it, newest first',
  access: 'audit.history',
  query: z.strictObject({ record: z.string().min(1).max(200), ...olderThan }),
  response: linesPage,
});
export const verifyAudit = endpoint({
  method: 'POST',
  path: '/api/audit/verifications',
  summary: 'Proves the chain of the audit, whole or of a day, and names the first line where it breaks',
  access: 'audit.read',
  body: z.strictObject({
    day: daySchema.nullable().default(null),
    kept: z.array(auditHeadSchema).max(10_000).default([]).describe('heads that were kept elsewhere'),
  }),
  response: z.strictObject({
    lines: z.number().int(),
    forgotten: z.number().int(),
    days: z.number().int(),
    seconds: z.number(),
    head: auditHeadSchema.nullable(),
    broken: z
      .strictObject({
        day: daySchema,
        position: z.number().int().nullable(),
        line: idSchema.nullable(),
        fault: faultSchema,
      })
      .nullable(),
  }),
});
export const exportAuditHead = endpoint({
  method: 'GET',
  path: '/api/audit/heads/:day',
  summary: 'A day’s hash as a file, to be kept elsewhere',
  access: 'audit.read',
  params: z.strictObject({ day: daySchema }),
});
