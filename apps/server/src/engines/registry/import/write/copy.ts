import { type Copy, firstRow, sql, type Tx } from '../../../../platform/db/index.ts';
import { entityColumns } from '../../fields.ts';
import type { VersionBody } from '../../history/timeline.ts';
import { initialsOf } from '../../search/initials.ts';
import type { DecidedMilestone } from './decide.ts';
import type { EntityFact } from './figures.ts';

export type Recording = {
  readonly tx: Tx;
  readonly district: string;
  readonly at: string;
  readonly sourceId: string;
};
/** Stands for the source of the running import, which is recorded only once there is something to record. */
export const OUR_SOURCE = '';

export type Recorded = { readonly entityId: string; readonly body: VersionBody };

export type EntityIds = {
  /** @param free when the connection can be asked */
  take(count: number, free: () => Promise<void>): Promise<string[]>;
};

const MOST_AHEAD = 10_000;

/** Numbers for new entities, in their order: as many again as were drawn before, so that most batches need not wait for their turn. */
export function createEntityIds(tx: Tx): EntityIds {
  let drawn = 0;
  let spare: string[] = [];
  return {
    async take(count, free) {
      if (spare.length < count) {
        await free();
        const more = await drawEntityIds(tx, Math.max(count - spare.length, Math.min(drawn, MOST_AHEAD)));
        drawn += more.length;
        spare = spare.concat(more);
      }
      return spare.splice(0, count);
    },
  };
}

async function drawEntityIds(tx: Tx, count: number): Promise<string[]> {
  const drawn = await firstRow<{ ids: string }>(
    tx,
    sql`select string_agg(nextval('registry.entity_id')::text, ',') as ids from generate_series(1, ${count})`,
  );
  return drawn!.ids.split(',');
}

export function copyOfVersions(recording: Recording, versions: readonly Recorded[]): Copy {
  const { district, at } = recording;
  return {
    target: `registry.entity_version (entity_id, valid_from, valid_to, act, reason, source_id, evidence, derived, ${entityColumns.join(', ')})`,
    always: { district, recorded_from: at },
    lines: mapped(versions, ({ entityId, body }) => {
      const { validFrom, validTo, act, reason, evidence, derived, fields } = body;
      const sourceId = body.sourceId === OUR_SOURCE ? recording.sourceId : body.sourceId;
      const marks = hasAny(derived) ? JSON.stringify(derived) : null;
      const values: (string | null)[] = [
        entityId,
        validFrom,
        validTo,
        act,
        reason,
        sourceId,
        evidence,
        marks,
      ];
      for (const column of entityColumns) values.push(fields[column]);
      return values;
    }),
  };
}

function hasAny(object: object): boolean {
  for (const _ in object) return true;
  return false;
}

export type EntityMilestone = DecidedMilestone & { readonly entityId: string; readonly evidence: string };

export function copyOfMilestones(recording: Recording, milestones: readonly EntityMilestone[]): Copy {
  const { district, at, sourceId } = recording;
  return {
    target: 'registry.milestone (entity_id, kind, happened_on, detail, evidence)',
    always: { district, source_id: sourceId, recorded_from: at },
    lines: mapped(milestones, ({ entityId, kind, happenedOn, detail, evidence }) => [
      entityId,
      kind,
      happenedOn,
      JSON.stringify(detail),
      evidence,
    ]),
  };
}

export function copyOfFacts(recording: Recording, facts: readonly EntityFact[]): Copy {
  const { district, at, sourceId } = recording;
  return {
    target: 'registry.fact (field, period, entity_id, value, evidence)',
    always: { district, source_id: sourceId, recorded_from: at },
    lines: mapped(facts, ({ field, period, entityId, value, line }) => [
      field,
      period,
      entityId,
      value,
      `第 ${line} 行`,
    ]),
  };
}

/** The search rows of new entities; the last of an entity's versions is its present. */
export function copyOfSearch({ district }: Recording, presents: readonly Recorded[]): Copy {
  return {
    target:
      'registry.entity_search (entity_id, name, initials, credit_code, registration_number, category, status, town, industry, established_on)',
    always: { district },
    lines: mapped(presents, ({ entityId, body: { fields } }) => [
      entityId,
      fields.name,
      initialsOf(fields.name!),
      fields.credit_code,
      fields.registration_number,
      fields.category,
      fields.status,
      fields.town,
      fields.industry,
      fields.established_on,
    ]),
  };
}

function* mapped<T>(items: readonly T[], valuesOf: (item: T) => (string | null)[]): Generator<string> {
  for (const item of items) yield line(valuesOf(item));
}

const SPECIAL = /[\\\t\n\r\0]/;
const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  '\0': '',
};

/**
 * The platform's `copyLine` for text alone. A hundred thousand rows have four million values and hardly one that needs escaping:
 * looking first is three times as fast.
 */
function line(values: (string | null)[]): string {
  for (let at = 0; at < values.length; at++) {
    const value = values[at]!;
    if (value === null) values[at] = '\\N';
    else if (SPECIAL.test(value)) values[at] = value.replace(/[\\\t\n\r\0]/g, (sign) => ESCAPES[sign]!);
  }
  return `${values.join('\t')}\n`;
}

/** Closes our knowledge of versions of many entities at once. */
export async function closeVersionsOf(
  { tx, district, at }: Recording,
  closed: readonly { entityId: string; versionId: string }[],
): Promise<void> {
  if (closed.length === 0) return;
  await sql`update registry.entity_version v set recorded_to = ${at}
            from unnest(${closed.map((each) => each.entityId)}::bigint[], ${closed.map((each) => each.versionId)}::bigint[])
              as gone (entity_id, version_id)
            where v.district = ${district} and v.entity_id = gone.entity_id and v.version_id = gone.version_id
              and v.recorded_to = 'infinity'`.execute(tx.query);
}

/** Withdraws established milestones of another day than the one now known. */
export async function closeEstablished(
  { tx, district, at }: Recording,
  entityIds: readonly string[],
): Promise<void> {
  if (entityIds.length === 0) return;
  await sql`update registry.milestone set recorded_to = ${at}
            where district = ${district} and entity_id = any(${[...entityIds]}::bigint[]) and kind = 'established'
              and recorded_to = 'infinity'`.execute(tx.query);
}
