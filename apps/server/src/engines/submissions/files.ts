import { createHash, randomUUID } from 'node:crypto';
import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EvidenceFile } from '@miaopu/contract';
import type { Actor } from '../../platform/access/index.ts';
import { recordAudit } from '../../platform/audit/index.ts';
import { type Db, firstRow, inTransaction, sql } from '../../platform/db/index.ts';
import { kindOfContent, plainName } from '../../platform/http/index.ts';
import { submissionFailure } from './errors.ts';
import { listEvidence, shownFile } from './evidence.ts';
import { requireAct } from './may-do.ts';
import { recordOf } from './notices.ts';
import type { Place } from './place.ts';
import { findStored, lockStored } from './store.ts';

/** A scan of some twenty pages; what is larger is a film. */
export const evidenceLimit = 20 * 1024 * 1024;
const mostFiles = 60;

/** Where the bytes stand: beside the uploads of imports, so that a backup holds them, and kept as long as the figures. */
export function evidenceFolder(dataFolder: string): string {
  return join(dataFolder, 'uploads', 'evidence');
}

export type Given = { readonly item: string; readonly name: string; readonly content: Buffer };

/** Adds a file to a submission that can be written. Its content decides what it is. */
export async function addFile(
  db: Db,
  folder: string,
  { actor, place, today }: { readonly actor: Actor; readonly place: Place; readonly today: string },
  { item, name, content }: Given,
): Promise<EvidenceFile> {
  if (item !== 'dispute' && !place.declared.form.evidence.some(({ id }) => id === item))
    throw submissionFailure('submissions.no_such_item', { item });
  const kind = kindOfContent(content);
  if (kind === undefined) throw submissionFailure('submissions.file_kind');
  const id = randomUUID();
  const path = join(folder, id);
  const { district } = actor;
  await mkdir(folder, { recursive: true });
  await writeFile(path, content, { flag: 'wx' });
  try {
    return await inTransaction(db, async (tx) => {
      const stored = await lockStored(tx, district, place);
      requireAct(actor, place, stored, 'save', today);
      if ((await listEvidence(tx, district, stored.id)).length >= mostFiles)
        throw submissionFailure('submissions.too_many_files', { limit: mostFiles });
      const sha256 = createHash('sha256').update(content).digest('hex');
      await sql`
        insert into submissions.evidence (district, file_id, submission_id, item, file_name, size, sha256, media_type, added_by)
        values (${district}, ${id}::uuid, ${stored.id}::bigint, ${item}, ${plainName(name)}, ${content.length}, ${sha256}, ${kind}, ${actor.name})`.execute(
        tx.query,
      );
      await recordAudit(tx, {
        actor,
        action: 'submissions.evidence.added',
        record: recordOf(place),
        after: { file: id, item, name: plainName(name), sha256 },
      });
      return shownFile((await listEvidence(tx, district, stored.id)).find((file) => file.id === id)!);
    });
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}

/** Takes a file away that was not submitted yet; its bytes stay until the row does. */
export async function removeFile(
  db: Db,
  { actor, place, today }: { readonly actor: Actor; readonly place: Place; readonly today: string },
  id: string,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const stored = await lockStored(tx, actor.district, place);
    requireAct(actor, place, stored, 'save', today);
    const removed = await firstRow(
      tx,
      sql`update submissions.evidence set removed_at = clock_timestamp(), removed_by = ${actor.name}
          where district = ${actor.district} and file_id = ${id}::uuid and submission_id = ${stored.id}::bigint
            and removed_at is null and first_version is null and dispute_id is null returning file_id`,
    );
    if (removed === undefined) throw submissionFailure('submissions.no_such_file');
    await recordAudit(tx, {
      actor,
      action: 'submissions.evidence.removed',
      record: recordOf(place),
      after: { file: id },
    });
  });
}

/** A file for whoever may read the submission, with where its bytes stand. @throws submissions.no_such_file */
export async function getFile(
  db: Db,
  folder: string,
  actor: Actor,
  place: Place,
  id: string,
): Promise<EvidenceFile & { readonly path: string }> {
  const stored = await findStored(db, actor.district, place);
  const files = stored === undefined ? [] : await listEvidence(db, actor.district, stored.id);
  const file = files.find((one) => one.id === id);
  const path = join(folder, id);
  if (file === undefined || (await stat(path).catch(() => undefined)) === undefined)
    throw submissionFailure('submissions.no_such_file');
  return { ...shownFile(file), path };
}
