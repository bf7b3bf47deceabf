import { recordAudit } from '../../../platform/audit/index.ts';
import { dayInChina } from '../../../platform/clock/index.ts';
import type { Tx } from '../../../platform/db/index.ts';
import { registryFailure } from '../errors.ts';
import { refreshSearch } from '../search/refresh.ts';
import { takeStatedFields } from '../stated-fields.ts';
import { type Act, beginAct } from './act.ts';
import { pick } from './change.ts';
import { codeLocks, refuseTakenCodes } from './codes.ts';
import { refuseSuperseded } from './superseded.ts';
import { planCorrection, type Stamp, type StatedFields, startBounds, type Version } from './timeline.ts';
import { carryOut, getOpenVersions } from './versions.ts';

export type EntityCorrection = {
  readonly entityId: string;
  /** The version to correct; one that has been superseded refuses the write. */
  readonly versionId: string;
  /** By the catalogue's names; may be empty where only the start is wrong. */
  readonly fields: Readonly<Record<string, string | null>>;
  /** The day on which the version in truth began. */
  readonly validFrom?: string;
};

/**
 * We were wrong: these fields of a version, or the day it began, have always been different. The wrong version stays readable as known
 * until now. A field that was only derived and is now stated loses its mark, even where the value is the same.
 *
 * @returns the version that holds instead
 * @throws registry.superseded, registry.start_not_movable, registry.fields_invalid, registry.code_taken
 */
export async function correctEntity(
  tx: Tx,
  act: Act,
  correction: EntityCorrection,
): Promise<{ versionId: string }> {
  const { entityId, versionId, validFrom } = correction;
  const { district } = act.actor;
  const onlyStart = validFrom !== undefined && Object.keys(correction.fields).length === 0;
  const stated = onlyStart ? {} : takeStatedFields(district, correction.fields);
  const underWay = await beginAct(tx, act, [entityId], codeLocks(district, stated));
  const versions = await getOpenVersions(tx, district, entityId);
  const stamp: Stamp = {
    act: 'correction',
    reason: act.reason,
    sourceId: underWay.sourceId,
    evidence: act.evidence ?? null,
  };
  const version = versions.find((each) => each.versionId === versionId);
  if (version === undefined) {
    const done = findRepeated(versions, correction, stated, stamp);
    if (done !== undefined) return { versionId: done.versionId };
    throw await refuseSuperseded(tx, district, entityId, versionId);
  }
  if (validFrom !== undefined) refuseImpossibleStart(versions, version, validFrom, underWay.at);
  await refuseTakenCodes(tx, district, entityId, stated);
  const plan = planCorrection(versions, { versionId, stated, validFrom }, stamp);
  if (plan === undefined) return { versionId };
  const corrected = await carryOut(tx, underWay, entityId, plan);
  await refreshSearch(tx, district, [entityId]);
  await recordAudit(tx, {
    actor: act.actor,
    action: 'registry.entity.corrected',
    record: `registry/entity/${entityId}`,
    before: { versionId, validFrom: version.validFrom, ...pick(version, stated) },
    after: {
      versionId: corrected,
      validFrom: validFrom ?? version.validFrom,
      ...stated,
      evidence: stamp.evidence,
    },
    reason: act.reason,
  });
  return { versionId: corrected };
}

function refuseImpossibleStart(
  versions: readonly Version[],
  version: Version,
  validFrom: string,
  at: string,
): void {
  const today = dayInChina(new Date(at));
  if (validFrom > today) throw registryFailure('registry.in_the_future', { day: validFrom, today });
  const { after, before } = startBounds(versions, version.versionId);
  const tooEarly = after !== '-infinity' && validFrom <= after;
  if (tooEarly || validFrom >= before)
    throw registryFailure('registry.start_not_movable', {
      day: validFrom,
      after: after === '-infinity' ? '—' : after,
      before: before === 'infinity' ? '—' : before,
    });
}

/** The version that an earlier copy of the same request made. */
function findRepeated(
  versions: readonly Version[],
  { validFrom }: EntityCorrection,
  stated: StatedFields,
  stamp: Stamp,
): Version | undefined {
  return versions.find(
    (version) =>
      version.act === stamp.act &&
      version.reason === stamp.reason &&
      version.evidence === stamp.evidence &&
      (validFrom === undefined || version.validFrom === validFrom) &&
      Object.entries(stated).every(
        ([column, value]) => version.fields[column as keyof StatedFields] === value,
      ),
  );
}
