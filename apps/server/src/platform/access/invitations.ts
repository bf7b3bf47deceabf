import { createHash, randomBytes } from 'node:crypto';
import type { Role } from '@miaopu/contract';
import { recordAudit } from '../audit/index.ts';
import { firstRow, type Queryable, sql, type Tx } from '../db/index.ts';
import type { Actor, Organisation } from './actor.ts';
import { accessFailure } from './errors.ts';
import { grantMembership } from './memberships.ts';
import { findOrganisation } from './organisations.ts';

/** An invitation that can be accepted today. */
export type OpenInvitation = {
  readonly id: string;
  readonly district: string;
  readonly email: string;
  readonly name: string;
  /** Null: to open an account and be a member of nothing yet. */
  readonly organisation: Organisation | null;
  readonly role: Role;
  readonly expiresAt: string;
};

export const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** What a link carries: nobody guesses it, and the database keeps its hash alone. */
export const newToken = (): string => randomBytes(32).toString('base64url');

type Row = Omit<OpenInvitation, 'organisation'> & { readonly organisation_id: string | null };

/** Finds what a link invites to, or the newest that waits for an e-mail; undefined where it was used, withdrawn or is over. */
export async function findInvitation(
  db: Queryable,
  by: { readonly token: string } | { readonly email: string },
): Promise<OpenInvitation | undefined> {
  const mark = 'token' in by ? sql`token_hash = ${hashOf(by.token)}` : sql`email = lower(${by.email})`;
  const row = await firstRow<Row>(
    db,
    sql`select invitation_id as id, district, email, name, organisation_id, role, expires_at as "expiresAt"
        from access.invitation where ${mark} and ended is null and expires_at > now() order by invitation_id desc limit 1`,
  );
  if (row === undefined) return undefined;
  const { organisation_id, ...invitation } = row;
  if (organisation_id === null) return { ...invitation, organisation: null };
  const organisation = await findOrganisation(db, row.district, organisation_id);
  return organisation && { ...invitation, organisation };
}

/** @throws access.invitation_void */
export async function getInvitation(db: Queryable, token: string): Promise<OpenInvitation> {
  const found = await findInvitation(db, { token });
  if (found === undefined) throw accessFailure('access.invitation_void');
  return found;
}

/** Makes a person what they were invited to be. An invitation that somebody accepted in the meantime is void. */
export async function takeInvitation(
  tx: Tx,
  { id, district, organisation, role }: OpenInvitation,
  person: { readonly id: string; readonly name: string },
): Promise<void> {
  const taken = await firstRow(
    tx,
    sql`update access.invitation set ended = 'accepted', ended_at = now(), ended_by = ${person.name}, person_id = ${person.id}
        where district = ${district} and invitation_id = ${id} and ended is null returning invitation_id`,
  );
  if (taken === undefined) throw accessFailure('access.invitation_void');
  const actor: Actor = { ...person, district, role: 'newcomer', membership: null, organisation: null };
  await recordAudit(tx, {
    actor,
    action: 'access.invitation.accepted',
    record: `invitation/${id}`,
    after: { organisation: organisation?.id ?? null, role },
  });
  if (organisation !== null)
    await grantMembership(tx, actor, { person: person.id, organisation: organisation.id, role });
}
