import { randomBytes } from 'node:crypto';
import type { Role } from '@miaopu/contract';
import pg from 'pg';
import { type Db, firstRow, inTransaction, sql, surviveBrokenConnections, type Tx } from '../db/index.ts';
import { connectionName } from '../postgres/index.ts';
import { type SignedIn, systemActor } from './actor.ts';
import { buildAuth, isServed, type SignInSettings } from './auth.ts';
import { accessFailure } from './errors.ts';
import { findActor } from './find-actor.ts';
import { grantMembership } from './memberships.ts';
import { ensureOrganisations, homeOf } from './organisations.ts';
import { addPerson } from './people.ts';
import { asOneCall } from './second-factor.ts';
import { readSessionToken } from './session-token.ts';

export type SignIn = {
  /** Answers everything under /api/auth/. */
  handle(request: Request): Promise<Response>;
  /** Who a request's cookie belongs to, and as what they act. */
  findActor(headers: Headers): Promise<SignedIn | undefined>;
  /** Creates a person who may sign in, and what they are, unless the e-mail is taken; returns whether it was created. */
  createPerson(person: NewPerson): Promise<boolean>;
  /** A password as it is kept. */
  hashPassword(password: string): Promise<string>;
  close(): Promise<void>;
};

export type NewPerson = {
  readonly email: string;
  readonly password: string;
  readonly name: string;
  readonly district: string;
  readonly memberships: readonly NewMembership[];
};

export type NewMembership = {
  readonly role: Role;
  /** Absent: where the role is at home, which only the office's and the leading group's roles are. */
  readonly organisation?: string;
};

/** The secret that signs sessions: made once and kept in the database, so that a restart keeps everyone signed in. */
async function sessionSecret(owner: Db): Promise<string> {
  const fresh = JSON.stringify(randomBytes(32).toString('base64url'));
  await sql`insert into platform.setting (name, value) values ('session_secret', ${fresh}::jsonb) on conflict do nothing`.execute(
    owner.query,
  );
  const found = await firstRow<{ value: string }>(
    owner,
    sql`select value #>> '{}' as value from platform.setting where name = 'session_secret'`,
  );
  return found!.value;
}

/** Opens sign-in on its own small pool, whose tables are in the schema `auth`. */
export async function openSignIn(owner: Db, url: string, settings: SignInSettings): Promise<SignIn> {
  const pool = new pg.Pool({
    connectionString: url,
    max: 4,
    application_name: connectionName,
    options: '-c role=miaopu_system -c search_path=auth',
  });
  surviveBrokenConnections(pool);
  const secret = await sessionSecret(owner);
  const auth = buildAuth(owner, pool, secret, settings);
  return {
    handle: async (request) =>
      isServed(request.url) ? asOneCall(() => auth.handler(request)) : new Response(null, { status: 404 }),
    findActor: async (headers) => {
      const token = readSessionToken(headers, secret);
      return token === undefined ? undefined : findActor(pool, token, settings.secondFactorRoles);
    },
    hashPassword: async (password) => (await auth.$context).password.hash(password),
    createPerson: async ({ email, password, name, district, memberships }) => {
      const context = await auth.$context;
      if ((await context.internalAdapter.findUserByEmail(email)) !== null) return false;
      const passwordHash = await context.password.hash(password);
      return inTransaction(owner, async (tx) => {
        const person = await addPerson(tx, { email, name, district, passwordHash }, systemActor(district));
        if (person === undefined) return false;
        await addMemberships(tx, district, person.id, memberships);
        return true;
      });
    },
    close: () => pool.end(),
  };
}

async function addMemberships(
  tx: Tx,
  district: string,
  person: string,
  memberships: readonly NewMembership[],
): Promise<void> {
  for (const { role, organisation } of memberships) {
    const home = homeOf(role);
    if (organisation === undefined && home === undefined)
      throw accessFailure('access.organisation_needed', { role });
    if (home !== undefined) await ensureOrganisations(tx, district, [home]);
    await grantMembership(tx, systemActor(district), {
      person,
      organisation: organisation ?? home!.id,
      role,
    });
  }
}
