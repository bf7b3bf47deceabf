import { describe, expect, it } from 'vitest';
import { explainRule, parseRule, wordsOfValue } from './index.ts';
import { testCatalogue } from './testing/catalogue.ts';

describe('a rule in words', () => {
  it.each([
    [
      'milestone.kind == "established" && entity.kind == "enterprise" && entity.in_scope',
      '事件为“设立”且主体类别为“企业”且在计划口径内',
      'event is “established” and kind is “enterprise” and is within the plan’s scope',
    ],
    [
      'milestone.on >= plan.start && milestone.on <= date("2018-03-31")',
      '事件日期在计划起始日至2018年3月31日之间（含）',
      'event date is between the plan’s start and 31 March 2018 inclusive',
    ],
    ['entity.founded_on < asOf', '成立日期早于统计截止日', 'founding date is before the as-of day'],
    ['!(entity.employees < 20)', '从业人数不低于20人', 'employees is at least 20 people'],
    ['entity.revenue >= 20000000', '营业收入不低于2000万元', 'revenue is at least 20,000,000 yuan'],
    ['entity.revenue >= 12345.678', '营业收入不低于12345.678元', 'revenue is at least 12,345.678 yuan'],
    [
      'entity.rd / entity.revenue >= 0.025',
      '研发费用 ÷ 营业收入不低于2.5%',
      'R&D expense ÷ revenue is at least 2.5%',
    ],
    [
      '(entity.rd + entity.revenue) * 2 > 1',
      '（研发费用 + 营业收入） × 2高于1元',
      '(R&D expense + revenue) × 2 is more than 1 yuan',
    ],
    [
      'entity.rd - (entity.revenue - 1) > 1',
      '研发费用 − （营业收入 − 1）高于1元',
      'R&D expense − (revenue − 1) is more than 1 yuan',
    ],
    [
      '!entity.in_scope && !entity.closed',
      '不在计划口径内且未注销',
      'is outside the plan’s scope and is not closed',
    ],
    ['entity.closed == false', '未注销', 'is not closed'],
    [
      '!(entity.in_scope && entity.closed)',
      '并非“在计划口径内且已注销”',
      'it is not so that is within the plan’s scope and is closed',
    ],
    [
      'entity.in_scope && (entity.closed || has(entity.rd))',
      '在计划口径内且（已注销或已知研发费用）',
      'is within the plan’s scope and (is closed or R&D expense is known)',
    ],
    ['!has(entity.rd)', '不知研发费用', 'R&D expense is not known'],
    [
      '!(entity.kind in ["enterprise", "individual"])',
      '主体类别不为“企业”、“个体工商户”中任何一个',
      'kind is none of “enterprise”, “individual business”',
    ],
    ['!entity.name.endsWith("店")', '名称不以“店”结尾', 'name does not end with “店”'],
    ['!inBranch(entity.industry, "29")', '行业不属于门类29', 'industry does not belong to branch 29'],
    [
      'fact("employees", "2018") >= 20',
      '2018年从业人数不低于20人',
      'employees of 2018 is at least 20 people',
    ],
    [
      'entity.closed ? 0 : entity.revenue',
      '若已注销，则为0，否则为营业收入',
      '0 if is closed, otherwise revenue',
    ],
  ])('%s', (text, zh, en) => {
    const rule = parseRule(text);
    expect([explainRule(rule, testCatalogue, 'zh'), explainRule(rule, testCatalogue, 'en')]).toEqual([
      zh,
      en,
    ]);
  });

  it('counts the values of a long list instead of reading all', () => {
    const codes = Array.from({ length: 12 }, (_, index) => `"${index}"`).join(', ');
    expect(explainRule(parseRule(`entity.industry in [${codes}]`), testCatalogue, 'zh')).toMatch(
      /“7”等 12 项之一$/,
    );
  });
});

describe('wordsOfValue', () => {
  it.each([
    ['1800000', 'yuan', '180万元', '1,800,000 yuan'],
    ['0.025', 'ratio', '2.5%', '2.5%'],
    ['20', 'person', '20人', '20 people'],
    ['3', undefined, '3', '3'],
  ])('reads the number %s in %s', (value, unit, zh, en) => {
    const typed = { type: 'number', ...(unit === undefined ? {} : { unit }) } as const;
    expect(wordsOfValue(value, typed, testCatalogue, 'zh')).toBe(zh);
    expect(wordsOfValue(value, typed, testCatalogue, 'en')).toBe(en);
  });

  it('reads days, truths, codes of a closed set, and any other text as it stands', () => {
    const read = (value: string | boolean, typed: Parameters<typeof wordsOfValue>[1]) =>
      wordsOfValue(value, typed, testCatalogue, 'zh');
    expect(read('2018-08-01', { type: 'date' })).toBe('2018年8月1日');
    expect(read(true, { type: 'boolean' })).toBe('是');
    expect(read('a', { type: 'code', values: { a: { zh: '甲', en: 'A' } } })).toBe('甲');
    expect(read('路桥', { type: 'string' })).toBe('路桥');
  });
});
