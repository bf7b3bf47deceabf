import { type DraftState, draftActsFor, draftActsIn, draftStateOf } from '@miaopu/contract';
import type { Actor } from '../../platform/access/index.ts';
import { recordAudit } from '../../platform/audit/index.ts';
import { firstRow, type Queryable, rows, sql, type Tx } from '../../platform/db/index.ts';
import { listActs, type PolicyAct, recordAct } from './acts.ts';
import { policyFailure } from './errors.ts';
import { listVersions, lockPolicy } from './versions.ts';

export type Draft = {
  readonly id: string;
  readonly policyId: string;
  /** The version it amends; null for a new policy. */
  readonly basedOn: number | null;
  readonly revision: number;
  readonly source: string;
  readonly savedBy: string;
  readonly savedAt: string;
  readonly acts: readonly PolicyAct[];
  readonly state: DraftState;
};

type DraftRow = {
  readonly draft_id: string;
  readonly policy_id: string;
  readonly based_on: number | null;
  readonly revision: number;
  readonly source: string;
  readonly saved_by: string;
  readonly saved_at: string;
};

const columns = sql`draft_id, policy_id, based_on, revision, source, saved_by, saved_at`;

function draftOf(row: DraftRow, acts: readonly PolicyAct[]): Draft {
  return {
    id: row.draft_id,
    policyId: row.policy_id,
    basedOn: row.based_on,
    revision: row.revision,
    source: row.source,
    savedBy: row.saved_by,
    savedAt: row.saved_at,
    acts,
    state: draftStateOf(acts),
  };
}

/** @throws policies.draft_not_found */
export async function getDraft(db: Queryable, district: string, id: string): Promise<Draft> {
  const row = await firstRow<DraftRow>(
    db,
    sql`select ${columns} from policies.draft where district = ${district} and draft_id = ${id}::bigint`,
  );
  if (row === undefined) throw policyFailure('policies.draft_not_found', { id });
  const acts = await listActs(db, district, [id]);
  return draftOf(row, acts.get(row.draft_id) ?? []);
}

/** The draft, kept from everybody else until the transaction ends. */
export async function lockDraft(tx: Tx, district: string, id: string): Promise<Draft> {
  await sql`select from policies.draft where district = ${district} and draft_id = ${id}::bigint for update`.execute(
    tx.query,
  );
  return getDraft(tx, district, id);
}

/** The open drafts of a district, one a policy. */
export async function listOpenDrafts(db: Queryable, district: string): Promise<Draft[]> {
  const found = await rows<DraftRow>(
    db,
    sql`select ${columns} from policies.draft where district = ${district} and closed_at is null order by policy_id`,
  );
  const acts = await listActs(
    db,
    district,
    found.map((row) => row.draft_id),
  );
  return found.map((row) => draftOf(row, acts.get(row.draft_id) ?? []));
}

const emptyForm = (policyId: string) => `id: ${policyId}\ntitle: { zh: '', en: '' }\n`;

/** Another policy's text under a new id; it replaces nothing that the other replaced. */
async function copiedText(tx: Tx, district: string, from: string, id: string): Promise<string> {
  const [latest] = await listVersions(tx, district, from);
  if (latest === undefined) throw policyFailure('policies.not_found', { id: from });
  return latest.source.replace(/^id:.*$/m, `id: ${id}`).replace(/^replaces:.*\n/m, '');
}

/**
 * Begins a new policy or an amendment of one. Where somebody has begun already, theirs is given: a policy has one open draft.
 *
 * @param source the text to begin with; absent: that of `copyOf` under the new id, or the latest version's, or an empty form
 * @throws policies.not_found for a copy of what there is not
 */
export async function createDraft(
  tx: Tx,
  actor: Actor,
  {
    policy: policyId,
    source,
    copyOf,
  }: { readonly policy: string; readonly source?: string; readonly copyOf?: string },
): Promise<Draft> {
  const { district } = actor;
  await lockPolicy(tx, district, policyId);
  const open = await firstRow<{ draft_id: string }>(
    tx,
    sql`select draft_id from policies.draft where district = ${district} and policy_id = ${policyId} and closed_at is null`,
  );
  if (open !== undefined) return getDraft(tx, district, open.draft_id);
  const [latest] = await listVersions(tx, district, policyId);
  const copied = copyOf === undefined ? undefined : await copiedText(tx, district, copyOf, policyId);
  const text = source ?? copied ?? latest?.source ?? emptyForm(policyId);
  const row = await firstRow<{ draft_id: string }>(
    tx,
    sql`insert into policies.draft (district, policy_id, based_on, source, saved_by_id, saved_by)
        values (${district}, ${policyId}, ${latest?.version ?? null}::int, ${text}, ${actor.id}, ${actor.name})
        returning draft_id`,
  );
  const draftId = row!.draft_id;
  await recordAct(tx, actor, { act: 'drafted', policyId, draftId, revision: 1 });
  await recordAudit(tx, {
    actor,
    action: 'policies.draft.created',
    record: `policies/draft/${draftId}`,
    after: { policy: policyId, basedOn: latest?.version ?? null },
  });
  return getDraft(tx, district, draftId);
}

export type Saved =
  | { readonly saved: true; readonly draft: Draft }
  /** Somebody saved it since: what they wrote. */
  | { readonly saved: false; readonly theirs: Pick<Draft, 'revision' | 'source' | 'savedBy' | 'savedAt'> };

/**
 * Saves a draft's text. The same text again changes nothing; a writer who saw an older revision gets the other's text instead.
 *
 * @throws policies.not_open_to_writing while it is reviewed and when it is closed
 */
export async function saveDraft(
  tx: Tx,
  actor: Actor,
  id: string,
  { revision, source }: { readonly revision: number; readonly source: string },
): Promise<Saved> {
  const { district } = actor;
  const draft = await lockDraft(tx, district, id);
  if (draft.source === source) return { saved: true, draft };
  if (!draftActsIn[draft.state].some((act) => act === 'submit'))
    throw policyFailure('policies.not_open_to_writing');
  if (draft.revision !== revision) {
    const { savedBy, savedAt } = draft;
    return { saved: false, theirs: { revision: draft.revision, source: draft.source, savedBy, savedAt } };
  }
  await sql`update policies.draft set revision = revision + 1, source = ${source}, saved_by_id = ${actor.id}, saved_by = ${actor.name}, saved_at = clock_timestamp()
            where district = ${district} and draft_id = ${id}::bigint`.execute(tx.query);
  // one act says that a person wrote in it, however often they saved
  if (!draft.acts.some(({ act, by }) => (act === 'drafted' || act === 'saved') && by.id === actor.id))
    await recordAct(tx, actor, {
      act: 'saved',
      policyId: draft.policyId,
      draftId: id,
      revision: revision + 1,
    });
  await recordAudit(tx, {
    actor,
    action: 'policies.draft.saved',
    record: `policies/draft/${id}`,
    before: { revision, source: draft.source },
    after: { revision: revision + 1, source },
  });
  return { saved: true, draft: await getDraft(tx, district, id) };
}

/** What the reader may do to a draft now. */
export function mayDo(draft: Draft, actor: Actor) {
  return draftActsFor(draft.acts, actor.id);
}
