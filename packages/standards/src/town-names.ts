import { divisionStem, divisionsBelow, findDivision } from './divisions.ts';
import type { Certainty } from './message.ts';
import { phraseAt } from './phrase-trie.ts';
import { placesOf } from './town-places.ts';

/**
 * A town as a file's 镇街 column names it: 路桥, 路桥街道, 路桥街道办事处, 桐屿镇 (as it was), 331004005, or a former
 * town's name. A statistical zone leads to the town responsible for it, as sure as that is.
 *
 * @example findTownByName('路桥街道办事处', '331004')?.code // '331004002'
 */
export function findTownByName(
  name: string,
  county: string,
): { code: string; certainty: Certainty } | undefined {
  const text = name.normalize('NFKC').replace(/\s/g, '');
  const coded = /^\d{9}(?:000)?$/.test(text) ? findDivision(text) : undefined;
  if (coded?.level === 'town' && coded.parent === county) return { code: coded.code, certainty: 'C' };
  const countyName = findDivision(county)?.name ?? '';
  const short = countyName !== '' && text.startsWith(countyName) ? text.slice(countyName.length) : text;
  const bare = short.replace(/(?:人民政府|办事处|街道办)$/, (end) => (end === '街道办' ? '街道' : ''));
  const stem = divisionStem(bare, 'town');
  const town = divisionsBelow(county).find((d) => d.name === bare || divisionStem(d.name, 'town') === stem);
  if (town && divisionStem(town.name, 'town') !== town.name) return { code: town.code, certainty: 'C' };
  const hit = phraseAt(placesOf(county).phrases, bare, 0);
  const meaning =
    hit?.end === bare.length && hit.value.meanings.length === 1 ? hit.value.meanings[0] : undefined;
  if (!meaning || (meaning.kind !== 'town' && meaning.kind !== 'old-name' && !isZone(bare, county)))
    return undefined;
  return { code: meaning.town, certainty: meaning.certainty };
}

function isZone(name: string, county: string): boolean {
  return divisionsBelow(county).some((town) => town.name === name);
}
