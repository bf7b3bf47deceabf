import { recordAudit } from '../../../platform/audit/index.ts';
import { firstRow, sql, type Tx } from '../../../platform/db/index.ts';
import { isDay } from '../days.ts';
import { registryFailure } from '../errors.ts';
import { type EntityFields, entityColumns } from '../fields.ts';
import { refreshSearch } from '../search/refresh.ts';
import { takeStatedFields } from '../stated-fields.ts';
import { type Act, beginAct } from './act.ts';
import { codeLocks, refuseTakenCodes } from './codes.ts';
import { recordVersions } from './versions.ts';

export type Registration = {
  /** The day from which it exists. */
  readonly validFrom: string;
  readonly fields: Readonly<Record<string, string | null>>;
};

/**
 * Records an entity that we did not know. A request that repeats meets its own code and is refused with the entity's number.
 *
 * @throws registry.fields_invalid, registry.code_taken
 */
export async function registerEntity(
  tx: Tx,
  act: Act,
  registration: Registration,
): Promise<{ entityId: string; versionId: string }> {
  const { district } = act.actor;
  const { validFrom } = registration;
  const given = { name: null, category: null, status: null, ...registration.fields };
  const stated = takeStatedFields(district, given);
  if (!isDay(validFrom)) throw registryFailure('registry.fields_invalid', {}, [startProblem]);
  const fields = Object.fromEntries(
    entityColumns.map((column) => [column, stated[column] ?? null]),
  ) as EntityFields;
  const next = await firstRow<{ id: string }>(tx, sql`select nextval('registry.entity_id') as id`);
  const entityId = next!.id;
  const underWay = await beginAct(tx, act, [entityId], codeLocks(district, stated));
  await refuseTakenCodes(tx, district, null, stated);
  const [versionId] = await recordVersions(tx, underWay, entityId, [
    {
      validFrom,
      validTo: 'infinity',
      act: 'registration',
      reason: act.reason,
      sourceId: underWay.sourceId,
      evidence: act.evidence ?? null,
      fields,
      derived: {},
    },
  ]);
  await refreshSearch(tx, district, [entityId]);
  await recordAudit(tx, {
    actor: act.actor,
    action: 'registry.entity.registered',
    record: `registry/entity/${entityId}`,
    after: { validFrom, ...stated },
    reason: act.reason,
  });
  return { entityId, versionId: versionId! };
}

const startProblem = {
  path: 'validFrom',
  message: {
    zh: '起始日期无效,请写成 2018-08-01。',
    en: 'The start is not a day: write it as 2018-08-01.',
  },
};
