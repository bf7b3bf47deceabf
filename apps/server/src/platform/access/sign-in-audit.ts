import type { AuditAction } from '@miaopu/contract';
import type { BetterAuthPlugin } from 'better-auth';
import { APIError, createAuthMiddleware } from 'better-auth/api';
import type pg from 'pg';
import { recordAudit } from '../audit/index.ts';
import { type Db, firstRow, sql } from '../db/index.ts';
import type { Actor } from './actor.ts';
import { findActor } from './find-actor.ts';
import { callbackPath, challengedPerson, findChallenged } from './second-factor.ts';

type Session = { readonly token: string; readonly userId: string };
/** What the library tells of the call that its hooks are part of. */
type Call = {
  readonly path?: string;
  readonly context?: { readonly session?: { readonly user: { readonly id: string } } | null };
} | null;

/** What a person does to the own account, by the library's addresses. */
const accountActs: Readonly<Record<string, AuditAction>> = {
  '/change-password': 'access.password.changed',
  '/two-factor/disable': 'access.second_factor.disabled',
  '/two-factor/generate-backup-codes': 'access.spare_codes.renewed',
  '/passkey/verify-registration': 'access.passkey.added',
  '/passkey/delete-passkey': 'access.passkey.removed',
};

const passwordPath = '/sign-in/email';
/** After these a second factor may still be asked for. */
const firstSteps: readonly (string | undefined)[] = [passwordPath, callbackPath];
const wayOf = (path: string | undefined) => ({ way: path?.replace(/^\//, '') ?? null });

/**
 * What leaves a line as people come and go: every sign-in by whatever way, every sign-out and session that is ended, every attempt that
 * failed, and what people do to their accounts. A sign-in whose line cannot be written does not succeed.
 */
export function signInAudit(owner: Db, pool: pg.Pool) {
  async function recordBy(token: string, action: AuditAction, after?: object): Promise<void> {
    const actor = await findActor(pool, token);
    // a session that ran out ends by itself, and nobody did that
    if (actor === undefined) return;
    await recordAudit(owner, { actor, action, record: `person/${actor.id}`, after });
  }
  async function recordFailure(actor: Actor | undefined, after: object): Promise<void> {
    if (actor === undefined) return;
    await recordAudit(owner, {
      actor,
      action: 'access.sign_in_failed',
      record: `person/${actor.id}`,
      after,
    });
  }
  return {
    databaseHooks: {
      account: {
        create: {
          after: async ({ userId, providerId }: { userId: string; providerId: string }) => {
            const actor = await whoIs(owner, userId);
            if (actor === undefined) return;
            await recordAudit(owner, {
              actor,
              action: 'access.single_sign_on.linked',
              record: `person/${userId}`,
              after: { provider: providerId },
            });
          },
        },
      },
      session: {
        create: {
          before: async (session: { readonly userId: string }) => demandUnlocked(owner, session.userId),
          after: async (session: Session, call: Call) => {
            // a session that is given a new token goes on
            if (call?.context?.session?.user.id === session.userId || firstSteps.includes(call?.path)) return;
            await recordBy(session.token, 'access.signed_in', wayOf(call?.path));
          },
        },
        delete: {
          before: async (session: Session, call: Call) => {
            if (firstSteps.includes(call?.path) || call?.path?.startsWith('/two-factor/')) return;
            await recordBy(session.token, 'access.signed_out', wayOf(call?.path));
          },
        },
      },
    },
    hooks: {
      after: createAuthMiddleware(async ({ path, body, context }) => {
        const { returned, session, newSession } = context;
        if (returned instanceof APIError) {
          if (path !== passwordPath && path !== '/passkey/verify-authentication') return;
          const { email } = (body ?? {}) as { email?: unknown };
          const said = typeof email === 'string' ? email.slice(0, 200) : '';
          await recordFailure(await whoSeems(owner, said), {
            ...wayOf(path),
            email: maskAddress(said),
            status: returned.status,
          });
          return;
        }
        const token = newSession?.session.token ?? session?.session.token;
        if (token === undefined) return;
        const action =
          path === '/two-factor/verify-totp' && session !== null && newSession !== null
            ? 'access.second_factor.enabled'
            : accountActs[path];
        if (action !== undefined) await recordBy(token, action);
      }),
    },
    /** Somebody's code was refused before the library looked at it. */
    refuseCode: async (call: Hooked, status: string) =>
      recordFailure(await whoIs(owner, (await findChallenged(call)) ?? ''), { ...wayOf(call.path), status }),
    plugin: secondFactorAudit(owner, recordBy, recordFailure),
  };
}

type Hooked = Parameters<typeof findChallenged>[0];

/** Comes after the library's own second factor, and so knows whether the first step was enough. */
function secondFactorAudit(
  owner: Db,
  recordBy: (token: string, action: AuditAction, after: object) => Promise<void>,
  recordFailure: (actor: Actor | undefined, after: object) => Promise<void>,
) {
  return {
    id: 'second-factor-audit',
    hooks: {
      after: [
        {
          matcher: ({ path }) => firstSteps.includes(path),
          handler: createAuthMiddleware(async ({ path, context }) => {
            if (context.newSession)
              return recordBy(context.newSession.session.token, 'access.signed_in', wayOf(path));
            const challenged = challengedPerson();
            const actor = challenged === undefined ? undefined : await whoIs(owner, challenged);
            if (actor !== undefined)
              await recordAudit(owner, {
                actor,
                action: 'access.second_factor_asked',
                record: `person/${actor.id}`,
                after: wayOf(path),
              });
          }),
        },
        {
          matcher: ({ path }) =>
            path === '/two-factor/verify-totp' || path === '/two-factor/verify-backup-code',
          handler: createAuthMiddleware(async (call) => {
            const { returned, session } = call.context;
            if (!(returned instanceof APIError) || session) return;
            await recordFailure(await whoIs(owner, (await findChallenged(call)) ?? ''), {
              ...wayOf(call.path),
              status: returned.status,
            });
          }),
        },
      ],
    },
  } satisfies BetterAuthPlugin;
}

/** Nobody enters with an account that an administrator locked, by whatever way. */
async function demandUnlocked(owner: Db, person: string): Promise<void> {
  const locked = await firstRow(
    owner,
    sql`select from auth."user" where id = ${person} and "lockedAt" is not null`,
  );
  if (locked !== undefined)
    throw new APIError('FORBIDDEN', { code: 'ACCOUNT_CLOSED', message: 'an administrator locked it' });
}

const nothing = { role: 'newcomer', membership: null, organisation: null } as const;

async function whoIs(owner: Db, id: string): Promise<Actor | undefined> {
  const found = await firstRow<{ id: string; name: string; district: string }>(
    owner,
    sql`select id, name, district from auth."user" where id = ${id}`,
  );
  return found === undefined ? nobody(owner) : { ...found, ...nothing };
}

/** Whose account was tried; nobody's, where there is no such account. */
async function whoSeems(owner: Db, email: string): Promise<Actor | undefined> {
  const found = await firstRow<{ id: string }>(
    owner,
    sql`select id from auth."user" where email = lower(${email})`,
  );
  return whoIs(owner, found?.id ?? '');
}

/** A line about nobody is of the district that this installation serves. */
async function nobody(owner: Db): Promise<Actor | undefined> {
  const first = await firstRow<{ district: string }>(
    owner,
    sql`select district from auth."user" order by "createdAt" limit 1`,
  );
  return first && { id: 'nobody', name: '—', district: first.district, ...nothing };
}

/** What was typed where an e-mail belongs may be anything, a password too: only its first letter and what follows an @ is kept. */
function maskAddress(said: string): string {
  const [first = ''] = said;
  const at = said.lastIndexOf('@');
  return `${first}***${at === -1 ? '' : said.slice(at)}`;
}
