import { describe, expect, it } from 'vitest';
import {
  addMonths,
  checkRule,
  compareNumbers,
  compileRule,
  dateFunctions,
  defineCatalogue,
  explainRule,
  numberFunctions,
  parseRule,
  prepareRule,
  type Row,
  type RuleFunction,
  scaleFunctions,
} from './index.ts';

const functions: Readonly<Record<string, RuleFunction>> = {
  ...dateFunctions,
  ...numberFunctions,
  ...scaleFunctions,
};
const catalogue = defineCatalogue({
  roots: {
    e: {
      income: { type: 'number', unit: 'yuan', zh: '所得', en: 'income', sql: 'e.income' },
      staff: { type: 'number', unit: 'person', zh: '人数', en: 'staff', sql: 'e.staff' },
      on: { type: 'date', zh: '成立日', en: 'founding day', sql: 'e.on' },
      until: { type: 'date', zh: '截止日', en: 'last day', sql: 'e.until' },
    },
  },
  functions,
  units: {
    yuan: { zh: '元', en: 'yuan', large: { zh: '万元', factor: 10_000 } },
    person: { zh: '人', en: 'people' },
    day: { zh: '天', en: 'days' },
  },
});

function answerOf(text: string, e: Row[string] = {}) {
  return prepareRule(parseRule(text), catalogue)({ e });
}

describe('functions of numbers', () => {
  it.each([
    ['min(3, 2, 5)', '2'],
    ['max(e.income, 100)', null],
    ['max(e.staff, 100)', '100'],
    ['min(0.3, 0.30)', '0.3'],
    ['round2(2.345)', '2.35'],
    ['round2(-2.345)', '-2.35'],
    ['round2(2.3449999)', '2.34'],
    ['ratio(1, 8)', '0.125'],
    ['ratio(1, e.staff - 12)', null],
    ['growth(120, 100)', '0.2'],
    ['growth(120, e.staff - 12)', null],
    ['growth(120, -100)', null],
    ['growth(0, 3)', '-1'],
    ['band(14.9, "10:4, 15:8, 20:12")', '4'],
    ['band(15, "10:4, 15:8, 20:12")', '8'],
    ['band(9, "10:4, 15:8, 20:12")', '0'],
    ['band(1000, "10:4,15:8,20:12.50")', '12.5'],
    ['tiered(1000000, "1000000:0.05, 3000000:0.10, rest:0.25")', '50000'],
    ['tiered(1000001, "1000000:0.05, 3000000:0.10, rest:0.25")', '50000.1'],
    ['tiered(4000000, "1000000:0.05, 3000000:0.10, rest:0.25")', '500000'],
    ['tiered(4000000, "1000000:0.05, 3000000:0.10")', '250000'],
    ['tiered(-5, "1000000:0.05, rest:0.10")', '0'],
    ['tiered(300, "rest:0.2")', '60'],
  ])('%s is %s', (text, expected) => {
    expect(answerOf(text, { staff: 12 })).toBe(expected);
  });

  it('keep to one unit', () => {
    const codes = (text: string) => checkRule(parseRule(text), catalogue).map((problem) => problem.code);
    expect(codes('min(e.income, 1000000) > e.income')).toEqual([]);
    expect(codes('min(e.income, e.staff) > 1')).toEqual(['unit_mismatch']);
    expect(codes('min(1, e.income, e.staff) > 1')).toEqual(['unit_mismatch']);
    expect(codes('max(e.income, 1) > e.staff')).toEqual(['unit_mismatch']);
    expect(codes('min(1, 2, 3, 4, 5, 6, 7, e.income) > e.staff')).toEqual(['unit_mismatch']);
    expect(codes('growth(e.income, e.staff) > 1')).toEqual(['unit_mismatch']);
    expect(codes('ratio(e.income, e.income) > e.staff')).toEqual(['unit_mismatch']);
    expect(codes('tiered(e.income, "rest:0.1") > e.income')).toEqual([]);
    expect(codes('round2(e.income) > e.staff')).toEqual(['unit_mismatch']);
    expect(codes('daysBetween(e.on, e.until) > e.staff')).toEqual(['unit_mismatch']);
  });

  it('take as many arguments as they say', () => {
    const problems = (text: string) => checkRule(parseRule(text), catalogue).map(({ message }) => message.zh);
    expect(problems('min(1, 2, 3, 4, 5, 6, 7, 8) > 1')).toEqual([]);
    expect(problems('min(1, 2, 3, 4, 5, 6, 7, 8, 9) > 1')).toEqual(['min 要 2–8 个参数，却有 9 个']);
    expect(problems('min(1) > 1')).toEqual(['min 要 2–8 个参数，却有 1 个']);
  });

  it('compare numbers exactly for whoever writes a function', () => {
    expect(compareNumbers('0.30', 0.3)).toBe(0);
    expect(compareNumbers('12345678901234567890.1', '12345678901234567890.2')).toBeLessThan(0);
    expect(() => compareNumbers('x', 1)).toThrow('x is not a decimal number');
  });

  it.each([
    'band(e.staff, "")',
    'band(e.staff, "10")',
    'band(e.staff, "10:4, 10:5")',
    'band(e.staff, "20:4, 10:5")',
    'band(e.staff, "rest:4")',
    'band(e.staff, "10:4,")',
    'band(e.staff, "a:b")',
    'band(e.staff, "1e9:4")',
    'band(e.staff, "٣:4")',
    'band(e.staff, "10:4\'; drop table e; --")',
    'tiered(e.income, "rest:0.1, 100:0.2")',
    'tiered(e.income, "0:0.1")',
    'tiered(e.income, "-5:0.1, rest:1")',
    'tiered(e.income, "100:0.1, 100:0.2")',
    'addMonths(e.on, 1.5)',
    'addMonths(e.on, 1e9)',
  ])('refuse the literal of %s', (text) => {
    const problems = checkRule(parseRule(text), catalogue);
    expect(problems.map((problem) => problem.code)).toEqual(['invalid_literal']);
    expect(text.slice(problems[0]!.position.from)).toMatch(/^["\d]/);
  });
});

describe('functions of dates', () => {
  it('add months so that a day which the month lacks becomes its last', () => {
    expect(
      (
        [
          ['2018-08-31', 6],
          ['2018-02-28', 12],
          ['2020-02-29', 12],
          ['2018-01-31', -2],
          ['2018-12-15', 1],
          ['0001-01-31', 1],
          ['0050-12-31', 2],
          ['9999-12-31', 1],
          ['0001-01-01', -1],
        ] as const
      ).map(([day, months]) => addMonths(day, months)),
    ).toEqual([
      '2019-02-28',
      '2019-02-28',
      '2021-02-28',
      '2017-11-30',
      '2019-01-15',
      '0001-02-28',
      '0051-02-28',
      null,
      null,
    ]);
  });

  it.each([
    ['daysBetween', '2018-12-31', '2019-01-01', '1'],
    ['daysBetween', '2019-01-01', '2018-12-31', '-1'],
    ['monthsBetween', '2018-01-31', '2018-02-28', '1'],
    ['monthsBetween', '2018-01-31', '2018-02-27', '0'],
    ['monthsBetween', '2018-01-31', '2018-03-30', '1'],
    ['monthsBetween', '2018-01-15', '2019-01-14', '11'],
    ['monthsBetween', '2018-01-15', '2018-01-14', '-1'],
    ['yearsBetween', '2020-02-29', '2021-02-28', '1'],
    ['yearsBetween', '2018-06-01', '2023-05-31', '4'],
    ['yearsBetween', '2018-06-01', '2018-05-31', '-1'],
  ])('%s(%s, %s) is %s', (name, on, until, expected) => {
    expect(answerOf(`${name}(e.on, e.until)`, { on, until })).toBe(expected);
  });

  it('months completed are the most that can be added without passing the day', () => {
    const days = [
      '2019-12-30',
      '2019-12-31',
      '2020-01-01',
      '2020-02-28',
      '2020-02-29',
      '2020-03-01',
      '2020-03-31',
      '2021-02-28',
    ];
    for (const on of days) {
      for (const until of days) {
        const months = Number(answerOf('monthsBetween(e.on, e.until)', { on, until }));
        expect(addMonths(on, months)! <= until && addMonths(on, months + 1)! > until, `${on} ${until}`).toBe(
          true,
        );
      }
    }
  });
});

describe('a call', () => {
  it('reads well in both languages', () => {
    const words = (text: string) => {
      const rule = parseRule(text);
      return [explainRule(rule, catalogue, 'zh'), explainRule(rule, catalogue, 'en')];
    };
    expect(words('min(e.income, 1000000) * 0.2')).toEqual([
      '（所得、100万元孰低） × 0.2',
      'the lowest of (income, 1,000,000 yuan) × 0.2',
    ]);
    expect(words('band(e.staff, "10:4, 20:8") >= 4')).toEqual([
      '人数分档（满10人计4、满20人计8）不低于4',
      'staff in bands (4 from 10 people, 8 from 20 people) is at least 4',
    ]);
    expect(words('tiered(e.income, "1000000:0.05, rest:0.25")')).toEqual([
      '所得分段累计（至100万元的部分5%、其余25%）',
      'income in tiers (5% up to 1,000,000 yuan, 25% of the rest)',
    ]);
    expect(words('growth(e.income, 5) >= 0.2')).toEqual([
      '所得比5元的增长率不低于20%',
      'the growth of income over 5 yuan is at least 20%',
    ]);
    expect(words('addMonths(e.on, -6) < addMonths(e.until, 12)')).toEqual([
      '成立日前6个月之日早于截止日满12个月之日',
      '6 months before founding day is before 12 months after last day',
    ]);
    expect(words('daysBetween(e.on, e.until) >= 30')[0]).toBe('成立日至截止日的天数不低于30天');
  });

  it('writes each argument no oftener than it declares', () => {
    for (const [name, declared] of Object.entries(functions)) {
      const literal = { band: '"1:2"', tiered: '"1:2"', addMonths: '1' }[name];
      const args = declared.parameters.map((parameter, index) => {
        if (parameter.literal) return { sql: '', literal: JSON.parse(literal!) };
        return { sql: `ARG${index}` };
      });
      const sql = declared.sql(args, { parameter: () => '$1', binding: () => null });
      args.forEach((arg, index) => {
        if (arg.sql !== '')
          expect(sql.split(`ARG${index}`).length - 1, name).toBeLessThanOrEqual(declared.copies ?? 1);
      });
    }
  });

  it('is refused where nesting would make its SQL explode', () => {
    const nested = (depth: number) => `${'min('.repeat(depth)}e.staff${', e.staff)'.repeat(depth)} > 1`;
    expect(checkRule(parseRule(nested(8)), catalogue)).toEqual([]);
    expect(compileRule(parseRule(nested(8)), catalogue).sql.length).toBeLessThan(40_000);
    const start = performance.now();
    expect(checkRule(parseRule(nested(40)), catalogue).map((problem) => problem.code)).toContain(
      'too_complex',
    );
    expect(performance.now() - start).toBeLessThan(500);
  });
});
