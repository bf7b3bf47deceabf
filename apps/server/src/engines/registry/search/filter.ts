import { findIndustry, industriesBelow } from '@miaopu/standards';
import { type RawBuilder, sql } from '../../../platform/db/index.ts';

/** The filters that search, list, count and export share. What is absent does not filter. */
export type EntityFilters = {
  readonly q?: string;
  /** Town codes; `none` for entities whose town is unknown. */
  readonly town?: readonly string[];
  /** Industry code prefix, or a section's letter. */
  readonly industry?: string;
  readonly category?: readonly string[];
  readonly status?: readonly string[];
  /** Holds this designation today. */
  readonly title?: string;
  readonly establishedFrom?: string;
  readonly establishedTo?: string;
};

export type Filtering = {
  readonly district: string;
  readonly filters: EntityFilters;
  /** The day on which a designation has to be held. */
  readonly today: string;
};

type Condition = RawBuilder<unknown>;

/**
 * A text inside LIKE: its wildcards stand for themselves.
 *
 * @example likeText('100%') // '100\\%'
 */
export function likeText(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

/** The ways a word may be written in a name: round brackets come in both widths. */
export function spellingsOf(word: string): string[] {
  if (!/[()]/.test(word)) return [word];
  return [word, word.replaceAll('(', '\uff08').replaceAll(')', '\uff09')];
}

/** The words of a search text: all of them have to match. */
export function wordsOf(q: string): string[] {
  return q.normalize('NFKC').replaceAll('\0', '').split(/\s+/).filter(Boolean);
}

const termForm = /^[0-9a-z][0-9a-z-]*$/i;

/** Letters and digits as the search table's `terms` keep them; empty for a word that holds anything else. */
export function termOf(word: string): string {
  return termForm.test(word) ? word.toLowerCase().replaceAll('-', '') : '';
}

/**
 * Whether one word matches. Letters and digits can be initials, a code, or Latin letters of the name, which the initials keep:
 * one column holds all of them. Anything else can only be a part of the name.
 */
export function wordMatches(word: string): Condition {
  const term = termOf(word);
  if (term !== '') return sql`s.terms like ${`%${term}%`}`;
  const spelled = spellingsOf(word).map((one) => sql`s.name collate "C" like ${`%${likeText(one)}%`}`);
  return sql`(${sql.join(spelled, sql` or `)})`;
}

function inTowns(towns: readonly string[]): Condition {
  const named = towns.filter((town) => town !== 'none');
  const unknown = towns.includes('none') ? sql` or s.town is null` : sql``;
  return sql`(s.town = any(${named}::text[])${unknown})`;
}

function inIndustry(text: string): Condition {
  const industry = findIndustry(text);
  if (industry?.level === 'section') {
    const divisions = industriesBelow(industry.code).map((division) => division.code);
    return sql`left(s.industry, 2) = any(${divisions}::text[])`;
  }
  return sql`s.industry like ${`${likeText(industry?.code ?? text)}%`}`;
}

/**
 * The condition on `registry.entity_search s` that list, count, export and suggestions all use, so that they cannot differ.
 */
export function entityCondition({ district, filters, today }: Filtering): Condition {
  const { q, town, industry, category, status, title, establishedFrom, establishedTo } = filters;
  const conditions = [sql`s.district = ${district}`, ...wordsOf(q ?? '').map(wordMatches)];
  if (town !== undefined && town.length > 0) conditions.push(inTowns(town));
  if (industry) conditions.push(inIndustry(industry));
  if (category !== undefined && category.length > 0)
    conditions.push(sql`s.category = any(${[...category]}::text[])`);
  if (status !== undefined && status.length > 0) conditions.push(sql`s.status = any(${[...status]}::text[])`);
  if (title)
    conditions.push(sql`exists (
      select from registry.designation held
      where held.district = s.district and held.entity_id = s.entity_id and held.title = ${title}
        and held.valid_from <= ${today} and held.valid_to > ${today} and held.recorded_to = 'infinity')`);
  if (establishedFrom) conditions.push(sql`s.established_on >= ${establishedFrom}`);
  if (establishedTo) conditions.push(sql`s.established_on <= ${establishedTo}`);
  return sql.join(conditions, sql` and `);
}
