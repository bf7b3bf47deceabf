import { isDeepStrictEqual } from 'node:util';
import { type DesignationTitle, designationTitles } from '@miaopu/standards';
import { recordAudit } from '../../../platform/audit/index.ts';
import { firstRow, sql, type Tx } from '../../../platform/db/index.ts';
import { finite, isDay } from '../days.ts';
import { registryFailure } from '../errors.ts';
import { type Act, type ActUnderWay, beginAct } from './act.ts';
import { entityOfRecord, getOpenRecord, refuseSupersededRecord } from './records.ts';
import { getOpenVersions } from './versions.ts';

export type DesignationContent = {
  readonly title: DesignationTitle;
  readonly level?: string | null;
  readonly validFrom: string;
  /** The first day on which it is no longer held; null while it lasts. */
  readonly validTo?: string | null;
  readonly certificate?: string | null;
  readonly detail?: Readonly<Record<string, unknown>>;
};

type DesignationRow = {
  readonly entity_id: string;
  readonly title: DesignationTitle;
  readonly level: string | null;
  readonly valid_from: string;
  readonly valid_to: string;
  readonly certificate: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
};

function contentOf(row: DesignationRow): DesignationContent {
  const { title, level, certificate, detail } = row;
  return { title, level, validFrom: row.valid_from, validTo: finite(row.valid_to), certificate, detail };
}

function refuseImpossible({ title, validFrom, validTo = null }: DesignationContent): void {
  const problems = [
    ...(title in designationTitles ? [] : [{ path: 'title', message: unknownTitle }]),
    ...(isDay(validFrom) ? [] : [{ path: 'validFrom', message: badDay }]),
    ...(validTo === null || (isDay(validTo) && validTo > validFrom)
      ? []
      : [{ path: 'validTo', message: badEnd }]),
  ];
  if (problems.length > 0) throw registryFailure('registry.fields_invalid', {}, problems);
}

const unknownTitle = {
  zh: '没有这种称号,请使用字段目录中的名称。',
  en: 'There is no such title: use a name of the field catalogue.',
};
const badDay = {
  zh: '日期无效,请写成 2018-08-01。',
  en: 'This is not a day: write it as 2018-08-01.',
};
const badEnd = {
  zh: '终止日期应是晚于起始日期的日期。',
  en: 'The end must be a day after the start.',
};

/** An entity holds a title and level once at a time. */
async function refuseOverlap(
  tx: Tx,
  { district }: ActUnderWay,
  entityId: string,
  content: DesignationContent,
  exceptId: string | null,
): Promise<void> {
  const found = await firstRow<{ valid_from: string; valid_to: string }>(
    tx,
    sql`select valid_from, valid_to from registry.designation
        where district = ${district} and entity_id = ${entityId} and title = ${content.title}
          and level is not distinct from ${content.level ?? null}::text and recorded_to = 'infinity'
          and designation_id is distinct from ${exceptId}::bigint
          and valid_from < ${content.validTo ?? 'infinity'}::date and valid_to > ${content.validFrom}::date limit 1`,
  );
  if (found === undefined) return;
  throw registryFailure('registry.designation_overlaps', {
    title: designationTitles[content.title].zh,
    from: found.valid_from,
    to: finite(found.valid_to) ?? '—',
  });
}

async function insertDesignation(
  tx: Tx,
  act: Act,
  { district, at, sourceId }: ActUnderWay,
  entityId: string,
  content: DesignationContent,
  id?: string,
): Promise<string> {
  const { title, level = null, validFrom, validTo = null, certificate = null, detail = {} } = content;
  const row = await firstRow<{ designation_id: string }>(
    tx,
    sql`insert into registry.designation
          (district, designation_id, entity_id, title, level, valid_from, valid_to, certificate, detail, source_id, evidence, recorded_from)
        values (${district}, coalesce(${id ?? null}::bigint, nextval('registry.record_id')), ${entityId}, ${title}, ${level}, ${validFrom},
                ${validTo ?? 'infinity'}, ${certificate}, ${JSON.stringify(detail)}::jsonb, ${sourceId}, ${act.evidence ?? null}, ${at})
        returning designation_id`,
  );
  return row!.designation_id;
}

async function closeDesignation(tx: Tx, { district, at }: ActUnderWay, id: string): Promise<void> {
  await sql`update registry.designation set recorded_to = ${at}
            where district = ${district} and designation_id = ${id} and recorded_to = 'infinity'`.execute(
    tx.query,
  );
}

type Of = { readonly entityId: string; readonly id: string };

function auditDesignation(
  tx: Tx,
  act: Act,
  done: 'recorded' | 'corrected' | 'ended' | 'withdrawn',
  { entityId, id }: Of,
  before: unknown,
  after: object,
) {
  return recordAudit(tx, {
    actor: act.actor,
    action: `registry.designation.${done}`,
    record: `registry/entity/${entityId}/designation/${id}`,
    before,
    after: { ...after, evidence: act.evidence ?? null },
    reason: act.reason,
  });
}

/**
 * Records a title that an entity holds for a time. The same title from the same day again changes nothing and gives its number.
 *
 * @throws registry.designation_overlaps
 */
export async function recordDesignation(
  tx: Tx,
  act: Act,
  designation: DesignationContent & { readonly entityId: string },
): Promise<{ designationId: string }> {
  const { entityId, ...content } = designation;
  refuseImpossible(content);
  const underWay = await beginAct(tx, act, [entityId]);
  await getOpenVersions(tx, underWay.district, entityId);
  const known = await firstRow<{ designation_id: string }>(
    tx,
    sql`select designation_id from registry.designation
        where district = ${underWay.district} and entity_id = ${entityId} and title = ${content.title}
          and level is not distinct from ${content.level ?? null}::text and valid_from = ${content.validFrom}
          and valid_to = ${content.validTo ?? 'infinity'}::date and certificate is not distinct from ${content.certificate ?? null}::text
          and recorded_to = 'infinity'`,
  );
  if (known !== undefined) return { designationId: known.designation_id };
  await refuseOverlap(tx, underWay, entityId, content, null);
  const designationId = await insertDesignation(tx, act, underWay, entityId, content);
  await auditDesignation(tx, act, 'recorded', { entityId, id: designationId }, undefined, designation);
  return { designationId };
}

type Seen = {
  readonly designationId: string;
  /** The `recordedFrom` that the writer saw. */
  readonly basedOn: string;
};

async function replaceDesignation(
  tx: Tx,
  act: Act,
  { designationId, basedOn }: Seen,
  stated: Partial<DesignationContent>,
  done: 'corrected' | 'ended',
): Promise<boolean> {
  const entityId = await entityOfRecord(tx, 'designation', act.actor.district, designationId);
  const underWay = await beginAct(tx, act, [entityId]);
  const known = await getOpenRecord<DesignationRow>(tx, 'designation', underWay, designationId);
  const before = contentOf(known);
  const after = { ...before, ...stated };
  if (isDeepStrictEqual(before, after)) return false;
  await refuseSupersededRecord(tx, underWay, known, basedOn);
  refuseImpossible(after);
  await refuseOverlap(tx, underWay, known.entity_id, after, designationId);
  await closeDesignation(tx, underWay, designationId);
  await insertDesignation(tx, act, underWay, known.entity_id, after, designationId);
  await auditDesignation(tx, act, done, { entityId: known.entity_id, id: designationId }, before, after);
  return true;
}

/**
 * We had a title wrong. What stands there already changes nothing, so a repeated request finds its work done.
 *
 * @throws registry.superseded, registry.record_not_found, registry.designation_overlaps
 */
export async function correctDesignation(
  tx: Tx,
  act: Act,
  correction: Partial<DesignationContent> & Seen,
): Promise<'corrected' | 'unchanged'> {
  const { designationId, basedOn, ...stated } = correction;
  const isNew = await replaceDesignation(tx, act, { designationId, basedOn }, stated, 'corrected');
  return isNew ? 'corrected' : 'unchanged';
}

/** The world changed: from a day on the title is no longer held. */
export async function endDesignation(
  tx: Tx,
  act: Act,
  end: Seen & { readonly on: string },
): Promise<'ended' | 'unchanged'> {
  const isNew = await replaceDesignation(tx, act, end, { validTo: end.on }, 'ended');
  return isNew ? 'ended' : 'unchanged';
}

/** The title was never held. */
export async function withdrawDesignation(tx: Tx, act: Act, withdrawal: Seen): Promise<void> {
  const { designationId, basedOn } = withdrawal;
  const entityId = await entityOfRecord(tx, 'designation', act.actor.district, designationId);
  const underWay = await beginAct(tx, act, [entityId]);
  const known = await getOpenRecord<DesignationRow>(tx, 'designation', underWay, designationId);
  await refuseSupersededRecord(tx, underWay, known, basedOn);
  await closeDesignation(tx, underWay, designationId);
  await auditDesignation(
    tx,
    act,
    'withdrawn',
    { entityId: known.entity_id, id: designationId },
    contentOf(known),
    {},
  );
}
