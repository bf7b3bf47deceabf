/** What merging and undoing it do to versions, as pure functions over present knowledge. */
import type { EntityFields } from '../fields.ts';
import { bodyOf, type Version, type VersionBody } from '../history/timeline.ts';

const codes = ['credit_code', 'registration_number'] as const;
type Code = (typeof codes)[number];
/** Codes that the kept entity lacked and takes over, so that the next file finds it by either. */
export type FilledCodes = Partial<Record<Code, string>>;

export type VersionsPlan = {
  readonly closed: readonly string[];
  readonly recorded: readonly VersionBody[];
};

/** Which codes the kept entity takes over: those that none of its versions has. */
export function codesToFill(kept: readonly Version[], absorbed: readonly Version[]): FilledCodes {
  const filled: FilledCodes = {};
  for (const code of codes) {
    const given = absorbed.at(-1)?.fields[code] ?? null;
    if (given !== null && kept.every((version) => version.fields[code] === null)) filled[code] = given;
  }
  return filled;
}

/**
 * The kept entity's versions stand. Days before its first one, on which only the absorbed entity was known, are taken over from there,
 * and codes that it lacks are filled in.
 */
export function planMerge(
  kept: readonly [Version, ...Version[]],
  absorbed: readonly Version[],
  reason: string,
): VersionsPlan {
  const start = kept[0].validFrom;
  const stamp = { act: 'merge' as const, reason };
  const filled = codesToFill(kept, absorbed);
  const earlier = absorbed
    .filter((version) => version.validFrom < start)
    .map((version): VersionBody => {
      const validTo = version.validTo < start ? version.validTo : start;
      return { ...bodyOf(version), ...stamp, validTo };
    });
  if (Object.keys(filled).length === 0) return { closed: [], recorded: earlier };
  return {
    closed: kept.map((version) => version.versionId),
    recorded: [
      ...earlier,
      ...kept.map((version) => ({
        ...bodyOf(version),
        ...stamp,
        fields: { ...version.fields, ...filled },
      })),
    ],
  };
}

/**
 * Takes back what a merge gave the kept entity: the days before its own start and the codes it took over, wherever they still stand.
 * What was recorded about it since stays.
 *
 * @param start its first day as known before the merge
 */
export function planUndo(
  kept: readonly Version[],
  start: string,
  filled: FilledCodes,
  reason: string,
): VersionsPlan {
  const closed: string[] = [];
  const recorded: VersionBody[] = [];
  for (const version of kept) {
    const fields = without(version.fields, filled);
    if (version.validFrom >= start && fields === undefined) continue;
    closed.push(version.versionId);
    if (version.validTo <= start) continue;
    recorded.push({
      ...bodyOf(version),
      act: 'unmerge',
      reason,
      validFrom: version.validFrom < start ? start : version.validFrom,
      fields: fields ?? version.fields,
    });
  }
  return { closed, recorded };
}

function without(fields: EntityFields, filled: FilledCodes): EntityFields | undefined {
  const taken = codes.filter((code) => filled[code] !== undefined && fields[code] === filled[code]);
  if (taken.length === 0) return undefined;
  return { ...fields, ...Object.fromEntries(taken.map((code) => [code, null])) };
}
