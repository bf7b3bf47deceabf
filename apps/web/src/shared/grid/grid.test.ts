import { describe, expect, it } from 'vitest';
import { clearRange, copyRange, pasteBlock, tidied } from './block.ts';
import { cellBeside, cornerBeside } from './grid-moves.ts';
import type { Edit, GridCell, GridShape } from './grid-types.ts';
import { sameRow } from './same-row.ts';
import { formatTsv, parseTsv } from './tsv.ts';
import { noDeeds, redo, remember, undo } from './undo.ts';

const number = (text: string): GridCell => ({ kind: 'number', text });
const locked = (text: string): GridCell => ({ kind: 'number', text, locked: true });

/** A grid of rows a, b, c … and columns 1, 2, 3 …; what edits do to it stays. */
function gridOf(
  lines: GridCell[][],
): GridShape & { take: (edits: readonly Edit[]) => void; texts: () => string[][] } {
  const rows = lines.map((_, index) => 'abcdef'[index]!);
  const columns = lines[0]!.map((_, index) => String(index + 1));
  const cells = new Map(
    lines.flatMap((line, down) =>
      line.map((cell, right) => [`${rows[down]}${columns[right]}`, cell] as const),
    ),
  );
  return {
    rows,
    columns,
    cellAt: ({ row, column }) => cells.get(row + column),
    take(edits) {
      for (const { row, column, before, after } of edits) {
        const cell = cells.get(row + column)!;
        expect(cell.text).toBe(before);
        cells.set(row + column, { ...cell, text: after });
      }
    },
    texts: () => rows.map((row) => columns.map((column) => cells.get(row + column)!.text)),
  };
}

const at = (name: string) => ({ row: name[0]!, column: name.slice(1) });
const one = (name: string) => ({ from: at(name), to: at(name) });

describe('a spreadsheet’s clipboard', () => {
  it('is read by lines and tabs, with what Excel quotes', () => {
    expect(parseTsv('1\t2\r\n3\t\r\n')).toEqual([
      ['1', '2'],
      ['3', ''],
    ]);
    expect(parseTsv('"两\n行"\t"说""好"""\t带"号')).toEqual([['两\n行', '说"好"', '带"号']]);
    expect(parseTsv('')).toEqual([['']]);
    expect(parseTsv('1\n\n2')).toEqual([['1'], [''], ['2']]);
  });

  it('is written so that it reads back the same', () => {
    const block = [
      ['1,234', 'a\tb'],
      ['', '他说"好"\n第二行'],
    ];
    expect(parseTsv(formatTsv(block))).toEqual(block);
  });
});

describe('what is typed or pasted', () => {
  it('is kept as plain digits in the unit of the cell', () => {
    expect(tidied(number(''), ' １，２３４．５０ ')).toBe('1234.5');
    expect(tidied({ ...number(''), unit: 'wan' }, '1.2亿')).toBe('12000');
    expect(tidied({ ...number(''), unit: 'percent' }, '12.50%')).toBe('12.5');
    expect(tidied(number('7'), '—')).toBe('');
  });

  it('stays as it is where it cannot be read, so that nothing typed is lost', () => {
    for (const text of ['约300', '12万3', '1,0000', '十二', '300元'])
      expect(tidied(number(''), text)).toBe(text);
  });

  it('chooses by the label or the value, and leaves a choice alone that it does not know', () => {
    const choice: GridCell = { kind: 'choice', text: 'x', choices: [{ value: 'yes', label: '有' }] };
    expect(tidied(choice, '有')).toBe('yes');
    expect(tidied(choice, 'yes')).toBe('yes');
    expect(tidied(choice, '也许')).toBe('x');
  });
});

describe('a pasted block', () => {
  it('lies from the chosen cell on, passes over locked cells and says what lay beyond the edge', () => {
    const grid = gridOf([
      [number('1'), locked('9'), number('')],
      [number(''), number(''), number('')],
    ]);
    const { edits, ...rest } = pasteBlock(grid, parseTsv('5\t6\t7\t8\n1,000\t２\t\n3'), one('a1'));
    grid.take(edits);
    expect(grid.texts()).toEqual([
      ['5', '9', '7'],
      ['1000', '2', ''],
    ]);
    expect(rest).toEqual({ locked: 1, outside: 2 });
  });

  it('fills a chosen range where it is a single value', () => {
    const grid = gridOf([
      [number(''), number('')],
      [number(''), number('4')],
    ]);
    grid.take(pasteBlock(grid, [['3']], { from: at('b2'), to: at('a1') }).edits);
    expect(grid.texts()).toEqual([
      ['3', '3'],
      ['3', '3'],
    ]);
  });

  it('comes back by copying, and a range is emptied without its locked cells', () => {
    const grid = gridOf([[number('1'), locked('2'), number('3')]]);
    const range = { from: at('a3'), to: at('a1') };
    expect(copyRange(grid, range)).toBe('1\t2\t3');
    grid.take(clearRange(grid, range));
    expect(grid.texts()).toEqual([['', '2', '']]);
  });
});

describe('moving about', () => {
  const grid = gridOf([
    [number(''), locked(''), number('')],
    [locked(''), number(''), number('')],
  ]);
  it('passes over locked cells and stops at the edge', () => {
    expect(cellBeside(grid, at('a1'), 'right')).toEqual(at('a3'));
    expect(cellBeside(grid, at('a1'), 'down')).toBeUndefined();
    expect(cellBeside(grid, at('b2'), 'up')).toBeUndefined();
    expect(cellBeside(grid, at('a3'), 'down')).toEqual(at('b3'));
  });
  it('takes a block’s corner over locked cells too', () => {
    expect(cornerBeside(grid, at('a1'), 'right')).toEqual(at('a2'));
    expect(cornerBeside(grid, at('a1'), 'up')).toEqual(at('a1'));
  });
});

describe('undo', () => {
  const edit = (name: string, before: string, after: string): Edit => ({ ...at(name), before, after });

  it('takes back deed by deed, and does it again', () => {
    const grid = gridOf([[number('1'), number('2')]]);
    let deeds = noDeeds;
    for (const edits of [[edit('a1', '1', '5'), edit('a2', '2', '6')], [edit('a1', '5', '7')]]) {
      grid.take(edits);
      deeds = remember(deeds, edits);
    }
    for (const [step, texts] of [
      [undo, ['5', '6']],
      [undo, ['1', '2']],
      [redo, ['5', '6']],
    ] as const) {
      const answer = step(deeds, grid);
      grid.take(answer.edits);
      deeds = answer.deeds;
      expect(grid.texts()).toEqual([texts]);
    }
    expect(remember(deeds, [edit('a2', '6', '8')]).undone).toEqual([]);
  });

  it('leaves alone what a colleague changed meanwhile', () => {
    const grid = gridOf([[number('3'), number('6')]]);
    const deeds = remember(noDeeds, [edit('a1', '1', '5'), edit('a2', '2', '6')]);
    expect(undo(deeds, grid).edits).toEqual([edit('a2', '6', '2')]);
  });
});

it('draws a row again when something in it differs, and only then', () => {
  const row = { id: 'a', title: '甲', cells: { 1: number('1') } };
  expect(sameRow(row, { ...row, cells: { 1: number('1') } })).toBe(true);
  expect(sameRow(row, { ...row, cells: { 1: number('2') } })).toBe(false);
  expect(
    sameRow(row, { ...row, cells: { 1: { ...number('1'), problem: { level: 'hard', words: 'x' } } } }),
  ).toBe(false);
  expect(sameRow(row, { ...row, cells: {} })).toBe(false);
});
