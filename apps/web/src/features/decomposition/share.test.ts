import type { SplitTarget } from '@miaopu/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sumOf } from '../../shared/formats.ts';
import { shareRow, shareYears, weightOf } from './share.ts';
import { contentOf, gapsOf, keyOfCell, rowsOf, type Sheet, sheetOf, withLocks, withTexts } from './sheet.ts';

const words = { zh: '', en: '' };
const target = (kind: SplitTarget['kind'], goal: string, unit = '家'): SplitTarget => ({
  id: 't',
  clause: '1',
  quote: '',
  title: words,
  unit: { zh: unit, en: unit },
  kind,
  holds: 'total',
  direction: 'up',
  lead: { id: 'x', name: words },
  goal,
});
const count = target('count', '6000');
const empty: Sheet = { cells: new Map(), differsBecause: {}, weights: {} };
const place = (unit: string, year = 2019) => ({ target: 't', unit, year });
const typed = (texts: Record<string, string>) =>
  withTexts(
    empty,
    Object.entries(texts).map(([unit, text]) => ({ ...place(unit), text })),
  );
const units = { district: 'district', among: ['a', 'b', 'c'], others: ['bureau'] };
const textsOf = (shared: ReturnType<typeof shareRow>) =>
  shared.ok ? Object.fromEntries(shared.edits.map(({ unit, text }) => [unit, text])) : shared.because;

describe('sharing a row out', () => {
  it('leaves locked cells and the parts of other units, and adds up with them', () => {
    const sheet = withLocks(typed({ district: '200', a: '40', bureau: '20' }), [place('a')]);
    const shared = shareRow(count, 2019, units, sheet, (unit) => (unit === 'b' ? 2 : 1));
    expect(textsOf(shared)).toEqual({ b: '93', c: '47' });
  });

  it('is in 万元 where it is money', () => {
    const money = target('money', '0', '元');
    expect(textsOf(shareRow(money, 2019, units, typed({ district: '100' }), () => 1))).toEqual({
      a: '34',
      b: '33',
      c: '33',
    });
  });

  it('says why a row cannot be', () => {
    const over = withLocks(typed({ district: '10', a: '11' }), [place('a')]);
    expect(textsOf(shareRow(count, 2019, units, over, () => 1))).toBe('locked_exceed');
    expect(textsOf(shareRow(count, 2019, units, typed({ district: '10', bureau: '11' }), () => 1))).toBe(
      'locked_exceed',
    );
    expect(textsOf(shareRow(count, 2019, units, empty, () => 1))).toBe('no_whole');
    expect(textsOf(shareRow(count, 2019, units, typed({ district: '10' }), () => 0))).toBe('no_weight');
    expect(
      textsOf(shareRow(target('ratio', '0.8', '%'), 2019, units, typed({ district: '80' }), () => 1)),
    ).toBe('held_each');
  });

  it('always adds up, whatever the weights', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(1000), { minLength: 3, maxLength: 3 }),
        fc.nat(99_999),
        (weights, whole) => {
          fc.pre(weights.some((weight) => weight > 0));
          const sheet = typed({ district: String(whole) });
          const shared = shareRow(count, 2019, units, sheet, (unit) => weights[units.among.indexOf(unit)]!);
          expect(shared.ok && sumOf(shared.edits.map(({ text }) => text))).toBe(String(whole));
        },
      ),
    );
  });

  it('over years gives each the same, and a yearly number to each', () => {
    const years = [2018, 2019, 2020];
    const text = (shared: ReturnType<typeof shareYears>) =>
      shared.ok ? shared.edits.map((one) => one.text) : [];
    expect(text(shareYears(target('count', '1400'), years, 'district', empty))).toEqual([
      '467',
      '467',
      '466',
    ]);
    expect(text(shareYears({ ...count, goal: '4', holds: 'yearly' }, years, 'district', empty))).toEqual([
      '4',
      '4',
      '4',
    ]);
  });
});

describe('a weight', () => {
  it('is what the basis says of the unit and the row', () => {
    const weights = {
      asOf: '2019-12-31',
      stocks: [{ id: 's', title: words, asOf: '2019-12-31', source: null, certain: true, towns: { a: 7 } }],
      values: { t: { '2018': { a: 5 } } },
    };
    const sheet = { weights: { a: 3 } };
    const of = (basis: Parameters<typeof weightOf>[0]) => weightOf(basis, place('a'), sheet, weights);
    expect([of('equal'), of('typed'), of('last_year'), of('stock s')]).toEqual([1, 3, 5, 7]);
    expect(weightOf('last_year', place('a', 2018), sheet, weights)).toBe(0);
  });
});

describe('a sheet', () => {
  const targets = new Map([['t', count]]);
  it('comes back as it was stored, locks too', () => {
    const content = {
      cells: [{ ...place('a'), value: '12', locked: true }],
      unread: [{ ...place('b'), text: '约 12', locked: false }],
      differsBecause: { t: '自加压力' },
      weights: { a: 2 },
    };
    expect(contentOf(targets, sheetOf(targets, content))).toEqual(content);
  });

  it('leaves out what is empty, and keeps what is no number as it was typed', () => {
    const { cells, unread } = contentOf(targets, typed({ a: ' ', b: '约 x', c: '1,234' }));
    expect(cells.map(({ unit, value }) => [unit, value])).toEqual([['c', '1234']]);
    expect(unread.map(({ unit, text }) => [unit, text])).toEqual([['b', '约 x']]);
  });

  it('locks what is chosen, and unlocks it where all of it is locked', () => {
    const locked = withLocks(typed({ a: '1' }), [place('a'), place('b')]);
    const isLocked = (sheet: Sheet, unit: string) => sheet.cells.get(keyOfCell(place(unit)))?.locked;
    expect([isLocked(locked, 'a'), isLocked(locked, 'b')]).toEqual([true, true]);
    expect(isLocked(withLocks(locked, [place('a')]), 'a')).toBe(false);
  });

  it('says where parts miss the district, and the years the goal', () => {
    const rows = rowsOf(count, typed({ district: '200', a: '150' }), ['district', 'a'], [2019]);
    expect(gapsOf(count, rows, new Set(['district']))).toEqual([
      { of: 'years', parts: '200', whole: '6000' },
      { of: 'units', year: 2019, parts: '150', whole: '200' },
    ]);
  });
});
