import type { EntityPage } from '@miaopu/contract';

export type Version = EntityPage['versions'][number];
export type Fact = EntityPage['facts'][number];
export type Known = { readonly recordedFrom: string; readonly recordedTo: string | null };

/** A field's two values, on either side of a recorded act. */
export type Difference = {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
};

/** Orders two instants; texts of one form break ties below a millisecond. */
export function compareInstants(left: string, right: string): number {
  const byTime = Date.parse(left) - Date.parse(right);
  if (byTime !== 0) return byTime;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Whether a record was our knowledge at an instant; without an instant, whether it is our knowledge today. */
export function knownAt(record: Known, instant: string | null): boolean {
  if (instant === null) return record.recordedTo === null;
  const begun = compareInstants(record.recordedFrom, instant) <= 0;
  return begun && (record.recordedTo === null || compareInstants(record.recordedTo, instant) > 0);
}

/** Whether a version was in force on a day (its last day is excluded). */
export function validOn(version: Version, day: string): boolean {
  return version.validFrom <= day && (version.validTo === null || version.validTo > day);
}

/** The fields in which two versions differ, in the order of the later one. */
export function differences(before: Version | null, after: Version): Difference[] {
  const fields = new Set([...Object.keys(after.fields), ...Object.keys(before?.fields ?? {})]);
  return [...fields].flatMap((field) => {
    const was = before?.fields[field] ?? null;
    const is = after.fields[field] ?? null;
    return was === is ? [] : [{ field, before: was, after: is }];
  });
}

/**
 * What we believed about the days of this version before we recorded it: for a change the version it ended, for a
 * correction the one it replaced, for histories recorded in one go the neighbour before it. Null at the beginning.
 */
export function findPredecessor(versions: readonly Version[], version: Version): Version | null {
  const replaced = versions.filter(
    (other) =>
      other !== version &&
      compareInstants(other.recordedFrom, version.recordedFrom) < 0 &&
      (other.recordedTo === null || compareInstants(other.recordedTo, version.recordedFrom) >= 0) &&
      validOn(other, version.validFrom),
  );
  const newest = replaced.sort((a, b) => compareInstants(b.recordedFrom, a.recordedFrom))[0];
  if (newest) return newest;
  return neighbourBefore(versions, version) ?? null;
}

function neighbourBefore(versions: readonly Version[], version: Version): Version | undefined {
  return versions.find(
    (other) => other.validTo === version.validFrom && knownAt(other, version.recordedFrom),
  );
}

/**
 * Whether a version only carries an older act on: an act on other days re-records its neighbours under their own
 * act, reason and source. Nothing happened at such a version itself.
 */
export function isCarriedOn(before: Version, version: Version): boolean {
  return (
    before.validFrom === version.validFrom &&
    before.act === version.act &&
    before.reason === version.reason &&
    before.source.recordedAt === version.source.recordedAt &&
    before.source.name === version.source.name
  );
}

/**
 * The version that first said this field's value, so that a later change of another field does not
 * take credit for it.
 */
export function findOrigin(versions: readonly Version[], version: Version, field: string): Version {
  const says = (other: Version, same: Version) =>
    (other.fields[field] ?? null) === (same.fields[field] ?? null) &&
    field in other.derived === field in same.derived;
  const seen = new Set<string>();
  let origin = version;
  while (!seen.has(origin.versionId)) {
    seen.add(origin.versionId);
    const earlier = findPredecessor(versions, origin);
    if (earlier === null) break;
    if (says(earlier, origin)) {
      origin = earlier;
      continue;
    }
    // A value that came in from the days before was said there.
    const neighbour = isCarriedOn(earlier, origin) ? neighbourBefore(versions, origin) : undefined;
    if (!neighbour || !says(neighbour, origin)) break;
    origin = neighbour;
  }
  return origin;
}

/** The instant that "as known on this day" means: the end of the day in the district's time. */
export function endOfDay(day: string): string {
  return `${day}T23:59:59.999+08:00`;
}
