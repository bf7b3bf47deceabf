import {
  type Catalogue,
  checkRule,
  compileRule,
  defineCatalogue,
  explainRule,
  parseRule,
  prepareRule,
  type Row,
} from '@miaopu/rules';
import { addWorkingDays, workingDaysBetween, workingDayYears } from '@miaopu/standards';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { consecutive } from './figure-functions.ts';
import { ruleUnits } from './formula-catalogue.ts';
import { formulaFunctions } from './formula-functions.ts';

const day = { type: 'date', zh: '日', en: 'day' } as const;
const catalogue: Catalogue = defineCatalogue({
  roots: { entity: { on: { ...day, sql: 'e.on' }, until: { ...day, sql: 'e.until' } } },
  bindings: { asOf: day, 'year.end': day },
  functions: { ...formulaFunctions, consecutive },
  units: ruleUnits,
});

function answer(
  text: string,
  entity: Row[string],
  bindings = { asOf: '2019-02-20', 'year.end': '2018-12-31' },
) {
  return prepareRule(parseRule(text), catalogue, { bindings })({ entity });
}

describe('working days in a rule', () => {
  const years = workingDayYears.map(({ year }) => year);
  const days = fc
    .date({ min: new Date(`${years[0]}-01-01`), max: new Date(`${years.at(-1)}-12-31`), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));

  it('are those of the standards', () => {
    fc.assert(
      fc.property(days, days, fc.constantFrom(1, 5, 20, 60), (on, until, count) => {
        expect(answer('workingDaysBetween(entity.on, entity.until)', { on, until })).toBe(
          String(workingDaysBetween(on, until) || 0),
        );
        const due = answer(`addWorkingDays(entity.on, ${count})`, { on });
        if (due === null) expect(() => addWorkingDays(on, count)).toThrow('are not held');
        else expect(due).toBe(addWorkingDays(on, count));
      }),
      { numRuns: 300 },
    );
  });

  it('are unknown where the calendar is not held', () => {
    const [first, last] = [years[0]!, years.at(-1)!];
    expect(answer('addWorkingDays(entity.on, 1)', { on: `${first - 1}-12-30` })).toBe(null);
    expect(answer('addWorkingDays(entity.on, 1)', { on: `${first}-01-01` })).toBe(`${first}-01-02`);
    expect(answer('addWorkingDays(entity.on, 1)', { on: `${last}-12-31` })).toBe(null);
    expect(
      answer('workingDaysBetween(entity.on, entity.until)', { on: '2018-02-14', until: `${last + 1}-01-01` }),
    ).toBe(null);
  });

  it.each(['0', '-1', '1.5', '1001', '1e30'])('are counted in whole numbers, not %s', (count) => {
    const problems = checkRule(parseRule(`addWorkingDays(entity.on, ${count})`), catalogue);
    expect(problems.map((problem) => problem.code)).toEqual(['invalid_literal']);
  });
});

describe('a figure in consecutive periods', () => {
  const revenue = { '2018Q4': 20, '2018Q3': '20.00', '2018Q2': 19, 2018: 80, 2017: null, 2016: 79 };
  const row = { figures: { revenue } };

  it.each([
    ['"quarter", ">=", 20, 2', true],
    ['"quarter", ">=", 20, 3', false],
    ['"quarter", ">", 20, 1', false],
    ['"quarter", ">=", 19, 3', true],
    ['"quarter", ">=", 19, 4', null],
    ['"quarter", ">=", 20, 4', false],
    ['"quarter", "<", 20.01, 2', true],
    ['"quarter", "<=", 19, 1', false],
    ['"year", ">=", 80, 1', true],
    ['"year", ">=", 80, 2', null],
    ['"year", ">=", 80, 3', false],
    ['"year", ">=", 79, 3', null],
  ])('is %s: %s', (rest, expected) => {
    expect(answer(`consecutive("revenue", ${rest})`, row)).toBe(expected);
  });

  it.each([
    ['2018-12-31', '2018Q4'],
    ['2019-03-30', '2018Q4'],
    ['2019-03-31', '2019Q1'],
    ['2019-01-01', '2018Q4'],
  ])('runs up to the last complete quarter: on %s that is %s', (asOf, quarter) => {
    const bindings = { asOf, 'year.end': '2018-12-31' };
    const { parameters } = compileRule(
      parseRule('consecutive("revenue", "quarter", ">=", 20, 1)'),
      catalogue,
      { bindings },
    );
    expect(parameters).toEqual(['revenue', quarter, '20']);
    expect(
      answer(
        'consecutive("revenue", "quarter", ">=", 20, 1)',
        { figures: { revenue: { [quarter]: 20 } } },
        bindings,
      ),
    ).toBe(true);
  });

  it('is unknown without figures, and reads nothing but data', () => {
    expect(answer('consecutive("revenue", "quarter", ">=", 20, 1)', {})).toBe(null);
    expect(answer('consecutive("revenue", "quarter", ">=", 20, 1)', { figures: null })).toBe(null);
    expect(
      answer('consecutive("revenue", "quarter", ">=", 20, 1)', { figures: { tax: { '2018Q4': 1 } } }),
    ).toBe(null);
  });

  it('compiles to look-ups, values as parameters, and reads well', () => {
    const rule = parseRule('consecutive("revenue", "quarter", ">=", 300000, 2)');
    const bindings = { asOf: '2019-02-20', 'year.end': '2018-12-31' };
    expect(compileRule(rule, catalogue, { bindings })).toEqual({
      sql: '(((e.figures -> $1::text ->> $2::text)::numeric >= $3::numeric and (e.figures -> $1::text ->> $4::text)::numeric >= $3::numeric))',
      parameters: ['revenue', '2018Q4', '300000', '2018Q3'],
    });
    expect(explainRule(rule, catalogue, 'zh')).toBe('最近连续2个季度营业收入均不低于30万元');
    expect(explainRule(rule, catalogue, 'en')).toBe(
      'revenue was at least 300,000 yuan in each of the last 2 quarters',
    );
  });

  it.each([
    ['"revenu", "quarter", ">=", 1, 2', 'unknown_value'],
    ['"revenue", "month", ">=", 1, 2', 'unknown_value'],
    ['"revenue", "quarter", "==", 1, 2', 'unknown_value'],
    ['"revenue", "quarter", ">=", 1, 13', 'invalid_literal'],
    ['"revenue", "quarter", ">=", 1, 0', 'invalid_literal'],
    ['"revenue", "quarter", ">=", daysBetween(entity.on, asOf), 2', 'unit_mismatch'],
  ])('is refused as %s', (rest, code) => {
    const problems = checkRule(parseRule(`consecutive(${rest})`), catalogue);
    expect(problems.map((problem) => problem.code)).toEqual([code]);
  });

  it('needs the days that say which periods are meant', () => {
    expect(() => defineCatalogue({ roots: {}, functions: { consecutive } })).toThrow(
      'is no binding of the catalogue',
    );
  });
});
