import {
  checkCreditCode,
  checkRegistrationNumber,
  divisionCoverage,
  entityFields,
  findDivision,
  findIndustry,
  isWithin,
} from '@miaopu/standards';
import type { Message, Problem } from '../../platform/errors/index.ts';
import { isDay } from './days.ts';
import { registryFailure } from './errors.ts';
import { type EntityColumn, isEntityColumn, isRequired } from './fields.ts';
import type { StatedFields } from './history/timeline.ts';

type Checked = { readonly value: string } | { readonly problem: Message };

const checks: Readonly<Partial<Record<EntityColumn, (text: string, district: string) => Checked>>> = {
  credit_code: checkCode,
  registration_number: checkOldNumber,
  established_on: checkDay,
  ended_on: checkDay,
  capital: checkCapital,
  currency: checkCurrency,
  industry: checkIndustry,
  town: checkTown,
  legal_representative: checkPersonal,
  phone: checkPersonal,
};

/**
 * Takes the fields that a person states, in the catalogue's names, and brings them to the form the registry keeps.
 * An empty text means that there is none.
 *
 * @throws registry.fields_invalid naming every field at fault
 */
export function takeStatedFields(
  district: string,
  given: Readonly<Record<string, string | null>>,
): StatedFields {
  const problems: Problem[] = [];
  const stated: Partial<Record<EntityColumn, string | null>> = {};
  for (const [name, raw] of Object.entries(given)) {
    const checked = isEntityColumn(name) ? checkField(name, raw, district) : { problem: unknownField };
    if ('problem' in checked) problems.push({ path: `fields.${name}`, message: checked.problem });
    else stated[name as EntityColumn] = checked.value;
  }
  if (problems.length === 0 && Object.keys(stated).length === 0)
    problems.push({ path: 'fields', message: nothingStated });
  if (problems.length > 0) throw registryFailure('registry.fields_invalid', {}, problems);
  return stated;
}

function checkField(
  column: EntityColumn,
  raw: string | null,
  district: string,
): Checked | { readonly value: null } {
  const text = raw?.normalize('NFC').replaceAll('\0', '').trim() ?? '';
  if (text === '') return isRequired(column) ? { problem: missing } : { value: null };
  const field = column === 'currency' ? undefined : entityFields[column];
  if (field !== undefined && 'values' in field && !(text in field.values))
    return { problem: notAmong(Object.keys(field.values)) };
  if (text.length > 20_000) return { problem: tooLong };
  return checks[column]?.(text, district) ?? { value: text };
}

const unknownField: Message = {
  zh: '没有这个字段,请使用字段目录中的名称。',
  en: 'There is no such field: use a name of the field catalogue.',
};
const nothingStated: Message = {
  zh: '没有填写任何字段,请至少修改一项。',
  en: 'No field was given: change at least one.',
};
const missing: Message = {
  zh: '此项不能为空,请填写。',
  en: 'This may not be empty: fill it in.',
};
const tooLong: Message = {
  zh: '内容过长,请控制在 20000 字以内。',
  en: 'This is too long: keep it within 20,000 characters.',
};

function notAmong(values: readonly string[]): Message {
  const list = values.join(', ');
  return {
    zh: `不是可用的值,请从这些中选择:${list}。`,
    en: `Not one of the values: choose from ${list}.`,
  };
}

function checkCode(text: string): Checked {
  const result = checkCreditCode(text);
  return result.ok ? { value: result.code } : { problem: result.problems[0]!.message };
}

function checkOldNumber(text: string): Checked {
  const result = checkRegistrationNumber(text);
  return result.ok ? { value: result.number } : { problem: result.problems[0]!.message };
}

function checkDay(text: string): Checked {
  if (isDay(text)) return { value: text };
  return {
    problem: {
      zh: `“${text}”不是有效日期,请写成 2018-08-01。`,
      en: `“${text}” is not a day: write it as 2018-08-01.`,
    },
  };
}

function checkCapital(text: string): Checked {
  const match = /^(\d{1,18})(?:\.(\d{1,2})0*)?$/.exec(text);
  if (match === null) {
    return {
      problem: {
        zh: `“${text}”不是金额,请按元填写数字,最多两位小数,如 500000.00。`,
        en: `“${text}” is not an amount: give a number in units of the currency with at most two decimals, such as 500000.00.`,
      },
    };
  }
  return { value: `${match[1]!.replace(/^0+(?=\d)/, '')}.${(match[2] ?? '').padEnd(2, '0')}` };
}

function checkCurrency(text: string): Checked {
  if (/^[A-Z]{3}$/.test(text)) return { value: text };
  return {
    problem: {
      zh: `“${text}”不是币种代码,请使用三位字母,如 CNY、USD。`,
      en: `“${text}” is not a currency code: use three letters, such as CNY or USD.`,
    },
  };
}

function checkIndustry(text: string): Checked {
  const industry = findIndustry(text);
  if (industry !== undefined && industry.level !== 'section') return { value: industry.code };
  return {
    problem: {
      zh: `“${text}”不是国民经济行业分类(GB/T 4754-2017)的代码,请填写 2 至 4 位代码,如 3311。`,
      en: `“${text}” is not a code of GB/T 4754-2017: give two to four digits, such as 3311.`,
    },
  };
}

function checkPersonal(text: string): Checked {
  if (!text.includes('*')) return { value: text };
  return {
    problem: {
      zh: '这是隐去了一部分的内容,请填写完整的内容。',
      en: 'A part of this is hidden: give the whole.',
    },
  };
}

function checkTown(text: string, district: string): Checked {
  const known = divisionCoverage.towns.some((covered) => district.startsWith(covered));
  const fits = known
    ? findDivision(text)?.level === 'town' && isWithin(text, district)
    : text.startsWith(district);
  if (fits) return { value: text };
  return {
    problem: {
      zh: `“${text}”不是本区(${district})镇(街道)的代码,请从列表中选择。`,
      en: `“${text}” is not the code of a town of this district (${district}): choose one from the list.`,
    },
  };
}
