import {
  checkCreditCode,
  checkRegistrationNumber,
  isValidCreditCode,
  normaliseCreditCode,
} from '@miaopu/standards';
import type { Derivation } from '../../fields.ts';
import { quote, type RowProblem } from './problems.ts';

export type Identity = {
  creditCode: string | null;
  registrationNumber: string | null;
  organisationCode: string | null;
  /** Set where a letter that no code has was read as the digit it looks like. */
  repaired: Derivation | null;
};

const NOBODY: Identity = {
  creditCode: null,
  registrationNumber: null,
  organisationCode: null,
  repaired: null,
};

/**
 * Reads the code column, where offices put credit codes, the old 15-digit numbers and organisation codes alike. Lower case,
 * full width and blanks are put right. O and I stand in no code: read as 0 and 1 where both check digits then agree, and
 * marked as derived; any other repair is only suggested.
 */
export function readCode(text: string, column: number, problems: RowProblem[]): Identity {
  if (text === '') return NOBODY;
  if (isValidCreditCode(text)) return { ...NOBODY, creditCode: text };
  const code = normaliseCreditCode(text);
  if (isValidCreditCode(code)) return { ...NOBODY, creditCode: code };
  if (code.length !== 18) {
    const number = checkRegistrationNumber(code);
    if (number.ok) return { ...NOBODY, registrationNumber: number.number };
    if (/^[0-9A-Z]{8}[0-9X]$/.test(code)) return { ...NOBODY, organisationCode: code };
  }
  const digits = code.replaceAll('O', '0').replaceAll('I', '1');
  if (digits !== code && isValidCreditCode(digits)) {
    return {
      ...NOBODY,
      creditCode: digits,
      repaired: { confidence: 0.99, because: `原文 ${quote(text)},字母 O、I 按数字 0、1 读` },
    };
  }
  const checked = checkCreditCode(text);
  if (checked.ok) return { ...NOBODY, creditCode: checked.code };
  const [first] = checked.problems;
  const hint = checked.suggestion;
  problems.push({
    code: 'credit_code',
    column,
    message: {
      zh: `“${quote(text)}”:${first!.message.zh}${hint === undefined ? '' : `疑为 ${hint},请核对。`}`,
      en: `“${quote(text)}”: ${first!.message.en}${hint === undefined ? '' : ` Perhaps ${hint}; please verify.`}`,
    },
  });
  return NOBODY;
}

/** Reads a 注册号 column. A credit code that stands there is taken as what it is. */
export function readRegistrationNumber(text: string, column: number, problems: RowProblem[]): Identity {
  if (text === '') return NOBODY;
  const checked = checkRegistrationNumber(text);
  if (checked.ok) return { ...NOBODY, registrationNumber: checked.number };
  const code = normaliseCreditCode(text);
  if (isValidCreditCode(code)) return { ...NOBODY, creditCode: code };
  const [first] = checked.problems;
  problems.push({
    code: 'registration_number',
    column,
    message: { zh: `“${quote(text)}”:${first!.message.zh}`, en: `“${quote(text)}”: ${first!.message.en}` },
  });
  return NOBODY;
}

/** Reads a 组织机构代码 column: 9 characters, hyphen or not. */
export function readOrganisationCode(text: string): string | null {
  const code = text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
  return /^[0-9A-Z]{8}[0-9X]$/.test(code) ? code : null;
}
