import { createHash } from 'node:crypto';
import { type Policy, policySchema } from '@miaopu/policies';
import { firstRow, type Queryable, type RawBuilder, rows, sql, type Tx } from '../../platform/db/index.ts';
import { beginKnowledge } from '../registry/index.ts';

/** A policy as it was published. */
export type Published = {
  readonly policy: Policy;
  readonly version: number;
  readonly origin: 'library' | 'office';
  /** As its author wrote it, in YAML. */
  readonly source: string;
  readonly sha256: string;
  /** The first day on which a repeal takes it out of force. */
  readonly repealedFrom: string | null;
  readonly publishedAt: string;
  readonly publishedBy: string;
  readonly reason: string;
  readonly documentNumber: string | null;
};

type VersionRow = {
  readonly version: number;
  readonly content: unknown;
  readonly origin: Published['origin'];
  readonly source: string;
  readonly sha256: string;
  readonly repealed_from: string | null;
  readonly published_at: string;
  readonly published_by: string;
  readonly reason: string;
  readonly document_number: string | null;
};

function publishedOf(row: VersionRow): Published {
  return {
    // what was stored by an older form gets what the form has since
    policy: policySchema.parse(row.content),
    version: row.version,
    origin: row.origin,
    source: row.source,
    sha256: row.sha256,
    repealedFrom: row.repealed_from,
    publishedAt: row.published_at,
    publishedBy: row.published_by,
    reason: row.reason,
    documentNumber: row.document_number,
  };
}

function columnsKnownOn(knownOn: string): RawBuilder<unknown> {
  return sql`version.policy_id, version.version, version.content, version.origin, version.source, version.sha256,
  version.published_at, version.published_by, version.reason, version.document_number, (
    select max(act.effective_from) from policies.act act
    where act.district = version.district and act.policy_id = version.policy_id and act.act = 'repealed' and act.version = version.version
      and act.happened_at <= ${knownOn}::timestamptz
  ) as repealed_from`;
}

/**
 * The latest version of every policy of a district, by its id.
 *
 * @param knownOn as it was known on an instant; all that is known when absent
 */
export async function findLatestVersions(
  db: Queryable,
  district: string,
  knownOn = 'infinity',
): Promise<Published[]> {
  const found = await rows<VersionRow>(
    db,
    sql`select distinct on (version.policy_id) ${columnsKnownOn(knownOn)} from policies.version version
        where version.district = ${district} and version.published_at <= ${knownOn}::timestamptz
        order by version.policy_id, version.version desc`,
  );
  return found.map(publishedOf);
}

/** Every version of a policy, newest first; none where there is no such policy. */
export async function listVersions(db: Queryable, district: string, policyId: string): Promise<Published[]> {
  const found = await rows<VersionRow>(
    db,
    sql`select ${columnsKnownOn('infinity')} from policies.version version
        where version.district = ${district} and version.policy_id = ${policyId} order by version.version desc`,
  );
  return found.map(publishedOf);
}

/** What tells one published text from another: a text with its shared terms. */
export function hashOf(source: string, terms: Policy['terms']): string {
  return createHash('sha256').update(source).update(JSON.stringify(terms)).digest('hex');
}

/**
 * Keeps everybody else from publishing a policy until the transaction ends. Until then settled instants stay before it, so that nothing
 * is published behind an instant that was already counted as of.
 */
export async function lockPolicy(tx: Tx, district: string, policyId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('policy ' || ${district} || ' ' || ${policyId}, 0))`.execute(
    tx.query,
  );
  await beginKnowledge(tx, district);
}

export type NewVersion = Pick<
  Published,
  'policy' | 'origin' | 'source' | 'sha256' | 'reason' | 'documentNumber'
> & {
  readonly by: { readonly id: string; readonly name: string };
};

/** Adds a policy's next version, under `lockPolicy`; returns its number. */
export async function addVersion(tx: Tx, district: string, added: NewVersion): Promise<number> {
  const { policy, by } = added;
  const row = await firstRow<{ version: number }>(
    tx,
    sql`insert into policies.version (district, policy_id, version, content, source, sha256, origin, in_force_from, in_force_to,
                                      published_by_id, published_by, reason, document_number)
        select ${district}, ${policy.id}, coalesce(max(version), 0) + 1, ${JSON.stringify(policy)}::jsonb, ${added.source}, ${added.sha256},
               ${added.origin}, ${policy.in_force.from}::date, ${policy.in_force.to}::date, ${by.id}, ${by.name}, ${added.reason}, ${added.documentNumber}
        from policies.version where district = ${district} and policy_id = ${policy.id}
        returning version`,
  );
  return row!.version;
}
