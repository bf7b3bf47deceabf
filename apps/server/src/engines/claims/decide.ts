import { type ClaimPage, type ClaimRow, claimStateNames } from '@miaopu/contract';
import { type Actor, ensureOrganisations, grantMembership, people } from '../../platform/access/index.ts';
import { recordAudit } from '../../platform/audit/index.ts';
import { firstRow, type Queryable, rows, sql, type Tx } from '../../platform/db/index.ts';
import { notify } from '../../platform/notify/index.ts';
import { findRegistration } from '../registry/index.ts';
import { getClaim } from './claims.ts';
import { claimFailure } from './errors.ts';

type StoredProof = ClaimPage['proof'] & { readonly content: Buffer };

/** A claim beside what the registry says, with who acts for the enterprise already. */
export async function readClaim(db: Queryable, district: string, id: string): Promise<ClaimPage> {
  const claim = await getClaim(db, district, id);
  const entity = await findRegistration(db, district, { id: claim.entityId });
  if (entity === undefined) throw claimFailure('claims.no_entity', { code: claim.creditCode });
  const proof = await firstRow<ClaimPage['proof']>(
    db,
    sql`select file_name as "fileName", media_type as "mediaType", size from claims.proof where district = ${district} and claim_id = ${id}`,
  );
  const members = await rows<ClaimPage['members'][number]>(
    db,
    sql`select person.name, m.role, m.valid_from as since
        from access.organisation o join access.membership m using (district, organisation_id) join (${people}) person on person.id = m.person_id
        where o.district = ${district} and o.entity_id = ${claim.entityId} and o.valid_to = 'infinity' and m.valid_to > current_date
        order by m.membership_id`,
  );
  return { claim, entity, proof: proof!, members };
}

/** Opens the proof: it is personal data, so that opening it leaves a line. */
export async function openProof(tx: Tx, actor: Actor, id: string): Promise<StoredProof> {
  const claim = await getClaim(tx, actor.district, id);
  const proof = await firstRow<StoredProof>(
    tx,
    sql`select file_name as "fileName", media_type as "mediaType", size, content from claims.proof
        where district = ${actor.district} and claim_id = ${claim.id}`,
  );
  await recordAudit(tx, { actor, action: 'claims.proof.opened', record: `claim/${id}` });
  return proof!;
}

/** Makes the claimant an owner of the enterprise, which becomes an organisation where it is none yet. */
export async function approveClaim(tx: Tx, actor: Actor, id: string): Promise<ClaimRow> {
  const claim = await decide(tx, actor, id, 'approved', null);
  const organisation = await ensureEnterprise(tx, actor.district, claim);
  await grantMembership(tx, actor, { person: claim.claimant.id, organisation, role: 'owner' });
  await tell(tx, actor, claim, {
    zh: `办公室已通过您对${claim.entityName}的认领。现在可以查看惠企政策、邀请员工。`,
    en: `The office approved your claim of ${claim.entityName}: see what support it can get, and invite your staff.`,
  });
  return claim;
}

export async function refuseClaim(tx: Tx, actor: Actor, id: string, reason: string): Promise<ClaimRow> {
  const claim = await decide(tx, actor, id, 'refused', reason);
  await tell(tx, actor, claim, {
    zh: `您对${claim.entityName}的认领没有通过,原因:${reason}。补正后可以再次申请。`,
    en: `Your claim of ${claim.entityName} was refused: ${reason}. Put it right, then claim again.`,
  });
  return claim;
}

async function decide(
  tx: Tx,
  actor: Actor,
  id: string,
  state: 'approved' | 'refused',
  reason: string | null,
): Promise<ClaimRow> {
  const decided = await firstRow(
    tx,
    sql`update claims.claim set state = ${state}, decided_at = now(), decided_by = ${actor.name}, reason = ${reason}
        where district = ${actor.district} and claim_id = ${id} and state = 'waiting' returning claim_id`,
  );
  const claim = await getClaim(tx, actor.district, id);
  if (decided === undefined) throw claimFailure('claims.decided', { state: claimStateNames[claim.state] });
  await recordAudit(tx, {
    actor,
    action: `claims.claim.${state}`,
    record: `claim/${id}`,
    after: { entity: claim.entityId, claimant: claim.claimant.id },
    ...(reason !== null && { reason }),
  });
  return claim;
}

/** The enterprise as an organisation: the one that it is already, else a new one. */
async function ensureEnterprise(
  tx: Tx,
  district: string,
  { entityId, entityName }: ClaimRow,
): Promise<string> {
  const name = { zh: entityName, en: entityName };
  await ensureOrganisations(tx, district, [
    { id: `enterprise-${entityId}`, kind: 'enterprise', name, entity: entityId },
  ]);
  const found = await firstRow<{ id: string }>(
    tx,
    sql`select organisation_id as id from access.organisation
        where district = ${district} and entity_id = ${entityId} and valid_to = 'infinity'`,
  );
  return found!.id;
}

async function tell(
  tx: Tx,
  { district }: Actor,
  { id, claimant, state }: ClaimRow,
  body: { readonly zh: string; readonly en: string },
): Promise<void> {
  await notify(tx, {
    district,
    kind: 'claim_decided',
    recipients: [{ person: claimant.id }],
    link: state === 'approved' ? '/e' : '/e/claim',
    record: `claim/${id}`,
    title: {
      zh: `企业认领${claimStateNames[state].zh}`,
      en: `Your claim: ${claimStateNames[state].en.toLowerCase()}`,
    },
    body,
  });
}
