import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRecordScanner } from './csv-records.ts';

const read = (text: string, columns = 0) => createRecordScanner(',', columns).push(text, true);

describe('CSV records', () => {
  it('agree with csv-parse on whatever a spreadsheet writes, in pieces of any size', () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', '厂', ',', '"', '\n', ' ', '1', '=', '\t'),
      maxLength: 6,
    });
    const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(
        rows,
        fc.constantFrom('\n', '\r\n'),
        fc.integer({ min: 1, max: 9 }),
        (table, newline, piece) => {
          const quoted = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
          const text = table.map((row) => row.map(quoted).join(',') + newline).join('');
          const scanner = createRecordScanner(',');
          const found: string[][] = [];
          for (let at = 0; at < text.length; at += piece)
            found.push(...scanner.push(text.slice(at, at + piece), false).map((row) => row.cells));
          found.push(...scanner.push('', true).map((row) => row.cells));
          expect(found).toEqual(parse(text, { relax_column_count: true }));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('carry the line they begin on, cells of several lines included', () => {
    expect(read('a,b\n"x\ny",2\nc,d\n').map((row) => row.line)).toEqual([1, 2, 4]);
  });

  it('lose one row, not the rest of the file, to a quotation mark that never closes', () => {
    const rows = read('a,b,c\n"x,2,3\nd,e,f\ng,h,i\n', 3);
    expect(rows.map((row) => [row.line, row.broken])).toEqual([
      [1, undefined],
      [2, 'quote'],
      [3, undefined],
      [4, undefined],
    ]);
  });

  it('do not swallow the rows up to the next quotation mark', () => {
    const rows = read('a,b,c,d\nA,"x,3,4\nB,2,3,4\nC,"y",3,4\n', 4);
    expect(rows.map((row) => [row.cells[0], row.broken])).toEqual([
      ['a', undefined],
      ['A', 'quote'],
      ['B', undefined],
      ['C', undefined],
    ]);
  });

  it('take text behind a closing mark as part of the cell, as spreadsheets do', () => {
    expect(read('1,"a,b"。,3\n')[0]!.cells).toEqual(['1', 'a,b。', '3']);
    expect(read('12" pipe,x\n')[0]!.cells).toEqual(['12" pipe', 'x']);
  });

  it('end where the file ends, without a last line end', () => {
    expect(read('a,"b"')).toEqual([{ line: 1, cells: ['a', 'b'] }]);
    expect(read('a,')).toEqual([{ line: 1, cells: ['a', ''] }]);
  });
});
