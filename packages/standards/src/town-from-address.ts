import { divisionStem, divisionsBelow, findDivision } from './divisions.ts';
import type { Certainty, Message } from './message.ts';
import { findPhrases, type PhraseHit, phraseAt } from './phrase-trie.ts';
import { type CountyPlaces, type Place, type PlaceKind, placesOf } from './town-places.ts';

export interface TownOfAddress {
  townCode: string;
  /** 0 to 1: how sure the reading is; a person or an authority always wins over it. */
  confidence: number;
  because: { kind: PlaceKind; text: string };
}

export type TownExplanation =
  | ({ ok: true } & TownOfAddress)
  | {
      ok: false;
      reason: 'empty' | 'other_district' | 'nothing_known' | 'undecided' | 'unknown_district';
      message: Message;
    };

/** Confidence of a place that stands alone, by its kind and the certainty of the data. */
const CONFIDENCE: Readonly<Record<PlaceKind, Readonly<Record<Certainty, number>>>> = {
  town: { C: 0.98, L: 0.9, U: 0.6 },
  'old-name': { C: 0.94, L: 0.8, U: 0.5 },
  village: { C: 0.9, L: 0.8, U: 0.5 },
  park: { C: 0.88, L: 0.75, U: 0.45 },
  road: { C: 0.85, L: 0.7, U: 0.45 },
};

const BARE_TOWN = 0.93;
const NAMESAKE_ALONE = 0.5;
const VILLAGE_WITHOUT_SUFFIX = 0.85;
const VILLAGE_IN_ROAD = 0.7;

/**
 * The town an address lies in, from the town's name, a village, a road, a park or an old name in it; undefined when
 * nothing decides or the address lies in another district. About a microsecond or two an address.
 *
 * @param districtCode six digits, the county whose towns are meant
 * @example townFromAddress('浙江省台州市路桥区路北洋叶村', '331004')?.townCode // '331004003'
 */
export function townFromAddress(address: string, districtCode: string): TownOfAddress | undefined {
  const found = explainTown(address, districtCode);
  if (!found.ok) return undefined;
  return { townCode: found.townCode, confidence: found.confidence, because: found.because };
}

/** The same as `townFromAddress`, with the reason when there is no answer. */
export function explainTown(address: string, districtCode: string): TownExplanation {
  const text = address.replace(/[\s\u3000]/g, '');
  if (text === '') return nothing('empty', address, districtCode);
  const frame = frameOf(districtCode);
  if (!frame) return nothing('unknown_district', address, districtCode);
  const rest = text.slice(frame.prefix.exec(text)?.[0].length ?? 0);
  if (frame.others.test(rest)) return nothing('other_district', address, districtCode);
  return decide(rest, placesOf(districtCode)) ?? nothing('nothing_known', address, districtCode);
}

interface Frame {
  /** Province, city and county at the head of an address. */
  prefix: RegExp;
  /** A sibling county, another city or province after that head. */
  others: RegExp;
}

const frames = new Map<string, Frame | undefined>();

function frameOf(county: string): Frame | undefined {
  if (!frames.has(county)) frames.set(county, buildFrame(county));
  return frames.get(county);
}

function buildFrame(code: string): Frame | undefined {
  const county = findDivision(code);
  const city = county?.level === 'county' && county.parent ? findDivision(county.parent) : undefined;
  const province = city?.parent ? findDivision(city.parent) : undefined;
  if (!county || !city || !province) return undefined;
  const stem = divisionStem(county.name, 'county');
  const optional = [province, city].map((d) => `(?:${divisionStem(d.name, d.level)}(?:省|市)?)?`).join('');
  // 台州路桥 and 台州市路桥蓬街 leave the county's kind out; a town's or road's name must then follow it.
  const prefix = new RegExp(`^(?:中国)?${optional}(?:${stem}(?:区|县|市))?`);
  const siblings = divisionsBelow(city.code).filter((d) => d.code !== code);
  const cities = divisionsBelow(province.code).filter((d) => d.code !== city.code);
  const provinces = findOtherProvinces(province.code);
  const names = [...siblings, ...cities, ...provinces].map((d) => d.name);
  const stems = siblings.map((d) => divisionStem(d.name, 'county')).filter((s) => s.length >= 2);
  const others = new RegExp(`^(?:${names.join('|')}|(?:${stems.join('|')})(?![路街道大]))`);
  return { prefix, others };
}

function findOtherProvinces(own: string) {
  const codes = Array.from({ length: 82 }, (_, i) => `${i}0000`.padStart(6, '0'));
  return codes.flatMap((code) => {
    const province = code === own ? undefined : findDivision(code);
    return province?.level === 'province' ? [province] : [];
  });
}

function decide(rest: string, places: CountyPlaces): TownExplanation | undefined {
  const head = headTown(rest, places);
  const hits = findPlaces(rest, head?.end ?? 0, places);
  const named = hits.find((hit) =>
    hit.value.meanings.some((m) => m.kind === 'town' || isFormerTown(m.kind, hit, rest)),
  );
  const evidence = weigh(hits, rest);
  if (named) return withConflict(named, rest, evidence);
  if (head && head.code !== places.namesake) {
    return found(head.code, BARE_TOWN, 'town', rest.slice(0, head.end));
  }
  const best = strongest(evidence);
  if (best) return best;
  if (head) return found(head.code, NAMESAKE_ALONE, 'town', rest.slice(0, head.end));
  return evidence.size > 0 ? undecided(rest, evidence) : undefined;
}

/** Places after the head town's name, so that 路桥洋洪 is not read as 路·桥洋·洪; a longer one may start with it: 路桥大道. */
function findPlaces(rest: string, headEnd: number, places: CountyPlaces): PhraseHit<Place>[] {
  const whole = phraseAt(places.phrases, rest, 0);
  const start = whole && whole.end > headEnd ? whole.end : headEnd;
  const hits = findPhrases(places.phrases, rest, start);
  return start === headEnd || !whole ? hits : [whole, ...hits];
}

/** 下梁镇, 螺洋乡: an old name with its kind is as good as a town's. */
function isFormerTown(kind: PlaceKind, hit: PhraseHit<Place>, rest: string): boolean {
  return kind === 'old-name' && /[镇乡]$/.test(rest.slice(hit.start, hit.end));
}

/** A town's bare name at the head, after the namesake's at most: 路北洋叶村, 路桥蓬街. Not 路北街58号 or 新桥路. */
function headTown(rest: string, places: CountyPlaces): { code: string; end: number } | undefined {
  const first = phraseAt(places.bareTowns, rest, 0);
  if (!first || /^(?:[路巷弄]|大道|[东南西北]?街(?!道))/.test(rest.slice(first.end))) return undefined;
  if (first.value !== places.namesake) return { code: first.value, end: first.end };
  const second = phraseAt(places.bareTowns, rest, first.end);
  const road = second && /^(?:[路巷弄]|大道|街(?!道))/.test(rest.slice(second.end));
  return second && !road && second.value !== places.namesake
    ? { code: second.value, end: second.end }
    : { code: first.value, end: first.end };
}

interface Evidence {
  score: number;
  kind: PlaceKind;
  text: string;
}

/** The best evidence for each town; a name that several towns have counts less for each. */
function weigh(hits: PhraseHit<Place>[], rest: string): Map<string, Evidence> {
  const byTown = new Map<string, Evidence>();
  for (const hit of hits) {
    const suffix = /^(?:新村|村|居|社区)/.exec(rest.slice(hit.end))?.[0];
    if (hit.value.needsSuffix && suffix === undefined) continue;
    const text = rest.slice(hit.start, hit.end) + (suffix ?? '');
    for (const meaning of hit.value.meanings) {
      let score = CONFIDENCE[meaning.kind][meaning.certainty] / hit.value.meanings.length;
      if (meaning.kind === 'village' && suffix === undefined) score *= bareVillageFactor(rest, hit.end);
      const known = byTown.get(meaning.town);
      if (known && known.score >= score) continue;
      byTown.set(meaning.town, { score, kind: meaning.kind, text });
    }
  }
  return byTown;
}

/** A village's name in a road's name is weaker still: 方林路 may run on into the next town. */
function bareVillageFactor(rest: string, end: number): number {
  return /^(?:[东南西北中]?[路街]|大道|巷)/.test(rest.slice(end)) ? VILLAGE_IN_ROAD : VILLAGE_WITHOUT_SUFFIX;
}

function strongest(evidence: ReadonlyMap<string, Evidence>): TownExplanation | undefined {
  const ranked = [...evidence].sort((a, b) => b[1].score - a[1].score);
  const [first, second] = ranked;
  if (!first) return undefined;
  const [town, { score, kind, text }] = first;
  if (second && score - second[1].score < 0.05) return undefined;
  const doubt = second ? Math.min(1, 0.6 + (score - second[1].score)) : 1;
  return found(town, score * doubt, kind, text);
}

/** A town named outright wins; when a village or road points elsewhere, it wins with doubt. */
function withConflict(
  named: PhraseHit<Place>,
  rest: string,
  evidence: ReadonlyMap<string, Evidence>,
): TownExplanation {
  const meaning = named.value.meanings[0]!;
  const text = rest.slice(named.start, named.end);
  let elsewhere = 0;
  for (const [town, { score, kind }] of evidence) {
    if (town !== meaning.town && kind !== 'town' && score > elsewhere) elsewhere = score;
  }
  const supported = [...evidence].some(
    ([town, e]) => town === meaning.town && e.text !== text && e.kind !== 'town',
  );
  const doubt = supported || elsewhere < 0.6 ? 1 : 0.8;
  return found(meaning.town, CONFIDENCE[meaning.kind][meaning.certainty] * doubt, meaning.kind, text);
}

function found(townCode: string, confidence: number, kind: PlaceKind, text: string): TownExplanation {
  return { ok: true, townCode, confidence: Math.round(confidence * 100) / 100, because: { kind, text } };
}

function undecided(rest: string, evidence: ReadonlyMap<string, Evidence>): TownExplanation {
  const towns = [...evidence.keys()].map((code) => findDivision(code)?.name ?? code);
  return {
    ok: false,
    reason: 'undecided',
    message: {
      zh: `“${rest}”可能在${towns.join('、')},请选定属地镇街。`,
      en: `“${rest}” may lie in ${towns.join(', ')}: choose the town.`,
    },
  };
}

function nothing(
  reason: 'empty' | 'other_district' | 'nothing_known' | 'unknown_district',
  address: string,
  district: string,
): TownExplanation {
  const name = findDivision(district)?.name ?? district;
  const messages: Readonly<Record<typeof reason, Message>> = {
    empty: { zh: '地址为空,无法推断镇街。', en: 'The address is empty; no town can be derived.' },
    other_district: {
      zh: `地址“${address}”不在${name}。`,
      en: `The address “${address}” is not in ${name}.`,
    },
    nothing_known: {
      zh: `地址“${address}”中没有认识的镇街、村、道路或园区,请选定属地镇街。`,
      en: `No known town, village, road or park in “${address}”: choose the town.`,
    },
    unknown_district: {
      zh: `“${district}”不是县级行政区划代码。`,
      en: `“${district}” is not the code of a county-level division.`,
    },
  };
  return { ok: false, reason, message: messages[reason] };
}
