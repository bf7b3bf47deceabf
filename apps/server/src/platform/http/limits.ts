import rateLimit from '@fastify/rate-limit';
import type { Endpoint } from '@miaopu/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App } from './app.ts';
import { httpFailure } from './errors.ts';

type Limiter = ReturnType<App['createRateLimit']>;

/** How much somebody may ask for in a minute. */
const perMinute = {
  /** Somebody signed in, whatever they ask for: several times what a person at a desk does. */
  account: 600,
  /** Somebody signed in, files: each is a whole list or a whole document. */
  files: 30,
  /** An address without a session: what is public, and what is refused. An office's people share one address, but they are signed in. */
  address: 600,
  /** An address, for each call that one makes once in a while (`seldom`): as many as sign-in allows guesses. */
  seldom: 20,
} as const;

export type Limits = { check(request: FastifyRequest, reply: FastifyReply, endpoint: Rate): Promise<void> };

type Rate = Pick<Endpoint, 'response' | 'seldom'>;

/**
 * Limits per account and, for whoever is not signed in, per address. They are counted in memory: the process that counts is the one that
 * answers, a count in the database would cost every request a write, and what a restart forgets is a minute. Guesses at a password are
 * counted in the database, by sign-in itself.
 */
export async function openLimits(app: App): Promise<Limits> {
  await app.register(rateLimit, { global: false, cache: 20_000 });
  const limiter = (kind: keyof typeof perMinute, keyGenerator: (request: FastifyRequest) => string) =>
    app.createRateLimit({ max: perMinute[kind], timeWindow: 60_000, keyGenerator });
  const account = limiter('account', ({ actor }) => `account ${actor!.id}`);
  const files = limiter('files', ({ actor }) => `files ${actor!.id}`);
  const address = limiter('address', ({ ip }) => `address ${ip}`);
  const seldom = limiter('seldom', ({ ip, method, routeOptions }) => `${method} ${routeOptions.url} ${ip}`);
  return {
    check: async (request, reply, endpoint) => {
      if (endpoint.seldom) await hold(seldom, request, reply);
      if (request.actor === undefined) return hold(address, request, reply);
      await hold(account, request, reply);
      if (endpoint.response === undefined) await hold(files, request, reply);
    },
  };
}

async function hold(limiter: Limiter, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const limit = await limiter(request);
  if (limit.isAllowed || !limit.isExceeded) return;
  reply.header('retry-after', limit.ttlInSeconds);
  throw httpFailure('http.busy', { seconds: limit.ttlInSeconds });
}
