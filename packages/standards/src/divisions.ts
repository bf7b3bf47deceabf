import notes from './data/division-notes.json' with { type: 'json' };
import divisionData from './data/divisions.json' with { type: 'json' };
import townData from './data/towns.json' with { type: 'json' };
import villageData from './data/villages.json' with { type: 'json' };
import type { Certainty } from './message.ts';

export type DivisionLevel = 'province' | 'city' | 'county' | 'town' | 'village';

export interface Division {
  /** 6 digits for province, city and county (GB/T 2260), 9 for a town, 12 for a village (the Bureau's codes). */
  code: string;
  name: string;
  level: DivisionLevel;
  /** Code of the division above; null for a province. */
  parent: string | null;
  /** A county's code that is no longer in use: the year it ended and what came after it. */
  retired?: { until: number; successor: string };
}

const LEVEL_OF_LENGTH: Readonly<Record<number, DivisionLevel>> = {
  2: 'province',
  4: 'city',
  6: 'county',
  9: 'town',
  12: 'village',
};

interface Index {
  byCode: Map<string, Division>;
  children: Map<string, Division[]>;
  byName: Map<string, Division[]>;
}

let cached: Index | undefined;

function index(): Index {
  cached ??= buildIndex();
  return cached;
}

function buildIndex(): Index {
  const built: Index = { byCode: new Map(), children: new Map(), byName: new Map() };
  for (const [code, name] of Object.entries(divisionData.provinces)) add(built, code, name);
  for (const groups of [divisionData.cities, divisionData.counties, townData.towns, villageData.villages]) {
    for (const [parent, text] of Object.entries(groups)) {
      for (const child of text.split(',')) {
        const digits = /^\d+/.exec(child)?.[0] ?? '';
        add(built, parent + digits, child.slice(digits.length));
      }
    }
  }
  for (const [code, county] of Object.entries(notes.retired.counties)) {
    if (!built.byCode.has(code))
      add(built, code, county.name, { until: county.until, successor: county.successor });
  }
  return built;
}

function add(into: Index, short: string, name: string, retired?: { until: number; successor: string }): void {
  const level = LEVEL_OF_LENGTH[short.length]!;
  const code = short.padEnd(6, '0');
  const division: Division = {
    code,
    name,
    level,
    parent: parentCode(short),
    ...(retired ? { retired } : {}),
  };
  into.byCode.set(code, division);
  append(into.byName, name, division);
  const stem = divisionStem(name, level);
  if (stem !== name) append(into.byName, stem, division);
  if (division.parent !== null && !retired) append(into.children, division.parent, division);
}

function append(map: Map<string, Division[]>, key: string, division: Division): void {
  const list = map.get(key);
  if (list) list.push(division);
  else map.set(key, [division]);
}

function parentCode(short: string): string | null {
  const lengths = [2, 4, 6, 9, 12];
  const at = lengths.indexOf(short.length);
  return at === 0 ? null : short.slice(0, lengths[at - 1]).padEnd(6, '0');
}

const SUFFIXES: Readonly<Record<DivisionLevel, RegExp>> = {
  province: /(?:省|市|壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区)$/,
  city: /(?:市|地区|盟|自治州)$/,
  county: /(?:区|县|市|旗)$/,
  town: /(?:街道办事处|街道办|街道|镇人民政府|乡人民政府|镇|乡)$/,
  village: /(?:村民委员会|社区居民委员会|社区居委会|村委会|居委会|社区|村|居)$/,
};

/** A name without its kind: 路桥 for 路桥区 and 路桥街道, 洋叶 for 洋叶村委会. Names of one character are left alone. */
export function divisionStem(name: string, level?: DivisionLevel): string {
  for (const key of level ? [level] : (Object.keys(SUFFIXES) as DivisionLevel[])) {
    const stem = name.replace(SUFFIXES[key], '');
    if (stem !== name && stem.length >= 2) return stem;
  }
  return name;
}

/**
 * A division by its code, or undefined. Takes 2, 4, 6, 9 or 12 digits, with or without the zeros that fill it up.
 * @example findDivision('331004002')?.name // '路桥街道'
 */
export function findDivision(code: string): Division | undefined {
  if (!/^(?:\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$/.test(code)) return undefined;
  const { byCode } = index();
  const exact = byCode.get(code.length < 6 ? code.padEnd(6, '0') : code);
  if (exact || code.length !== 12) return exact;
  return code.endsWith('000000')
    ? byCode.get(code.slice(0, 6))
    : code.endsWith('000')
      ? byCode.get(code.slice(0, 9))
      : undefined;
}

/**
 * Divisions of a name, official or short, all levels, widest first: 路桥 finds the district and the subdistrict.
 * @param within a code whose divisions below it are wanted only
 */
export function findDivisionsByName(name: string, within?: string): Division[] {
  const text = name.normalize('NFKC').replace(/\s/g, '');
  const found = index().byName.get(text) ?? index().byName.get(divisionStem(text)) ?? [];
  const unique = [...new Set(found)];
  return within === undefined ? unique : unique.filter((d) => isWithin(d.code, within));
}

/** Whether a division's code lies in (or is) another's. */
export function isWithin(code: string, within: string): boolean {
  return code.startsWith(within.length === 6 ? within.replace(/(?:00){1,2}$/, '') : within);
}

/** From the province down to the division itself; empty for an unknown code. */
export function divisionPath(code: string): Division[] {
  const path: Division[] = [];
  for (let at = findDivision(code); at; at = at.parent === null ? undefined : findDivision(at.parent))
    path.unshift(at);
  return path;
}

/** The divisions directly below one, in the order of their codes: counties of a city, towns of a county, villages of a town. */
export function divisionsBelow(code: string): readonly Division[] {
  return index().children.get(findDivision(code)?.code ?? '') ?? [];
}

/** Which of the country's divisions the data holds whole: towns by province, villages by city. */
export const divisionCoverage: Readonly<Record<'towns' | 'villages', readonly string[]>> = {
  towns: townData.complete,
  villages: villageData.complete,
};

/**
 * The towns that answer for a county under a plan, without the statistical zones (开发区, 滨海新区 ...) that only the
 * Bureau's list knows.
 */
export function responsibleTowns(county: string): Division[] {
  return divisionsBelow(county).filter(
    (town) => town.level === 'town' && responsibleTown(town.code)?.code === town.code,
  );
}

/**
 * The town that answers for a town's code: itself, or for a statistical zone the one that the data names, with how
 * sure that is (an office may decide otherwise). Undefined for an unknown code.
 */
export function responsibleTown(code: string): { code: string; certainty: Certainty } | undefined {
  const town = findDivision(code);
  if (town?.level !== 'town') return undefined;
  const zones: Record<string, { responsible: string; certainty: string }> = notes.pseudoTowns.towns;
  const zone = zones[town.code];
  return zone
    ? { code: zone.responsible, certainty: zone.certainty as Certainty }
    : { code: town.code, certainty: 'C' };
}
