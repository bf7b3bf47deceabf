import { z } from 'zod';
import { daySchema, idSchema, instantSchema, labelsSchema, versionSchema } from './common.ts';
import { endpoint } from './endpoint.ts';
import {
  benefitCardSchema,
  conditionCardSchema,
  policyCardSchema,
  policyDifferenceSchema,
} from './policies.ts';
import { policyCostSchema } from './policies-runs.ts';

/** A draft's way: what was done last decides where it is. */
export const draftStateSchema = z.enum(['draft', 'submitted', 'returned', 'published', 'withdrawn']);
export type DraftState = z.infer<typeof draftStateSchema>;
/** What may be done to a draft. Who reviews (return, publish) is never who wrote. */
export const draftActSchema = z.enum(['submit', 'return', 'publish', 'withdraw']);
export type DraftAct = z.infer<typeof draftActSchema>;

export const policyActSchema = z.strictObject({
  act: z.enum(['drafted', 'saved', 'submitted', 'returned', 'published', 'withdrawn', 'repealed']),
  at: instantSchema,
  by: z.strictObject({ id: z.string(), name: z.string() }),
  /** Remarks of a return, the reason of a publication or repeal. */
  remark: z.string().nullable(),
  documentNumber: z.string().nullable(),
  version: versionSchema.nullable(),
});

/** Something wrong in a policy's text: where, what, and what to do. */
export const policyProblemSchema = z.strictObject({
  code: z.string(),
  line: z.number().int(),
  column: z.number().int(),
  /** The place in the policy: the value at fault, or the one that is missing. */
  path: z.array(z.union([z.string(), z.number().int()])),
  message: labelsSchema,
});

/** What the server makes of a policy's text while somebody types. */
export const draftCheckSchema = z.strictObject({
  problems: z.array(policyProblemSchema),
  /** The policy as structured data, where the text can be read as YAML. */
  content: z.record(z.string(), z.unknown()).nullable(),
  /** In words, as far as its rules can be read; null where there is nothing to read. */
  explained: z
    .strictObject({
      applies: labelsSchema.nullable(),
      conditions: z.array(conditionCardSchema),
      benefits: z.array(benefitCardSchema),
    })
    .nullable(),
  /** Its own situations, run by both ways. */
  situations: z.array(
    z.strictObject({ name: labelsSchema, ok: z.boolean(), expected: z.string(), found: z.string() }),
  ),
  /** How many of the district's entities it fits; null while its rules have errors or where it was not asked for. */
  fits: z
    .strictObject({
      asOf: daySchema,
      met: z.number().int(),
      nearly: z.number().int(),
      unknown: z.number().int(),
      manual: z.number().int(),
      ...policyCostSchema,
      milliseconds: z.number(),
    })
    .nullable(),
});

export const policyDraftSchema = z.strictObject({
  id: idSchema,
  /** The policy that it writes or amends. */
  policy: z.string(),
  /** The version it started from; null for a new policy. */
  basedOn: versionSchema.nullable(),
  title: labelsSchema.nullable(),
  state: draftStateSchema,
  /** Counts saves; a save names the one it saw. */
  revision: versionSchema,
  /** The policy as YAML (JSON is YAML, too). */
  source: z.string(),
  savedBy: z.string(),
  savedAt: instantSchema,
  acts: z.array(policyActSchema),
  /** What the reader may do to it now. */
  mayDo: z.array(draftActSchema),
  check: draftCheckSchema,
  /** Against the version in force. */
  differences: z.array(policyDifferenceSchema),
});
export type PolicyDraft = z.infer<typeof policyDraftSchema>;

const draftParams = z.strictObject({ draft: idSchema });
const sourceBody = z.string().max(256 * 1024);

export const listPolicyLibrary = endpoint({
  method: 'GET',
  path: '/api/policies/library',
  summary: 'The office’s library: every policy with its state, its open draft and how many it fits today',
  access: 'policy.read',
  query: z.strictObject({ on: daySchema.optional() }),
  response: z.strictObject({
    on: daySchema,
    rows: z.array(
      z.strictObject({
        id: z.string(),
        /** Null before the first publication. */
        card: policyCardSchema.nullable(),
        /** From the library's file, or amended here since. */
        origin: z.enum(['library', 'office']),
        draft: z
          .strictObject({
            id: idSchema,
            title: labelsSchema.nullable(),
            state: draftStateSchema,
            savedBy: z.string(),
            savedAt: instantSchema,
            /** The reader wrote in it. */
            isMine: z.boolean(),
            /** What the reader may do to it now. */
            mayDo: z.array(draftActSchema),
          })
          .nullable(),
        /** By the standings kept; null where it was not evaluated yet. */
        fits: z
          .strictObject({ met: z.number().int(), nearly: z.number().int(), ...policyCostSchema })
          .nullable(),
      }),
    ),
    /** Names of what benefits share: of one group the highest counts, or one cap binds their sum. */
    groups: z.strictObject({ exclusive: z.array(z.string()), shared: z.array(z.string()) }),
  }),
});
export const createPolicyDraft = endpoint({
  method: 'POST',
  path: '/api/policies/drafts',
  summary: 'Begins a new policy, or an amendment of one; an open draft of it is given back instead',
  access: 'policy.edit',
  body: z.strictObject({
    policy: z.string().regex(/^[a-z][a-z0-9_-]{0,63}$/),
    /** Absent: the latest version, or an empty form for a new policy. */
    source: sourceBody.optional(),
    /** Begins with the text of another policy, under the new id. */
    copyOf: z.string().max(80).optional(),
  }),
  response: policyDraftSchema,
});
export const getPolicyDraft = endpoint({
  method: 'GET',
  path: '/api/policies/drafts/:draft',
  summary: 'A draft with its problems, its words, its acts and its difference',
  access: 'policy.edit',
  params: draftParams,
  response: policyDraftSchema,
});
export const savePolicyDraft = endpoint({
  method: 'PUT',
  path: '/api/policies/drafts/:draft',
  summary: 'Saves a draft; one that somebody else saved since is refused and shows what they wrote',
  access: 'policy.edit',
  params: draftParams,
  body: z.strictObject({
    revision: versionSchema.describe('the revision the writer saw'),
    source: sourceBody,
  }),
  response: z.discriminatedUnion('saved', [
    z.strictObject({ saved: z.literal(true), draft: policyDraftSchema }),
    z.strictObject({
      saved: z.literal(false),
      theirs: z.strictObject({
        revision: versionSchema,
        source: z.string(),
        savedBy: z.string(),
        savedAt: instantSchema,
      }),
    }),
  ]),
});
export const checkPolicyDraft = endpoint({
  method: 'POST',
  path: '/api/policies/drafts/check',
  summary: 'Checks a policy’s text while it is typed, and counts whom it fits; saves nothing',
  access: 'policy.edit',
  body: z.strictObject({
    policy: z.string().max(80),
    source: sourceBody,
    count: z.boolean().default(true),
    asOf: daySchema.optional(),
  }),
  response: draftCheckSchema,
});
export const actOnPolicyDraft = endpoint({
  method: 'POST',
  path: '/api/policies/drafts/:draft/acts',
  summary: 'Submits, returns, publishes or withdraws a draft',
  access: 'policy.edit',
  params: draftParams,
  body: z.strictObject({
    act: draftActSchema,
    revision: versionSchema.describe('the revision the person saw'),
    /** A return needs remarks, a publication its reason. */
    remark: z.string().max(2000).nullable().default(null),
    documentNumber: z.string().max(100).nullable().default(null),
  }),
  response: policyDraftSchema,
});
export const listPolicyActs = endpoint({
  method: 'GET',
  path: '/api/policies/:policy/acts',
  summary: 'All that was done to a policy and its drafts, newest first',
  access: 'policy.read',
  params: z.strictObject({ policy: z.string().max(80) }),
  response: z.strictObject({ rows: z.array(policyActSchema) }),
});
export const repealPolicy = endpoint({
  method: 'POST',
  path: '/api/policies/:policy/repeal',
  summary: 'Takes a published policy out of force from a day on; its versions stay',
  access: 'policy.publish',
  params: z.strictObject({ policy: z.string().max(80) }),
  body: z.strictObject({
    from: daySchema.describe('the first day on which it is no longer in force'),
    version: versionSchema.describe('the version the person saw'),
    reason: z.string().min(1).max(2000),
    documentNumber: z.string().max(100).nullable().default(null),
  }),
  response: z.strictObject({ policy: z.string(), from: daySchema }),
});
