import { randomBytes } from 'node:crypto';
import { betterAuth } from 'better-auth';
import pg from 'pg';
import { type Db, firstRow, sql, surviveBrokenConnections } from '../db/index.ts';
import { connectionName } from '../postgres/index.ts';
import type { Actor, Role } from './index.ts';

export type SignIn = {
  /** Answers everything under /api/auth/. */
  handle(request: Request): Promise<Response>;
  /** Who a request's cookie belongs to. */
  findActor(headers: Headers): Promise<(Actor & { email: string }) | undefined>;
  /** Creates a person who may sign in, unless the e-mail is taken; returns whether it was created. */
  createPerson(person: NewPerson): Promise<boolean>;
  close(): Promise<void>;
};

export type NewPerson = {
  readonly email: string;
  readonly password: string;
  readonly name: string;
  readonly role: Role;
  readonly district: string;
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

function build(pool: pg.Pool, secret: string) {
  return betterAuth({
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
        role: { type: 'string', required: true, input: false },
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
    options: '-c role=miaopu_app -c search_path=auth',
  });
  surviveBrokenConnections(pool);
  const auth = build(pool, await sessionSecret(owner));
  return {
    handle: (request) => auth.handler(request),
    findActor: async (headers) => {
      const session = await auth.api.getSession({ headers }).catch(async (error: unknown) => {
        // the library hides why it failed; a database that is away says so itself
        await pool.query('select 1');
        throw error;
      });
      if (session === null) return undefined;
      const { id, name, email, role, district } = session.user;
      return { id, name, email, role: role as Role, district };
    },
    createPerson: async ({ email, password, name, role, district }) => {
      const context = await auth.$context;
      if ((await context.internalAdapter.findUserByEmail(email)) !== null) return false;
      const user = await context.internalAdapter.createUser(
        {
          email,
          name,
          emailVerified: true,
          role,
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
      return true;
    },
    close: () => pool.end(),
  };
}
