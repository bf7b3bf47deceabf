import { describe, expect, it } from 'vitest';
import { fieldsOf, formatRule, parseRule, RuleSyntaxError } from './index.ts';

function refusal(text: string): RuleSyntaxError {
  try {
    parseRule(text);
  } catch (error) {
    if (error instanceof RuleSyntaxError) return error;
    throw error;
  }
  throw new Error(`"${text.slice(0, 60)}" was accepted.`);
}

describe('reading a rule', () => {
  it('gives a tree with positions in the text', () => {
    expect(parseRule('entity.kind == "enterprise"')).toEqual({
      kind: 'compare',
      operator: '==',
      left: { kind: 'reference', path: 'entity.kind', position: { from: 0, to: 11 } },
      right: { kind: 'literal', type: 'string', value: 'enterprise', position: { from: 15, to: 27 } },
      position: { from: 0, to: 27 },
    });
  });

  it('binds operators as CEL does', () => {
    const grouped = '((a || (b && (!(c) || (((d + (e * f)) > g))))) ? h : (i ? j : k))';
    expect(formatRule(parseRule(grouped))).toBe('a || b && (!c || d + e * f > g) ? h : i ? j : k');
    expect(formatRule(parseRule('a - (b - c) - d'))).toBe('a - (b - c) - d');
    expect(formatRule(parseRule('a / (b * c)'))).toBe('a / (b * c)');
    expect(formatRule(parseRule('(a ? b : c) ? d : e'))).toBe('(a ? b : c) ? d : e');
    expect(formatRule(parseRule('!(a in ["x"]) == (b < c)'))).toBe('!(a in ["x"]) == b < c');
  });

  it('takes the digits of a number from the text, so that no decimal is rounded', () => {
    const digits = '12345678901234567890.123456789';
    expect(parseRule(digits)).toMatchObject({ type: 'number', value: digits });
    expect(parseRule('1.50')).toMatchObject({ value: '1.5' });
    expect(parseRule('2.5e3')).toMatchObject({ value: '2500' });
    expect(parseRule('0x10')).toMatchObject({ value: '16' });
    expect(parseRule('-0')).toMatchObject({ value: '0' });
    expect(parseRule('-3')).toMatchObject({ kind: 'literal', value: '-3', position: { from: 0, to: 2 } });
  });

  it('makes one flat chain of any grouping of the same operator', () => {
    const flat = parseRule('a && (b && (c && d)) && e');
    expect(flat).toMatchObject({ kind: 'and' });
    expect(fieldsOf(flat)).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(formatRule(flat)).toBe('a && b && c && d && e');
  });

  it('writes hard texts so that they read back the same', () => {
    for (const text of ['"', '\\', "'", '\n', '\t', '路桥', '😀', '\u007f', '\\n', '"); drop table e; --']) {
      const rule = parseRule(
        formatRule({ kind: 'literal', type: 'string', value: text, position: { from: 0, to: 0 } }),
      );
      expect(rule).toMatchObject({ type: 'string', value: text });
    }
  });

  it.each([
    ['', 'empty', '规则是空的'],
    ['  \n ', 'empty', '规则是空的'],
    ['a = 1', 'unexpected_character', '「=」应写成「==」'],
    ['a & b', 'unexpected_character', '「&」应写成「&&」'],
    ['a == “x”', 'unexpected_character', '「“」应写成半角的「"」'],
    ['（a）', 'unexpected_character', '「（」应写成半角的「(」'],
    ['企业 == 1', 'unexpected_character', '「企」在引号之外：文字要放在引号里，名称用英文代码'],
    ['a ==', 'unexpected_token', '规则没有写完'],
    ['(a', 'expected_token', '此处应是“)”，却是规则的结尾'],
    ['a b', 'unexpected_character', '规则到此应已结束，后面多出了内容'],
    ['"abc', 'unterminated_string', '文字缺少结尾的引号'],
    ['a in b', 'list_expected', '“in”后面应是方括号里的值，如 ["a", "b"]'],
    ['a in ["x", b]', 'list_expected', '“in”后面应是方括号里的值，如 ["a", "b"]'],
    ['date("2018-02-30")', 'invalid_date', '日期应写成 date("2018-01-31")，且历上确有此日'],
    ['date(a)', 'invalid_date', '日期应写成 date("2018-01-31")，且历上确有此日'],
    ['has()', 'wrong_argument_count', 'has( ) 里应有一个字段'],
    ['a.contains()', 'wrong_argument_count', 'contains( ) 里应有一段文字'],
    ['a.size()', 'unknown_method', '没有方法“size”，文字可用 startsWith、contains、endsWith'],
    ['a % 2', 'not_in_language', '规则语言里没有这种写法'],
    ['a[0]', 'not_in_language', '规则语言里没有这种写法'],
    ['{"a": 1}', 'not_in_language', '规则语言里没有这种写法'],
    ['b"a"', 'not_in_language', '规则语言里没有这种值'],
    ['1u', 'not_in_language', '规则语言里没有这种值'],
    ['"a".b', 'not_in_language', '“.”前面应是名称'],
    ['1e999', 'invalid_number', '数的写法不对'],
    ['while', 'reserved_identifier', '这是保留字，不能作名称'],
  ])('refuses %j and says why', (text, code, zh) => {
    const error = refusal(text);
    expect([error.code, error.messages.zh]).toEqual([code, zh]);
    expect(error.message).toBe(error.messages.en);
    expect(error.position.from).toBeLessThanOrEqual(text.length);
    expect(error.position.to).toBeLessThanOrEqual(text.length);
  });

  it('says where a mistake stands', () => {
    expect(refusal('a == 1 && date("x")').position).toEqual({ from: 10, to: 19 });
    expect(refusal('a == 1 = 2').position).toEqual({ from: 7, to: 8 });
  });
});
