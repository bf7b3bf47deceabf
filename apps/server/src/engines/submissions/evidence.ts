import type { EvidenceFile } from '@miaopu/contract';
import { type Queryable, rows, sql, type Tx } from '../../platform/db/index.ts';

type Row = EvidenceFile & { readonly dispute: string | null };

const columns = sql`file_id as id, item, file_name as name, size::int as size, media_type as "mediaType", added_by as "addedBy", added_at as "addedAt",
  dispute_id as dispute`;

/** The files of a submission that were not taken away, the oldest first. */
export async function listEvidence(db: Queryable, district: string, submissionId: string): Promise<Row[]> {
  return rows<Row>(
    db,
    sql`select ${columns}
        from submissions.evidence where district = ${district} and submission_id = ${submissionId}::bigint and removed_at is null
        order by added_at, file_id`,
  );
}

/** The files that came with disputes, by dispute. */
export async function listDisputeFiles(
  db: Queryable,
  district: string,
  disputes: readonly string[],
): Promise<ReadonlyMap<string, EvidenceFile[]>> {
  const found = await rows<Row>(
    db,
    sql`select ${columns}
        from submissions.evidence where district = ${district} and dispute_id = any(${[...disputes]}::bigint[]) and removed_at is null
        order by added_at, file_id`,
  );
  const files = Map.groupBy(found, ({ dispute }) => dispute!);
  return new Map([...files].map(([dispute, ofDispute]) => [dispute, ofDispute.map(shownFile)]));
}

/** As the contract shows a file. */
export function shownFile({ id, item, name, size, mediaType, addedBy, addedAt }: EvidenceFile): EvidenceFile {
  return { id, item, name, size, mediaType, addedBy, addedAt };
}

/** What is submitted stays: from now on these files cannot be taken away. */
export async function keepEvidence(
  tx: Tx,
  district: string,
  submissionId: string,
  version: number,
): Promise<void> {
  await sql`update submissions.evidence set first_version = ${version}
            where district = ${district} and submission_id = ${submissionId}::bigint and removed_at is null and first_version is null`.execute(
    tx.query,
  );
}
