import { type DraftAct, isAuthor } from '@miaopu/contract';
import type { Policy } from '@miaopu/policies';
import type { Actor } from '../../platform/access/index.ts';
import { recordAudit } from '../../platform/audit/index.ts';
import { sql, type Tx } from '../../platform/db/index.ts';
import type { Problem } from '../../platform/errors/index.ts';
import { recordAct } from './acts.ts';
import { type Draft, lockDraft, mayDo } from './drafts.ts';
import { policyFailure } from './errors.ts';
import { addVersion, hashOf, listVersions, lockPolicy } from './versions.ts';

/** A draft's text as the checks read it: the policy on its own, or what is wrong. */
export type ReadDraft =
  | { readonly ok: true; readonly policy: Policy }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export type DraftDeed = {
  readonly act: DraftAct;
  /** The revision that the person saw. */
  readonly revision: number;
  readonly remark: string | null;
  readonly documentNumber: string | null;
};

const past = {
  submit: 'submitted',
  return: 'returned',
  publish: 'published',
  withdraw: 'withdrawn',
} as const;

/**
 * Submits, returns, publishes or withdraws a draft. Publishing adds the policy's next version, in the same transaction as the act and
 * its audit line. A deed that repeats what was done last changes nothing.
 *
 * @param read reads and checks the draft's text
 * @returns the version that was published, where one was
 * @throws policies.own_review, policies.act_not_open, policies.draft_moved_on, policies.remark_missing, policies.draft_has_problems,
 * policies.version_moved_on, policies.wrong_id
 */
export async function actOnDraft(
  tx: Tx,
  actor: Actor,
  id: string,
  deed: DraftDeed,
  read: (draft: Draft) => Promise<ReadDraft>,
): Promise<number | undefined> {
  const { district } = actor;
  const draft = await lockDraft(tx, district, id);
  const done = past[deed.act];
  const last = draft.acts.at(-1);
  if (last?.act === done && last.by.id === actor.id && draft.revision === deed.revision) return undefined;
  requireOpen(draft, actor, deed);
  const policy =
    deed.act === 'submit' || deed.act === 'publish' ? soundPolicy(draft, await read(draft)) : undefined;
  const version = deed.act === 'publish' ? await publish(tx, actor, draft, policy!, deed) : undefined;
  await recordAct(tx, actor, {
    act: done,
    policyId: draft.policyId,
    draftId: id,
    revision: draft.revision,
    version,
    remark: deed.remark,
    documentNumber: deed.documentNumber,
  });
  if (deed.act === 'publish' || deed.act === 'withdraw')
    await sql`update policies.draft set closed_at = clock_timestamp() where district = ${district} and draft_id = ${id}::bigint`.execute(
      tx.query,
    );
  await recordAudit(tx, {
    actor,
    action: `policies.draft.${done}`,
    record: `policies/draft/${id}`,
    after: { policy: draft.policyId, revision: draft.revision, version },
    reason: deed.remark ?? undefined,
  });
  return version;
}

function requireOpen(draft: Draft, actor: Actor, { act, revision, remark }: DraftDeed): void {
  const reviews = act === 'return' || act === 'publish';
  if (!mayDo(draft, actor).includes(act)) {
    if (reviews && draft.state === 'submitted' && isAuthor(draft.acts, actor.id))
      throw policyFailure('policies.own_review');
    throw policyFailure('policies.act_not_open', { state: stateWords[draft.state] });
  }
  if (draft.revision !== revision)
    throw policyFailure('policies.draft_moved_on', { by: draft.savedBy, revision: draft.revision });
  if (reviews && (remark === null || remark.trim() === ''))
    throw policyFailure('policies.remark_missing', {
      what: act === 'return' ? '退回意见 remarks' : '发布理由 the reason',
    });
}

const stateWords = {
  draft: '起草中 draft',
  submitted: '待审核 submitted',
  returned: '已退回 returned',
  published: '已发布 published',
  withdrawn: '已撤回 withdrawn',
} as const;

function soundPolicy(draft: Draft, read: ReadDraft): Policy {
  if (!read.ok)
    throw policyFailure('policies.draft_has_problems', { count: read.problems.length }, read.problems);
  if (read.policy.id !== draft.policyId)
    throw policyFailure('policies.wrong_id', { found: read.policy.id, wanted: draft.policyId });
  return read.policy;
}

async function publish(
  tx: Tx,
  actor: Actor,
  draft: Draft,
  policy: Policy,
  { remark, documentNumber }: DraftDeed,
): Promise<number> {
  await lockPolicy(tx, actor.district, policy.id);
  const [latest] = await listVersions(tx, actor.district, policy.id);
  if ((latest?.version ?? null) !== draft.basedOn)
    throw policyFailure('policies.version_moved_on', {
      version: latest?.version ?? 0,
      by: latest?.publishedBy ?? '',
    });
  const version = await addVersion(tx, actor.district, {
    policy,
    source: draft.source,
    sha256: hashOf(draft.source, policy.terms),
    origin: 'office',
    reason: remark!,
    documentNumber,
    by: actor,
  });
  await recordAudit(tx, {
    actor,
    action: 'policies.policy.published',
    record: `policies/policy/${policy.id}`,
    before: latest === undefined ? undefined : { version: latest.version, policy: latest.policy },
    after: { version, policy },
    reason: remark!,
  });
  return version;
}

/**
 * Takes a policy out of force from a day on. Its versions stay readable; publishing a new version brings it back.
 *
 * @throws policies.not_found, policies.version_moved_on
 */
export async function repeal(
  tx: Tx,
  actor: Actor,
  policyId: string,
  repealed: {
    readonly from: string;
    readonly version: number;
    readonly reason: string;
    readonly documentNumber: string | null;
  },
): Promise<void> {
  await lockPolicy(tx, actor.district, policyId);
  const [latest] = await listVersions(tx, actor.district, policyId);
  if (latest === undefined) throw policyFailure('policies.not_found', { id: policyId });
  const { version, publishedBy: by } = latest;
  if (version !== repealed.version) throw policyFailure('policies.version_moved_on', { version, by });
  if (latest.repealedFrom === repealed.from) return;
  await recordAct(tx, actor, {
    act: 'repealed',
    policyId,
    version,
    effectiveFrom: repealed.from,
    remark: repealed.reason,
    documentNumber: repealed.documentNumber,
  });
  await recordAudit(tx, {
    actor,
    action: 'policies.policy.repealed',
    record: `policies/policy/${policyId}`,
    before: { version, repealedFrom: latest.repealedFrom },
    after: { version, repealedFrom: repealed.from },
    reason: repealed.reason,
  });
}
