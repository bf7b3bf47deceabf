import { plainHeader } from '../header/header-text.ts';
import type { RawRow } from '../read/table.ts';

export type Skipped = 'blank' | 'header' | 'total' | 'footer';

const TOTAL = /^(?:其中[::]?)?(?:本页)?(?:小计|合计|总计|累计|共计)(?:[::(].*)?$/;
const FOOTER =
  /^(?:填表人|填报人|制表人?|经办人|审核人?|复核人?|负责人|单位负责人|分管领导|统计负责人|联系人|联系电话|填表日期|填报日期|制表日期|填报单位|报送单位|报送日期|单位(?:\(?(?:盖章|公章|签章)\)?)|\(?(?:盖章|公章|签章)\)?|注|备注|说明|数据来源|打印时间|打印日期)(?:[::\d(].*|$)/;

/**
 * Recognises the rows of a table that are no data: blanks, the header repeated on each page, subtotals, and what stands under a
 * table for signing. An entity's own row has its code, which none of these has.
 *
 * @param nameColumn where the name stands, -1 where there is none
 */
export function createSkipper(
  headerRows: readonly (readonly string[])[],
  codeColumn: number,
  nameColumn: number,
) {
  const headers = headerRows.map((row) => row.map(plainHeader));
  const starts = headers.map((header) => header.find((word) => word !== '') ?? '');
  return (row: RawRow): Skipped | undefined => {
    const { cells } = row;
    let first = 0;
    while (first < cells.length && cells[first]!.trim() === '') first++;
    if (first === cells.length) return 'blank';
    if (codeColumn >= 0 && cells[codeColumn] !== undefined && cells[codeColumn]!.length >= 15)
      return undefined;
    const word = plainHeader(cells[first]!);
    if (starts.some((start, level) => word === start && isHeader(cells, headers[level]!))) return 'header';
    const name = nameColumn >= 0 ? plainHeader(cells[nameColumn] ?? '') : '';
    if (TOTAL.test(word) || TOTAL.test(name)) return 'total';
    // a lone cell or a line of labels; an enterprise's row would have more than a signature's words
    if (FOOTER.test(word) && (name === '' || first === nameColumn || FOOTER.test(name))) return 'footer';
    return undefined;
  };
}

function isHeader(cells: readonly string[], header: readonly string[]): boolean {
  let same = 0;
  let different = 0;
  for (let at = 0; at < header.length; at++) {
    const cell = plainHeader(cells[at] ?? '');
    if (cell === '' && header[at] === '') continue;
    if (cell === header[at]) same++;
    else different++;
  }
  return same >= 2 && same > different * 2;
}
