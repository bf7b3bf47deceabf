import type { CompareOperator, TextMethod } from './ast.ts';

export type Language = 'zh' | 'en';

/** The sentences of one language. Every text given in is already in that language. */
export interface Words {
  readonly and: (parts: readonly string[]) => string;
  readonly or: (parts: readonly string[]) => string;
  readonly group: (text: string) => string;
  readonly not: (text: string) => string;
  readonly opposite: (label: string) => string | undefined;
  readonly known: (subject: string) => string;
  readonly unknown: (subject: string) => string;
  readonly truth: (value: boolean) => string;
  readonly judged: (words: string) => string;
  readonly nothing: string;
  readonly quoted: (text: string) => string;
  readonly compare: Readonly<
    Record<
      'text' | 'number' | 'date',
      Readonly<Record<CompareOperator, (left: string, right: string) => string>>
    >
  >;
  readonly agree: (left: string, right: string) => string;
  readonly differ: (left: string, right: string) => string;
  readonly between: (subject: string, low: string, high: string) => string;
  readonly oneOf: (subject: string, items: readonly string[], more: number) => string;
  readonly noneOf: (subject: string, items: readonly string[], more: number) => string;
  readonly method: Readonly<Record<TextMethod, (text: string, part: string) => string>>;
  readonly notMethod: Readonly<Record<TextMethod, (text: string, part: string) => string>>;
  readonly choose: (condition: string, then: string, otherwise: string) => string;
  readonly date: (text: string) => string;
  readonly number: (value: string) => string;
  readonly amount: (value: string, unit: string) => string;
  readonly listed: (items: readonly string[]) => string;
  readonly call: (name: string, args: readonly string[]) => string;
}

/** Puts `word` between two texts. */
function infix(word: string): (left: string, right: string) => string {
  return (left, right) => `${left}${word}${right}`;
}

const zh: Words = {
  and: (parts) => parts.join('且'),
  or: (parts) => parts.join('或'),
  group: (text) => `（${text}）`,
  not: (text) => `并非“${text}”`,
  opposite: oppositeBy([
    ['已', '未'],
    ['在', '不在'],
    ['是', '不是'],
    ['有', '没有'],
    ['属于', '不属于'],
  ]),
  known: (subject) => `已知${subject}`,
  unknown: (subject) => `不知${subject}`,
  truth: (value) => (value ? '是' : '否'),
  judged: (words) => `由人工判断：“${words}”`,
  nothing: '不知',
  quoted: (text) => `“${text}”`,
  compare: {
    text: {
      '==': infix('为'),
      '!=': infix('不为'),
      '<': infix('小于'),
      '<=': infix('不大于'),
      '>': infix('大于'),
      '>=': infix('不小于'),
    },
    number: {
      '==': infix('等于'),
      '!=': infix('不等于'),
      '<': infix('低于'),
      '<=': infix('不高于'),
      '>': infix('高于'),
      '>=': infix('不低于'),
    },
    date: {
      '==': infix('为'),
      '!=': infix('不为'),
      '<': infix('早于'),
      '<=': infix('不晚于'),
      '>': infix('晚于'),
      '>=': infix('不早于'),
    },
  },
  agree: (left, right) => `“${left}”与“${right}”一致`,
  differ: (left, right) => `“${left}”与“${right}”不一致`,
  between: (subject, low, high) => `${subject}在${low}至${high}之间（含）`,
  oneOf: (subject, items, more) => `${subject}为${list(items, more)}`,
  noneOf: (subject, items, more) =>
    `${subject}不为${items.length + more === 1 ? items[0] : `${listed(items, more)}中任何一个`}`,
  method: {
    startsWith: (text, part) => `${text}以${part}开头`,
    contains: (text, part) => `${text}含${part}`,
    endsWith: (text, part) => `${text}以${part}结尾`,
  },
  notMethod: {
    startsWith: (text, part) => `${text}不以${part}开头`,
    contains: (text, part) => `${text}不含${part}`,
    endsWith: (text, part) => `${text}不以${part}结尾`,
  },
  choose: (condition, then, otherwise) => `若${condition}，则为${then}，否则为${otherwise}`,
  date: (text) => `${Number(text.slice(0, 4))}年${Number(text.slice(5, 7))}月${Number(text.slice(8))}日`,
  number: (value) => value,
  amount: (value, unit) => `${value}${unit}`,
  listed: (items) => items.join('、'),
  call: (name, args) => `${name}（${args.join('，')}）`,
};

// “之一” closes the list, so that an “或” after it is not taken for its last value.
function list(items: readonly string[], more: number): string {
  return items.length + more === 1 ? items[0]! : `${listed(items, more)}之一`;
}

function listed(items: readonly string[], more: number): string {
  return more > 0 ? `${items.join('、')}等 ${items.length + more} 项` : items.join('、');
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

const en: Words = {
  and: (parts) => parts.join(' and '),
  or: (parts) => parts.join(' or '),
  group: (text) => `(${text})`,
  not: (text) => `it is not so that ${text}`,
  opposite: oppositeBy([
    ['is ', 'is not '],
    ['has ', 'does not have '],
    ['holds ', 'does not hold '],
  ]),
  known: (subject) => `${subject} is known`,
  unknown: (subject) => `${subject} is not known`,
  truth: (value) => (value ? 'yes' : 'no'),
  judged: (words) => `a person judges that “${words}”`,
  nothing: 'unknown',
  quoted: (text) => `“${text}”`,
  compare: {
    text: {
      '==': infix(' is '),
      '!=': infix(' is not '),
      '<': infix(' is below '),
      '<=': infix(' is at most '),
      '>': infix(' is above '),
      '>=': infix(' is at least '),
    },
    number: {
      '==': infix(' is '),
      '!=': infix(' is not '),
      '<': infix(' is less than '),
      '<=': infix(' is at most '),
      '>': infix(' is more than '),
      '>=': infix(' is at least '),
    },
    date: {
      '==': infix(' is '),
      '!=': infix(' is not '),
      '<': infix(' is before '),
      '<=': infix(' is on or before '),
      '>': infix(' is after '),
      '>=': infix(' is on or after '),
    },
  },
  agree: (left, right) => `“${left}” is the same as “${right}”`,
  differ: (left, right) => `“${left}” is not the same as “${right}”`,
  between: (subject, low, high) => `${subject} is between ${low} and ${high} inclusive`,
  oneOf: (subject, items, more) =>
    `${subject} is ${items.length + more === 1 ? items[0] : `one of ${englishList(items, more)}`}`,
  noneOf: (subject, items, more) =>
    `${subject} is ${items.length + more === 1 ? `not ${items[0]}` : `none of ${englishList(items, more)}`}`,
  method: {
    startsWith: infix(' starts with '),
    contains: infix(' contains '),
    endsWith: infix(' ends with '),
  },
  notMethod: {
    startsWith: infix(' does not start with '),
    contains: infix(' does not contain '),
    endsWith: infix(' does not end with '),
  },
  choose: (condition, then, otherwise) => `${then} if ${condition}, otherwise ${otherwise}`,
  date: (text) =>
    `${Number(text.slice(8))} ${MONTHS[Number(text.slice(5, 7)) - 1]} ${Number(text.slice(0, 4))}`,
  number: (value) => value.replace(/^-?\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ',')),
  amount: (value, unit) => `${value} ${unit}`,
  listed: (items) => items.join(', '),
  call: (name, args) => `${name} (${args.join(', ')})`,
};

function englishList(items: readonly string[], more: number): string {
  return more > 0 ? `${items.length + more} values (${items.join(', ')} …)` : items.join(', ');
}

/** The opposite of a predicate's words by their first word: 已注销 is 未注销. */
function oppositeBy(
  beginnings: readonly (readonly [string, string])[],
): (label: string) => string | undefined {
  return (label) => {
    const found = beginnings.find(([beginning]) => label.startsWith(beginning));
    return found === undefined ? undefined : `${found[1]}${label.slice(found[0].length)}`;
  };
}

export const wordsOf: Readonly<Record<Language, Words>> = { zh, en };
