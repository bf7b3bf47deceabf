import { expect, it } from 'vitest';
import {
  checkRule,
  compileRule,
  dateFunctions,
  defineCatalogue,
  evaluateRule,
  explainRule,
  fieldsOf,
  formatRule,
  parseRule,
  prepareRule,
  reviewRule,
} from './index.ts';
import { testCatalogue as catalogue, testBindings } from './testing/catalogue.ts';

it('the examples in the docstrings are true', () => {
  expect(parseRule('entity.employees >= 20').kind).toBe('compare');
  expect(fieldsOf(parseRule('entity.kind == "enterprise" && asOf > entity.founded_on'))).toEqual([
    'asOf',
    'entity.founded_on',
    'entity.kind',
  ]);
  expect(checkRule(parseRule('entity.kind == "企业"'), catalogue, 'boolean')[0]!.suggestion).toBe(
    '"enterprise"',
  );
  expect(reviewRule(parseRule('entity.employees > 5 && entity.employees < 3'), catalogue)[0]!.code).toBe(
    'never_holds',
  );
  expect(compileRule(parseRule('entity.kind == "enterprise"'), catalogue)).toEqual({
    sql: '(e.kind = $1::text)',
    parameters: ['enterprise'],
  });
  expect(prepareRule(parseRule('entity.employees >= 20'), catalogue)({ entity: { employees: 20 } })).toBe(
    true,
  );
  expect(evaluateRule(parseRule('entity.employees >= 20'), catalogue, { entity: {} }).value).toBe(null);
  expect(formatRule(parseRule("(entity.kind=='x')&&!(a.b)"))).toBe('entity.kind == "x" && !a.b');
  expect(explainRule(parseRule('milestone.kind == "established" && entity.in_scope'), catalogue, 'zh')).toBe(
    '事件为“设立”且在计划口径内',
  );
  const roots = { e: { on: { type: 'date', zh: '日', en: 'day', sql: 'e.on' } } } as const;
  const dated = defineCatalogue({ roots, functions: { ...dateFunctions } });
  expect(prepareRule(parseRule('year(e.on) * 100 + month(e.on)'), dated)({ e: { on: '2018-03-31' } })).toBe(
    '201803',
  );
});

it('a binding is a parameter, at its value when the rule is compiled', () => {
  const rule = parseRule('milestone.on <= period.end');
  expect(compileRule(rule, catalogue, { bindings: testBindings })).toEqual({
    sql: '(m.happened_on <= $1::date)',
    parameters: ['2018-12-31'],
  });
});
