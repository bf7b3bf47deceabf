import { createHash } from 'node:crypto';
import { largestProof, proofTypes } from '@miaopu/contract';
import type { FastifyRequest } from 'fastify';
import { kindOfContent, plainName } from '../../platform/http/index.ts';
import { claimFailure } from './errors.ts';

type MediaType = (typeof proofTypes)[number];
export type Proof = {
  readonly fileName: string;
  readonly mediaType: MediaType;
  readonly sha256: string;
  readonly content: Buffer;
};

/** Reads the proof of a claim from a multipart request. */
export async function readProof(request: FastifyRequest): Promise<Proof> {
  const file = request.isMultipart() ? await request.file({ limits: { fileSize: largestProof } }) : undefined;
  if (file === undefined || file.fieldname !== 'file') throw claimFailure('claims.no_proof');
  const tooLarge = () => claimFailure('claims.proof_too_large', { limit: largestProof / 1024 / 1024 });
  const content = await file.toBuffer().catch((error: { code?: string }) => {
    throw error.code === 'FST_REQ_FILE_TOO_LARGE' ? tooLarge() : error;
  });
  const fileName = plainName(file.filename, '证明');
  const kind = kindOfContent(content);
  const mediaType = proofTypes.find((type) => type === kind);
  if (mediaType === undefined) throw claimFailure('claims.not_a_proof', { name: fileName });
  return { fileName, mediaType, content, sha256: createHash('sha256').update(content).digest('hex') };
}
