import type { Actor } from '../../../platform/access/index.ts';
import { instantInWords } from '../../../platform/clock/index.ts';
import { firstRow, sql, type Tx } from '../../../platform/db/index.ts';
import type { Message } from '../../../platform/errors/index.ts';
import { beginKnowledge } from '../knowledge.ts';

/** Where a record comes from. */
export type SourceOf = {
  readonly kind: 'authority' | 'person' | 'import' | 'simulator';
  readonly name: string;
  readonly department?: string | null;
  readonly fileName?: string | null;
  readonly fileSha256?: string | null;
  /** Why it was done, where a person did it. */
  readonly reason?: string | null;
};

/** Who does something to the registry, and on what ground. Without a source it is the person's own entry. */
export type Act = {
  readonly actor: Actor;
  readonly source?: SourceOf;
  readonly reason: string;
  readonly evidence?: string | null;
};

/** An act under way: its instant, its source, and the locks that keep other acts off the same entities. */
export type ActUnderWay = {
  readonly district: string;
  /** From when on what it records counts as known. */
  readonly at: string;
  readonly sourceId: string;
};

const districtLock = (district: string) => sql`hashtextextended('registry write ' || ${district}, 0)`;

/** Keeps acts on single entities waiting while many are written at once (an import). Held to the end of the transaction. */
export async function lockForBulkWrite(tx: Tx, district: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(${districtLock(district)})`.execute(tx.query);
}

/** Keeps others from acting on the same thing until the transaction ends. Names are locked in one order, so nobody waits in a circle. */
export async function lockNames(tx: Tx, names: readonly string[]): Promise<void> {
  for (const name of [...new Set(names)].sort()) {
    await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(tx.query);
  }
}

export const entityLock = (district: string, entityId: string): string =>
  `registry entity ${district} ${entityId}`;

/**
 * Begins an act on entities: waits for its turn, then takes an instant that is later than anything known about them.
 *
 * @param also other names to lock, such as a credit code that is about to be given
 */
export async function beginAct(
  tx: Tx,
  act: Act,
  entityIds: readonly string[],
  also: readonly string[] = [],
): Promise<ActUnderWay> {
  const { district } = act.actor;
  await sql`select pg_advisory_xact_lock_shared(${districtLock(district)})`.execute(tx.query);
  await lockNames(tx, [...entityIds.map((id) => entityLock(district, id)), ...also]);
  const at = await laterThanKnown(tx, district, entityIds, await beginKnowledge(tx, district));
  const source = act.source ?? { kind: 'person', name: act.actor.name };
  const sourceId = await recordSource(tx, act.actor, at, { reason: act.reason, ...source });
  return { district, at, sourceId };
}

/** A clock that stepped back must not make an act earlier than what it supersedes. */
async function laterThanKnown(tx: Tx, district: string, entityIds: readonly string[], at: string) {
  const known = (table: string) => sql`
    select max(greatest(recorded_from, case when recorded_to = 'infinity' then recorded_from else recorded_to end)) as at
    from ${sql.table(`registry.${table}`)} where district = ${district} and entity_id = any(${[...entityIds]}::bigint[])`;
  const found = await firstRow<{ at: string }>(
    tx,
    sql`select greatest(${at}::timestamptz, max(known.at) + interval '1 microsecond') as at
        from (${known('entity_version')} union all ${known('fact')} union all ${known('milestone')} union all ${known('designation')}) known`,
  );
  return found!.at;
}

/** Records where something comes from; returns its number. */
export async function recordSource(tx: Tx, actor: Actor, at: string, source: SourceOf): Promise<string> {
  const { kind, name, department = null, fileName = null, fileSha256 = null, reason = null } = source;
  const row = await firstRow<{ source_id: string }>(
    tx,
    sql`insert into registry.source (district, kind, name, department, file_name, file_sha256, recorded_at, recorded_by, reason)
        values (${actor.district}, ${kind}, ${name}, ${department}, ${fileName}, ${fileSha256}, ${at}, ${actor.name}, ${reason})
        returning source_id`,
  );
  return row!.source_id;
}

export type WhoActed = { readonly by: string; readonly at: Message; readonly reason: Message };

/** Who acted at an instant, for telling a person why their write is refused. */
export async function whoActed(tx: Tx, district: string, at: string): Promise<WhoActed> {
  const found = await firstRow<{ by: string; reason: string | null }>(
    tx,
    sql`select coalesce(s.recorded_by, s.name) as by, coalesce(v.reason, s.reason) as reason
        from registry.source s
        left join registry.entity_version v on v.district = s.district and v.source_id = s.source_id and v.recorded_from = ${at}
        where s.district = ${district} and s.recorded_at = ${at} limit 1`,
  );
  return {
    by: found?.by ?? '—',
    at: instantInWords(at),
    reason: found?.reason
      ? { zh: found.reason, en: found.reason }
      : { zh: '未写原因', en: 'no reason given' },
  };
}
