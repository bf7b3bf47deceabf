import { type Actor, hashOf, newToken } from '../access/index.ts';
import { firstRow, type Queryable, sql, type Tx } from '../db/index.ts';
import { peopleFailure } from './errors.ts';

export type Purpose = 'password' | 'email';

/** A link that opens today, with whose it is. */
export type OpenLink = {
  readonly id: string;
  readonly person: string;
  readonly name: string;
  readonly district: string;
  /** The e-mail that the account has; for `email`, the one that it is to have. */
  readonly email: string;
  readonly expiresAt: string;
};

type Asked = {
  readonly district: string;
  readonly person: string;
  readonly purpose: Purpose;
  readonly email: string;
  /** Who asked for it, by name. */
  readonly by: string;
  readonly minutes: number;
};

/** Makes a link for a person; the former one for the same is void. What it carries is given this once: the database keeps its hash. */
export async function issueLink(
  tx: Tx,
  { district, person, purpose, email, by, minutes }: Asked,
): Promise<{ readonly token: string; readonly expiresAt: string }> {
  const token = newToken();
  await sql`update access.one_time_link set ended = 'replaced', ended_at = now()
            where district = ${district} and person_id = ${person} and purpose = ${purpose} and ended is null`.execute(
    tx.query,
  );
  const made = await firstRow<{ expiresAt: string }>(
    tx,
    sql`insert into access.one_time_link (district, person_id, purpose, token_hash, email, issued_by, expires_at)
        values (${district}, ${person}, ${purpose}, ${hashOf(token)}, lower(${email}), ${by}, now() + make_interval(mins => ${minutes}))
        returning expires_at as "expiresAt"`,
  );
  return { token, expiresAt: made!.expiresAt };
}

/** Whether a person was given a link within so many minutes. */
export async function wasIssued(
  tx: Queryable,
  { district, person, purpose }: Pick<Asked, 'district' | 'person' | 'purpose'>,
  minutes: number,
): Promise<boolean> {
  const found = await firstRow(
    tx,
    sql`select from access.one_time_link where district = ${district} and person_id = ${person} and purpose = ${purpose}
          and issued_at > now() - make_interval(mins => ${minutes})`,
  );
  return found !== undefined;
}

/** What a link opens. @throws people.link_void where it was used, replaced, is over, or the account is locked */
export async function getLink(db: Queryable, token: string, purpose: Purpose): Promise<OpenLink> {
  const found = await firstRow<OpenLink>(
    db,
    sql`select l.link_id as id, u.id as person, u.name, l.district, l.email, l.expires_at as "expiresAt"
        from access.one_time_link l join auth."user" u on u.id = l.person_id
        where l.token_hash = ${hashOf(token)} and l.purpose = ${purpose} and l.ended is null and l.expires_at > now()
          and u."lockedAt" is null`,
  );
  if (found === undefined) throw peopleFailure('people.link_void');
  return found;
}

/** Uses a link up; of two who open it at once, one is told that it is void. @throws people.link_void */
export async function useLink(tx: Tx, token: string, purpose: Purpose): Promise<OpenLink> {
  const link = await getLink(tx, token, purpose);
  const used = await firstRow(
    tx,
    sql`update access.one_time_link set ended = 'used', ended_at = now()
        where district = ${link.district} and link_id = ${link.id} and ended is null returning link_id`,
  );
  if (used === undefined) throw peopleFailure('people.link_void');
  return link;
}

/** A person at their own account, where no session says as what they act. */
export function themselves({
  person,
  name,
  district,
}: Pick<OpenLink, 'person' | 'name' | 'district'>): Actor {
  return { id: person, name, district, role: 'newcomer', membership: null, organisation: null };
}
