import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ANSWER_CODES,
  type Answer,
  allOf,
  answerOf,
  answerOfCode,
  answerRule,
  anyOf,
  checkRule,
  type Expression,
  explainRule,
  formatRule,
  judgementsOf,
  type Outcome,
  parseRule,
  prepareAnswer,
  prepareRule,
  type Row,
  RuleCheckError,
  type RuleValue,
  withJudgements,
} from './index.ts';
import { testCatalogue } from './testing/catalogue.ts';

const FITTING = 'judge("经营正常", "It is doing business")';

function answer(text: string, row: Row = {}, applies?: string): Answer {
  const options = applies === undefined ? {} : { applies: parseRule(applies) };
  const { answer } = answerRule(parseRule(text), testCatalogue, row, options);
  expect(prepareAnswer(parseRule(text), testCatalogue, options)(row)).toBe(answer);
  return answer;
}

describe('a judgement', () => {
  it('is unknown until a person says', () => {
    expect(prepareRule(parseRule(FITTING), testCatalogue)({})).toBe(null);
    expect(formatRule(withJudgements(parseRule(`${FITTING} && entity.closed`), true))).toBe(
      'true && entity.closed',
    );
    const two = parseRule(`${FITTING} && judge("远", "far")`);
    const one = withJudgements(two, ({ zh }) => (zh === '远' ? false : undefined));
    expect(formatRule(one)).toBe(`${FITTING} && false`);
    expect(judgementsOf(parseRule(`entity.closed || ${FITTING}`))).toMatchObject([
      { zh: '经营正常', en: 'It is doing business' },
    ]);
  });

  it('is explained as a person’s', () => {
    const rule = parseRule(`entity.in_scope && ${FITTING}`);
    expect(explainRule(rule, testCatalogue, 'zh')).toBe('在计划口径内且由人工判断：“经营正常”');
    expect(explainRule(rule, testCatalogue, 'en')).toBe(
      'is within the plan’s scope and a person judges that “It is doing business”',
    );
  });

  it.each([
    FITTING,
    `entity.closed && ${FITTING}`,
    `entity.closed || (entity.in_scope && (${FITTING} || judge("属鼓励类", "It is encouraged")))`,
    `entity.closed ? ${FITTING} : null`,
    `!entity.closed && (entity.in_scope ? ${FITTING} : true)`,
  ])('may stand in %s', (text) => {
    expect(checkRule(parseRule(text), testCatalogue, 'boolean')).toEqual([]);
  });

  it.each([
    `!${FITTING}`,
    `!!${FITTING}`,
    `!(entity.closed && ${FITTING})`,
    `${FITTING} == true`,
    `(entity.closed || ${FITTING}) != entity.in_scope`,
    `has(${FITTING})`,
    `${FITTING} ? true : false`,
    `(${FITTING} ? 1 : 2) > 1`,
    `entity.closed == (entity.in_scope ? ${FITTING} : false)`,
  ])('may not stand in %s', (text) => {
    const problems = checkRule(parseRule(text), testCatalogue);
    expect(problems.map((problem) => problem.code)).toEqual(['judgement_not_allowed']);
    expect(problems[0]!.position.from).toBe(text.indexOf('judge('));
    expect(() => answer(text)).toThrow(RuleCheckError);
  });

  it.each([
    'judge()',
    'judge("好")',
    'judge("好", " ")',
    'judge("好", entity.name)',
    'judge("好", "a", "b")',
  ])('is refused as %s', (text) => {
    expect(() => parseRule(text)).toThrow('Write a judgement as judge(');
  });
});

describe('an answer', () => {
  const known: Row = { entity: { closed: false, in_scope: true, employees: 20 } };

  it('is manual when nothing but a judgement is missing', () => {
    expect(answer(FITTING)).toBe('manual');
    expect(answer(`entity.in_scope && ${FITTING}`, known)).toBe('manual');
    expect(answer(`entity.closed && ${FITTING}`, known)).toBe('not_met');
    expect(answer(`entity.in_scope || ${FITTING}`, known)).toBe('met');
    expect(answer(`entity.in_scope && ${FITTING}`)).toBe('unknown');
    expect(answer(`entity.in_scope || ${FITTING}`)).toBe('unknown');
    expect(answer(`entity.closed ? true : ${FITTING}`, known)).toBe('manual');
    expect(answer(`entity.closed ? true : ${FITTING}`)).toBe('unknown');
    expect(answer(`entity.closed ? ${FITTING} : null`, known)).toBe('unknown');
  });

  it('is unknown where one judgement would do but another would leave the missing datum to count', () => {
    expect(answer(`(entity.in_scope || ${FITTING}) && ${FITTING}`)).toBe('unknown');
    expect(answer(`entity.in_scope && ${FITTING} || ${FITTING}`)).toBe('unknown');
  });

  it('is not applicable where the rule does not concern the row, and only there', () => {
    expect(answer('entity.in_scope', known, 'entity.closed')).toBe('not_applicable');
    expect(answer('entity.in_scope', known, 'entity.employees > 5')).toBe('met');
    expect(answer(FITTING, known, 'entity.employees > 5')).toBe('manual');
    expect(answer('entity.in_scope', known, 'entity.revenue > 5')).toBe('unknown');
    expect(answer('entity.closed', known, 'entity.revenue > 5')).toBe('not_met');
    expect(answer('entity.in_scope', known, FITTING)).toBe('manual');
    expect(answer('entity.in_scope', known, `entity.closed && ${FITTING}`)).toBe('not_applicable');
  });

  it('is refused of a rule that yields no condition', () => {
    expect(() => answerRule(parseRule('entity.revenue'), testCatalogue, {})).toThrow('The result must be');
    expect(() => answer('entity.closed', {}, 'entity.revenue')).toThrow('The result must be');
  });

  it('is, for every rule with judgements, what trying all ways in which they could come out says', () => {
    const flag = fc.constantFrom(true, false, null);
    fc.assert(
      fc.property(judgedRule, flag, flag, (text, in_scope, closed) => {
        const row: Row = { entity: { in_scope, closed } };
        const values = ways(parseRule(text)).map((way) => prepareRule(way, testCatalogue)(row));
        expect(answer(text, row)).toBe(expectedOf(values));
      }),
      { numRuns: 2_000 },
    );
  });

  it('of several conditions is the answer of their conjunction, also as the least of their codes', () => {
    const texts = fc.array(judgedRule, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(texts, fc.constantFrom(true, false, null), (conditions, closed) => {
        const row: Row = { entity: { closed } };
        const outcomes = conditions.map((text) => answer(text, row) as Outcome);
        const whole = answer(conditions.map((text) => `(${text})`).join(' && '), row);
        expect(allOf(outcomes)).toBe(whole);
        expect(answerOfCode(Math.min(...outcomes.map((outcome) => ANSWER_CODES[outcome])))).toBe(whole);
        expect(anyOf(outcomes)).toBe(answer(conditions.map((text) => `(${text})`).join(' || '), row));
        expect(answerOf('not_met', outcomes)).toBe('not_applicable');
      }),
      { numRuns: 1_000 },
    );
    expect(() => answerOfCode(5)).toThrow('not the code');
  });
});

/** Conditions with few judgements over two flags, so that all ways can be tried. */
const judgedRule: fc.Arbitrary<string> = fc.letrec<{ rule: string }>((tie) => ({
  rule: fc.oneof(
    { depthSize: 'small', maxDepth: 3 },
    fc.constantFrom('entity.in_scope', 'entity.closed', '!entity.closed', 'entity.in_scope == entity.closed'),
    fc.constant(FITTING),
    fc.tuple(tie('rule'), fc.constantFrom(' && ', ' || '), tie('rule')).map((parts) => `(${parts.join('')})`),
    fc.tuple(tie('rule'), tie('rule')).map(([then, other]) => `(entity.closed ? ${then} : ${other})`),
  ),
})).rule;

/** The rule with its judgements come out in every way. */
function ways(rule: Expression): Expression[] {
  const count = judgementsOf(rule).length;
  return Array.from({ length: 2 ** count }, (_, bits) => {
    let index = 0;
    const text = formatRule(rule).replaceAll(FITTING, () => String(((bits >> index++) & 1) === 1));
    return parseRule(text);
  });
}

function expectedOf(values: readonly (RuleValue | null)[]): Answer {
  if (values.every((value) => value === true)) return 'met';
  if (values.every((value) => value === false)) return 'not_met';
  return values.includes(null) ? 'unknown' : 'manual';
}
