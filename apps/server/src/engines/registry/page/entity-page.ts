import type { EntityPage } from '@miaopu/contract';
import { maskPersonalFields, normaliseCreditCode } from '@miaopu/standards';
import type { Actor } from '../../../platform/access/index.ts';
import { type Db, firstRow, rows, sql } from '../../../platform/db/index.ts';
import { finite } from '../days.ts';
import { registryFailure } from '../errors.ts';
import { fieldsOfRow, type VersionRow } from '../history/versions.ts';
import { populationsOn } from './populations.ts';

export type PageQuery = {
  readonly district: string;
  readonly entityId: string;
  /** The day it is shown as of. */
  readonly asOf: string;
  /** The instant whose knowledge is shown. */
  readonly knownOn: string;
};

type Version = EntityPage['versions'][number];
type Source = Version['source'];

type Known = {
  readonly recorded_from: string;
  readonly recorded_to: string;
  readonly evidence: string | null;
  readonly source_kind: Source['kind'];
  readonly source_name: string;
  readonly source_department: string | null;
  readonly source_file: string | null;
  readonly source_recorded: string;
  readonly source_reason: string | null;
  readonly ended_by: string | null;
  readonly ended_reason: string | null;
};

const sourceColumns = sql`source.kind as source_kind, source.name as source_name, source.department as source_department,
  source.file_name as source_file, source.recorded_at as source_recorded, source.reason as source_reason,
  ending.by as ended_by, ending.reason as ended_reason`;

/** When something was known, and by whose word. */
function stampOf(row: Known) {
  return {
    recordedFrom: row.recorded_from,
    recordedTo: finite(row.recorded_to),
    evidence: row.evidence,
    source: {
      kind: row.source_kind,
      name: row.source_name,
      department: row.source_department,
      fileName: row.source_file,
      recordedAt: row.source_recorded,
    },
  };
}

function knownOf(row: Known) {
  const ended = row.ended_by === null ? null : { by: row.ended_by, reason: row.ended_reason };
  return { ...stampOf(row), reason: row.source_reason, ended };
}

/** Every record of one table about an entity, newest knowledge first, each with its source: one query a table. */
function recordsOf<Row>(
  db: Db,
  table: 'entity_version' | 'milestone' | 'designation' | 'fact',
  { district, entityId }: PageQuery,
  also = sql``,
): Promise<(Row & Known)[]> {
  return rows<Row & Known>(
    db,
    sql`select record.*, ${sourceColumns}${also}
        from ${sql.table(`registry.${table}`)} record
        join registry.source on source.district = record.district and source.source_id = record.source_id
        left join lateral (
          select coalesce(act.recorded_by, act.name) as by, act.reason from registry.source act
          where act.district = record.district and act.recorded_at = record.recorded_to limit 1
        ) ending on true
        where record.district = ${district} and record.entity_id = ${entityId}
        order by record.recorded_from desc`,
  );
}

/**
 * An entity as of a day, as known on an instant, with all that was ever recorded about it.
 * What says something of a person is masked, but for the enterprise itself; opening it is an act (personal.ts).
 *
 * @throws registry.entity_not_found
 */
export async function getEntityPage(db: Db, reader: Actor, query: PageQuery): Promise<EntityPage> {
  const { asOf, knownOn, entityId } = query;
  const [versions, milestones, designations, facts, merges, populations] = await Promise.all([
    findVersions(db, reader, query),
    findMilestones(db, query),
    findDesignations(db, query),
    findFacts(db, query),
    findMerges(db, query),
    populationsOn(db, query),
  ]);
  if (versions.length === 0) throw registryFailure('registry.entity_not_found', { id: entityId });
  const current = versions.find((version) => version.isCurrent)?.version ?? null;
  return {
    id: entityId,
    asOf,
    knownOn,
    current,
    populations: current === null ? [] : populations,
    versions: versions.map(({ version }) => version),
    milestones,
    designations,
    facts,
    merges,
  };
}

/**
 * The entity that a code belongs to: a credit code, an old registration number, or its own number. A code that it had once finds it
 * too, after those that have it now; an absorbed entity is found last.
 *
 * @throws registry.entity_not_found
 */
export async function getEntityIdByCode(db: Db, district: string, code: string): Promise<string> {
  const plain = normaliseCreditCode(code);
  const found = await firstRow<{ entity_id: string }>(
    db,
    sql`select entity_id from registry.entity_version
        where district = ${district} and (credit_code = ${plain} or registration_number = ${plain}
          or entity_id::text = ${plain})
        order by recorded_to desc, valid_to desc, (entity_id::text = ${plain}) limit 1`,
  );
  if (found === undefined) throw registryFailure('registry.entity_not_found', { id: code });
  return found.entity_id;
}

async function findVersions(db: Db, reader: Actor, query: PageQuery) {
  const { asOf, knownOn } = query;
  // days and instants are compared by PostgreSQL, which knows instants to the microsecond
  const found = await recordsOf<VersionRow & { is_current: boolean }>(
    db,
    'entity_version',
    query,
    sql`, (valid_from <= ${asOf} and valid_to > ${asOf}
           and recorded_from <= ${knownOn}::timestamptz and recorded_to > ${knownOn}::timestamptz) as is_current`,
  );
  found.sort(
    (one, other) =>
      compare(other.recorded_from, one.recorded_from) || compare(other.valid_from, one.valid_from),
  );
  return found.map((row) => ({ isCurrent: row.is_current, version: versionOf(row, reader) }));
}

const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);

function versionOf(row: VersionRow & Known, reader: Actor): Version {
  const fields = fieldsOfRow(row);
  return {
    versionId: row.version_id,
    validFrom: row.valid_from,
    validTo: finite(row.valid_to),
    act: row.act,
    reason: row.reason,
    ...stampOf(row),
    fields: reader.organisation?.entity === row.entity_id ? fields : maskPersonalFields(fields),
    derived: { ...row.derived },
  };
}

type MilestoneRow = {
  readonly milestone_id: string;
  readonly kind: string;
  readonly happened_on: string;
  readonly related_entity_id: string | null;
  readonly related_name: string | null;
  readonly detail: Record<string, unknown>;
};

async function findMilestones(db: Db, query: PageQuery): Promise<EntityPage['milestones']> {
  const found = await recordsOf<MilestoneRow>(
    db,
    'milestone',
    query,
    // the last name we knew the related entity by
    sql`, (select name from registry.entity_version related
           where related.district = record.district and related.entity_id = record.related_entity_id
           order by recorded_to desc, valid_from desc limit 1) as related_name`,
  );
  return found.map((row) => ({
    id: row.milestone_id,
    kind: row.kind,
    happenedOn: row.happened_on,
    related:
      row.related_entity_id === null
        ? null
        : { id: row.related_entity_id, name: row.related_name ?? row.related_entity_id },
    detail: row.detail,
    ...knownOf(row),
  }));
}

type DesignationRow = {
  readonly designation_id: string;
  readonly title: string;
  readonly level: string | null;
  readonly valid_from: string;
  readonly valid_to: string;
  readonly certificate: string | null;
};

async function findDesignations(db: Db, query: PageQuery): Promise<EntityPage['designations']> {
  const found = await recordsOf<DesignationRow>(db, 'designation', query);
  return found.map((row) => ({
    id: row.designation_id,
    title: row.title,
    level: row.level,
    validFrom: row.valid_from,
    validTo: finite(row.valid_to),
    certificate: row.certificate,
    ...knownOf(row),
  }));
}

async function findFacts(db: Db, query: PageQuery): Promise<EntityPage['facts']> {
  const found = await recordsOf<{
    readonly field: string;
    readonly period: string;
    readonly plain: string;
  }>(db, 'fact', query, sql`, trim_scale(record.value)::text as plain`);
  return found.map((row) => ({
    field: row.field,
    period: row.period,
    value: row.plain,
    ...knownOf(row),
  }));
}

type MergeRow = {
  readonly merge_id: string;
  readonly kept_entity_id: string;
  readonly absorbed_entity_id: string;
  readonly absorbed_name: string | null;
  readonly reason: string;
  readonly merged_at: string;
  readonly merged_by: string;
  readonly undone_at: string | null;
};

async function findMerges(db: Db, { district, entityId }: PageQuery): Promise<EntityPage['merges']> {
  const found = await rows<MergeRow>(
    db,
    sql`select merge.*,
          (select name from registry.entity_version absorbed
           where absorbed.district = merge.district and absorbed.entity_id = merge.absorbed_entity_id
           order by recorded_to desc, valid_from desc limit 1) as absorbed_name
        from registry.entity_merge merge
        where district = ${district} and (kept_entity_id = ${entityId} or absorbed_entity_id = ${entityId})
        order by merged_at desc`,
  );
  return found.map((row) => ({
    mergeId: row.merge_id,
    keptId: row.kept_entity_id,
    absorbedId: row.absorbed_entity_id,
    absorbedName: row.absorbed_name ?? row.absorbed_entity_id,
    reason: row.reason,
    mergedAt: row.merged_at,
    mergedBy: row.merged_by,
    undoneAt: row.undone_at,
  }));
}
