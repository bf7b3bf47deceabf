import type { EvidenceFile } from '@miaopu/contract';
import { type Queryable, rows, sql, type Tx } from '../../platform/db/index.ts';

/** The files of a submission that were not taken away, the oldest first. */
export async function listEvidence(
  db: Queryable,
  district: string,
  submissionId: string,
): Promise<(EvidenceFile & { dispute: string | null; firstVersion: number | null })[]> {
  return rows(
    db,
    sql`select file_id as id, item, file_name as name, size::int as size, media_type as "mediaType", added_by as "addedBy", added_at as "addedAt",
          dispute_id as dispute, first_version as "firstVersion"
        from submissions.evidence where district = ${district} and submission_id = ${submissionId}::bigint and removed_at is null
        order by added_at, file_id`,
  );
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
