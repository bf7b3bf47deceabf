import type { Message } from './errors.ts';

const TOKENS: Readonly<Record<string, string>> = {
  PLUS: '+',
  MINUS: '-',
  MULTIPLY: '*',
  DIVIDE: '/',
  MODULO: '%',
  EQ: '==',
  NE: '!=',
  LT: '<',
  LE: '<=',
  GT: '>',
  GE: '>=',
  AND: '&&',
  OR: '||',
  NOT: '!',
  IN: 'in',
  LPAREN: '(',
  RPAREN: ')',
  LBRACKET: '[',
  RBRACKET: ']',
  LBRACE: '{',
  RBRACE: '}',
  DOT: '.',
  COMMA: ',',
  COLON: ':',
  QUESTION: '?',
};
const KINDS: Readonly<Record<string, Message>> = {
  EOF: { zh: '规则的结尾', en: 'the end of the rule' },
  NUMBER: { zh: '一个数', en: 'a number' },
  STRING: { zh: '一段文字', en: 'a text' },
  BYTES: { zh: '一段字节', en: 'bytes' },
  BOOLEAN: { zh: 'true 或 false', en: 'true or false' },
  NULL: { zh: 'null', en: 'null' },
  IDENTIFIER: { zh: '一个名称', en: 'a name' },
};
/** What people type on a Chinese keyboard, and what it should be. */
const FULL_WIDTH: Readonly<Record<string, string>> = {
  '（': '(',
  '）': ')',
  '，': ',',
  '“': '"',
  '”': '"',
  '‘': '"',
  '’': '"',
  '＝': '==',
  '＞': '>',
  '＜': '<',
  '≥': '>=',
  '≤': '<=',
  '≠': '!=',
  '！': '!',
  '＋': '+',
  '－': '-',
  '×': '*',
  '÷': '/',
  '？': '?',
  '：': ':',
  '。': '.',
  '【': '[',
  '】': ']',
  '；': '',
  且: '&&',
  或: '||',
  '　': ' ',
};

/** The parser library's error in the words of this product. */
export function describeParseError(code: string, summary: string, text: string, from: number): Message {
  if (code === 'limit_exceeded')
    return {
      zh: '规则太长或嵌套太深，请拆成几条',
      en: 'The rule is too long or too deeply nested: split it',
    };
  if (code === 'expected_token' || code === 'unexpected_token') return describeToken(summary);
  // With quotes the parser means a whole token too many, without them one character that it does not know.
  if (summary.startsWith("Unexpected character: '"))
    return { zh: '规则到此应已结束，后面多出了内容', en: 'The rule should end here, but something follows' };
  if (code === 'unexpected_character') return describeCharacter(text.slice(from, from + 2));
  if (code.startsWith('unterminated'))
    return { zh: '文字缺少结尾的引号', en: 'A text lacks its closing quote' };
  if (code === 'newline_in_string') return { zh: '文字中不能换行', en: 'A text may not run over a line end' };
  if (code === 'reserved_identifier')
    return { zh: '这是保留字，不能作名称', en: 'This word is reserved and cannot be a name' };
  if (code.includes('escape') || code.includes('surrogate')) {
    return { zh: '文字中的转义（\\）写法不对', en: 'An escape (\\) in a text is malformed' };
  }
  if (/integer|number|exponent/.test(code)) return { zh: '数的写法不对', en: 'A number is malformed' };
  return { zh: '规则在此处无法读懂', en: 'The rule cannot be read here' };
}

function describeToken(summary: string): Message {
  const [, expected, found] = /^(?:Expected (\w+), got|Unexpected token:) (\w+)/.exec(summary) ?? [];
  const got = tokenWords(found ?? 'EOF');
  if (expected === undefined && found === 'EOF') return { zh: '规则没有写完', en: 'The rule ends too early' };
  if (expected === undefined) return { zh: `此处不应是${got.zh}`, en: `Unexpected ${got.en} here` };
  const want = tokenWords(expected);
  return { zh: `此处应是${want.zh}，却是${got.zh}`, en: `Expected ${want.en} here, found ${got.en}` };
}

function tokenWords(token: string): Message {
  const sign = TOKENS[token];
  return sign === undefined
    ? (KINDS[token] ?? { zh: token, en: token })
    : { zh: `“${sign}”`, en: `"${sign}"` };
}

function describeCharacter(characters: string): Message {
  const character = [...characters][0] ?? '';
  const ascii = Object.hasOwn(FULL_WIDTH, character) ? FULL_WIDTH[character] : undefined;
  if (ascii !== undefined && ascii !== '') {
    return {
      zh: `「${character}」应写成半角的「${ascii}」`,
      en: `Write "${ascii}" instead of "${character}"`,
    };
  }
  if (character === '=') return { zh: '「=」应写成「==」', en: 'Write "==" instead of "="' };
  if (character === '&') return { zh: '「&」应写成「&&」', en: 'Write "&&" instead of "&"' };
  if (character === '|') return { zh: '「|」应写成「||」', en: 'Write "||" instead of "|"' };
  if (/\p{L}/u.test(character)) {
    return {
      zh: `「${character}」在引号之外：文字要放在引号里，名称用英文代码`,
      en: `"${character}" stands outside quotes: quote texts, and use the codes of fields`,
    };
  }
  return {
    zh: `规则里不能有字符「${character}」`,
    en: `The character "${character}" has no place in a rule`,
  };
}
