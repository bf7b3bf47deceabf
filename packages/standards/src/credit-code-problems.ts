import {
  creditCheckCharacter,
  isCreditCharacter,
  organisationCheckCharacter,
} from './credit-code-alphabet.ts';
import { REGISTRARS } from './credit-code-registrars.ts';
import { singleCharacterRepairs } from './credit-code-repair.ts';
import type { Message } from './message.ts';

export type CreditCodeReason =
  | 'empty'
  | 'excel_number'
  | 'length'
  | 'bad_character'
  | 'registrar'
  | 'division'
  | 'organisation_check'
  | 'check_character';

export interface CreditCodeProblem {
  /** 1-based; null when the whole value is at fault (length, ruined by Excel). */
  position: number | null;
  character: string | null;
  reason: CreditCodeReason;
  /** What the standard wants there, where that can be said. */
  expected?: string;
  /** Positions where changing one character makes the whole code valid. */
  suspects?: number[];
  message: Message;
}

export function emptyProblem(): CreditCodeProblem {
  return {
    position: null,
    character: null,
    reason: 'empty',
    message: {
      zh: '统一社会信用代码为空,请填写 18 位代码。',
      en: 'The credit code is empty: give its 18 characters.',
    },
  };
}

/** Excel keeps 15 digits of a number: 9.13E+17, or 18 digits of which the last three have become 000. */
export function excelProblem(code: string): CreditCodeProblem | undefined {
  const ruined = /^\d(?:\.\d+)?E\+?\d{1,2}$/.test(code) || /^\d{15}000(?:\.0+)?$/.test(code);
  if (!ruined) return undefined;
  return {
    position: null,
    character: null,
    reason: 'excel_number',
    message: {
      zh: `“${code}”是被 Excel 当作数字处理过的代码,15 位以后的数字已丢失,无法还原。请在源文件中把该列设为“文本”后重新填写。`,
      en: `“${code}” was turned into a number by Excel; the digits after the 15th are lost. Format the column as text in the source file and enter it again.`,
    },
  };
}

export function lengthProblem(code: string): CreditCodeProblem {
  const hint = LENGTH_HINTS[code.length] ?? { zh: '', en: '' };
  return {
    position: null,
    character: null,
    reason: 'length',
    expected: '18',
    message: {
      zh: `统一社会信用代码应为 18 位,实为 ${code.length} 位。${hint.zh}`,
      en: `A credit code has 18 characters, this has ${code.length}.${hint.en}`,
    },
  };
}

const LENGTH_HINTS: Readonly<Record<number, Message>> = {
  9: { zh: '9 位可能是组织机构代码。', en: ' Nine may be an organisation code.' },
  15: { zh: '15 位可能是旧注册号,请填入“注册号”列。', en: ' Fifteen may be the old registration number.' },
};

export function characterProblems(code: string): CreditCodeProblem[] {
  const problems: CreditCodeProblem[] = [];
  for (let i = 0; i < 18; i++) {
    if (isCreditCharacter(code.charAt(i))) continue;
    problems.push({
      position: i + 1,
      character: code.charAt(i),
      reason: 'bad_character',
      message: {
        zh: `第 ${i + 1} 位“${code.charAt(i)}”不是代码允许的字符(数字和除 I、O、S、V、Z 以外的大写字母)。`,
        en: `Position ${i + 1}, “${code.charAt(i)}”, is not allowed (digits and capital letters except I, O, S, V, Z).`,
      },
    });
  }
  return problems;
}

export function structureProblems(code: string): CreditCodeProblem[] {
  const problems: CreditCodeProblem[] = [];
  if (isCreditCharacter(code.charAt(0)) && !REGISTRARS[code.charAt(0)]) {
    problems.push({
      position: 1,
      character: code.charAt(0),
      reason: 'registrar',
      expected: Object.keys(REGISTRARS).join(''),
      message: {
        zh: `第 1 位“${code.charAt(0)}”不是登记管理部门代码;企业和个体工商户应为 9。`,
        en: `Position 1, “${code.charAt(0)}”, is no registrar; enterprises and individual businesses have 9.`,
      },
    });
  }
  for (let i = 2; i < 8; i++) {
    if (!isCreditCharacter(code.charAt(i)) || /\d/.test(code.charAt(i))) continue;
    problems.push({
      position: i + 1,
      character: code.charAt(i),
      reason: 'division',
      expected: '0-9',
      message: {
        zh: `第 ${i + 1} 位“${code.charAt(i)}”应为数字(第 3 至 8 位是登记机关行政区划码)。`,
        en: `Position ${i + 1}, “${code.charAt(i)}”, must be a digit (3 to 8 are the registering office's division).`,
      },
    });
  }
  return problems;
}

/** Only for 18 legal characters in a legal structure: what the two check digits say. */
export function checkProblems(code: string): CreditCodeProblem[] {
  const problems: CreditCodeProblem[] = [];
  const suspects = [...new Set(singleCharacterRepairs(code).map((r) => r.position))];
  const where = suspects.length > 0 && suspects.length <= 3 ? suspects : undefined;
  const hintZh = where ? `最可能有误的是第 ${where.join('、')} 位。` : '请对照营业执照核对。';
  const hintEn = where
    ? ` Most likely wrong: position ${where.join(', ')}.`
    : ' Compare it with the licence.';
  const organisation = organisationCheckCharacter(code.slice(8, 16));
  if (organisation !== undefined && organisation !== code.charAt(16)) {
    problems.push({
      position: 17,
      character: code.charAt(16),
      reason: 'organisation_check',
      expected: organisation,
      suspects,
      message: {
        zh: `第 9 至 17 位的组织机构代码校验不符:第 17 位是“${code.charAt(16)}”,按前 8 位应为“${organisation}”。${hintZh}`,
        en: `The organisation code in 9 to 17 fails: position 17 is “${code.charAt(16)}”, its body asks for “${organisation}”.${hintEn}`,
      },
    });
  }
  const check = creditCheckCharacter(code);
  if (check !== undefined && check !== code.charAt(17)) {
    problems.push({
      position: 18,
      character: code.charAt(17),
      reason: 'check_character',
      expected: check,
      suspects,
      message: {
        zh: `校验位不符:第 18 位是“${code.charAt(17)}”,按前 17 位应为“${check}”。${hintZh}`,
        en: `The check character fails: position 18 is “${code.charAt(17)}”, the first 17 ask for “${check}”.${hintEn}`,
      },
    });
  }
  return problems;
}
