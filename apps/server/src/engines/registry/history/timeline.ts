/**
 * What an act does to the versions of one entity, as pure functions over its present knowledge.
 * They say which versions close and which are recorded in their place; storing is somebody else's work.
 *
 * Days are `2018-08-01` and `infinity`; as text they order as they do in time.
 */
import type { Derivations, EntityColumn, EntityFields, VersionAct } from '../fields.ts';

export type VersionBody = {
  readonly validFrom: string;
  /** The first day on which it was otherwise, or `infinity`. */
  readonly validTo: string;
  readonly act: VersionAct;
  readonly reason: string | null;
  readonly sourceId: string;
  readonly evidence: string | null;
  readonly fields: EntityFields;
  readonly derived: Derivations;
};
export type Version = VersionBody & { readonly versionId: string };

export type StatedFields = Readonly<Partial<Record<EntityColumn, string | null>>>;
/** Who says so, why, and by which paper: what a new version carries. */
export type Stamp = Pick<VersionBody, 'act' | 'reason' | 'sourceId' | 'evidence'>;

/** `recorded[target]` is the version that carries what was stated. */
export type Plan = {
  readonly closed: readonly string[];
  readonly recorded: readonly VersionBody[];
  readonly target: number;
};

/** The version that holds on a day. */
export function versionOn<V extends VersionBody>(versions: readonly V[], day: string): V | undefined {
  return versions.find((version) => version.validFrom <= day && day < version.validTo);
}

/** The stated fields that tell something: another value, or a value that we had only derived. */
function news(version: VersionBody, stated: StatedFields): EntityColumn[] {
  return (Object.keys(stated) as EntityColumn[]).filter(
    (column) => version.fields[column] !== stated[column] || column in version.derived,
  );
}

function withStated(
  version: VersionBody,
  stated: StatedFields,
  columns: readonly EntityColumn[],
): VersionBody {
  const fields = { ...version.fields };
  const derived = { ...version.derived };
  for (const column of columns) {
    fields[column] = stated[column] ?? null;
    delete derived[column];
  }
  return { ...bodyOf(version), fields, derived };
}

export function bodyOf(version: VersionBody): VersionBody {
  const { validFrom, validTo, act, reason, sourceId, evidence, fields, derived } = version;
  return { validFrom, validTo, act, reason, sourceId, evidence, fields, derived };
}

/**
 * The world changed: from a day on, these fields are different.
 *
 * Versions that begin later are respected: a field goes on into them only while they merely carried the old value on. Where a later
 * version says otherwise, it stands. So a change learned late lands between what was known before and after it.
 *
 * @param versions present knowledge, ordered by day
 * @returns undefined when the change tells nothing new
 */
export function planChange(
  versions: readonly Version[],
  effectiveOn: string,
  stated: StatedFields,
  stamp: Stamp,
): Plan | undefined {
  const index = versions.findIndex((each) => each.validFrom <= effectiveOn && effectiveOn < each.validTo);
  const version = versions[index];
  if (version === undefined) return undefined;
  let columns = news(version, stated);
  if (columns.length === 0) return undefined;
  const closed = [version.versionId];
  const recorded: VersionBody[] = [];
  if (version.validFrom < effectiveOn) recorded.push({ ...bodyOf(version), validTo: effectiveOn });
  const target = recorded.length;
  recorded.push({ ...withStated(version, stated, columns), ...stamp, validFrom: effectiveOn });
  let end = version.validTo;
  for (const later of versions.slice(index + 1)) {
    columns = columns.filter((column) => later.fields[column] === version.fields[column]);
    if (columns.length === 0 || later.validFrom !== end) break;
    closed.push(later.versionId);
    recorded.push(withStated(later, stated, columns));
    end = later.validTo;
  }
  return { closed, recorded, target };
}

export type Correction = {
  readonly versionId: string;
  readonly stated: StatedFields;
  /** The version began on another day than we thought. */
  readonly validFrom?: string;
};

/** The days between which the start of a version may be corrected: after the start of the one before it, before its own end. */
export function startBounds(
  versions: readonly Version[],
  versionId: string,
): { after: string; before: string } {
  const index = versions.findIndex((each) => each.versionId === versionId);
  const previous = versions[index - 1];
  const version = versions[index]!;
  const touches = previous !== undefined && previous.validTo === version.validFrom;
  return {
    after: previous === undefined ? '-infinity' : touches ? previous.validFrom : previous.validTo,
    before: version.validTo,
  };
}

/**
 * We were wrong: these fields of one version, or the day it began, have always been different.
 * Moving a start moves the end of the version that it touches, so that no day is lost and none is told twice.
 *
 * @param versions present knowledge, ordered by day
 * @returns undefined when the correction tells nothing new
 */
export function planCorrection(
  versions: readonly Version[],
  { versionId, stated, validFrom }: Correction,
  stamp: Stamp,
): Plan | undefined {
  const index = versions.findIndex((each) => each.versionId === versionId);
  const version = versions[index];
  if (version === undefined) return undefined;
  const columns = news(version, stated);
  const start = validFrom ?? version.validFrom;
  if (columns.length === 0 && start === version.validFrom) return undefined;
  const corrected = { ...withStated(version, stated, columns), ...stamp, validFrom: start };
  const previous = versions[index - 1];
  if (start === version.validFrom || previous === undefined || previous.validTo !== version.validFrom) {
    return { closed: [versionId], recorded: [corrected], target: 0 };
  }
  return {
    closed: [previous.versionId, versionId],
    recorded: [{ ...bodyOf(previous), validTo: start }, corrected],
    target: 1,
  };
}
