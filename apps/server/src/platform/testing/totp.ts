import { codeOfStep, stepAt } from '../access/index.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function fromBase32(text: string): Buffer {
  const bits = [...text.replace(/=+$/, '')].map((sign) =>
    alphabet.indexOf(sign).toString(2).padStart(5, '0'),
  );
  const bytes = bits.join('').match(/.{8}/g) ?? [];
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)));
}

/**
 * What an authenticator shows for what it was given (`otpauth://totp/…`). Each code opens once, so a second sign-in takes the next one,
 * which is taken half a minute early.
 */
export function codeOf(uri: string, ahead: 0 | 1 = 0): string {
  return codeOfStep(fromBase32(new URL(uri).searchParams.get('secret')!), stepAt(Date.now()) + ahead);
}
