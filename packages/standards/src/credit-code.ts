import {
  creditCheckCharacter,
  creditCheckHolds,
  organisationCheckCharacter,
  organisationCheckUnit,
} from './credit-code-alphabet.ts';
import {
  type CreditCodeProblem,
  characterProblems,
  checkProblems,
  emptyProblem,
  excelProblem,
  lengthProblem,
  structureProblems,
} from './credit-code-problems.ts';
import { isProvincePrefix, PILOT_EXCEPTIONS, REGISTRARS } from './credit-code-registrars.ts';
import { singleCharacterRepairs, suggestCode } from './credit-code-repair.ts';
import { type Message, StandardsError } from './message.ts';

export interface CreditCodeWarning {
  reason: 'pilot_exception' | 'unknown_category' | 'unknown_province' | 'individual_prefix';
  message: Message;
}

export interface ValidCreditCode {
  ok: true;
  code: string;
  registrar: { code: string } & Message;
  category: { code: string } & Message;
  /** GB/T 2260 code of the registering office; not where the enterprise stands. */
  division: string;
  organisationCode: string;
  warnings: CreditCodeWarning[];
}

export interface InvalidCreditCode {
  ok: false;
  /** The normalised text, when there was any. */
  code?: string;
  problems: CreditCodeProblem[];
  /** What was probably meant: a person must confirm it, it is never applied silently. */
  suggestion?: string;
}

export type CreditCodeResult = ValidCreditCode | InvalidCreditCode;

/**
 * NFKC (full-width to half-width), capital letters, no spaces, hyphens or zero-width marks, no leading apostrophe
 * (the one Excel users type to keep text). Does not exchange O/0 or I/1: that is only suggested.
 */
export function normaliseCreditCode(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/^['’‘`´]+/, '')
    .replace(/[\s\u200b-\u200f\u2060\ufeff\-‐‑–—]/g, '')
    .toUpperCase();
}

/**
 * Lean check for bulk work: true only for 18 normalised characters that satisfy GB 32100-2015 with the organisation
 * code inside, or for a known pilot exception. Allocates nothing.
 */
export function isValidCreditCode(code: string): boolean {
  if (code.length !== 18) return false;
  for (let i = 2; i < 8; i++) {
    const unit = code.charCodeAt(i);
    if (unit < 48 || unit > 57) return false;
  }
  if (
    creditCheckHolds(code) &&
    organisationCheckUnit(code, 8) === code.charCodeAt(16) &&
    REGISTRARS[code.charAt(0)] !== undefined
  ) {
    return true;
  }
  return PILOT_EXCEPTIONS.has(code);
}

/**
 * Checks a unified social credit code (GB 32100-2015) and says which character is wrong and why.
 * The legal form must never be read from the prefix: since 国市监注发〔2025〕58号 an enterprise may carry a 92 code.
 *
 * @param overrides further codes that are accepted although they fail their check (beside the known pilot ones)
 * @example checkCreditCode('91331004MA2ABCD13K').ok // true
 */
export function checkCreditCode(text: string, overrides?: ReadonlySet<string>): CreditCodeResult {
  const code = normaliseCreditCode(text);
  if (isValidCreditCode(code) || overrides?.has(code)) return describe(code, overrides);
  if (code === '') return { ok: false, problems: [emptyProblem()] };
  const excel = excelProblem(code);
  if (excel) return { ok: false, code, problems: [excel] };
  if (code.length !== 18) return { ok: false, code, problems: [lengthProblem(code)] };
  const problems = [...characterProblems(code), ...structureProblems(code)];
  if (problems.length === 0) problems.push(...checkProblems(code));
  const suggestion = suggestCode(code) ?? uniqueRepair(problems, code);
  return suggestion === undefined ? { ok: false, code, problems } : { ok: false, code, problems, suggestion };
}

function describe(code: string, overrides?: ReadonlySet<string>): ValidCreditCode {
  const registrar = REGISTRARS[code.charAt(0)] ?? {
    zh: '未知登记管理部门',
    en: 'unknown registrar',
    categories: {},
  };
  const category = registrar.categories[code.charAt(1)];
  const warnings: CreditCodeWarning[] = [];
  if (PILOT_EXCEPTIONS.has(code) || overrides?.has(code)) warnings.push(PILOT_WARNING);
  if (!category) warnings.push(unknownCategory(code));
  if (!isProvincePrefix(code.slice(2, 8))) warnings.push(unknownProvince(code));
  if (code.startsWith('92')) warnings.push(INDIVIDUAL_WARNING);
  return {
    ok: true,
    code,
    registrar: { code: code.charAt(0), zh: registrar.zh, en: registrar.en },
    category: {
      code: code.charAt(1),
      zh: category?.zh ?? '未知类别',
      en: category?.en ?? 'unknown category',
    },
    division: code.slice(2, 8),
    organisationCode: `${code.slice(8, 16)}-${code.charAt(16)}`,
    warnings,
  };
}

const PILOT_WARNING: CreditCodeWarning = {
  reason: 'pilot_exception',
  message: {
    zh: '该代码校验位不符合标准,但在例外清单中(试点时期发放),予以接受。',
    en: 'This code fails its check but stands on the list of exceptions (issued in the pilot); it is accepted.',
  },
};

const INDIVIDUAL_WARNING: CreditCodeWarning = {
  reason: 'individual_prefix',
  message: {
    zh: '92 开头发给个体工商户;直接变更为企业的保留原代码(国市监注发〔2025〕58号),主体类型须另看登记类型。',
    en: '92 is issued to individual businesses; after a direct conversion the enterprise keeps it, so read the legal form from its own field.',
  },
};

function unknownCategory(code: string): CreditCodeWarning {
  return {
    reason: 'unknown_category',
    message: {
      zh: `第 2 位机构类别“${code.charAt(1)}”不在标准的类别表中,请核对。`,
      en: `Position 2, category “${code.charAt(1)}”, is not in the standard's table; please verify.`,
    },
  };
}

function unknownProvince(code: string): CreditCodeWarning {
  return {
    reason: 'unknown_province',
    message: {
      zh: `第 3、4 位“${code.slice(2, 4)}”不是省级行政区划代码,请核对。`,
      en: `Positions 3 and 4, “${code.slice(2, 4)}”, are not a province's number; please verify.`,
    },
  };
}

/** When the organisation code fails too, one repair is usually left; a failing last digit alone says too little. */
function uniqueRepair(problems: CreditCodeProblem[], code: string): string | undefined {
  if (!problems.some((p) => p.reason === 'organisation_check')) return undefined;
  const repairs = singleCharacterRepairs(code);
  return repairs.length === 1 ? repairs[0]?.code : undefined;
}

/**
 * Builds a valid code for a division and an organisation body (for synthetic data).
 *
 * @param options division: six digits; body: eight characters of the credit alphabet; registrar 9 and category 1
 *   (enterprise) unless said otherwise
 * @throws StandardsError `credit_code_parts` when a part is malformed
 * @example generateCreditCode({ division: '331004', body: 'MA2ABCD1' }) // '91331004MA2ABCD13K'
 */
export function generateCreditCode(options: {
  division: string;
  body: string;
  registrar?: string;
  category?: string;
}): string {
  const { division, body, registrar = '9', category = '1' } = options;
  const head = `${registrar}${category}${division}${body}`;
  const organisation = organisationCheckCharacter(body);
  const legal = /^\d{6}$/.test(division) && head.length === 16 && REGISTRARS[registrar] && organisation;
  const check = legal ? creditCheckCharacter(head + organisation) : undefined;
  if (check === undefined) {
    throw new StandardsError('credit_code_parts', {
      zh: `不能由“${head}”生成统一社会信用代码:需要 1 位登记部门、1 位类别、6 位数字区划和 8 位主体标识。`,
      en: `No credit code can be built from “${head}”: give a registrar, a category, six digits of division and eight characters of body.`,
    });
  }
  return `${head}${organisation}${check}`;
}
