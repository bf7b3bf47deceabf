import placeData from './data/town-places.json' with { type: 'json' };
import { divisionStem, divisionsBelow, findDivision, responsibleTown } from './divisions.ts';
import type { Certainty } from './message.ts';
import { createPhraseTrie, type PhraseTrie, phraseValue } from './phrase-trie.ts';

export type PlaceKind = 'town' | 'old-name' | 'village' | 'road' | 'park';

/** What a phrase in an address says about the town. */
export interface PlaceMeaning {
  town: string;
  kind: PlaceKind;
  certainty: Certainty;
}

export interface Place {
  meanings: PlaceMeaning[];
  /** A word of everyday use, a place only when 村, 居 or 社区 follows. */
  needsSuffix: boolean;
}

export interface CountyPlaces {
  /** Everything that may stand anywhere in the address. */
  phrases: PhraseTrie<Place>;
  /** Towns' names without their kind, meant as towns only at the head of the address: 蓬街光明村. */
  bareTowns: PhraseTrie<string>;
  /** Town whose bare name is also the county's: 路桥 says little. */
  namesake: string | undefined;
}

const cache = new Map<string, CountyPlaces>();

/** The names of a county's towns, villages, roads and parks, ready to be searched for; built at the first use. */
export function placesOf(county: string): CountyPlaces {
  const known = cache.get(county) ?? buildPlaces(county);
  cache.set(county, known);
  return known;
}

const TOWN_KINDS = ['街道办事处', '街道办', '街道', '镇', '乡'];

function buildPlaces(county: string): CountyPlaces {
  const places: CountyPlaces = {
    phrases: createPhraseTrie(),
    bareTowns: createPhraseTrie(),
    namesake: undefined,
  };
  const countyStem = divisionStem(findDivision(county)?.name ?? '', 'county');
  const generic = new Set(placeData.generic.split(' '));
  for (const town of divisionsBelow(county)) {
    const stem = divisionStem(town.name, 'town');
    if (stem === town.name) {
      addPlace(places, town.name, meaningOf(town.code, 'park'), false);
      continue;
    }
    if (stem === countyStem) places.namesake = town.code;
    for (const kind of TOWN_KINDS) {
      const official = stem + kind === town.name || (kind.startsWith('街道') && town.name.endsWith('街道'));
      if (stem === countyStem && !official) continue;
      addPlace(
        places,
        stem + kind,
        { town: town.code, kind: official ? 'town' : 'old-name', certainty: 'C' },
        false,
      );
    }
    phraseValue(places.bareTowns, stem, () => town.code);
  }
  addVillages(places, county, generic);
  addListedPlaces(places, county, generic);
  return places;
}

/** A statistical zone is no answer: the town that is responsible for it is, as sure as that is. */
function meaningOf(town: string, kind: PlaceKind): PlaceMeaning {
  const responsible = responsibleTown(town);
  return { town: responsible?.code ?? town, kind, certainty: responsible?.certainty ?? 'U' };
}

function addVillages(places: CountyPlaces, county: string, generic: ReadonlySet<string>): void {
  for (const town of divisionsBelow(county)) {
    for (const village of divisionsBelow(town.code)) {
      const stem = divisionStem(village.name, 'village');
      const short = stem.length > 2 && stem.endsWith('新') ? [stem, stem.slice(0, -1)] : [stem];
      const meaning = meaningOf(town.code, 'village');
      for (const name of short) addPlace(places, name, meaning, name.length < 3 || generic.has(name));
    }
  }
}

function addListedPlaces(places: CountyPlaces, county: string, generic: ReadonlySet<string>): void {
  for (const [town, kinds] of Object.entries(placeData.places)) {
    if (!town.startsWith(county)) continue;
    for (const [kind, levels] of Object.entries(kinds)) {
      for (const [certainty, names] of Object.entries(levels as Record<Certainty, string>)) {
        const meaning = { town, kind: kind as PlaceKind, certainty: certainty as Certainty };
        for (const name of names.split(' ')) addPlace(places, name, meaning, generic.has(name));
      }
    }
  }
}

function addPlace(places: CountyPlaces, name: string, meaning: PlaceMeaning, needsSuffix: boolean): void {
  const place = phraseValue(places.phrases, name, (): Place => ({ meanings: [], needsSuffix }));
  place.needsSuffix = place.needsSuffix && needsSuffix;
  const same = place.meanings.find((m) => m.town === meaning.town);
  if (!same) place.meanings.push(meaning);
}
