import {
  CREDIT_ALPHABET,
  creditCheckCharacter,
  creditCheckHolds,
  organisationCheckUnit,
} from './credit-code-alphabet.ts';
import { isProvincePrefix, REGISTRARS } from './credit-code-registrars.ts';

/** Characters that people and scanners take for one another; the left one is foreign to the alphabet or easily mistyped. */
const CONFUSED: Readonly<Record<string, string>> = {
  O: '0DQ',
  I: '1',
  L: '1',
  S: '5',
  Z: '2',
  V: 'UY',
  '0': 'DQ',
  '1': 'L',
  '8': 'B',
  B: '8',
  '2': '7',
  '5': '6',
  G: '6',
  '6': 'G5',
  D: '0',
  Q: '0',
  U: 'Y',
};

/** Whether all rules of the standard hold for 18 normalised characters. */
export function satisfiesStandard(code: string): boolean {
  if (code.length !== 18 || !creditCheckHolds(code)) return false;
  if (organisationCheckUnit(code, 8) !== code.charCodeAt(16)) return false;
  const registrar = REGISTRARS[code.charAt(0)];
  return registrar !== undefined && code.charAt(1) in registrar.categories && hasPlausibleDivision(code);
}

function hasPlausibleDivision(code: string): boolean {
  for (let i = 2; i < 8; i++) {
    const unit = code.charCodeAt(i);
    if (unit < 48 || unit > 57) return false;
  }
  return isProvincePrefix(code.slice(2, 8));
}

function replaceAt(code: string, index: number, character: string): string {
  return code.slice(0, index) + character + code.slice(index + 1);
}

/** Every code that differs in one character only and satisfies the whole standard. */
export function singleCharacterRepairs(code: string): { position: number; code: string }[] {
  const found: { position: number; code: string }[] = [];
  for (let i = 0; i < 18; i++) {
    const candidates = i === 17 ? (creditCheckCharacter(code) ?? '') : CREDIT_ALPHABET;
    for (const character of candidates) {
      if (character === code.charAt(i)) continue;
      const repaired = replaceAt(code, i, character);
      if (satisfiesStandard(repaired)) found.push({ position: i + 1, code: repaired });
    }
  }
  return found;
}

/**
 * The code that was probably meant: look-alike characters (O/0, I/1, S/5, Z/2, B/8 ...) are exchanged until both
 * check digits agree. Foreign characters must all be replaced; beside them at most one legal character is.
 * Undefined when nothing fits or more than one code does.
 */
export function suggestCode(code: string): string | undefined {
  if (code.length !== 18) return undefined;
  const foreign = [...code].filter((c) => !CREDIT_ALPHABET.includes(c)).length;
  if (foreign > 4) return undefined;
  let level = [code];
  for (let i = 0; i < 18; i++) {
    if (CREDIT_ALPHABET.includes(code.charAt(i))) continue;
    level = level.flatMap((c) => [...(CONFUSED[code.charAt(i)] ?? '')].map((to) => replaceAt(c, i, to)));
  }
  const direct = level.filter(satisfiesStandard);
  if (direct.length > 0) return direct.length === 1 ? direct[0] : undefined;
  const near = new Set(level.flatMap((c) => lookAlikes(c)).filter(satisfiesStandard));
  return near.size === 1 ? [...near][0] : undefined;
}

function lookAlikes(code: string): string[] {
  const found: string[] = [];
  for (let i = 0; i < 18; i++) {
    for (const to of CONFUSED[code.charAt(i)] ?? '') found.push(replaceAt(code, i, to));
  }
  return found;
}
