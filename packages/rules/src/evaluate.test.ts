import { describe, expect, it } from 'vitest';
import {
  evaluateRule,
  explainRule,
  type Origins,
  parseRule,
  prepareReasons,
  prepareRule,
  type Reason,
  type Row,
  RuleCheckError,
  RuleDataError,
} from './index.ts';
import { testBindings, testCatalogue } from './testing/catalogue.ts';

function answerOf(text: string, row: Row = {}) {
  return prepareRule(parseRule(text), testCatalogue, { bindings: testBindings })(row);
}

describe('a rule for one row', () => {
  it('treats what is missing as unknown, in three-valued logic', () => {
    const open: Row = { entity: { closed: false } };
    expect(answerOf('entity.in_scope', open)).toBe(null);
    expect(answerOf('!entity.in_scope', open)).toBe(null);
    expect(answerOf('entity.in_scope && entity.closed', open)).toBe(false);
    expect(answerOf('entity.in_scope && !entity.closed', open)).toBe(null);
    expect(answerOf('entity.in_scope || !entity.closed', open)).toBe(true);
    expect(answerOf('entity.in_scope || entity.closed', open)).toBe(null);
    expect(answerOf('entity.in_scope ? 1 : 2', open)).toBe(null);
    expect(answerOf('entity.employees > 3 || entity.employees <= 3')).toBe(null);
    expect(answerOf('has(entity.employees)')).toBe(false);
    expect(answerOf('entity.name in ["a"]', { entity: { name: null } })).toBe(null);
    expect(answerOf('entity.name.contains("")', { entity: null })).toBe(null);
  });

  it('calculates exactly', () => {
    expect(answerOf('0.1 + 0.2')).toBe('0.3');
    expect(answerOf('0.1 + 0.2 == 0.3')).toBe(true);
    expect(answerOf('entity.revenue * 3', { entity: { revenue: '12345678901234567890.01' } })).toBe(
      '37037036703703703670.03',
    );
    expect(answerOf('entity.revenue + 1', { entity: { revenue: 9007199254740991 } })).toBe(
      '9007199254740992',
    );
    expect(answerOf('entity.revenue * entity.revenue', { entity: { revenue: 94906267 } })).toBe(
      '9007199515875289',
    );
    expect(answerOf('-entity.revenue', { entity: { revenue: 0 } })).toBe('0');
    expect(answerOf('entity.revenue == 1.50', { entity: { revenue: '1.5000' } })).toBe(true);
    expect(answerOf('entity.revenue in [1.50]', { entity: { revenue: '1.5000' } })).toBe(true);
  });

  it('cuts a quotient off after 12 digits and does not know the quotient by zero', () => {
    expect(answerOf('2 / 3')).toBe('0.666666666666');
    expect(answerOf('-2 / 3')).toBe('-0.666666666666');
    expect(answerOf('1 / 8')).toBe('0.125');
    expect(answerOf('entity.rd / entity.revenue', { entity: { rd: 1, revenue: 0 } })).toBe(null);
    expect(answerOf('entity.rd / entity.revenue >= 0', { entity: { rd: 0, revenue: '0.00' } })).toBe(null);
  });

  it('compares dates by the calendar, ends included where the rule says so', () => {
    const within = 'milestone.on >= plan.start && milestone.on <= period.end';
    for (const [on, met] of [
      ['2017-12-31', false],
      ['2018-01-01', true],
      ['2018-12-31', true],
      ['2019-01-01', false],
    ] as const) {
      expect(answerOf(within, { milestone: { on } })).toBe(met);
    }
  });

  it.each([
    [
      'entity.employees > 1',
      { entity: { employees: 'twenty' } },
      '“entity.employees”的值应是不超过 60 位的十进制数，却是 "twenty"',
    ],
    [
      'entity.employees > 1',
      { entity: { employees: Number.NaN } },
      '“entity.employees”的值应是不超过 60 位的十进制数，却是 NaN',
    ],
    ['entity.employees > 1', { entity: { employees: '9'.repeat(61) } }, /^“entity.employees”的值应是/],
    ['entity.closed', { entity: { closed: 'true' } }, '“entity.closed”的值应是true 或 false，却是 "true"'],
    ['entity.name == "a"', { entity: { name: 1 } }, '“entity.name”的值应是文字，却是 1'],
    [
      'milestone.on > asOf',
      { milestone: { on: '2018-1-1' } },
      '“milestone.on”的值应是形如 2018-01-31 的日期，却是 "2018-1-1"',
    ],
    [
      'milestone.on > asOf',
      { milestone: { on: new Date(0) } },
      '“milestone.on”的值应是形如 2018-01-31 的日期，却是 [object Date]',
    ],
    ['milestone.on > asOf', { milestone: { on: 'infinity' } }, /^“milestone.on”的值应是/],
  ])('refuses a value that is not of the declared type: %s', (text, row, zh) => {
    const attempt = () => answerOf(text, row);
    expect(attempt).toThrow(RuleDataError);
    try {
      attempt();
    } catch (error) {
      expect((error as RuleDataError).messages.zh).toMatch(zh);
    }
  });

  it('refuses a binding that is missing or wrong, and takes null as unknown', () => {
    const rule = parseRule('milestone.on > asOf');
    const row = { milestone: { on: '2018-01-01' } };
    expect(() => prepareRule(rule, testCatalogue)).toThrow('No value was given for "asOf"');
    expect(() => prepareRule(rule, testCatalogue, { bindings: { asOf: 2018 } })).toThrow(RuleDataError);
    expect(prepareRule(rule, testCatalogue, { bindings: { asOf: null } })(row)).toBe(null);
  });

  it('does not run a rule with problems', () => {
    expect(() => prepareRule(parseRule('entity.kind == "x"'), testCatalogue)).toThrow(RuleCheckError);
    expect(() => evaluateRule(parseRule('null'), testCatalogue, {})).toThrow(RuleCheckError);
  });

  it('runs a function only when all its arguments are known, and takes null from it as unknown', () => {
    expect(answerOf('fact("revenue", "2018") > 5', { facts: { 'revenue 2018': 6 } })).toBe(true);
    expect(answerOf('fact("revenue", "2018") > 5')).toBe(null);
    expect(answerOf('inBranch(entity.industry, "29")')).toBe(null);
    expect(answerOf('inBranch(entity.industry, "29")', { entity: { industry: '2921' } })).toBe(true);
  });
});

describe('the reasons of a rule', () => {
  const outline = (reason: Reason): unknown => [
    reason.text,
    reason.outcome,
    reason.seen,
    reason.parts.map(outline),
  ];

  it('say of each condition whether it is met, not met or unknown, with the values seen', () => {
    const rule = parseRule(
      'entity.kind == "enterprise" && (entity.rd / entity.revenue >= 0.03 || entity.employees > 20) && milestone.on <= asOf',
    );
    const row = { entity: { kind: 'enterprise', rd: '1.50', revenue: 100 }, milestone: { on: '2021-01-01' } };
    const { value, trace } = evaluateRule(rule, testCatalogue, row, { bindings: testBindings });
    expect(value).toBe(false);
    expect(trace!.outcome).toBe('not_met');
    expect(trace!.parts.map(outline)).toEqual([
      ['entity.kind == "enterprise"', 'met', [{ path: 'entity.kind', value: 'enterprise' }], []],
      [
        'entity.rd / entity.revenue >= 0.03 || entity.employees > 20',
        'unknown',
        [],
        [
          [
            'entity.rd / entity.revenue >= 0.03',
            'not_met',
            [
              { path: 'entity.rd', value: '1.5' },
              { path: 'entity.revenue', value: '100' },
            ],
            [],
          ],
          ['entity.employees > 20', 'unknown', [{ path: 'entity.employees', value: null }], []],
        ],
      ],
      [
        'milestone.on <= asOf',
        'not_met',
        [
          { path: 'milestone.on', value: '2021-01-01' },
          { path: 'asOf', value: '2020-12-31' },
        ],
        [],
      ],
    ]);
    expect(explainRule(trace!.parts[0]!.expression, testCatalogue, 'zh')).toBe('主体类别为“企业”');
  });

  it('follow only the branch that counts, and name a function by its result', () => {
    const rule = parseRule('entity.closed ? entity.in_scope : fact("revenue", "2018") > 5');
    const { trace } = evaluateRule(rule, testCatalogue, {
      entity: { closed: false },
      facts: { 'revenue 2018': 6 },
    });
    expect(trace!.parts.map(outline)).toEqual([
      ['entity.closed', 'not_met', [{ path: 'entity.closed', value: false }], []],
      ['fact("revenue", "2018") > 5', 'met', [{ path: 'fact("revenue", "2018")', value: '6' }], []],
    ]);
  });

  it('are absent from a rule that yields no condition', () => {
    expect(evaluateRule(parseRule('entity.revenue * 2'), testCatalogue, { entity: { revenue: 3 } })).toEqual({
      value: '6',
      trace: null,
      seen: [{ path: 'entity.revenue', value: '3' }],
    });
  });

  it.each([
    ['entity.employees >= 20', ['>=', '18', '20', '-2', 'person']],
    ['20 <= entity.employees', ['>=', '18', '20', '-2', 'person']],
    ['entity.rd / entity.revenue >= 0.03', ['>=', '0.0125', '0.03', '-0.0175', 'ratio']],
    ['entity.revenue > 1', ['>', '2000000.1', '1', '1999999.1', 'yuan']],
    ['entity.rd * entity.rd > 1', ['>', '625000000', '1', '624999999', undefined]],
    ['milestone.on <= asOf', ['<=', '2021-01-01', '2020-12-31', '1', 'day']],
    ['asOf >= milestone.on', ['<=', '2021-01-01', '2020-12-31', '1', 'day']],
    ['entity.kind == "individual"', ['==', 'enterprise', 'individual', null, undefined]],
    ['entity.employees > fact("employees", "2018")', ['>', '18', null, null, 'person']],
  ])('give both sides of %s and how far they are apart', (text, expected) => {
    const row = {
      entity: { employees: 18, revenue: '2000000.1', rd: 25000, kind: 'enterprise' },
      milestone: { on: '2021-01-01' },
    };
    const exact = {
      ...row,
      entity: { ...row.entity, ...(text.includes('/') ? { revenue: 2_000_000 } : {}) },
    };
    const reason = prepareReasons(parseRule(text), testCatalogue, { bindings: testBindings })(exact);
    const { operator, value, limit, difference, unit } = reason.comparison!;
    expect([operator, value, limit, difference, unit]).toEqual(expected);
  });

  it('say where each value comes from, as the row says it', () => {
    const origins: Origins = (path) =>
      path === 'entity.rd' ? { period: '2018', source: '区税务局', recordedOn: '2019-06-01' } : undefined;
    const row = { entity: { rd: 3, revenue: 100 } };
    const rule = parseRule('entity.rd / entity.revenue >= 0.02');
    const { trace } = evaluateRule(rule, testCatalogue, row, { origins });
    expect(trace!.seen).toEqual([
      {
        path: 'entity.rd',
        value: '3',
        origin: { period: '2018', source: '区税务局', recordedOn: '2019-06-01' },
      },
      { path: 'entity.revenue', value: '100' },
    ]);
    expect(prepareReasons(rule, testCatalogue)(row, origins)).toEqual(trace);
    const { seen } = evaluateRule(parseRule('entity.rd * 2'), testCatalogue, row, { origins });
    expect(seen[0]!.origin).toEqual(origins('entity.rd'));
  });

  it('call a person’s judgement manual, and what hangs on it alone', () => {
    const rule = parseRule('entity.closed || entity.in_scope && judge("属鼓励类", "It is encouraged")');
    const { value, trace } = evaluateRule(rule, testCatalogue, { entity: { closed: false, in_scope: true } });
    expect(value).toBe(null);
    expect(outline(trace!)).toEqual([
      'entity.closed || entity.in_scope && judge("属鼓励类", "It is encouraged")',
      'manual',
      [],
      [
        ['entity.closed', 'not_met', [{ path: 'entity.closed', value: false }], []],
        [
          'entity.in_scope && judge("属鼓励类", "It is encouraged")',
          'manual',
          [],
          [
            ['entity.in_scope', 'met', [{ path: 'entity.in_scope', value: true }], []],
            ['judge("属鼓励类", "It is encouraged")', 'manual', [], []],
          ],
        ],
      ],
    ]);
  });
});
