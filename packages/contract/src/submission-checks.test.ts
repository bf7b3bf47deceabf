import { describe, expect, it } from 'vitest';
import type { Cells } from './submission-cells.ts';
import { blockingFindings, type CheckContext, checkCells, ratioOf } from './submission-checks.ts';
import type { ReportCell, ReportCheck, ReportForm } from './submission-form.ts';

const words = (text: string) => ({ zh: text, en: text });
const cell = (id: string, more: Partial<ReportCell> = {}): ReportCell => ({
  id,
  label: words(id),
  hint: null,
  unit: null,
  type: 'whole',
  how: 'asked',
  target: null,
  part: null,
  required: true,
  options: [],
  ...more,
});
const shared = (level: 'hard' | 'soft' = 'soft') => ({ id: 'check', level, because: null });
const form = (cells: ReportCell[], checks: ReportCheck[] = []): ReportForm => ({
  id: 'form',
  title: words('form'),
  about: null,
  every: 'quarter',
  steps: [{ kind: 'lead', unit: null, clerkSigns: false }],
  cells,
  evidence: [],
  checks,
});
const filled = (values: Record<string, string | null>, comments: Record<string, string> = {}): Cells =>
  Object.fromEntries(
    Object.entries(values).map(([id, value]) => [
      id,
      {
        value,
        comment: comments[id] ?? null,
        stand: null,
        revision: 1,
        by: 'x',
        at: '2018-10-08T00:00:00Z',
      },
    ]),
  );
const nothing: CheckContext = { last: {}, counted: {}, sums: {} };

/** `check at cell` of everything that is found. */
function found(of: ReportForm, cells: Cells, context: CheckContext = nothing): string[] {
  return checkCells({ form: of, cells, context }, new Set()).map(
    ({ check, cell: at, evidence, level }) => `${level} ${check} ${at ?? evidence}`,
  );
}

describe('what stands in a cell', () => {
  it.each([
    ['a blank that is required', 'whole', null, ['hard required a']],
    ['no number', 'decimal', 'abc', ['hard type a']],
    ['a fraction of something whole', 'whole', '1.5', ['hard type a']],
    ['a whole number', 'whole', '-3', []],
    ['less than a fen', 'money', '0.001', ['hard type a']],
    ['yuan beyond what floating point holds', 'money', '900719925474099301.25', []],
    ['words', 'text', 'abc', []],
    ['a choice that there is not', 'choice', 'c', ['hard type a']],
    ['a choice that there is', 'choice', 'b', []],
  ] as const)('%s', (_, type, value, wanted) => {
    const asked = form([cell('a', { type, options: [{ id: 'b', label: words('b') }] })]);
    expect(found(asked, filled({ a: value }))).toEqual(wanted);
  });

  it('may be left out where it is not required, and divides nothing by nought', () => {
    expect(found(form([cell('a', { required: false })]), {})).toEqual([]);
    expect(found(form([cell('a', { part: 'denominator', target: 't' })]), filled({ a: '0' }))).toEqual([
      'hard type a',
    ]);
  });

  it('that is counted wants to be confirmed, and again when the count has changed', () => {
    const counted = form([cell('a', { how: 'counted', target: 't', part: 'value' })]);
    const context = { ...nothing, counted: { t: { value: '12', numerator: null, denominator: null } } };
    const confirmed = (value: string): Cells => ({
      a: { ...filled({ a: value }).a!, stand: 'confirmed' },
    });
    expect(found(counted, {}, context)).toEqual(['hard unconfirmed a']);
    expect(found(counted, confirmed('12'), context)).toEqual([]);
    expect(found(counted, confirmed('12.0'), context)).toEqual([]);
    expect(found(counted, confirmed('11'), context)).toEqual(['soft count_changed a']);
    expect(found(counted, {})).toEqual([]);
  });
});

describe('a form’s own checks', () => {
  const [a, b, c] = [cell('a'), cell('b'), cell('c')];
  it.each<[string, ReportCheck, Record<string, string>, Partial<CheckContext>, string[]]>([
    [
      'a number below its range',
      { ...shared('hard'), kind: 'range', cell: 'a', min: '1', max: '9' },
      { a: '0', b: '0', c: '0' },
      {},
      ['hard check a'],
    ],
    [
      'a number at the end of its range',
      { ...shared('hard'), kind: 'range', cell: 'a', min: '1', max: '9' },
      { a: '9', b: '0', c: '0' },
      {},
      [],
    ],
    [
      'half as much again as the last period',
      { ...shared(), kind: 'last', cell: 'a', percent: 50 },
      { a: '15', b: '0', c: '0' },
      { last: { a: '10' } },
      [],
    ],
    [
      'more than half as much again',
      { ...shared(), kind: 'last', cell: 'a', percent: 50 },
      { a: '16', b: '0', c: '0' },
      { last: { a: '10' } },
      ['soft check a'],
    ],
    [
      'something after nothing',
      { ...shared(), kind: 'last', cell: 'a', percent: 50 },
      { a: '1', b: '0', c: '0' },
      { last: { a: '0' } },
      ['soft check a'],
    ],
    [
      'no period before',
      { ...shared(), kind: 'last', cell: 'a', percent: 50 },
      { a: '99', b: '0', c: '0' },
      {},
      [],
    ],
    [
      'another number than was counted',
      { ...shared(), kind: 'computed', cell: 'a', target: 't', percent: 0 },
      { a: '9', b: '0', c: '0' },
      { counted: { t: { value: '10', numerator: null, denominator: null } } },
      ['soft check a'],
    ],
    [
      'more of a part than of the whole',
      { ...shared('hard'), kind: 'order', smaller: 'a', larger: 'b' },
      { a: '2', b: '1', c: '0' },
      {},
      ['hard check a'],
    ],
    [
      'parts that do not add up',
      { ...shared('hard'), kind: 'sum', total: 'a', parts: ['b', 'c'] },
      { a: '3', b: '1', c: '1' },
      {},
      ['hard check a'],
    ],
    [
      'another sum than the units report',
      { ...shared(), kind: 'units_sum', cell: 'a', form: 'f', of: 'x' },
      { a: '3', b: '0', c: '0' },
      { sums: { check: { sum: '4', submitted: 10, of: 10 } } },
      ['soft check a'],
    ],
    [
      'a sum of units of which some are still to come',
      { ...shared(), kind: 'units_sum', cell: 'a', form: 'f', of: 'x' },
      { a: '3', b: '0', c: '0' },
      { sums: { check: { sum: '4', submitted: 9, of: 10 } } },
      [],
    ],
  ])('find %s, or not', (_, check, values, context, wanted) => {
    expect(found(form([a, b, c], [check]), filled(values), { ...nothing, ...context })).toEqual(wanted);
  });

  it('let a submission pass where they are soft and somebody has said why', () => {
    const soft = form([a], [{ ...shared(), kind: 'last', cell: 'a', percent: 10 }]);
    const look = (comments: Record<string, string>) =>
      blockingFindings(
        checkCells(
          { form: soft, cells: filled({ a: '20' }, comments), context: { ...nothing, last: { a: '10' } } },
          new Set(),
        ),
      ).length;
    expect(look({})).toBe(1);
    expect(look({ a: '新增一家园区' })).toBe(0);
  });

  it('never let a hard one pass for a comment', () => {
    const hard = form([a], [{ ...shared('hard'), kind: 'range', cell: 'a', min: '1', max: null }]);
    const findings = checkCells(
      { form: hard, cells: filled({ a: '0' }, { a: '属实' }), context: nothing },
      new Set(),
    );
    expect(blockingFindings(findings)).toHaveLength(1);
  });
});

it('asks for the files that are required', () => {
  const evidence = [
    { id: 'one', label: words('one'), required: true },
    { id: 'two', label: words('two'), required: false },
  ];
  expect(found({ ...form([]), evidence }, {})).toEqual(['hard evidence one']);
});

it('gives a ratio of two cells, and none of nothing', () => {
  expect(ratioOf('1', '8')).toBe('0.125');
  expect(ratioOf('1', '3')).toBe('0.333333333333');
  expect(ratioOf('1', '0')).toBeNull();
  expect(ratioOf(null, '3')).toBeNull();
  expect(ratioOf('x', '3')).toBeNull();
});
