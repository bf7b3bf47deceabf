import { consecutive, formulaFunctions } from '@miaopu/plan';
import { type Bindings, type Catalogue, defineCatalogue, type Row, type RuleFunction } from '@miaopu/rules';
import fc from 'fast-check';

function withoutUnits({ returns, ...declared }: RuleFunction): RuleFunction {
  return {
    ...declared,
    returns: (literals, units) => ({
      type: (typeof returns === 'function' ? returns(literals, units) : returns).type,
    }),
  };
}

/** What the rules of the two-ways test are about, without units, which only the check of a rule looks at; `e` and `m` are read from JSON by the test's statement. */
export const sampleCatalogue: Catalogue = defineCatalogue({
  roots: {
    entity: {
      kind: {
        type: 'code',
        zh: '类别',
        en: 'kind',
        sql: 'e.kind',
        values: {
          enterprise: { zh: '企业', en: 'enterprise' },
          individual: { zh: '个体', en: 'individual' },
        },
      },
      name: { type: 'string', zh: '名称', en: 'name', sql: 'e.name' },
      industry: { type: 'code', zh: '行业', en: 'industry', sql: 'e.industry' },
      in_scope: { type: 'boolean', zh: '在口径内', en: 'is in scope', sql: 'e.in_scope' },
      closed: { type: 'boolean', zh: '已注销', en: 'is closed', sql: 'e.closed' },
      employees: { type: 'number', zh: '人数', en: 'employees', sql: 'e.employees' },
      revenue: { type: 'number', zh: '收入', en: 'revenue', sql: 'e.revenue' },
      rd: { type: 'number', zh: '研发', en: 'R&D', sql: 'coalesce(e.rd, null)' },
      score: { type: 'number', zh: '得分', en: 'score', sql: 'e.score' },
      founded_on: { type: 'date', zh: '成立日', en: 'founded on', sql: 'e.founded_on' },
    },
    milestone: { on: { type: 'date', zh: '事件日', en: 'event date', sql: 'm.happened_on' } },
  },
  bindings: {
    'period.start': { type: 'date', zh: '期初', en: 'the period’s start' },
    'period.end': { type: 'date', zh: '期末', en: 'the period’s end' },
    asOf: { type: 'date', zh: '统计日', en: 'the as-of day' },
    'year.end': { type: 'date', zh: '数据年度末日', en: 'the last day of the year of the figures' },
    threshold: { type: 'number', zh: '门槛', en: 'the threshold' },
  },
  functions: {
    ...Object.fromEntries(
      Object.entries({ ...formulaFunctions, consecutive }).map(([name, declared]) => [
        name,
        withoutUnits(declared),
      ]),
    ),
    in_branch: {
      zh: '{0}属于{1}',
      en: '{0} is in {1}',
      parameters: [
        { type: 'code', zh: '行业', en: 'industry' },
        { type: 'string', literal: true, zh: '门类', en: 'branch' },
      ],
      returns: { type: 'boolean' },
      sql: ([industry, branch]) => `starts_with(${industry!.sql}, ${branch!.sql})`,
      evaluate: ([industry, branch]) => String(industry).startsWith(String(branch)),
    },
  },
});

/** Reads the rows as `(i, e, m)`, one numbered row each, from the JSON of `$1`. */
export const SAMPLE_ROWS = `
  rows from (
    jsonb_to_recordset($1::jsonb -> 'entities')
      as (kind text, name text, industry text, in_scope boolean, closed boolean, employees integer,
          revenue numeric, rd numeric(30, 8), score smallint, founded_on date, figures jsonb)
  ) with ordinality as e (kind, name, industry, in_scope, closed, employees, revenue, rd, score, founded_on, figures, i)
  join rows from (jsonb_to_recordset($1::jsonb -> 'milestones') as (happened_on date))
    with ordinality as m (happened_on, i) on m.i = e.i`;

const NUMBERS = [
  '0',
  '1',
  '-1',
  '2',
  '3',
  '19',
  '20',
  '21',
  '0.025',
  '2.5',
  '-0.3',
  '100',
  '7.00',
  '0.000000000001',
  '99999999999.99',
  '12345678901234567890.123456',
];
const DATES = [
  '2017-12-31',
  '2018-01-01',
  '2018-01-31',
  '2018-02-14',
  '2018-02-28',
  '2018-03-31',
  '2018-12-31',
  '2019-01-01',
  '2020-02-29',
  '2020-12-31',
  '2026-12-31',
  '2027-01-01',
  '0001-01-01',
  '9999-12-31',
];
const TEXTS = [
  '',
  'a',
  'ab',
  'A',
  ' a',
  'a ',
  '路桥',
  '路桥塑料',
  "O'Brien",
  '\\',
  '%',
  '_',
  '😀',
  '\ud83d\ude01',
  'é',
  'e\u0301',
  '$1',
  "'); drop table e; --",
  '{a,"b"}',
  'null',
  '\n',
];
const INDUSTRIES = ['29', '2911', '2922', '51', 'C'];
const KINDS = ['enterprise', 'individual'];

const orNull = <T>(...values: readonly T[]) => fc.option(fc.constantFrom(...values), { nil: null, freq: 4 });
const wholeNumbers = orNull(-1, 0, 1, 19, 20, 21, 32767);

const PERIODS = [
  ...['2017', '2018', '2019', '2020'].flatMap((year) => [
    year,
    `${year}Q1`,
    `${year}Q2`,
    `${year}Q3`,
    `${year}Q4`,
  ]),
  '2016',
  '2016Q4',
];
const figure = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom<(number | string)[]>(20, '20.00', 20.5, '99999999999.99') },
  fc.constantFrom(0, 19, null),
);

/** Figures of most periods, at the limits that rules name; a few are missing. */
const figures = fc.oneof(
  { weight: 8, arbitrary: fc.record(Object.fromEntries(PERIODS.map((period) => [period, figure]))) },
  fc.dictionary(fc.constantFrom(...PERIODS), figure),
);

/** A row whose values are often missing, zero, or at a boundary that rules also name. */
export const sampleRow: fc.Arbitrary<Row> = fc.record({
  entity: fc.record({
    kind: orNull(...KINDS),
    name: orNull(...TEXTS),
    industry: orNull(...INDUSTRIES),
    in_scope: orNull(true, false),
    closed: orNull(true, false),
    employees: fc.oneof(wholeNumbers, fc.constantFrom(2147483647, -2147483648)),
    revenue: fc.oneof(orNull(...NUMBERS), orNull(0, 20, 0.1, 0.2, 0.3, 1e-7, 1e21)),
    rd: orNull('0', '0.00000001', '-0.00000001', '2.5', '0.5', '3', '1234567890123456789012.12345678'),
    score: wholeNumbers,
    founded_on: orNull(...DATES),
    figures: fc.option(fc.record({ revenue: figures }), { nil: null, freq: 8 }),
  }),
  milestone: fc.record({ on: orNull(...DATES) }),
});

export const sampleBindings: fc.Arbitrary<Bindings> = fc.record({
  'period.start': orNull('2018-01-01', '2019-01-01'),
  'period.end': fc.constantFrom('2018-12-31', '2020-12-31'),
  asOf: fc.constantFrom(...DATES),
  'year.end': orNull('2018-12-31', '2020-12-31'),
  threshold: orNull('0', '20', '0.025'),
});

const literal = (text: string): string => JSON.stringify(text);
const dateLiteral = (text: string): string => `date("${text}")`;

/** The kinds of expression: conditions with judgements, numbers without a unit, amounts of money, texts, dates, conditions. */
interface Kinds {
  judged: string;
  plain: string;
  money: string;
  text: string;
  date: string;
  condition: string;
}
type Tie = fc.LetrecTypedTie<Kinds>;
type Text = fc.Arbitrary<string>;

const DEPTH = { depthSize: 'small', maxDepth: 4 } as const;
const ORDER = from(' < ', ' <= ', ' > ', ' >= ', ' == ', ' != ');
const EQUALITY = from(' == ', ' != ');

function from(...texts: readonly string[]): Text {
  return fc.constantFrom(...texts);
}

function join(...parts: readonly (string | Text)[]): Text {
  const texts = parts.map((part) => (typeof part === 'string' ? fc.constant(part) : part));
  return fc.tuple(...texts).map((joined) => joined.join(''));
}

function list(values: readonly string[]): Text {
  return fc
    .uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 4 })
    .map((items) => `[${items.join(', ')}]`);
}

function choose(tie: Tie, value: Text): Text {
  return join('(', tie('condition'), ' ? ', value, ' : ', fc.oneof(value, from('null')), ')');
}

/** A literal zero as a divisor is refused when a rule is checked; a field that is zero is not. */
function notZero(divisor: Text): Text {
  return divisor.filter((text) => !/^-*0$/.test(text));
}

function plain(tie: Tie): Text {
  const [number, money] = [tie('plain'), tie('money')];
  return fc.oneof(
    DEPTH,
    from(
      'entity.score',
      'threshold',
      '(entity.employees * entity.employees)',
      '(entity.employees / entity.employees)',
    ),
    from(...NUMBERS),
    join('(', number, from(' + ', ' - ', ' * '), number, ')'),
    join('(', number, ' / ', notZero(number), ')'),
    join('(', money, ' / ', notZero(money), ')'),
    join('-', number),
    join(from('year(', 'month('), tie('date'), ')'),
    join(from('daysBetween(', 'monthsBetween(', 'yearsBetween('), tie('date'), ', ', tie('date'), ')'),
    join('workingDaysBetween(', tie('date'), ', ', tie('date'), ')'),
    join('band(', number, ', ', from(...BANDS), ')'),
    join(from('ratio(', 'growth('), money, ', ', notZero(money), ')'),
    join(from('min(', 'max('), number, ', ', number, from(')', ', 20)', ', threshold, entity.score)')),
    choose(tie, number),
  );
}

const BANDS = ['"10:4, 15:8, 20:12"', '"-0.3:1, 0:0, 0.025:-2.5, 20:100"', '"20:1"'];
const TIERS = [
  '"1:0.05, 20:0.10, rest:0.25"',
  '"20:0.5"',
  '"rest:0.2"',
  '"0.025:1, 100:0, 99999999999.99:-0.125"',
];

function money(tie: Tie): Text {
  const amount = tie('money');
  return fc.oneof(
    DEPTH,
    from('entity.revenue', 'entity.rd'),
    from(...NUMBERS),
    join('(', amount, from(' + ', ' - '), amount, ')'),
    join('(', amount, from(' * ', ' / '), from('3', '-0.7', 'entity.score', 'threshold'), ')'),
    join('tiered(', amount, ', ', from(...TIERS), ')'),
    join('round2(', amount, ')'),
    join(from('min(', 'max('), amount, ', ', amount, from(')', ', entity.rd)')),
    choose(tie, amount),
  );
}

function text(tie: Tie): Text {
  return fc.oneof(
    DEPTH,
    from('entity.kind', 'entity.name', 'entity.industry'),
    from(...TEXTS.map(literal)),
    choose(tie, from('entity.name', 'entity.industry', literal('路桥'))),
  );
}

function date(tie: Tie): Text {
  return fc.oneof(
    DEPTH,
    from('entity.founded_on', 'milestone.on', 'period.start', 'period.end', 'asOf'),
    from(...DATES.map(dateLiteral)),
    join('addMonths(', tie('date'), from(', 1)', ', 12)', ', -1)', ', -13)', ', 0)', ', 12000)')),
    join('addWorkingDays(', tie('date'), from(', 1)', ', 5)', ', 250)')),
    choose(tie, tie('date')),
  );
}

function condition(tie: Tie): Text {
  const [inner, number, amount, day, words] = [
    tie('condition'),
    tie('plain'),
    tie('money'),
    tie('date'),
    tie('text'),
  ];
  const names = fc.oneof(from(...TEXTS.map(literal)), from('entity.industry', 'entity.name'));
  return fc.oneof(
    DEPTH,
    from('entity.in_scope', 'entity.closed', 'true', 'false'),
    join('(entity.kind', EQUALITY, from('entity.kind', '"individual"'), ')'),
    join('(', from('entity.name', 'entity.industry'), EQUALITY, names, ')'),
    join('(', day, ORDER, day, ')'),
    join('(', number, ORDER, number, ')'),
    join('(', amount, ORDER, amount, ')'),
    join('(entity.employees', ORDER, from('0', '20', 'entity.employees'), ')'),
    join('(entity.kind in ', list(KINDS.map(literal)), ')'),
    join('(entity.name in ', list(TEXTS.map(literal)), ')'),
    join('(', number, ' in ', list(NUMBERS), ')'),
    join('(', day, ' in ', list(DATES.map(dateLiteral)), ')'),
    join(words, from('.startsWith(', '.contains(', '.endsWith('), words, ')'),
    join('in_branch(entity.industry, ', from('"29"', '"C"', '""'), ')'),
    join(
      'consecutive("revenue", ',
      from('"quarter", ', '"year", '),
      from('">="', '">"', '"<="', '"<"'),
      fc.oneof(from(', 20', ', 0'), join(', ', amount)),
      from(', 1)', ', 2)', ', 3)'),
    ),
    join('has(', fc.oneof(words, number, amount, day), ')'),
    join('!', inner),
    join('(', inner, from(' && ', ' || ', ' == ', ' != '), inner, ')'),
    join('(', inner, ' && ', inner, ' && ', inner, ' || ', inner, ')'),
    choose(tie, inner),
  );
}

const JUDGEMENTS = ['judge("经营正常", "It is doing business")', 'judge("属鼓励类", "It is encouraged")'];

/** A condition with a judgement in every place where one may stand. */
function judged(tie: Tie): Text {
  const [inner, other] = [tie('judged'), fc.oneof(tie('judged'), tie('condition'))];
  return fc.oneof(
    DEPTH,
    from(...JUDGEMENTS),
    join('(', inner, from(' && ', ' || '), other, ')'),
    join('(', other, from(' && ', ' || '), tie('condition'), from(' && ', ' || '), inner, ')'),
    join('(', tie('condition'), ' ? ', inner, ' : ', fc.oneof(other, from('null')), ')'),
  );
}

const kinds = fc.letrec<Kinds>((tie) => ({
  judged: judged(tie),
  plain: plain(tie),
  money: money(tie),
  text: text(tie),
  date: date(tie),
  condition: condition(tie),
}));

/** A condition as text, often with judgements of a person. */
export const sampleCondition: fc.Arbitrary<string> = fc.oneof(kinds.condition, {
  weight: 3,
  arbitrary: kinds.judged,
});

const someNumber = fc.oneof(
  from('entity.employees', 'entity.score', 'entity.revenue', 'entity.rd'),
  from(...NUMBERS),
);
const someDay = fc.oneof(from('entity.founded_on', 'milestone.on', 'asOf'), from(...DATES.map(dateLiteral)));

/** One call of each function, its arguments plain, so that most of its answers are known. */
export const sampleCalls: Readonly<Record<string, fc.Arbitrary<string>>> = {
  min: join('min(', someNumber, ', ', someNumber, ')'),
  max: join('max(', someNumber, ', ', someNumber, ', ', someNumber, ')'),
  round2: join('round2(', someNumber, ')'),
  round2OfHalves: join('round2(', someNumber, ' / ', from('200', '-800', '3'), ')'),
  ratio: join('ratio(', someNumber, ', ', someNumber, ')'),
  growth: join('growth(', someNumber, ', ', someNumber, ')'),
  band: join('band(', someNumber, ', ', from(...BANDS), ')'),
  tiered: join('tiered(', someNumber, ', ', from(...TIERS), ')'),
  addMonths: join(
    'addMonths(',
    someDay,
    ', ',
    from('1', '-1', '6', '11', '12', '-12', '12000', '-12000'),
    ')',
  ),
  daysBetween: join('daysBetween(', someDay, ', ', someDay, ')'),
  monthsBetween: join('monthsBetween(', someDay, ', ', someDay, ')'),
  monthsBetweenEnds: join(
    'monthsBetween(addMonths(',
    someDay,
    ', ',
    from('1', '2', '-1', '13'),
    '), ',
    someDay,
    ')',
  ),
  yearsBetween: join('yearsBetween(', someDay, ', ', someDay, ')'),
  addWorkingDays: join('addWorkingDays(', someDay, ', ', from('1', '2', '5', '20', '250', '1000'), ')'),
  workingDaysBetween: join('workingDaysBetween(', someDay, ', ', someDay, ')'),
  consecutive: join(
    'consecutive("revenue", ',
    from('"quarter"', '"year"'),
    ', ',
    from('">="', '">"', '"<="', '"<"'),
    ', ',
    from('20', '0', 'entity.employees'),
    ', ',
    from('1', '2', '3'),
    ')',
  ),
};

/** A sound rule over the sample catalogue, as text, of any kind of result. */
export const sampleRule: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: kinds.condition },
  { weight: 1, arbitrary: kinds.judged },
  { weight: 2, arbitrary: kinds.plain },
  { weight: 2, arbitrary: kinds.money },
  kinds.text,
  kinds.date,
);
