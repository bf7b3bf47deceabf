import industryData from './data/industries.json' with { type: 'json' };
import editionData from './data/industry-editions.json' with { type: 'json' };

export type IndustryLevel = 'section' | 'division' | 'group' | 'class';

export interface Industry {
  /** A letter for a section, else two, three or four digits (GB/T 4754-2017). */
  code: string;
  /** Letter of the section it belongs to. */
  section: string;
  level: IndustryLevel;
  zh: string;
  /** Sections and divisions only. */
  en?: string;
}

/** 三次产业 (国家统计局 2018): which of the three sectors of the economy. */
export type EconomicSector = 'primary' | 'secondary' | 'tertiary';

interface Index {
  byCode: Map<string, Industry>;
  byName: Map<string, Industry>;
  /** Directly below a code; the sections are below nothing. */
  below: Map<string | undefined, Industry[]>;
}

let cached: Index | undefined;

function index(): Index {
  cached ??= buildIndex();
  return cached;
}

function buildIndex(): Index {
  const built: Index = { byCode: new Map(), byName: new Map(), below: new Map() };
  for (const [letter, row] of Object.entries(industryData.sections)) {
    const [zh, en, range] = row as [string, string, string];
    add(built, { code: letter, section: letter, level: 'section', zh, en });
    const [from, to] = range.split('-').map(Number) as [number, number];
    for (let n = from; n <= to; n++) addDivision(built, letter, String(n).padStart(2, '0'));
  }
  return built;
}

function addDivision(built: Index, section: string, code: string): void {
  const divisions = industryData.divisions as unknown as Record<string, [string, string, string]>;
  const [zh, en, groups] = divisions[code]!;
  add(built, { code, section, level: 'division', zh, en });
  for (const text of groups.split(';')) {
    const [head, classes] = text.split(':') as [string, string | undefined];
    const group = code + head[0];
    add(built, { code: group, section, level: 'group', zh: head.slice(1) });
    for (const item of classes?.split(',') ?? [`0${head.slice(1)}`]) {
      add(built, { code: group + item[0], section, level: 'class', zh: item.slice(1) });
    }
  }
}

/** Of two entries with one name (炼铁 311 and 3110) the later, more specific one is found by name. */
function add(built: Index, industry: Industry): void {
  built.byCode.set(industry.code, industry);
  built.byName.set(industry.zh, industry);
  const above = codeAbove(industry);
  const beside = built.below.get(above);
  if (beside) beside.push(industry);
  else built.below.set(above, [industry]);
}

function codeAbove({ code, section, level }: Industry): string | undefined {
  if (level === 'section') return undefined;
  return level === 'division' ? section : code.slice(0, -1);
}

/**
 * An industry by code (33, 331, 3311), letter and code (C3311), section letter, or official name; undefined when none
 * fits. A name that a group shares with its only class finds the class.
 *
 * @param edition 2011 when the code comes from a list of the old edition; a split code finds its usual heir
 * @example findIndustry('C3311')?.zh // '金属结构制造'
 */
export function findIndustry(text: string, edition: '2017' | '2011' = '2017'): Industry | undefined {
  const plain = text.normalize('NFKC').replace(/\s/g, '').toUpperCase();
  const { byCode, byName } = index();
  const match = /^([A-T])?(\d{2,4})$/.exec(plain);
  if (!match)
    return (
      byCode.get(plain) ??
      byName.get(plain.replace(/[(]/g, '(')) ??
      byName.get(plain.replace(/^[A-T]?\d*/, ''))
    );
  const code = edition === '2011' ? industryCodesFrom2011(match[2]!)[0]! : match[2]!;
  const found = byCode.get(code);
  return found && match[1] !== undefined && found.section !== match[1] ? undefined : found;
}

/** 2017 codes for a code of the 2011 edition: the first is the usual heir, several mean that the class was split. */
export function industryCodesFrom2011(code: string): string[] {
  const moved = (editionData.moved as Record<string, string>)[code];
  return moved === undefined ? [code] : moved.split(' ');
}

/** Letter of the section that a code belongs to; undefined for an unknown code. */
export function industrySection(code: string): string | undefined {
  return index().byCode.get(code)?.section;
}

/** From the section down to the industry itself; empty for an unknown code. */
export function industryPath(code: string): Industry[] {
  const { byCode } = index();
  const found = byCode.get(code);
  if (!found) return [];
  const codes =
    found.level === 'section' ? [code] : [found.section, ...[2, 3, 4].map((n) => code.slice(0, n))];
  const path = [...new Set(codes)].map((c) => byCode.get(c));
  return path.filter((step) => step !== undefined);
}

/** Industries directly below a code, or the sections when none is given. */
export function industriesBelow(code?: string): Industry[] {
  return [...(index().below.get(code) ?? [])];
}

/** Divisions that the data holds whole, down to the four-digit classes: a range of two-digit numbers. */
export const completeDivisions: string = industryData.completeDivisions;

/**
 * 三次产业划分规定 (2018): primary is A without 05; secondary is B without 11, C without 43, D and E; all else is
 * tertiary. Undefined for an unknown code, and for the sections A, B and C themselves, which are divided.
 */
export function economicSector(code: string): EconomicSector | undefined {
  const industry = index().byCode.get(code);
  if (!industry || 'ABC'.includes(code)) return undefined;
  if (['05', '11', '43'].includes(code.slice(0, 2))) return 'tertiary';
  if (industry.section === 'A') return 'primary';
  return 'BCDE'.includes(industry.section) ? 'secondary' : 'tertiary';
}
