import { z } from 'zod';
import { idSchema, instantSchema, type labelsSchema, pageQuery } from './common.ts';
import { endpoint } from './endpoint.ts';

export const claimStates = ['waiting', 'approved', 'refused', 'withdrawn'] as const;
export type ClaimState = (typeof claimStates)[number];

/** What a proof may be: known by its content, whatever its name says. */
export const proofTypes = ['image/jpeg', 'image/png', 'application/pdf'] as const;
/** The largest proof, in bytes: a phone's photograph of a licence. */
export const largestProof = 8 * 1024 * 1024;

const claimId = z.strictObject({ id: idSchema });

const ownClaimSchema = z.strictObject({
  id: idSchema,
  creditCode: z.string(),
  /** As registered. */
  entityName: z.string(),
  state: z.enum(claimStates),
  claimedAt: instantSchema,
  decidedAt: instantSchema.nullable(),
  /** Why it was refused. */
  reason: z.string().nullable(),
});
export type OwnClaim = z.infer<typeof ownClaimSchema>;

export const claimEntity = endpoint({
  method: 'POST',
  path: '/api/claims',
  summary: 'Claims an enterprise by its credit code; the proof is the multipart field file',
  access: 'claim.make',
  query: z.strictObject({ creditCode: z.string().trim().min(15).max(30) }),
  response: ownClaimSchema,
});
export const listOwnClaims = endpoint({
  method: 'GET',
  path: '/api/claims/mine',
  summary: 'The person’s claims, newest first',
  access: 'claim.make',
  response: z.strictObject({ rows: z.array(ownClaimSchema) }),
});
export const withdrawClaim = endpoint({
  method: 'POST',
  path: '/api/claims/:id/withdraw',
  summary: 'Takes a claim back that was not decided yet',
  access: 'claim.make',
  params: claimId,
  response: ownClaimSchema,
});

const claimRowSchema = ownClaimSchema.extend({
  entityId: idSchema,
  claimant: z.strictObject({ id: z.string(), name: z.string(), email: z.string() }),
  decidedBy: z.string().nullable(),
});
export type ClaimRow = z.infer<typeof claimRowSchema>;

export const listClaims = endpoint({
  method: 'GET',
  path: '/api/claims',
  summary: 'Claims: those that wait, the longest waiting first; or those decided, newest first',
  access: 'claim.decide',
  query: z.strictObject({ decided: z.enum(['true', 'false']).default('false'), ...pageQuery }),
  response: z.strictObject({
    total: z.number().int(),
    waiting: z.number().int(),
    rows: z.array(claimRowSchema),
  }),
});
export const getClaim = endpoint({
  method: 'GET',
  path: '/api/claims/:id',
  summary: 'A claim with what the registry says of the enterprise',
  access: 'claim.decide',
  params: claimId,
  response: z.strictObject({
    claim: claimRowSchema,
    entity: z.strictObject({
      id: idSchema,
      versionId: idSchema,
      name: z.string(),
      creditCode: z.string().nullable(),
      status: z.string(),
      town: z.string().nullable(),
      establishedOn: z.string().nullable(),
      /** Masked: opened by POST /api/registry/entities/:id/personal, with a reason. */
      legalRepresentative: z.string().nullable(),
    }),
    proof: z.strictObject({ fileName: z.string(), mediaType: z.enum(proofTypes), size: z.number().int() }),
    /** Who acts for the enterprise already. */
    members: z.array(z.strictObject({ name: z.string(), role: z.string(), since: z.string() })),
  }),
});
export type ClaimPage = z.infer<NonNullable<typeof getClaim.response>>;

export const openProof = endpoint({
  method: 'GET',
  path: '/api/claims/:id/proof',
  summary: 'The proof of a claim, as a file; opening it leaves a line',
  access: 'claim.decide',
  params: claimId,
});
export const approveClaim = endpoint({
  method: 'POST',
  path: '/api/claims/:id/approve',
  summary: 'Makes the claimant the owner of the enterprise',
  access: 'claim.decide',
  params: claimId,
  response: claimRowSchema,
});
export const refuseClaim = endpoint({
  method: 'POST',
  path: '/api/claims/:id/refuse',
  summary: 'Refuses a claim, with the reason that the claimant is told',
  access: 'claim.decide',
  params: claimId,
  body: z.strictObject({ reason: z.string().trim().min(2).max(500) }),
  response: claimRowSchema,
});

export const claimStateNames = {
  waiting: { zh: '待审核', en: 'Waiting' },
  approved: { zh: '已通过', en: 'Approved' },
  refused: { zh: '未通过', en: 'Refused' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
} as const satisfies Readonly<Record<ClaimState, z.infer<typeof labelsSchema>>>;
