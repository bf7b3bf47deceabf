import type { AuditAction } from '@miaopu/contract';
import { APIError, createAuthMiddleware } from 'better-auth/api';
import type pg from 'pg';
import { recordAudit } from '../audit/index.ts';
import { type Db, firstRow, sql } from '../db/index.ts';
import type { Actor } from './actor.ts';
import { findActor } from './find-actor.ts';

type Session = { readonly token: string };
type Call = { readonly path?: string } | null;

/**
 * What leaves a line as people come and go: every sign-in by whatever way, every sign-out and session that is ended, and every attempt
 * that failed. A sign-in whose line cannot be written does not succeed.
 */
export function signInAudit(owner: Db, pool: pg.Pool) {
  async function record(action: AuditAction, session: Session, call: Call): Promise<void> {
    const actor = await findActor(pool, session.token);
    // a session that ran out ends by itself, and nobody did that
    if (actor === undefined) return;
    const after = { way: call?.path?.replace(/^\//, '') ?? null };
    await recordAudit(owner, { actor, action, record: `person/${actor.id}`, after });
  }
  return {
    databaseHooks: {
      session: {
        create: { after: (session: Session, call: Call) => record('access.signed_in', session, call) },
        delete: { before: (session: Session, call: Call) => record('access.signed_out', session, call) },
      },
    },
    hooks: {
      after: createAuthMiddleware(async ({ path, body, context }) => {
        if (!path.startsWith('/sign-in/') || !(context.returned instanceof APIError)) return;
        const { email } = (body ?? {}) as { email?: unknown };
        const said = typeof email === 'string' ? email.slice(0, 200) : '';
        const actor = await whoSeems(owner, said);
        if (actor === undefined) return;
        const after = { way: path.slice(1), email: maskAddress(said), status: context.returned.status };
        await recordAudit(owner, {
          actor,
          action: 'access.sign_in_failed',
          record: `person/${actor.id}`,
          after,
        });
      }),
    },
  };
}

/** Whose account was tried; nobody's, where there is no such account. A line is of the district that this installation serves. */
async function whoSeems(owner: Db, email: string): Promise<Actor | undefined> {
  const nothing = { role: 'newcomer', membership: null, organisation: null } as const;
  const found = await firstRow<{ id: string; name: string; district: string }>(
    owner,
    sql`select id, name, district from auth."user" where email = lower(${email})`,
  );
  if (found !== undefined) return { ...found, ...nothing };
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
