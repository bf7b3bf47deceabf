/**
 * The arithmetic of GB 32100-2015 (unified social credit code, 18 characters) and of
 * GB 11714-1997 (organisation code, 8 characters and a check), which stands inside it at 9 to 17.
 */

/** The 31 characters of GB 32100-2015: digits and letters without I, O, S, V, Z. A character's value is its index. */
export const CREDIT_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** W(i) = 3^(i-1) mod 31 for the positions 1 to 17. */
const CREDIT_WEIGHTS = Uint8Array.of(1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28);

/** Weights of the organisation code's eight characters. */
const ORGANISATION_WEIGHTS = Uint8Array.of(3, 7, 9, 10, 5, 8, 4, 2);

const ABSENT = 255;
const CREDIT_VALUES = valuesOf(CREDIT_ALPHABET);
const ORGANISATION_VALUES = valuesOf('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ');

function valuesOf(alphabet: string): Uint8Array {
  const values = new Uint8Array(128).fill(ABSENT);
  for (let i = 0; i < alphabet.length; i++) values[alphabet.charCodeAt(i)] = i;
  return values;
}

/** Whether the character belongs to the 31 of the standard. */
export function isCreditCharacter(character: string): boolean {
  const unit = character.charCodeAt(0);
  return character.length === 1 && unit < 128 && CREDIT_VALUES[unit] !== ABSENT;
}

/**
 * Value of the 18th character that the first 17 ask for, or -1 when a character is foreign to the alphabet.
 * Reads only the first 17 characters.
 */
export function creditCheckValue(code: string): number {
  let sum = 0;
  for (let i = 0; i < 17; i++) {
    const unit = code.charCodeAt(i);
    const value = unit < 128 ? CREDIT_VALUES[unit]! : ABSENT;
    if (value === ABSENT) return -1;
    sum += value * CREDIT_WEIGHTS[i]!;
  }
  return (31 - (sum % 31)) % 31;
}

/** The check character of GB 32100-2015 for the first 17 characters; undefined when one of them is foreign. */
export function creditCheckCharacter(first17: string): string | undefined {
  const value = creditCheckValue(first17);
  return value < 0 ? undefined : CREDIT_ALPHABET[value];
}

/**
 * Character code of the organisation code's check character for the eight characters that start at `start`,
 * or -1 when one of them is not a digit or capital letter.
 */
export function organisationCheckUnit(text: string, start: number): number {
  let sum = 0;
  for (let i = 0; i < 8; i++) {
    const unit = text.charCodeAt(start + i);
    const value = unit < 128 ? ORGANISATION_VALUES[unit]! : ABSENT;
    if (value === ABSENT) return -1;
    sum += value * ORGANISATION_WEIGHTS[i]!;
  }
  const check = 11 - (sum % 11);
  if (check === 10) return 88; // X
  return check === 11 ? 48 : 48 + check;
}

/** The check character of GB 11714-1997 for an eight-character body; undefined when the body is not one. */
export function organisationCheckCharacter(body: string): string | undefined {
  if (body.length !== 8) return undefined;
  const unit = organisationCheckUnit(body, 0);
  return unit < 0 ? undefined : String.fromCharCode(unit);
}

/** Whether position 18 holds the value the first 17 characters ask for. */
export function creditCheckHolds(code: string): boolean {
  const unit = code.charCodeAt(17);
  const want = creditCheckValue(code);
  return want >= 0 && unit < 128 && CREDIT_VALUES[unit] === want;
}
