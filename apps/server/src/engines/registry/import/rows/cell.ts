import { isMissingText } from '@miaopu/standards';

/**
 * Cells that a spreadsheet would run as a formula: = + - @ and tab at the start (also behind apostrophes, so that escaping can
 * be undone without loss). A plain negative number is none.
 */
const DANGEROUS = /^'*[=+\-@\t\r]/;
const NUMBER = /^[+-]?[\d,]+(?:\.\d+)?%?$/;
const ESCAPED = /^'+[=+\-@\t\r]/;
const EDGES = /^[\s\u3000\u00a0\u200b\ufeff]+|[\s\u3000\u00a0\u200b\ufeff]+$/g;

/** Makes a cell harmless for whoever opens the file in a spreadsheet: an apostrophe keeps it text. */
export function escapeFormula(cell: string): string {
  return DANGEROUS.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell;
}

/** The cell as it was before `escapeFormula`. */
export function unescapeFormula(cell: string): string {
  return ESCAPED.test(cell) ? cell.slice(1) : cell;
}

/** A cell's text without blanks around it and without our escape; '' where it only says that there is nothing. */
export function cleanCell(cell: string | undefined): string {
  if (cell === undefined || cell === '') return '';
  const first = cell.charCodeAt(0);
  const last = cell.charCodeAt(cell.length - 1);
  let text = cell;
  if (isBlank(first) || isBlank(last)) text = text.replace(EDGES, '');
  if (text.charCodeAt(0) === 39) text = unescapeFormula(text);
  return text.length <= 8 && saysNothing(text) ? '' : text;
}

/** First characters of all the words that say nothing: looking at one spares most cells the comparison. */
const SILENT = new Set(
  [...'-‐‑‒–—―─−\uff0d_\uff3f/\uff0f\\\uff3c*\uff0a※无暂没未不空?\uff1f#\uff03NnＮｎ'].map((sign) =>
    sign.charCodeAt(0),
  ),
);

function saysNothing(text: string): boolean {
  return text === '' || (SILENT.has(text.charCodeAt(0)) && isMissingText(text));
}

function isBlank(unit: number): boolean {
  return unit <= 32 || unit === 0x3000 || unit === 0xa0 || unit === 0x200b || unit === 0xfeff;
}

/** A name as it is kept: brackets full-width as on the licence, no blanks between Chinese characters. */
export function cleanName(text: string): string {
  if (!/[\s()]|[\uff10-\uff5a]/.test(text)) return text;
  return text
    .replace(/[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/g, (character) => character.normalize('NFKC'))
    .replace(/\(/g, '\uff08')
    .replace(/\)/g, '\uff09')
    .replace(/(?<=[\u4e00-\u9fff\uff08\uff09])\s+|\s+(?=[\u4e00-\u9fff\uff08\uff09])/g, '')
    .replace(/\s+/g, ' ');
}
