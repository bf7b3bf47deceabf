/**
 * Reads what a spreadsheet puts on the clipboard: rows by line, cells by tab. A cell that holds a tab, a line or a quotation mark
 * is quoted, its own marks doubled.
 */
export function parseTsv(text: string): string[][] {
  const rows: string[][] = [[]];
  let rest = text.replace(/\r\n?/g, '\n').replace(/\n$/, '');
  while (true) {
    const quoted = /^"((?:[^"]|"")*)"(?=\t|\n|$)/.exec(rest);
    const cell = quoted?.[0] ?? /^[^\t\n]*/.exec(rest)![0];
    rows.at(-1)!.push(quoted ? quoted[1]!.replaceAll('""', '"') : cell);
    const next = rest[cell.length];
    if (next === undefined) return rows;
    if (next === '\n') rows.push([]);
    rest = rest.slice(cell.length + 1);
  }
}

/** Writes cells so that a spreadsheet takes them as a block. */
export function formatTsv(rows: readonly (readonly string[])[]): string {
  const written = (cell: string) => (/[\t\n\r"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  return rows.map((row) => row.map(written).join('\t')).join('\n');
}
