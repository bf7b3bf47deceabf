import { industriesBelow } from './industry.ts';

const prefixLists = new Map<string, readonly string[]>();

/**
 * Which entries of a table worded by code prefixes an industry code falls under. A code coarser than the table (59
 * where it parts 591 from 592, or a section's letter) may fall under several.
 */
export function entriesOfCode<T extends { prefixes: string }>(entries: readonly T[], code: string): T[] {
  if (/^[A-T]$/.test(code)) {
    const divisions = industriesBelow(code);
    return entries.filter((entry) => divisions.some((division) => meets(entry.prefixes, division.code)));
  }
  return entries.filter((entry) => meets(entry.prefixes, code));
}

function meets(prefixes: string, code: string): boolean {
  const list = prefixLists.get(prefixes) ?? prefixes.split(' ');
  prefixLists.set(prefixes, list);
  return list.some((prefix) => code.startsWith(prefix) || prefix.startsWith(code));
}
