/** How offices write "nothing here" in a cell. A missing value is never zero. */
const MISSING = new Set([
  '',
  '-',
  '--',
  '---',
  '_',
  '/',
  '//',
  '\\',
  '*',
  '**',
  '***',
  '※※',
  '无',
  '暂无',
  '没有',
  '无数据',
  '未填',
  '未填写',
  '未知',
  '不详',
  '空',
  '空白',
  'N/A',
  'NA',
  'N.A.',
  '#N/A',
  '#NA',
  '#REF!',
  '#VALUE!',
  'NULL',
  'NONE',
  'NAN',
  '\\N',
  '?',
  '??',
]);

const DASHES = /[‐‑‒–—―─−－]/g;

/** Whether a cell's text only says that there is nothing (blank, —, /, 无, N/A, ＊＊＊ ...). */
export function isMissingText(text: string): boolean {
  if (text.length > 8) return text.trim() === '';
  return MISSING.has(text.normalize('NFKC').replace(DASHES, '-').trim().toUpperCase());
}
