import type { RuleValue, ValueType } from './catalogue.ts';
import { isCalendarDate } from './dates.ts';
import { exactText, readExact } from './decimals.ts';
import { type Message, RuleDataError } from './errors.ts';

/** Values of a catalogue's bindings by path. null is unknown; a missing one is a mistake of the caller. */
export type Bindings = Readonly<Record<string, string | number | boolean | null>>;

/** The value of a binding as rules see it. @throws RuleDataError when it is missing or of the wrong type. */
export function bindingValue(bindings: Bindings, path: string, type: ValueType): RuleValue | null {
  const value = Object.hasOwn(bindings, path) ? bindings[path] : undefined;
  if (value === undefined) {
    throw new RuleDataError(path, { zh: `没有给出“${path}”的值`, en: `No value was given for "${path}"` });
  }
  if (value === null) return null;
  if (type === 'number') {
    const exact = readExact(value);
    if (exact !== undefined) return exactText(exact);
  } else if (type === 'boolean' ? typeof value === 'boolean' : typeof value === 'string') {
    if (type !== 'date' || isCalendarDate(value as string)) return value as RuleValue;
  }
  throw wrongValue(path, value, type);
}

const EXPECTED: Readonly<Record<ValueType, Message>> = {
  string: { zh: '文字', en: 'a text' },
  code: { zh: '文字', en: 'a text' },
  number: { zh: '不超过 60 位的十进制数', en: 'a decimal number of at most 60 digits' },
  boolean: { zh: 'true 或 false', en: 'true or false' },
  date: { zh: '形如 2018-01-31 的日期', en: 'a date such as 2018-01-31' },
};

/** The error for a value that its declared type does not allow. */
export function wrongValue(path: string, value: unknown, type: ValueType): RuleDataError {
  const shown =
    typeof value === 'string'
      ? JSON.stringify(value.slice(0, 40))
      : String(typeof value === 'object' ? Object.prototype.toString.call(value) : value);
  const expected = EXPECTED[type];
  return new RuleDataError(path, {
    zh: `“${path}”的值应是${expected.zh}，却是 ${shown}`,
    en: `The value of "${path}" must be ${expected.en}, not ${shown}`,
  });
}
