import {
  type Division,
  divisionPath,
  divisionStem,
  divisionsBelow,
  findDivision,
  findDivisionsByName,
  isWithin,
} from '@miaopu/standards';
import { fail } from '../errors.ts';

/** Where a text says that something is. */
export type Where =
  | { readonly kind: 'ours'; readonly county: string | null }
  | { readonly kind: 'elsewhere'; readonly name: string }
  | { readonly kind: 'unknown' };

const UNKNOWN: Where = { kind: 'unknown' };

export type Locator = {
  readonly district: string;
  readonly name: string;
  /** The county whose towns are meant when nothing else is said; null for a whole city. */
  readonly county: string | null;
  ofAddress(address: string): Where;
  /** What a 区县 or 地区 column says. */
  ofDivision(text: string): Where;
  /** Whether an office of this district issued a code; null for an office of the city or province above it. */
  isRegistrar(division: string): boolean | null;
};

/**
 * Tells our district's addresses from others'.
 *
 * @param district six digits of a county, or four (or six with 00) of a city: then all its counties are ours
 */
export function createLocator(district: string): Locator {
  const own = findDivision(district);
  if (own === undefined || (own.level !== 'county' && own.level !== 'city'))
    throw fail('import.unknown_district', { district });
  const path = divisionPath(own.code);
  const city = path.find((step) => step.level === 'city');
  const counties = city ? countiesOf(city.code) : [own];
  const prefix = own.level === 'city' ? own.code.slice(0, 4) : own.code;
  const ofDivision = remembered((text: string) => divisionOf(text, own));
  return {
    district,
    name: own.name,
    county: own.level === 'county' ? own.code : null,
    ofAddress: addressReader(own, path, counties),
    ofDivision,
    isRegistrar: (division) => {
      if (division.startsWith(prefix)) return true;
      // 331000 and 331001 are the city's own offices, 330000 the province's, 100000 the nation's
      const above = division.startsWith(own.code.slice(0, 4)) && /0[01]$/.test(division);
      return above || division === `${own.code.slice(0, 2)}0000` || division === '100000' ? null : false;
    },
  };
}

function countiesOf(city: string): Division[] {
  const current = divisionsBelow(city);
  // names that a county had within living memory (玉环县) still stand in addresses
  const former = Array.from({ length: 100 }, (_, n) =>
    findDivision(city.slice(0, 4) + String(n).padStart(2, '0')),
  );
  return [...current, ...former.filter((each) => each?.retired !== undefined).map((each) => each!)];
}

/** Written before a road's kind, a county's short name is that road's: 临海路, 黄岩大道. */
const ROAD = '(?![路街道巷弄]|大道|大街)';

function addressReader(own: Division, path: readonly Division[], counties: readonly Division[]) {
  const above = path.slice(0, path.findIndex((step) => step.level === 'city') + 1);
  const optional = above.map((step) => `(?:${divisionStem(step.name, step.level)}(?:省|市)?)?`).join('');
  const names = counties.flatMap((county) => {
    const stem = divisionStem(county.name, 'county');
    return stem.length >= 2 && stem !== county.name
      ? [
          [county.name, county],
          [stem, county],
        ]
      : [[county.name, county]];
  }) as [string, Division][];
  const byName = new Map(names);
  const words = [...byName.keys()].sort((a, b) => b.length - a.length);
  const pattern = new RegExp(
    `^(?:中国)?${optional}(${words.map((word) => (/[区县市]$/.test(word) ? word : word + ROAD)).join('|')})?`,
  );
  return (address: string): Where => {
    const match = pattern.exec(address);
    const county = match?.[1] === undefined ? undefined : byName.get(match[1]);
    if (county === undefined) return strangerAt(address.slice(match?.[0].length ?? 0), own);
    const code = county.retired?.successor ?? county.code;
    return isWithin(code, own.code)
      ? { kind: 'ours', county: code }
      : { kind: 'elsewhere', name: county.name };
  };
}

/** Another city, county or province at the head of what is left of an address. */
function strangerAt(rest: string, own: Division): Where {
  for (const match of [/^.{2,6}?(?:省|自治区)/.exec(rest), /^.{1,5}?[市县区]/.exec(rest)]) {
    if (match === null) continue;
    const found = findDivisionsByName(match[0]).filter(
      (each) => each.name === match[0] && each.level !== 'town' && each.level !== 'village',
    );
    if (
      found.length > 0 &&
      found.every((each) => !isWithin(each.code, own.code) && !isWithin(own.code, each.code))
    )
      return { kind: 'elsewhere', name: match[0] };
  }
  return UNKNOWN;
}

function divisionOf(text: string, own: Division): Where {
  if (/^\d{6}$/.test(text)) {
    if (isWithin(text, own.code))
      return { kind: 'ours', county: findDivision(text)?.level === 'county' ? text : null };
    const named = findDivision(text);
    return named && !isWithin(own.code, text) ? { kind: 'elsewhere', name: named.name } : UNKNOWN;
  }
  const found = findDivisionsByName(text).filter((each) => each.level !== 'village' && each.level !== 'town');
  if (found.length === 0) return UNKNOWN;
  const inside = found.find((each) => isWithin(each.code, own.code));
  if (inside) return { kind: 'ours', county: inside.level === 'county' ? inside.code : null };
  if (found.some((each) => isWithin(own.code, each.code))) return UNKNOWN;
  return { kind: 'elsewhere', name: found[0]!.name };
}

/** A function of a short text that has few values in a file. */
export function remembered<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const value = read(text);
    if (known.size < 20_000) known.set(text, value);
    return value;
  };
}
