import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRule, prepareRule, type Row, reviewRule } from './index.ts';
import { testCatalogue } from './testing/catalogue.ts';

function found(text: string) {
  return reviewRule(parseRule(text), testCatalogue).map(({ code, message, position }) => [
    code,
    text.slice(position.from, position.to),
    message.zh,
  ]);
}

describe('parts of a rule that make no difference', () => {
  it.each([
    [
      'entity.employees > 5 && entity.employees < 3',
      'never_holds',
      'entity.employees < 3',
      '“entity.employees < 3”与“entity.employees > 5”不能同时成立',
    ],
    [
      'entity.employees >= 5 && entity.closed && entity.employees < 5',
      'never_holds',
      'entity.employees < 5',
      undefined,
    ],
    [
      '3 > entity.employees && entity.employees in [3, 4]',
      'never_holds',
      'entity.employees in [3, 4]',
      undefined,
    ],
    [
      'milestone.on >= date("2019-01-01") && milestone.on <= date("2018-12-31")',
      'never_holds',
      'milestone.on <= date("2018-12-31")',
      undefined,
    ],
    [
      'entity.kind == "enterprise" && entity.kind == "individual"',
      'never_holds',
      'entity.kind == "individual"',
      undefined,
    ],
    [
      'entity.kind == "enterprise" && entity.kind != "individual"',
      'always_holds',
      'entity.kind != "individual"',
      '其余条件成立时“entity.kind != "individual"”必然成立，是多余的',
    ],
    [
      'entity.kind != "enterprise" || entity.kind != "individual"',
      'always_holds',
      'entity.kind != "individual"',
      '“entity.kind != "individual"”与“entity.kind != "enterprise"”总有一个成立',
    ],
    ['entity.employees > 3 && entity.employees > 5', 'always_holds', 'entity.employees > 3', undefined],
    [
      'entity.employees > 3 || entity.employees > 5',
      'never_holds',
      'entity.employees > 5',
      '“entity.employees > 5”成立时其余条件已经成立，是多余的',
    ],
    ['entity.employees < 20 || entity.employees >= 20', 'always_holds', 'entity.employees >= 20', undefined],
    ['entity.closed && !entity.closed', 'never_holds', '!entity.closed', undefined],
    ['entity.closed == true && entity.closed == false', 'never_holds', 'entity.closed == false', undefined],
    [
      'entity.closed || entity.in_scope || entity.closed',
      'repeated',
      'entity.closed',
      '条件“entity.closed”重复了，去掉一个即可',
    ],
    ['entity.closed && true', 'always_holds', 'true', '“true”在这里不起作用，去掉即可'],
    ['entity.closed && false', 'never_holds', 'false', '有了“false”，其余条件都不起作用'],
    ['entity.closed || true', 'always_holds', 'true', '有了“true”，其余条件都不起作用'],
    [
      'true ? entity.closed : entity.in_scope',
      'always_holds',
      'true',
      '在此处“true”总是成立，“:”后面的一支到不了',
    ],
    [
      'entity.rd > entity.revenue && entity.revenue > entity.rd',
      'never_holds',
      'entity.revenue > entity.rd',
      undefined,
    ],
    [
      'entity.rd / entity.revenue >= 0.03 && entity.rd / entity.revenue < 0.02',
      'never_holds',
      'entity.rd / entity.revenue < 0.02',
      undefined,
    ],
    [
      'entity.employees > 5 && (entity.employees > 3 || entity.closed)',
      'always_holds',
      'entity.employees > 3',
      '在此处“entity.employees > 3”总是成立',
    ],
    [
      '(entity.employees < 3 || entity.closed) && !(entity.employees <= 5 || entity.in_scope)',
      'never_holds',
      'entity.employees < 3',
      undefined,
    ],
    [
      '(entity.employees > 5 && entity.employees < 3 || entity.closed) && entity.in_scope',
      'never_holds',
      'entity.employees < 3',
      undefined,
    ],
    [
      'entity.rd >= 3 ? 1 : entity.rd >= 5 ? 2 : 3',
      'never_holds',
      'entity.rd >= 5',
      '在此处“entity.rd >= 5”永远不成立，“?”后面的一支到不了',
    ],
    ['entity.rd >= 5 ? 2 : entity.rd < 5 ? 1 : 0', 'always_holds', 'entity.rd < 5', undefined],
    [
      'entity.rd >= 5 && entity.closed ? (entity.rd > 3 ? 1 : 2) : 0',
      'always_holds',
      'entity.rd > 3',
      undefined,
    ],
    [
      'entity.name.contains("a") && !entity.name.contains("a")',
      'never_holds',
      '!entity.name.contains("a")',
      undefined,
    ],
    ['has(entity.rd) && !has(entity.rd)', 'never_holds', '!has(entity.rd)', undefined],
    ['judge("好", "good") && judge("好", "good")', 'repeated', 'judge("好", "good")', undefined],
  ])('%s', (text, code, part, zh) => {
    const problems = found(text);
    expect(problems.map((problem) => problem.slice(0, 2))).toEqual([[code, part]]);
    if (zh !== undefined) expect(problems[0]![2]).toBe(zh);
  });

  it.each([
    'entity.employees > 3 && entity.employees < 5',
    'entity.employees >= 3 && entity.employees <= 3',
    'has(entity.rd) && entity.rd > 3',
    'entity.employees < 3 || entity.employees > 5',
    'entity.kind in ["enterprise"] || entity.kind == "individual"',
    'entity.employees > 3 && entity.rd < 3',
    'entity.employees > 3 || entity.closed && entity.employees <= 3',
    'entity.rd >= 5 ? 2 : entity.rd >= 3 ? 1 : 0',
    'entity.closed || !entity.closed && entity.in_scope',
    'entity.rd > entity.revenue || entity.rd < entity.revenue',
    'entity.closed ? true : entity.in_scope',
    'entity.name == "a" || entity.name.contains("b")',
    'fact("revenue", "2018") > 5 && fact("revenue", "2017") < 5',
    'true',
  ])('are not found in %s', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('are found once each, and only in a rule that is sound', () => {
    expect(found('entity.employees > 5 && entity.employees > 5 && entity.employees < 3')).toHaveLength(2);
    expect(
      found('entity.employees > 5 && entity.employees < 3 && entity.naem == "a"').map(([code]) => code),
    ).toEqual(['unknown_field']);
  });

  it('do not keep a rule from running: it means what it says', () => {
    const row: Row = { entity: { employees: 4 } };
    expect(prepareRule(parseRule('entity.employees > 5 && entity.employees < 3'), testCatalogue)(row)).toBe(
      false,
    );
  });

  it('never make a difference on any row', () => {
    const operand = fc
      .tuple(fc.constantFrom('<', '<=', '>', '>=', '==', '!='), fc.integer({ min: 0, max: 3 }))
      .map(([operator, limit]) => `entity.employees ${operator} ${limit}`);
    const chain = fc
      .tuple(fc.array(operand, { minLength: 2, maxLength: 3 }), fc.constantFrom(' && ', ' || '))
      .map(([operands, operator]) => operands.join(operator));
    const employees = [null, -1, 0, 0.5, 1, 1.5, 2, 2.5, 3, 4];
    const answers = (text: string) => {
      const run = prepareRule(parseRule(text), testCatalogue);
      return employees.map((count) => run({ entity: { employees: count } }));
    };
    let problems = 0;
    fc.assert(
      fc.property(chain, (text) => {
        const isAnd = text.includes('&&');
        const operands = text.split(isAnd ? ' && ' : ' || ');
        for (const [code, part, message] of found(text)) {
          problems++;
          // Said to be decided, the whole is; said to be of no use, the rest says the same.
          const decided = !/多余|重复/.test(message!);
          const rest = operands.toSpliced(operands.lastIndexOf(part!), 1);
          if (decided) expect(answers(text)).not.toContain(code !== 'always_holds');
          else if (code === 'repeated')
            expect(answers(rest.join(isAnd ? ' && ' : ' || '))).toEqual(answers(text));
          else
            expect(
              answers(operands.toSpliced(operands.indexOf(part!), 1).join(isAnd ? ' && ' : ' || ')),
            ).toEqual(answers(text));
        }
        // And nothing is overlooked in a chain that comes out the same on every row.
        const values = new Set(answers(text).filter((answer) => answer !== null));
        if (values.size === 1 && values.has(!isAnd)) expect(found(text)).not.toEqual([]);
      }),
      { numRuns: 2_000 },
    );
    expect(problems).toBeGreaterThan(500);
  });
});
