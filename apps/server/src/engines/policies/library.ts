import { isInForce, type Policy, type PolicyOnDay, policyOnDay } from '@miaopu/policies';
import { type Db, firstRow, type Queryable, type RawBuilder, sql } from '../../platform/db/index.ts';
import { policyFailure } from './errors.ts';
import { findLatestVersions, type Published } from './versions.ts';

/** A district's published policies, the latest version of each, with what was worked out from them. */
export type Library = {
  /** Changes with every publication and repeal. */
  readonly stamp: string;
  readonly policies: ReadonlyMap<string, Published>;
  /** The policies in force on a day, expanded for it. */
  readonly onDay: (day: string) => readonly PolicyOnDay[];
};

/** Whether a published policy is in force on a day: within its dates, and not repealed by then. */
export function holdsOn({ policy, repealedFrom }: Published, day: string): boolean {
  return isInForce(policy, day) && (repealedFrom === null || day < repealedFrom);
}

export type PolicyState = 'upcoming' | 'in_force' | 'expired' | 'repealed';

/** Where a published policy stands on a day. */
export function stateOn(published: Published, day: string): PolicyState {
  const { policy, repealedFrom } = published;
  if (day < policy.in_force.from) return 'upcoming';
  if (repealedFrom !== null && repealedFrom <= day) return 'repealed';
  return holdsOn(published, day) ? 'in_force' : 'expired';
}

/** A published policy expanded for a day; its terms are its own (load-library.ts). */
export function expand(
  policy: Policy,
  day: string,
  parameters?: Readonly<Record<string, string>>,
): PolicyOnDay {
  return policyOnDay(policy, {}, day, parameters === undefined ? {} : { parameters });
}

/** What tells whether a library that was read is still the one that counts, as an expression. */
export function libraryStamp(district: string): RawBuilder<string> {
  return sql<string>`(
    select count(*) || '/' || coalesce(max(act_id), 0) from policies.act
    where district = ${district} and act in ('published', 'repealed'))`;
}

// Libraries of this process, by database and district. A few hundred policies; read again when somebody publishes.
const libraries = new WeakMap<object, Map<string, Library>>();

/** The library as it is now. One look at the stamp where it has been read before. */
export async function getLibrary(db: Db, district: string): Promise<Library> {
  const found = await firstRow<{ stamp: string }>(db, sql`select ${libraryStamp(district)} as stamp`);
  return libraryOf(db, district, found!.stamp);
}

/** The library as it was read last, for a question that looks at the stamp itself; undefined where none was read yet. */
export function keptLibrary(db: Db, district: string): Library | undefined {
  return libraries.get(db.pool)?.get(district);
}

/** The library of a stamp that was just seen. */
export async function libraryOf(db: Db, district: string, stamp: string): Promise<Library> {
  const known = libraries.get(db.pool) ?? new Map<string, Library>();
  libraries.set(db.pool, known);
  const kept = known.get(district);
  if (kept?.stamp === stamp) return kept;
  const library = await readLibrary(db, district, stamp);
  known.set(district, library);
  return library;
}

/**
 * The library as it was known on an instant, so that what was counted as known on it can be counted again with the same rules. Of the
 * present this is `getLibrary`.
 */
export async function libraryKnownOn(db: Db, district: string, knownOn: string): Promise<Library> {
  const library = await getLibrary(db, district);
  const later = await firstRow<{ is_later: boolean }>(
    db,
    sql`select coalesce(max(happened_at), '-infinity') > ${knownOn}::timestamptz as is_later from policies.act
        where district = ${district} and act in ('published', 'repealed')`,
  );
  return later!.is_later ? readLibrary(db, district, `${library.stamp} ${knownOn}`, knownOn) : library;
}

/** The titles of a district's policies by their ids. */
export async function policyTitles(db: Db, district: string): Promise<ReadonlyMap<string, Policy['title']>> {
  const { policies } = await getLibrary(db, district);
  return new Map([...policies].map(([id, { policy }]) => [id, policy.title]));
}

/** When a policy was last published or repealed; undefined where none was. */
export async function latestPublication(db: Queryable, district: string): Promise<string | undefined> {
  const found = await firstRow<{ at: string | null }>(
    db,
    sql`select max(happened_at) as at from policies.act where district = ${district} and act in ('published', 'repealed')`,
  );
  return found?.at ?? undefined;
}

const daysKept = 24;

async function readLibrary(
  db: Queryable,
  district: string,
  stamp: string,
  knownOn?: string,
): Promise<Library> {
  const latest = await findLatestVersions(db, district, knownOn);
  const days = new Map<string, readonly PolicyOnDay[]>();
  return {
    stamp,
    policies: new Map(latest.map((published) => [published.policy.id, published])),
    onDay: (day) => {
      const found =
        days.get(day) ?? latest.filter((one) => holdsOn(one, day)).map(({ policy }) => expand(policy, day));
      // the day asked for last stands last, and the one not asked for longest goes first
      days.delete(day);
      days.set(day, found);
      if (days.size > daysKept) days.delete(days.keys().next().value!);
      return found;
    },
  };
}

/** @throws policies.not_found */
export function getPublished({ policies }: Library, id: string): Published {
  const published = policies.get(id);
  if (published === undefined) throw policyFailure('policies.not_found', { id });
  return published;
}

/** @throws policies.not_found, policies.not_in_force */
export function getOnDay(library: Library, id: string, day: string): PolicyOnDay {
  const published = getPublished(library, id);
  const found = library.onDay(day).find(({ policy }) => policy.id === id);
  if (found !== undefined) return found;
  const { from, to } = published.policy.in_force;
  throw policyFailure('policies.not_in_force', { id, day, from, to: published.repealedFrom ?? to ?? '—' });
}
