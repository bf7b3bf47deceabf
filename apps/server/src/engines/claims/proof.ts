import { createHash } from 'node:crypto';
import { largestProof, type proofTypes } from '@miaopu/contract';
import type { FastifyRequest } from 'fastify';
import { plainName } from '../../platform/http/index.ts';
import { claimFailure } from './errors.ts';

type MediaType = (typeof proofTypes)[number];
export type Proof = {
  readonly fileName: string;
  readonly mediaType: MediaType;
  readonly sha256: string;
  readonly content: Buffer;
};

const begins = (content: Buffer, ...bytes: number[]) =>
  content.subarray(0, bytes.length).equals(Buffer.from(bytes));

/** What a file is by its content: its beginning, and where the format has one, its end, so that half a file is none. */
export function typeOfProof(content: Buffer): MediaType | undefined {
  const end = content.subarray(-1024).toString('latin1');
  if (begins(content, 0xff, 0xd8, 0xff) && end.includes('\xff\xd9')) return 'image/jpeg';
  if (begins(content, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a) && end.includes('IEND'))
    return 'image/png';
  if (content.subarray(0, 5).toString('latin1') === '%PDF-' && end.includes('%%EOF'))
    return 'application/pdf';
  return undefined;
}

/** Reads the proof of a claim from a multipart request. */
export async function readProof(request: FastifyRequest): Promise<Proof> {
  const file = request.isMultipart() ? await request.file({ limits: { fileSize: largestProof } }) : undefined;
  if (file === undefined || file.fieldname !== 'file') throw claimFailure('claims.no_proof');
  const tooLarge = () => claimFailure('claims.proof_too_large', { limit: largestProof / 1024 / 1024 });
  const content = await file.toBuffer().catch((error: { code?: string }) => {
    throw error.code === 'FST_REQ_FILE_TOO_LARGE' ? tooLarge() : error;
  });
  const fileName = plainName(file.filename, '证明');
  const mediaType = typeOfProof(content);
  if (mediaType === undefined) throw claimFailure('claims.not_a_proof', { name: fileName });
  return { fileName, mediaType, content, sha256: createHash('sha256').update(content).digest('hex') };
}
