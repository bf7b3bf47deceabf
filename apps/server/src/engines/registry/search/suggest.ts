import type { EntityRow } from '@miaopu/contract';
import { type Queryable, type RawBuilder, rows, sql } from '../../../platform/db/index.ts';
import { entityCondition, type Filtering, spellingsOf, termOf, wordsOf } from './filter.ts';
import { entitiesInOrder } from './list.ts';

const most = 20;
/** Among how many chance matches the best are chosen: a part of a name that thousands share has no best. */
const considered = 200;

// those that live before those that ended, short names before long ones
const better = sql`(s.status <> 'active'), length(s.name), s.initials collate "C", s.entity_id`;

type Tier = RawBuilder<unknown>;

/** What makes a match better than a chance part: it is the code, or the name or its initials begin so. All are found by index. */
function beginnings(word: string): Tier[] {
  const term = termOf(word);
  if (term === '') return spellingsOf(word).map((one) => begins(sql`s.name`, one));
  const code = term.toUpperCase();
  const codes = [begins(sql`s.credit_code`, code), begins(sql`s.registration_number`, code)];
  return [...(/\d/.test(term) ? codes : []), begins(sql`s.initials`, term)];
}

const last = String.fromCodePoint(0x10ffff);

/** As a range and not by LIKE, which PostgreSQL does not trust before it has checked that the reader may see the row: it would not use the index. */
function begins(column: Tier, text: string): Tier {
  return sql`${column} collate "C" >= ${text} and ${column} collate "C" < ${text + last}`;
}

/**
 * Entities that match while typing, best first, at most 20: those whose code, name or initials begin so (by index), then those that
 * hold the text anywhere. The last step reads the slim search table until it has enough, so a frequent word is found at once and a
 * rare one costs one pass over the table.
 */
export async function suggestEntities(db: Queryable, filtering: Filtering): Promise<EntityRow[]> {
  const words = wordsOf(filtering.filters.q ?? '');
  if (words.length === 0) return [];
  const passes = entityCondition(filtering);
  const found = new Map<string, number>();
  const take = (ids: readonly { entity_id: string }[]) => {
    for (const { entity_id } of ids) if (!found.has(entity_id)) found.set(entity_id, found.size);
  };
  if (words.length === 1) take(await rows(db, bestBeginnings(beginnings(words[0]!), passes)));
  if (found.size < most)
    take(
      await rows<{ entity_id: string }>(
        db,
        sql`select s.entity_id from (select s.* from registry.entity_search s where ${passes} limit ${considered}) s
            order by ${better} limit ${most}`,
      ),
    );
  const ids = [...found.keys()].slice(0, most);
  return entitiesInOrder(db, filtering.district, ids);
}

function bestBeginnings(tiers: readonly Tier[], passes: Tier): RawBuilder<{ entity_id: string }> {
  const each = tiers.map(
    (tier, rank) =>
      sql`(select s.*, ${rank}::int as rank from registry.entity_search s where ${passes} and ${tier} limit ${considered})`,
  );
  return sql`select s.entity_id from (${sql.join(each, sql` union all `)}) s
             group by s.entity_id, s.status, s.name, s.initials order by min(s.rank), ${better} limit ${most}`;
}
