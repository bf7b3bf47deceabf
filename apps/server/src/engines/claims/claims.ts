import { type ClaimRow, claimStateNames, type OwnClaim } from '@miaopu/contract';
import { type Actor, people } from '../../platform/access/index.ts';
import { recordAudit } from '../../platform/audit/index.ts';
import {
  firstRow,
  type Queryable,
  type RawBuilder,
  rows,
  seeingAll,
  sql,
  type Tx,
} from '../../platform/db/index.ts';
import { notify } from '../../platform/notify/index.ts';
import { findRegistration, type Registered } from '../registry/index.ts';
import { claimFailure } from './errors.ts';
import type { Proof } from './proof.ts';

/** So many claims of one person may wait at once. */
const most = 5;

const ownColumns: RawBuilder<OwnClaim> = sql`c.claim_id as id, c.credit_code as "creditCode", c.entity_name as "entityName", c.state,
  c.claimed_at as "claimedAt", c.decided_at as "decidedAt", c.reason`;

/** Says that an enterprise is the actor's, with the proof; the office is told. */
export async function claimEntity(tx: Tx, actor: Actor, creditCode: string, proof: Proof): Promise<OwnClaim> {
  const { district } = actor;
  // the registry is not the claimant's to read yet
  const entity = await seeingAll(tx, () => findRegistration(tx, district, { creditCode }));
  if (entity === undefined) throw claimFailure('claims.no_entity', { code: creditCode });
  await demandClaimable(tx, actor, entity);
  const made = await firstRow<OwnClaim>(
    tx,
    sql`insert into claims.claim as c (district, person_id, entity_id, credit_code, entity_name)
        values (${district}, ${actor.id}, ${entity.id}, ${entity.creditCode ?? creditCode}, ${entity.name})
        on conflict do nothing returning ${ownColumns}`,
  );
  if (made === undefined) throw claimFailure('claims.waiting_already', { name: entity.name });
  const { fileName, mediaType, sha256, content } = proof;
  await sql`insert into claims.proof (district, claim_id, file_name, media_type, size, sha256, content)
            values (${district}, ${made.id}, ${fileName}, ${mediaType}, ${content.length}, ${sha256}, ${content})`.execute(
    tx.query,
  );
  await recordAudit(tx, {
    actor,
    action: 'claims.claim.made',
    record: `claim/${made.id}`,
    after: { entity: entity.id, creditCode: made.creditCode, proof: { fileName, sha256 } },
  });
  await notify(tx, {
    district,
    kind: 'claim_made',
    recipients: sql`select person_id from access.membership where district = ${district} and role = 'office' and valid_to > current_date`,
    link: `/g/claims?claim=${made.id}`,
    record: `claim/${made.id}`,
    title: { zh: `${actor.name}申请认领${entity.name}`, en: `${actor.name} claims ${entity.name}` },
    body: { zh: '请核对证明后审核。', en: 'Look at the proof, then decide.' },
  });
  return made;
}

async function demandClaimable(tx: Tx, actor: Actor, entity: Registered): Promise<void> {
  const { name } = entity;
  if (entity.status !== 'active') throw claimFailure('claims.not_active', { name });
  const standing = await seeingAll(tx, () =>
    firstRow<{ member: boolean; waiting: number }>(
      tx,
      sql`select
            exists (select from access.membership m join access.organisation o using (district, organisation_id)
              where m.district = ${actor.district} and m.person_id = ${actor.id} and m.valid_to > current_date and o.entity_id = ${entity.id}) as member,
            (select count(*)::int from claims.claim where district = ${actor.district} and person_id = ${actor.id} and state = 'waiting') as waiting`,
    ),
  );
  if (standing!.member) throw claimFailure('claims.yours_already', { name });
  if (standing!.waiting >= most) throw claimFailure('claims.too_many', { most });
}

export async function listOwnClaims(db: Queryable, actor: Actor): Promise<OwnClaim[]> {
  return rows(
    db,
    sql<OwnClaim>`select ${ownColumns} from claims.claim c
        where c.district = ${actor.district} and c.person_id = ${actor.id} order by c.claim_id desc`,
  );
}

export async function withdrawClaim(tx: Tx, actor: Actor, id: string): Promise<OwnClaim> {
  const withdrawn = await firstRow<OwnClaim>(
    tx,
    sql`update claims.claim c set state = 'withdrawn', decided_at = now(), decided_by = ${actor.name}
        where c.district = ${actor.district} and c.claim_id = ${id} and c.person_id = ${actor.id} and c.state = 'waiting'
        returning ${ownColumns}`,
  );
  if (withdrawn === undefined) {
    const mine = (await listOwnClaims(tx, actor)).find((one) => one.id === id);
    throw mine
      ? claimFailure('claims.decided', { state: claimStateNames[mine.state] })
      : claimFailure('claims.not_found');
  }
  await recordAudit(tx, { actor, action: 'claims.claim.withdrawn', record: `claim/${id}` });
  return withdrawn;
}

const officeRows = sql<ClaimRow>`
  select ${ownColumns}, c.entity_id as "entityId", c.decided_by as "decidedBy",
    jsonb_build_object('id', claimant.id, 'name', claimant.name, 'email', claimant.email) as claimant
  from claims.claim c join (${people}) claimant on claimant.id = c.person_id`;

/** A page of claims for the office: those that wait, the longest waiting first, or those decided, newest first. */
export async function listClaims(
  db: Queryable,
  district: string,
  { decided, limit, offset }: { readonly decided: boolean; readonly limit: number; readonly offset: number },
): Promise<{ total: number; waiting: number; rows: ClaimRow[] }> {
  const counted = await firstRow<{ decided: number; waiting: number }>(
    db,
    sql`select count(*) filter (where state = 'waiting')::int as waiting, count(*) filter (where state <> 'waiting')::int as decided
        from claims.claim where district = ${district}`,
  );
  const found = await rows<ClaimRow>(
    db,
    sql`${officeRows} where c.district = ${district} and ${decided ? sql`c.state <> 'waiting'` : sql`c.state = 'waiting'`}
        order by ${decided ? sql`c.decided_at desc` : sql`c.claimed_at`}, c.claim_id limit ${limit} offset ${offset}`,
  );
  return { total: decided ? counted!.decided : counted!.waiting, waiting: counted!.waiting, rows: found };
}

/** @throws claims.not_found */
export async function getClaim(db: Queryable, district: string, id: string): Promise<ClaimRow> {
  const found = await firstRow<ClaimRow>(
    db,
    sql`${officeRows} where c.district = ${district} and c.claim_id = ${id}`,
  );
  if (found === undefined) throw claimFailure('claims.not_found');
  return found;
}
