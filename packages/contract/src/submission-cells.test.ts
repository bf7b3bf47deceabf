import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CellChange, type Cells, cellDifferences, mergeCells } from './submission-cells.ts';

const at = '2018-10-08T00:00:00Z';
const change = (cell: string, value: string | null): CellChange => ({
  cell,
  value,
  comment: null,
  stand: null,
});
const by = (name: string, seen: number, next: number) => ({ seen, next, by: name, at });

describe('two people in one form', () => {
  const first = mergeCells({}, [change('a', '1'), change('b', '2')], by('甲', 0, 1)).cells;

  it('who wrote in different cells both find theirs', () => {
    const second = mergeCells(first, [change('c', '3')], by('乙', 0, 2));
    expect(second.conflicts).toEqual([]);
    expect(Object.entries(second.cells).map(([id, { value }]) => [id, value])).toEqual([
      ['a', '1'],
      ['b', '2'],
      ['c', '3'],
    ]);
  });

  it('who wrote in one cell see both values, and the first one’s stays until somebody chooses', () => {
    const second = mergeCells(first, [change('a', '9')], by('乙', 0, 2));
    expect(second).toMatchObject({ conflicts: ['a'], changed: [] });
    expect(second.cells.a).toMatchObject({ value: '1', by: '甲' });
    // having seen it, one may say so again
    const chosen = mergeCells(second.cells, [change('a', '9')], by('乙', 1, 2));
    expect(chosen).toMatchObject({ conflicts: [], changed: ['a'] });
  });

  it('may send again what was not answered', () => {
    const again = mergeCells(first, [change('a', '1'), change('b', ' 2 ')], by('甲', 0, 2));
    expect(again).toMatchObject({ changed: [], conflicts: [] });
    expect(again.cells).toEqual(first);
  });
});

it('of any two people’s changes on one revision, none is lost without a word', () => {
  const changes = fc.uniqueArray(
    fc.record({ cell: fc.constantFrom('a', 'b', 'c'), value: fc.constantFrom('1', '2', null) }),
    { selector: ({ cell }) => cell },
  );
  const toChanges = (some: readonly { cell: string; value: string | null }[]) =>
    some.map(({ cell, value }) => change(cell, value));
  fc.assert(
    fc.property(changes, changes, (one, other) => {
      const first = mergeCells({}, toChanges(one), by('甲', 0, 1));
      const second = mergeCells(first.cells, toChanges(other), by('乙', 0, 2));
      const value = (cells: Cells, cell: string) => cells[cell]?.value ?? null;
      for (const { cell, value: wanted } of one) expect([wanted, null]).toContain(value(first.cells, cell));
      for (const { cell, value: wanted } of other)
        expect(second.conflicts.includes(cell) || value(second.cells, cell) === wanted).toBe(true);
      for (const { cell, value: wanted } of one)
        if (!second.changed.includes(cell)) expect(value(second.cells, cell)).toBe(wanted);
    }),
  );
});

it('tells which cells differ, in the form’s order', () => {
  const cells = [{ id: 'b' }, { id: 'a' }, { id: 'c' }] as never;
  const value = (text: string | null) => ({ value: text, comment: null, stand: null });
  expect(
    cellDifferences({ cells }, { a: value('1'), b: value('1') }, { a: value('2'), c: value('3') }).map(
      ({ cell, before, after }) => [cell, before.value, after.value],
    ),
  ).toEqual([
    ['b', '1', null],
    ['a', '1', '2'],
    ['c', null, '3'],
  ]);
});
