import { createHmac } from 'node:crypto';

const stepLength = 30_000;

/** The half-minute in which an instant (milliseconds) lies, counted from 1970 (RFC 6238, section 4). */
export const stepAt = (at: number): number => Math.floor(at / stepLength);

/** The six digits of a step for a secret: HMAC-SHA-1, by RFC 6238 and RFC 4226, section 5.3. */
export function codeOfStep(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha1', secret).update(counter).digest();
  const offset = digest.at(-1)! & 0xf;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** Clocks differ: the code of the step before and of the one after is taken too, as the library takes them. */
const around = [0, -1, 1];

/** Which step a code belongs to, of those that are taken at an instant; undefined where it is of none. */
export function findStep(secret: Buffer, code: string, at: number): number | undefined {
  return around.map((offset) => stepAt(at) + offset).find((step) => codeOfStep(secret, step) === code);
}
