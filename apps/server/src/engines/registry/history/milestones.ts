import { isDeepStrictEqual } from 'node:util';
import { boards, type MilestoneKind, milestoneKinds, sizeClasses } from '@miaopu/standards';
import { recordAudit } from '../../../platform/audit/index.ts';
import { dayInChina } from '../../../platform/clock/index.ts';
import { firstRow, sql, type Tx } from '../../../platform/db/index.ts';
import { isDay } from '../days.ts';
import { registryFailure } from '../errors.ts';
import { type Act, type ActUnderWay, beginAct } from './act.ts';
import { entityOfRecord, getOpenRecord, refuseSupersededRecord } from './records.ts';
import { getOpenVersions } from './versions.ts';

export type MilestoneContent = {
  readonly kind: MilestoneKind;
  readonly happenedOn: string;
  /** The predecessor of a conversion. */
  readonly relatedEntityId?: string | null;
  /** `board` of a listing, `class` of a rise above designated size or a fall below it: targets count by them. */
  readonly detail?: Readonly<Record<string, unknown>>;
};

type Needed = readonly [name: string, values: Readonly<Record<string, unknown>>];

/** What an event of a kind must say of itself to be counted where it belongs. */
const neededDetail: Readonly<Partial<Record<MilestoneKind, Needed>>> = {
  listed: ['board', boards],
  rose_above_size: ['class', sizeClasses],
  fell_below_size: ['class', sizeClasses],
};

type MilestoneRow = {
  readonly entity_id: string;
  readonly kind: MilestoneKind;
  readonly happened_on: string;
  readonly related_entity_id: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
};

function refuseImpossible({ kind, happenedOn, detail }: MilestoneContent, { at }: ActUnderWay): void {
  const [needed, values = {}] = neededDetail[kind] ?? [];
  const problems = [
    ...(kind in milestoneKinds ? [] : [{ path: 'kind', message: unknownKind }]),
    ...(isDay(happenedOn) ? [] : [{ path: 'happenedOn', message: badDay }]),
    ...(needed === undefined || String(detail?.[needed]) in values
      ? []
      : [{ path: `detail.${needed}`, message: missingDetail }]),
  ];
  if (problems.length > 0) throw registryFailure('registry.fields_invalid', {}, problems);
  const today = dayInChina(new Date(at));
  if (happenedOn > today) throw registryFailure('registry.in_the_future', { day: happenedOn, today });
}

const unknownKind = {
  zh: '没有这种事件,请使用字段目录中的名称。',
  en: 'There is no such kind of milestone: use a name of the field catalogue.',
};
const missingDetail = {
  zh: '挂牌要写板块,升规、退规要写入库类别,否则不会计入相应指标。',
  en: 'A listing needs its board, a rise or fall its size class: without them no target counts it.',
};
const badDay = {
  zh: '日期无效,请写成 2018-08-01。',
  en: 'This is not a day: write it as 2018-08-01.',
};

async function insertMilestone(
  tx: Tx,
  act: Act,
  { district, at, sourceId }: ActUnderWay,
  entityId: string,
  content: MilestoneContent,
  id?: string,
): Promise<string> {
  const row = await firstRow<{ milestone_id: string }>(
    tx,
    sql`insert into registry.milestone
          (district, milestone_id, entity_id, kind, happened_on, related_entity_id, detail, source_id, evidence, recorded_from)
        values (${district}, coalesce(${id ?? null}::bigint, nextval('registry.record_id')), ${entityId}, ${content.kind}, ${content.happenedOn},
                ${content.relatedEntityId ?? null}, ${JSON.stringify(content.detail ?? {})}::jsonb, ${sourceId}, ${act.evidence ?? null}, ${at})
        returning milestone_id`,
  );
  return row!.milestone_id;
}

function contentOf(known: MilestoneRow): MilestoneContent {
  return {
    kind: known.kind,
    happenedOn: known.happened_on,
    relatedEntityId: known.related_entity_id,
    detail: known.detail,
  };
}

async function closeMilestone(tx: Tx, { district, at }: ActUnderWay, id: string): Promise<void> {
  await sql`update registry.milestone set recorded_to = ${at}
            where district = ${district} and milestone_id = ${id} and recorded_to = 'infinity'`.execute(
    tx.query,
  );
}

type Of = { readonly entityId: string; readonly id: string };

function auditMilestone(
  tx: Tx,
  act: Act,
  done: 'recorded' | 'corrected' | 'withdrawn',
  { entityId, id }: Of,
  before: unknown,
  after: object,
) {
  return recordAudit(tx, {
    actor: act.actor,
    action: `registry.milestone.${done}`,
    record: `registry/entity/${entityId}/milestone/${id}`,
    before,
    after: { ...after, evidence: act.evidence ?? null },
    reason: act.reason,
  });
}

/** Records a dated event in an entity's life. The same event again changes nothing and gives the number it has. */
export async function recordMilestone(
  tx: Tx,
  act: Act,
  milestone: MilestoneContent & { readonly entityId: string },
): Promise<{ milestoneId: string }> {
  const { entityId, relatedEntityId } = milestone;
  const underWay = await beginAct(tx, act, [entityId, ...(relatedEntityId ? [relatedEntityId] : [])]);
  refuseImpossible(milestone, underWay);
  await getOpenVersions(tx, underWay.district, entityId);
  if (relatedEntityId) await getOpenVersions(tx, underWay.district, relatedEntityId);
  const known = await firstRow<{ milestone_id: string }>(
    tx,
    sql`select milestone_id from registry.milestone
        where district = ${underWay.district} and entity_id = ${entityId} and kind = ${milestone.kind}
          and happened_on = ${milestone.happenedOn} and related_entity_id is not distinct from ${relatedEntityId ?? null}::bigint
          and detail = ${JSON.stringify(milestone.detail ?? {})}::jsonb and recorded_to = 'infinity'`,
  );
  if (known !== undefined) return { milestoneId: known.milestone_id };
  const milestoneId = await insertMilestone(tx, act, underWay, entityId, milestone);
  await auditMilestone(tx, act, 'recorded', { entityId, id: milestoneId }, undefined, milestone);
  return { milestoneId };
}

/**
 * We had an event wrong: its kind, day, predecessor or detail. Of the detail only what is given changes, null takes it away.
 * What stands there already changes nothing, so a repeated request finds its work done.
 *
 * @param correction `basedOn` is the `recordedFrom` of what the writer saw
 * @throws registry.superseded, registry.record_not_found
 */
export async function correctMilestone(
  tx: Tx,
  act: Act,
  correction: Partial<MilestoneContent> & {
    readonly milestoneId: string;
    readonly basedOn: string;
  },
): Promise<'corrected' | 'unchanged'> {
  const { milestoneId, basedOn, detail, ...stated } = correction;
  const entityId = await entityOfRecord(tx, 'milestone', act.actor.district, milestoneId);
  const underWay = await beginAct(tx, act, [
    entityId,
    ...(stated.relatedEntityId ? [stated.relatedEntityId] : []),
  ]);
  const known = await getOpenRecord<MilestoneRow>(tx, 'milestone', underWay, milestoneId);
  if (stated.relatedEntityId) await getOpenVersions(tx, underWay.district, stated.relatedEntityId);
  const before = contentOf(known);
  const details = Object.entries({ ...before.detail, ...detail }).filter(([, value]) => value !== null);
  const after = { ...before, ...stated, detail: Object.fromEntries(details) };
  if (isDeepStrictEqual(before, after)) return 'unchanged';
  await refuseSupersededRecord(tx, underWay, known, basedOn);
  refuseImpossible(after, underWay);
  await closeMilestone(tx, underWay, milestoneId);
  await insertMilestone(tx, act, underWay, known.entity_id, after, milestoneId);
  await auditMilestone(tx, act, 'corrected', { entityId: known.entity_id, id: milestoneId }, before, after);
  return 'corrected';
}

/** The event never happened. */
export async function withdrawMilestone(
  tx: Tx,
  act: Act,
  withdrawal: { readonly milestoneId: string; readonly basedOn: string },
): Promise<void> {
  const { milestoneId, basedOn } = withdrawal;
  const entityId = await entityOfRecord(tx, 'milestone', act.actor.district, milestoneId);
  const underWay = await beginAct(tx, act, [entityId]);
  const known = await getOpenRecord<MilestoneRow>(tx, 'milestone', underWay, milestoneId);
  await refuseSupersededRecord(tx, underWay, known, basedOn);
  await closeMilestone(tx, underWay, milestoneId);
  await auditMilestone(
    tx,
    act,
    'withdrawn',
    { entityId: known.entity_id, id: milestoneId },
    contentOf(known),
    {},
  );
}
