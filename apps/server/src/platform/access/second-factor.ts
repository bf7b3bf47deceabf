import { AsyncLocalStorage } from 'node:async_hooks';
import type { BetterAuthPlugin } from 'better-auth';
import { APIError, createAuthMiddleware, getAuthoritativeSessionFromCtx, isAPIError } from 'better-auth/api';
import { symmetricDecrypt } from 'better-auth/crypto';
import { twoFactor } from 'better-auth/plugins';
import { type Db, firstRow, sql } from '../db/index.ts';
import { findStep } from './totp.ts';

/** Where a provider's answer comes back to, as the library names its own address. */
export const callbackPath = '/callback/:id';

/** What one call of sign-in finds out and its later steps have to know. */
type Call = {
  /** The provider of single sign-on says that it asked for a second factor itself. */
  providerAsked?: boolean;
  /** Whose code is asked for before the session opens. */
  challenged?: string;
};

const current = new AsyncLocalStorage<Call>();

/** Answers a call of sign-in, so that what it finds out is known to its later steps and to no other call. */
export function asOneCall<T>(work: () => T): T {
  return current.run({}, work);
}

/** Who was asked for a second factor by the call that goes on; undefined where nobody was. */
export const challengedPerson = (): string | undefined => current.getStore()?.challenged;

/** The method by which a provider says that it asked for more than one factor (RFC 8176, section 2). */
const manyFactors = 'mfa';

/**
 * Takes note of what a provider says about how somebody signed in there: `amr` with `mfa`, or one of the values of `acr` that the operator
 * named. What it does not say did not happen.
 */
export function hearProvider(
  { amr, acr }: { readonly amr?: unknown; readonly acr?: unknown },
  strongEnough: readonly string[],
): void {
  const call = current.getStore();
  if (call === undefined) return;
  call.providerAsked =
    (Array.isArray(amr) && amr.includes(manyFactors)) ||
    (typeof acr === 'string' && strongEnough.includes(acr));
}

type Hooked = Parameters<Parameters<typeof createAuthMiddleware>[0]>[0];

/**
 * The library's second factor with what it lacks: a code opens once, and whoever comes by single sign-on is asked as well, unless the
 * provider says that it did.
 *
 * @param refuse writes down whose code was refused, and why
 */
export function secondFactor(owner: Db, refuse: (call: Hooked, status: string) => Promise<void>) {
  // whoever signs in elsewhere has no password here to confirm it with
  const plugin = twoFactor({
    allowPasswordless: true,
    accountLockout: { maxFailedAttempts: 5, durationSeconds: 900 },
  });
  const asking = plugin.hooks.after[0]!;
  type Handler = typeof asking.handler;
  const ask = (async (context: Parameters<Handler>[0]) => {
    const person = (context as unknown as Hooked).context.newSession?.user.id;
    const result = (await asking.handler(context)) as { response?: unknown; headers?: Headers };
    const call = current.getStore();
    if (result.response !== undefined && call !== undefined) call.challenged = person;
    return result;
  }) as unknown as Handler;
  return {
    ...plugin,
    hooks: {
      before: [
        { matcher: ({ path }) => path === '/two-factor/verify-totp', handler: takeOnce(owner, refuse) },
      ],
      after: [
        { ...asking, handler: ask },
        { matcher: ({ path }) => path === callbackPath, handler: afterProvider(ask) },
      ],
    },
  } satisfies BetterAuthPlugin;
}

/** A browser that comes back from a provider is sent on to where the code is asked for, and does not read an answer. */
function afterProvider<Handler extends (context: never) => Promise<unknown>>(ask: Handler): Handler {
  return (async (context: Hooked) => {
    if (current.getStore()?.providerAsked) return {};
    const asked = (await ask(context as never)) as { response?: unknown; headers?: Headers };
    const { returned } = context.context;
    if (asked.response === undefined || !isAPIError(returned)) return asked;
    const to = new URL(new Headers(returned.headers).get('location') ?? '/sign-in', context.context.baseURL);
    to.searchParams.delete('entered');
    to.searchParams.set('second_factor', '1');
    const headers = new Headers(asked.headers);
    headers.set('location', `${to.pathname}${to.search}`);
    return { headers, response: new APIError('FOUND') };
  }) as unknown as Handler;
}

/**
 * A code is taken once (RFC 6238, section 5.2): the step that it belongs to is written down before the library looks at it, in one
 * statement, so that of two that come at once one is refused. A later step's code voids the earlier ones.
 */
function takeOnce(owner: Db, refuse: (call: Hooked, status: string) => Promise<void>) {
  return createAuthMiddleware(async (call) => {
    const { code } = (call.body ?? {}) as { code?: unknown };
    const person = await findChallenged(call);
    if (person === undefined || typeof code !== 'string') return;
    const kept = await firstRow<{ secret: string }>(
      owner,
      sql`select secret from auth."twoFactor" where "userId" = ${person}`,
    );
    if (kept === undefined) return;
    const secret = await symmetricDecrypt({ key: call.context.secretConfig, data: kept.secret });
    const step = findStep(Buffer.from(secret), code, Date.now());
    // of no step: the library refuses it
    if (step === undefined) return;
    const taken = await firstRow(
      owner,
      sql`update auth."twoFactor" set "lastStep" = ${step}
          where "userId" = ${person} and ("lastStep" is null or "lastStep" < ${step}) returning id`,
    );
    if (taken !== undefined) return;
    await refuse(call, 'UNAUTHORIZED');
    throw new APIError('UNAUTHORIZED', {
      code: 'CODE_USED',
      message: 'this code was used: wait for the next',
    });
  });
}

/** Whose code is asked for: that of whoever is signed in, or of whose password was right. */
export async function findChallenged(call: Hooked): Promise<string | undefined> {
  const session = await getAuthoritativeSessionFromCtx(call);
  if (session) return session.user.id;
  const { secret, internalAdapter, createAuthCookie } = call.context;
  const challenge = await call.getSignedCookie(createAuthCookie('two_factor').name, secret);
  const asked = challenge ? await internalAdapter.findVerificationValue(challenge) : null;
  return asked?.value;
}
