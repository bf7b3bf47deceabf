import type { z } from 'zod';
import type { AbilityName } from './abilities.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/**
 * One HTTP call, written once: the server validates with it, OpenAPI is printed from it, the client's types come from it.
 *
 * @example
 * const getSession = endpoint({ method: 'GET', path: '/api/session', summary: '…', response: sessionSchema });
 */
export type Endpoint<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Response extends z.ZodType = z.ZodType,
> = {
  readonly method: Method;
  /** Fastify's form: `/api/plans/:plan`. */
  readonly path: string;
  readonly summary: string;
  /** What one must be able to do to call it (abilities.ts); `public`: anyone, without an account. */
  readonly access: 'public' | AbilityName;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** Absent where the answer is a file. */
  readonly response?: Response;
  /** The answer holds what is shown this once, such as a secret: it is kept nowhere, also not for whoever sends the call again. */
  readonly showsOnce?: true;
  /** Whoever has no account calls it once in a while: an address may do it a few times a minute, and not as often as it reads. */
  readonly seldom?: true;
};

/** Declares an endpoint, keeping the exact types of its schemas. */
export function endpoint<
  Params extends z.ZodType = z.ZodNever,
  Query extends z.ZodType = z.ZodNever,
  Body extends z.ZodType = z.ZodNever,
  Response extends z.ZodType = z.ZodNever,
>(declaration: Endpoint<Params, Query, Body, Response>): Endpoint<Params, Query, Body, Response> {
  return declaration;
}
