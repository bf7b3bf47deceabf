import { recordAudit } from '../../../platform/audit/index.ts';
import { dayInChina } from '../../../platform/clock/index.ts';
import type { Tx } from '../../../platform/db/index.ts';
import { registryFailure } from '../errors.ts';
import { refreshSearch } from '../search/refresh.ts';
import { takeStatedFields } from '../stated-fields.ts';
import { type Act, type ActUnderWay, beginAct } from './act.ts';
import { codeLocks, refuseTakenCodes } from './codes.ts';
import { refuseSuperseded } from './superseded.ts';
import { planChange, type Stamp, type StatedFields, type Version, versionOn } from './timeline.ts';
import { carryOut, getOpenVersions } from './versions.ts';

export type EntityChange = {
  readonly entityId: string;
  /** The first day on which it is so. */
  readonly effectiveOn: string;
  /** By the catalogue's names; an empty text or null means that there is none. */
  readonly fields: Readonly<Record<string, string | null>>;
  /** The version the writer saw; where it has been superseded since, the write is refused. */
  readonly basedOn: string;
};

/**
 * The world changed: from a day on, these fields are different. What was known before stays readable as known then.
 * A request that repeats (same version, day, fields and reason) finds its own answer and writes nothing.
 *
 * @returns the version that carries the change
 * @throws registry.superseded, registry.before_first_version, registry.in_the_future, registry.fields_invalid, registry.code_taken
 */
export async function changeEntity(tx: Tx, act: Act, change: EntityChange): Promise<{ versionId: string }> {
  const { entityId, effectiveOn } = change;
  const stated = takeStatedFields(act.actor.district, change.fields);
  const underWay = await beginAct(tx, act, [entityId], codeLocks(act.actor.district, stated));
  const versions = await getOpenVersions(tx, underWay.district, entityId);
  const stamp: Stamp = {
    act: 'change',
    reason: act.reason,
    sourceId: underWay.sourceId,
    evidence: act.evidence ?? null,
  };
  if (!versions.some((version) => version.versionId === change.basedOn)) {
    const done = findRepeated(versions, effectiveOn, stated, stamp);
    if (done !== undefined) return { versionId: done.versionId };
    throw await refuseSuperseded(tx, underWay.district, entityId, change.basedOn);
  }
  const before = holdsOn(versions, effectiveOn, entityId, underWay);
  await refuseTakenCodes(tx, underWay.district, entityId, stated);
  const plan = planChange(versions, effectiveOn, stated, stamp);
  if (plan === undefined) return { versionId: before.versionId };
  const versionId = await carryOut(tx, underWay, entityId, plan);
  await refreshSearch(tx, underWay.district, [entityId]);
  await recordAudit(tx, {
    actor: act.actor,
    action: 'registry.entity.changed',
    record: `registry/entity/${entityId}`,
    before: pick(before, stated),
    after: { effectiveOn, ...stated, evidence: stamp.evidence },
    reason: act.reason,
  });
  return { versionId };
}

function holdsOn(versions: readonly Version[], day: string, id: string, { at }: ActUnderWay): Version {
  const today = dayInChina(new Date(at));
  if (day > today) throw registryFailure('registry.in_the_future', { day, today });
  const version = versionOn(versions, day);
  if (version !== undefined) return version;
  const from = versions[0]!.validFrom;
  if (day < from) throw registryFailure('registry.before_first_version', { id, from, day });
  throw registryFailure('registry.outside_versions', { id, day });
}

/** The version that an earlier copy of the same request made. */
function findRepeated(
  versions: readonly Version[],
  effectiveOn: string,
  stated: StatedFields,
  stamp: Stamp,
): Version | undefined {
  return versions.find(
    (version) =>
      version.validFrom === effectiveOn &&
      version.act === stamp.act &&
      version.reason === stamp.reason &&
      version.evidence === stamp.evidence &&
      Object.entries(stated).every(
        ([column, value]) => version.fields[column as keyof StatedFields] === value,
      ),
  );
}

/** The fields of a version that an act is about, for the audit's before and after. */
export function pick(version: Version, stated: StatedFields): Record<string, string | null> {
  return Object.fromEntries(
    Object.keys(stated).map((column) => [column, version.fields[column as keyof StatedFields]]),
  );
}
