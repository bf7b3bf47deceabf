import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import words from './data/scope-words.json' with { type: 'json' };
import { findIndustry } from './industry.ts';
import { industryFromScope } from './industry-from-scope.ts';

describe('an industry from a business scope', () => {
  it.each([
    ['塑料制品、模具制造、加工、批发、零售。', '2929', '塑料制品'],
    ['模具制造。', '3525', '模具'],
    ['汽车零部件、橡塑制品、模具制造、加工、批发、零售。', '3670', '汽车零部件'],
    ['摩托车配件、汽车配件制造。', '3752', '摩托车配件'],
    ['水暖管道零件、铜管、机械配件制造、销售。', '3352', '水暖管道零件'],
    ['阀门、水暖管件制造；货物进出口、技术进出口。', '3443', '阀门'],
    ['工业缝纫机配件、模具、螺丝、扳手加工。', '3553', '工业缝纫机配件'],
    ['电机、电磁制动器制造。', '3812', '电机'],
    ['包装装潢、其它印刷品印刷', '2319', '包装装潢'],
    ['喷雾器、割草机制造', '3572', '喷雾器'],
    ['节日灯、灯具、塑料配件制造。', '3872', '节日灯'],
    ['铸铁件加工', '3391', '铸铁件'],
    ['电镀加工项目的筹建', '3360', '电镀'],
    ['房地产开发经营', '7010', '房地产开发经营'],
    ['普通货运', '5431', '普通货运'],
    ['企业管理咨询。', '7243', '企业管理咨询'],
    ['废旧金属回收', '5191', '废旧金属回收'],
    [
      '市政公用工程施工总承包贰级；房屋建筑工程施工总承包叁级；混凝土预制构件叁级',
      '4813',
      '市政公用工程施工',
    ],
    ['企业自有房屋租赁服务。', '7040', '企业自有房屋租赁'],
    ['水产品冷冻、销售。', '1361', '水产品'],
  ])('%s is %s by %s', (scope, code, word) => {
    const found = industryFromScope(scope);
    expect(found?.code).toBe(code);
    expect(found?.because[0]).toBe(word);
  });

  it.each([
    ['塑料原料销售', '5169'],
    ['塑料原料、钢材批发、零售', '5169'],
    ['五金工具零售', '5281'],
    ['卷烟、雪茄烟零售', '5227'],
    ['服装批发', '5132'],
    ['服装零售', '5232'],
    ['服装制造、批发、零售', '1819'],
    ['生产销售汽车配件', '3670'],
    ['批发、零售：日用百货', '5135'],
    ['汽油、柴油零售', '5265'],
    ['处方药与非处方药零售', '5251'],
  ])('the verb decides between making, wholesale and retail: %s is %s', (scope, code) => {
    expect(industryFromScope(scope)?.code).toBe(code);
  });

  it('passes over brackets and the stock phrases about the company’s own trade', () => {
    const scope =
      '橡胶制品制造(不含塑料制品、汽车配件);经营本企业自产产品的出口业务和本企业所需的机械设备、零配件、原辅材料的进口业务';
    expect(industryFromScope(scope)).toMatchObject({ code: '2919', because: ['橡胶制品'] });
  });

  it('is surer of one product with a verb than of many without', () => {
    const one = industryFromScope('模具制造')?.confidence ?? 0;
    const many = industryFromScope('模具、阀门、水泵、灯具、服装')?.confidence ?? 1;
    expect(one).toBeGreaterThan(0.9);
    expect(many).toBeLessThan(0.7);
  });

  it('asks the name whether a product without a verb is traded, and reads it when the scope says nothing', () => {
    expect(industryFromScope('农药', '仙居县恒丰农资商店')?.code).toBe('5167');
    expect(industryFromScope('农药', '仙居县恒丰农药厂')?.code).toBe('2631');
    const named = industryFromScope('N/A', '台州市路桥宇航彩印厂');
    expect(named).toMatchObject({ code: '2319', because: ['彩印'] });
    expect(named?.confidence).toBeLessThan(0.6);
  });

  it.each(['', 'N/A', '***', '综合性商业。'])('%j says nothing', (scope) => {
    expect(industryFromScope(scope)).toBeUndefined();
  });

  it('leads every word of its data to an industry class that exists, and no word twice', () => {
    const seen = new Set<string>();
    for (const row of [...words.products, ...words.services] as {
      code: string;
      words: string;
      wholesale?: string;
      retail?: string;
    }[]) {
      for (const code of [row.code, row.wholesale, row.retail]) {
        if (code !== undefined) expect(findIndustry(code)?.level, code).toBe('class');
      }
      for (const word of row.words.split(' ')) {
        expect(seen.has(word), word).toBe(false);
        seen.add(word);
      }
    }
    expect(seen.size).toBeGreaterThan(2000);
  });

  it('answers any text with a class and a confidence between 0 and 1, or not at all', () => {
    const parts = fc.constantFrom(
      '塑料制品',
      '制造',
      '销售',
      '、',
      '；',
      '(',
      ')',
      '货物进出口',
      '模具',
      '本企业',
      '零售',
      '的',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(parts).map((p) => p.join('')),
        ),
        fc.string(),
        (scope, name) => {
          const found = industryFromScope(scope, name);
          if (!found) return;
          expect(findIndustry(found.code)?.level).toBe('class');
          expect(found.confidence).toBeGreaterThan(0);
          expect(found.confidence).toBeLessThanOrEqual(1);
        },
      ),
    );
  });
});
