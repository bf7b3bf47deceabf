import { randomBytes } from 'node:crypto';
import type { Role } from '@miaopu/contract';
import { betterAuth } from 'better-auth';
import pg from 'pg';
import { recordAudit } from '../audit/index.ts';
import { type Db, firstRow, inTransaction, sql, surviveBrokenConnections } from '../db/index.ts';
import { connectionName } from '../postgres/index.ts';
import { type SignedIn, systemActor } from './actor.ts';
import { accessFailure } from './errors.ts';
import { findActor } from './find-actor.ts';
import { guardSignIn } from './lock-out.ts';
import { grantMembership } from './memberships.ts';
import { ensureOrganisations, homeOf } from './organisations.ts';
import { signInAudit } from './sign-in-audit.ts';

export type SignIn = {
  /** Answers everything under /api/auth/. */
  handle(request: Request): Promise<Response>;
  /** Who a request's cookie belongs to, and as what they act. */
  findActor(headers: Headers): Promise<SignedIn | undefined>;
  /** Creates a person who may sign in, and what they are, unless the e-mail is taken; returns whether it was created. */
  createPerson(person: NewPerson): Promise<boolean>;
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

/** Carries the caller's address, as the connection shows it, from our HTTP server to sign-in's limits. */
export const clientAddressHeader = 'x-miaopu-client';

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

function build(owner: Db, pool: pg.Pool, secret: string) {
  const { databaseHooks, hooks } = signInAudit(owner, pool);
  return betterAuth({
    databaseHooks,
    hooks: { ...hooks, before: guardSignIn(owner) },
    database: pool,
    secret,
    basePath: '/api/auth',
    baseURL: { allowedHosts: ['*'], protocol: 'auto', fallback: 'http://localhost' },
    // a sign-in must come from a page of this very host
    trustedOrigins: (request) => {
      const host = request?.headers.get('host');
      return host ? [`http://${host}`, `https://${host}`] : [];
    },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 10, maxPasswordLength: 128 },
    session: {
      expiresIn: 60 * 60 * 24 * 7,
      updateAge: 60 * 60 * 24,
      cookieCache: { enabled: true, maxAge: 60 },
    },
    rateLimit: {
      enabled: true,
      storage: 'database',
      window: 60,
      max: 300,
      customRules: { '/sign-in/email': { window: 60, max: 20 } },
    },
    advanced: {
      ipAddress: { ipAddressHeaders: [clientAddressHeader] },
      // said in so many words, because the library would leave both out under test
      disableOriginCheck: false,
      disableCSRFCheck: false,
    },
    user: {
      additionalFields: {
        district: { type: 'string', required: true, input: false },
      },
    },
    telemetry: { enabled: false },
    logger: { level: 'error' },
  });
}

/** Opens sign-in on its own small pool, whose tables are in the schema `auth`. */
export async function openSignIn(owner: Db, url: string): Promise<SignIn> {
  const pool = new pg.Pool({
    connectionString: url,
    max: 4,
    application_name: connectionName,
    options: '-c role=miaopu_system -c search_path=auth',
  });
  surviveBrokenConnections(pool);
  const auth = build(owner, pool, await sessionSecret(owner));
  return {
    handle: (request) => auth.handler(request),
    findActor: async (headers) => {
      const session = await auth.api.getSession({ headers }).catch(async (error: unknown) => {
        // the library hides why it failed; a database that is away says so itself
        await pool.query('select 1');
        throw error;
      });
      return session === null ? undefined : findActor(pool, session.session.token);
    },
    createPerson: async ({ email, password, name, district, memberships }) => {
      const context = await auth.$context;
      if ((await context.internalAdapter.findUserByEmail(email)) !== null) return false;
      const user = await context.internalAdapter.createUser(
        {
          email,
          name,
          emailVerified: true,
          district,
        },
        { method: 'admin' },
      );
      await context.internalAdapter.linkAccount({
        userId: user.id,
        accountId: user.id,
        providerId: 'credential',
        password: await context.password.hash(password),
      });
      await recordAudit(owner, {
        actor: systemActor(district),
        action: 'access.person.added',
        record: `person/${user.id}`,
        after: { name },
      });
      await addMemberships(owner, district, user.id, memberships);
      return true;
    },
    close: () => pool.end(),
  };
}

async function addMemberships(
  owner: Db,
  district: string,
  person: string,
  memberships: readonly NewMembership[],
): Promise<void> {
  await inTransaction(owner, async (tx) => {
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
  });
}
