import { performance } from 'node:perf_hooks';
import { describe, expect, it } from 'vitest';
import {
  answerRule,
  checkRule,
  compileAnswer,
  compileRule,
  explainRule,
  formatRule,
  LIMITS,
  parseRule,
  prepareRule,
  type Row,
  RuleCheckError,
  RuleSyntaxError,
  reviewRule,
  substitute,
  withJudgements,
} from './index.ts';
import { testCatalogue } from './testing/catalogue.ts';

const row: Row = { entity: { employees: 3, name: 'a' } };

/** Everything that is ever done with a rule's text. */
function useRule(text: string): void {
  const rule = parseRule(text);
  reviewRule(rule, testCatalogue, 'boolean');
  formatRule(rule);
  compileRule(rule, testCatalogue);
  explainRule(rule, testCatalogue, 'zh');
  prepareRule(rule, testCatalogue)(row);
  compileAnswer(rule, testCatalogue, { applies: rule });
  answerRule(rule, testCatalogue, row, { applies: rule });
  withJudgements(
    substitute(rule, () => undefined),
    true,
  );
}

function refusedWithin(milliseconds: number, text: string): string {
  const start = performance.now();
  try {
    useRule(text);
  } catch (error) {
    expect(performance.now() - start).toBeLessThan(milliseconds);
    if (error instanceof RuleSyntaxError) return error.code;
    if (error instanceof RuleCheckError) return error.problems[0]!.code;
    throw error;
  }
  throw new Error('The rule was accepted.');
}

const times = (text: string, count: number): string => text.repeat(count);

describe('a hostile rule gets a clear error soon', () => {
  it.each([
    ['10,000 parentheses', `${times('(', 10_000)}1${times(')', 10_000)}`, 'too_long'],
    ['9,000 parentheses', `${times('(', 9_000)}1${times(')', 9_000)}`, 'limit_exceeded'],
    ['61 parentheses', `${times('(', 61)}1${times(')', 61)}`, 'limit_exceeded'],
    ['unclosed brackets', times('[', 19_000), 'limit_exceeded'],
    ['a tower of !', `${times('!', 19_990)}true`, 'limit_exceeded'],
    ['a smaller tower of !', `${times('!', 2_000)}true`, 'limit_exceeded'],
    ['a tower of -', `${times('-', 19_990)}1`, 'limit_exceeded'],
    ['a tower of ?:', times('true ? true : ', 1_400), 'limit_exceeded'],
    ['a long sum', `${times('entity.employees + ', 1_000)}1 > 0`, 'limit_exceeded'],
    ['a chain of dots', `a${times('.b', 9_000)}`, 'limit_exceeded'],
    ['a chain of calls', `a${times('.contains("b")', 1_000)}`, 'limit_exceeded'],
    ['a million characters', times('a', 1_000_000), 'too_long'],
    ['a long list', `entity.employees in [${times('1,', 5_000)}1]`, 'limit_exceeded'],
    ['many arguments', `year(${times('1,', 50)}1)`, 'limit_exceeded'],
    ['a huge whole number', times('9', 15_000), 'literal_too_long'],
    ['a huge fraction', `0.${times('1', 15_000)}`, 'literal_too_long'],
    ['a huge exponent', '1e308', 'literal_too_long'],
    ['a tiny exponent', '1e-300', 'literal_too_long'],
    ['a long text', `entity.name == "${times('a', 5_000)}"`, 'literal_too_long'],
    ['a NUL', 'entity.name == "\\u0000"', 'invalid_text'],
    ['a half of a surrogate pair', 'entity.name == "\ud800"', 'invalid_text'],
    ['a regular expression', 'entity.name.matches("(a+)+$")', 'unknown_method'],
    ['a macro', '[1, 2].map(x, x)', 'unknown_method'],
    ['a variable of the parser', 'cel.bind(x, 1, x)', 'unknown_method'],
    ['__proto__', '__proto__', 'reserved_identifier'],
    ['a path to __proto__', 'entity.__proto__ == 1', 'unknown_field'],
    ['a path to constructor', 'entity.constructor == 1', 'unknown_field'],
    ['constructor', 'constructor == 1', 'unknown_field'],
    ['a call of constructor', 'constructor("return 1")', 'unknown_function'],
    ['a call of toString', 'toString()', 'unknown_function'],
    ['the value __proto__', 'entity.kind == "__proto__"', 'unknown_value'],
    ['the value constructor', 'entity.kind in ["constructor"]', 'unknown_value'],
    ['the argument constructor', 'fact("constructor", "2018") > 1', 'unknown_value'],
    [
      'thousands of unknown names',
      Array.from({ length: 500 }, (_, index) => `entity.naem${index} > 1`).join(' || '),
      'unknown_field',
    ],
    ['SQL outside quotes', "entity.name == ''; drop table e; --'", 'unexpected_character'],
    ['a judgement that says a book', `judge("${times('长', 5_000)}", "long")`, 'literal_too_long'],
    [
      'thousands of judgements under !',
      `!(${times('judge("好", "good") || ', 500)}entity.closed)`,
      'judgement_not_allowed',
    ],
    [
      'a band with a thousand steps',
      `band(entity.employees, "${Array.from({ length: 120 }, (_, at) => `${at}:1`)}") > 1`,
      'invalid_literal',
    ],
    ['a band of commas', `band(entity.employees, "${times(',', 1_000)}") > 1`, 'invalid_literal'],
    ['a band of spaces', `band(entity.employees, "1${times(' ', 990)}x:1") > 1`, 'invalid_literal'],
    ['a band of digits', `band(entity.employees, "${times('9', 990)}:1") > 1`, 'invalid_literal'],
    ['tiers that are no tiers', 'tiered(entity.revenue, "rest:0.1:0.2") > 1', 'invalid_literal'],
    ['a scale that is computed', 'tiered(entity.revenue, entity.name) > 1', 'literal_expected'],
    [
      'a tower of min',
      `${times('min(', 50)}entity.employees${times(', entity.employees)', 50)} > 1`,
      'too_complex',
    ],
    [
      'a tower of yearsBetween',
      `${times('yearsBetween(addMonths(asOf, 1), asOf) + ', 60)}${times('max(1, ', 40)}1${times(')', 40)} > 1`,
      'too_complex',
    ],
    ['a long product', `${times('entity.employees * ', 300)}1 > 0`, 'too_complex'],
  ])('%s', (_, text, code) => {
    expect(refusedWithin(500, text)).toBe(code);
  });

  it('while rules up to the limits are used quickly', () => {
    const start = performance.now();
    useRule(Array.from({ length: 500 }, (_, index) => `entity.employees > ${index}`).join(' && '));
    useRule(
      `entity.employees in [${Array.from({ length: LIMITS.listItems }, (_, index) => index).join(',')}]`,
    );
    useRule(`${times('(', 50)}entity.closed${times(')', 50)}`);
    useRule(`${times('!', 500)}entity.closed`);
    useRule(`${times('entity.employees + ', 500)}1 > 0`);
    useRule(Array.from({ length: 300 }, (_, index) => `judge("好${index}", "good")`).join(' && '));
    useRule(`band(entity.employees, "${Array.from({ length: 60 }, (_, index) => `${index}:${index}`)}") > 1`);
    useRule(
      Array.from({ length: 250 }, (_, index) => `(entity.employees > ${index} || entity.closed)`).join(
        ' && ',
      ),
    );
    useRule(Array.from({ length: 400 }, (_, index) => `entity.employees != ${index}`).join(' && '));
    expect(performance.now() - start).toBeLessThan(4_000);
  });

  it('while what is put into it stays as bounded', () => {
    const start = performance.now();
    const many = parseRule(
      Array.from({ length: 500 }, (_, index) => `entity.employees > ${index}`).join(' && '),
    );
    const term = (path: string) => (path.startsWith('term.') ? many : undefined);
    const whole = substitute(parseRule('term.a || term.b || term.c'), term);
    checkRule(whole, testCatalogue, 'boolean');
    compileAnswer(whole, testCatalogue);
    answerRule(whole, testCatalogue, row);
    explainRule(whole, testCatalogue, 'zh');
    expect(() => substitute(parseRule(Array(20).fill('term.a').join(' || ')), term)).toThrow('too large');
    expect(performance.now() - start).toBeLessThan(4_000);
  });
});

describe('regular expressions', () => {
  // A pattern that backtracks without end on a text of thirty characters, were anything to run it.
  const catastrophic = '(a+)+$';
  const text = `${times('a', 30)}!`;

  it.each(['matches', 'replace', 'split', 'test', 'match'])('have no method %s', (method) => {
    expect(refusedWithin(100, `entity.name.${method}("${catastrophic}")`)).toBe('unknown_method');
    expect(refusedWithin(100, `${method}(entity.name, "${catastrophic}")`)).toBe('unknown_function');
  });

  it('are plain texts wherever a text may stand', () => {
    const start = performance.now();
    const answers = [
      'entity.name.contains("(a+)+$")',
      'entity.name.startsWith("(a+)+$")',
      'entity.name.endsWith("(a+)+$")',
      'entity.name == "(a+)+$"',
      'entity.name in ["(a+)+$"]',
    ].map((rule) => prepareRule(parseRule(rule), testCatalogue));
    expect(answers.map((run) => run({ entity: { name: text } }))).toEqual(Array(5).fill(false));
    expect(answers[0]!({ entity: { name: `x${catastrophic}` } })).toBe(true);
    const { sql } = compileRule(parseRule('entity.name.contains("(a+)+$")'), testCatalogue);
    // PostgreSQL is asked for a position, never for a match.
    expect(sql).toBe('(strpos(e.name, $1::text) > 0)');
    expect(performance.now() - start).toBeLessThan(200);
  });
});

describe('compiled SQL', () => {
  it('holds nothing that a rule says but parameters', () => {
    const hostile = ["'; drop table e; --", '" or true', '$1', '\\', '$$ x $$', '/* */', '\u02bc or 1=1'];
    for (const text of hostile) {
      const { sql, parameters } = compileRule(
        parseRule(`entity.name == ${JSON.stringify(text)} || entity.name in [${JSON.stringify(text)}]`),
        testCatalogue,
      );
      expect(sql).toBe('((e.name = $1::text) or (e.name = any($2::text[])))');
      expect(parameters).toEqual([text, [text]]);
    }
  });

  it('does not mistake one value for another when it shares parameters', () => {
    const rule = parseRule(
      'entity.name == "1" && entity.industry == "1" && entity.employees == 1 && entity.revenue == 1',
    );
    const { sql, parameters } = compileRule(rule, testCatalogue, { startParameter: 5 });
    expect(sql).toBe(
      '((e.name = $5::text) and (e.industry = $5::text) and (e.employees::numeric = $6::numeric) and (e.revenue::numeric = $6::numeric))',
    );
    expect(parameters).toEqual(['1', '1']);
  });
});
