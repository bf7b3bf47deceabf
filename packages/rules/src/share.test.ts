import { describe, expect, it } from 'vitest';
import { compileRule, formatRule, parseRule, prepareRule, type Row, shareParts } from './index.ts';
import { testBindings, testCatalogue } from './testing/catalogue.ts';

function share(...texts: readonly string[]) {
  const { rules, levels, catalogue } = shareParts(
    texts.map((text) => ({ rule: parseRule(text) })),
    testCatalogue,
  );
  return {
    catalogue,
    trees: rules,
    rules: rules.map(formatRule),
    levels: levels.map((parts) => parts.map(({ name, rule }) => `${name}: ${formatRule(rule)}`)),
    parts: levels.flat(),
  };
}

/** What costs enough to be worked out once for two places. */
const ratio = 'entity.rd / entity.revenue / 2';

describe('what rules share', () => {
  it('is worked out once, and named where it stood', () => {
    const { rules, levels } = share(`${ratio} + 1 >= 1.05`, `entity.closed || ${ratio} + 1 >= 1.03`);
    expect(levels).toEqual([[`p1: ${ratio} + 1`]]);
    expect(rules).toEqual(['shared.p1 >= 1.05', 'entity.closed || shared.p1 >= 1.03']);
  });

  it('is found within one rule, and within what is shared itself', () => {
    const { rules, levels } = share(
      `${ratio} > 0.1 && ${ratio} < 0.2 && entity.employees / 3 / entity.rd > 4`,
      'entity.employees / 3 / entity.rd > 4 && entity.employees / 3 / entity.rd < 9',
    );
    expect(levels).toEqual([[`p1: ${ratio}`, 'p2: entity.employees / 3 / entity.rd']]);
    expect(rules).toEqual([
      'shared.p1 > 0.1 && shared.p1 < 0.2 && shared.p2 > 4',
      'shared.p2 > 4 && shared.p2 < 9',
    ]);
    const nested = share(
      `${ratio} > 0.2 && ${ratio} / 3 / entity.employees > 3`,
      `${ratio} / 3 / entity.employees < 5`,
    );
    expect(nested.levels).toEqual([[`p1: ${ratio}`], ['p2: shared.p1 / 3 / entity.employees']]);
    expect(nested.rules).toEqual(['shared.p1 > 0.2 && shared.p2 > 3', 'shared.p2 < 5']);
  });

  it('is not a column, what saves little, or what only stands in one place', () => {
    const texts = [
      'entity.employees * 2 > 3 && entity.closed',
      'entity.employees * 2 > 3 || entity.in_scope',
      `${ratio} > 0.5`,
    ];
    const { rules, levels } = share(...texts);
    expect([rules, levels]).toEqual([texts, []]);
  });

  it('leaves judgements where they are, and shares what stands beside them', () => {
    const { rules, levels } = share(
      `${ratio} > 0.1 || judge("经营正常", "It is doing business")`,
      `${ratio} > 0.1 && judge("经营正常", "It is doing business")`,
    );
    expect(levels).toEqual([[`p1: ${ratio} > 0.1`]]);
    expect(rules).toEqual([
      'shared.p1 || judge("经营正常", "It is doing business")',
      'shared.p1 && judge("经营正常", "It is doing business")',
    ]);
  });

  it('means what it meant, whatever is unknown', () => {
    const texts = [
      `${ratio} >= 0.5 && entity.employees / 2 / 3 > 0.5`,
      `!(${ratio} >= 0.5) || entity.employees / 2 / 3 > 0.5`,
      `has(${ratio}) ? ${ratio} : 0.5`,
    ];
    const { trees, parts, catalogue } = share(...texts);
    expect(parts.length).toBeGreaterThan(1);
    const values = [null, 0, 1, 2, 4];
    const rows = values.flatMap((rd) =>
      values.flatMap((revenue) => values.map((employees): Row => ({ entity: { rd, revenue, employees } }))),
    );
    const options = { bindings: testBindings };
    const worked = parts.map(({ name, rule }) => ({ name, run: prepareRule(rule, catalogue, options) }));
    texts.forEach((text, index) => {
      const [whole, named] = [
        prepareRule(parseRule(text), testCatalogue, options),
        prepareRule(trees[index]!, catalogue, options),
      ];
      for (const row of rows) {
        const shared: Record<string, unknown> = {};
        for (const { name, run } of worked) shared[name] = run({ ...row, shared });
        expect([text, row, named({ ...row, shared })]).toEqual([text, row, whole(row)]);
      }
    });
  });

  it('is wanted only where a rule that it is part of is looked at', () => {
    const whole = parseRule('entity.closed');
    const { levels } = shareParts(
      [
        { rule: parseRule(`${ratio} > 0.1 && ${ratio} < 0.2`), guard: whole },
        { rule: parseRule('entity.employees / 2 / 3 < 9'), guard: whole },
        { rule: parseRule('entity.employees / 2 / 3 > 3') },
      ],
      testCatalogue,
    );
    expect(levels.flat().map(({ name, wanted }) => [name, wanted?.map(formatRule)])).toEqual([
      ['p1', ['entity.closed']],
      ['p2', undefined],
    ]);
  });

  it('is always wanted where a guard is made of it too', () => {
    const guard = parseRule(`${ratio} > 3 && !entity.closed`);
    const { levels } = shareParts(
      [
        { rule: parseRule(`${ratio} < 9`), guard },
        { rule: parseRule(`${ratio} < 8 && entity.closed`), guard },
      ],
      testCatalogue,
    );
    expect(levels.map((parts) => parts.map(({ rule, wanted }) => [formatRule(rule), wanted]))).toEqual([
      [[ratio, undefined]],
      [['shared.p1 > 3 && !entity.closed', undefined]],
    ]);
  });

  it('is read from a column in SQL', () => {
    const { trees, catalogue } = share(`${ratio} > 1`, `${ratio} < 5`);
    expect(compileRule(trees[0]!, catalogue)).toEqual({
      sql: '(s.p1::numeric > $1::numeric)',
      parameters: ['1'],
    });
  });
});

describe('a choice in SQL', () => {
  const sqlOf = (text: string) => compileRule(parseRule(text), testCatalogue).sql;
  it('asks once whether something is known and true, or not known to be false', () => {
    expect(sqlOf('has(entity.employees > 3) ? entity.employees > 3 : false')).toBe(
      '((e.employees::numeric > $1::numeric) is true)',
    );
    expect(sqlOf('has(entity.employees > 3) ? entity.employees > 3 : true')).toBe(
      '((e.employees::numeric > $1::numeric) is not false)',
    );
    expect(sqlOf('has(entity.employees > 3) ? entity.employees > 4 : true')).not.toContain('is not false');
  });

  it('is one case where no condition is ever unknown', () => {
    expect(sqlOf('has(entity.name) ? 1 : has(entity.revenue) && !has(entity.employees) ? 2 : 3')).toBe(
      '(case when (e.name is not null) then $1::numeric when ((e.revenue::numeric is not null) and (not (e.employees::numeric is not null))) then $2::numeric else $3::numeric end)',
    );
  });
});
