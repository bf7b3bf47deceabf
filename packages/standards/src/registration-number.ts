import { isProvincePrefix } from './credit-code-registrars.ts';
import type { Message } from './message.ts';

/** 内资企业, 外资企业, 个体工商户 by the seventh digit; unknown for forms older than the standard. */
export type RegistrationKind = 'domestic' | 'foreign' | 'individual' | 'unknown';

export type RegistrationReason =
  | 'empty'
  | 'excel_number'
  | 'length'
  | 'bad_character'
  | 'check_digit'
  | 'credit_code';

export interface RegistrationWarning {
  reason: 'legacy_form' | 'unknown_province';
  message: Message;
}

export type RegistrationNumberResult =
  | {
      ok: true;
      number: string;
      /** GB/T 2260 code of the registering office. */
      division: string;
      kind: RegistrationKind;
      warnings: RegistrationWarning[];
    }
  | {
      ok: false;
      number?: string;
      problems: {
        position: number | null;
        reason: RegistrationReason;
        expected?: string;
        message: Message;
      }[];
    };

/**
 * Check digit of GS 15-2006 (ISO 7064 MOD 11,10) for 14 digits.
 * @example registrationCheckDigit('33100400001234') // '5'
 */
export function registrationCheckDigit(first14: string): string | undefined {
  if (!/^\d{14}$/.test(first14)) return undefined;
  let product = 10;
  for (const digit of first14) {
    const sum = (product + Number(digit)) % 10;
    product = ((sum === 0 ? 10 : sum) * 2) % 11;
  }
  return String((11 - product) % 10);
}

/**
 * Checks a registration number as used before the credit code: 15 digits by GS 15-2006. Older and irregular forms
 * (13 digits, the cooperatives' NA…X, one letter inside) carry no check and are accepted with a warning.
 */
export function checkRegistrationNumber(text: string): RegistrationNumberResult {
  const number = text
    .normalize('NFKC')
    .replace(/^['’‘`´]+/, '')
    .replace(/\s/g, '')
    .toUpperCase();
  if (/^\d{15}$/.test(number)) return checkStandardForm(number);
  if (isLegacyForm(number)) return accept(number, 'unknown', [legacyWarning(number)]);
  return { ok: false, ...(number === '' ? {} : { number }), problems: [formProblem(number)] };
}

function checkStandardForm(number: string): RegistrationNumberResult {
  const expected = registrationCheckDigit(number.slice(0, 14));
  if (expected === number[14]) return accept(number, kindOf(number.charAt(6)), []);
  const message = {
    zh: `注册号校验位不符:第 15 位是“${number[14]}”,按前 14 位应为“${expected}”。请对照旧执照核对。`,
    en: `The registration number's check digit fails: position 15 is “${number[14]}”, the first 14 ask for “${expected}”. Compare it with the old licence.`,
  };
  return { ok: false, number, problems: [{ position: 15, reason: 'check_digit', expected, message }] };
}

function kindOf(digit: string): RegistrationKind {
  if (digit <= '3') return 'domestic';
  return digit <= '5' ? 'foreign' : 'individual';
}

function isLegacyForm(number: string): boolean {
  return (
    /^\d{13}$/.test(number) ||
    /^\d{6}NA\d{6}X$/.test(number) ||
    /^\d{6}(?=[\dA-Z]{9}$)\d*[A-Z]\d*$/.test(number)
  );
}

function accept(
  number: string,
  kind: RegistrationKind,
  warnings: RegistrationWarning[],
): RegistrationNumberResult {
  const division = number.slice(0, 6);
  if (!isProvincePrefix(division)) {
    warnings.push({
      reason: 'unknown_province',
      message: {
        zh: `注册号前两位“${division.slice(0, 2)}”不是省级行政区划代码,请核对。`,
        en: `The number starts with “${division.slice(0, 2)}”, which is no province; please verify.`,
      },
    });
  }
  return { ok: true, number, division, kind, warnings };
}

function legacyWarning(number: string): RegistrationWarning {
  return {
    reason: 'legacy_form',
    message: {
      zh: `“${number}”是 GS 15-2006 以前或特殊格式的注册号,没有校验位可查,予以接受。`,
      en: `“${number}” is of a form older than GS 15-2006 or irregular; it has no check digit and is accepted.`,
    },
  };
}

function formProblem(number: string) {
  if (number === '') {
    return {
      position: null,
      reason: 'empty' as const,
      message: { zh: '注册号为空。', en: 'The registration number is empty.' },
    };
  }
  if (/^\d(\.\d+)?E\+?\d{1,2}$/.test(number)) {
    return {
      position: null,
      reason: 'excel_number' as const,
      message: {
        zh: `“${number}”被 Excel 当作数字处理过,请在源文件中把该列设为“文本”后重新填写。`,
        en: `“${number}” was turned into a number by Excel: format the column as text in the source file and enter it again.`,
      },
    };
  }
  if (number.length === 18) {
    return {
      position: null,
      reason: 'credit_code' as const,
      message: {
        zh: '18 位是统一社会信用代码,请填入“统一社会信用代码”列。',
        en: 'Eighteen characters are a credit code: put it into that column.',
      },
    };
  }
  const bad = number.search(/\D/);
  if (number.length === 15 && bad >= 0) {
    return {
      position: bad + 1,
      reason: 'bad_character' as const,
      expected: '0-9',
      message: {
        zh: `注册号第 ${bad + 1} 位“${number[bad]}”应为数字。`,
        en: `Position ${bad + 1} of the registration number, “${number[bad]}”, must be a digit.`,
      },
    };
  }
  return {
    position: null,
    reason: 'length' as const,
    expected: '15',
    message: {
      zh: `注册号应为 15 位(旧号 13 位),实为 ${number.length} 位。`,
      en: `A registration number has 15 digits (13 in the oldest form), this has ${number.length}.`,
    },
  };
}
