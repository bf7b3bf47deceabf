import type { FastifyRequest } from 'fastify';
import { httpFailure } from './errors.ts';

/**
 * Refuses a write that a page of another site makes in the caller's name. Browsers name the page's origin with every write (a sandboxed
 * page's is `null`); programs that are no browser name none.
 */
export function demandOwnPage({ method, host, headers: { origin } }: FastifyRequest): void {
  if (method === 'GET' || method === 'HEAD' || origin === undefined) return;
  if (!URL.canParse(origin) || new URL(origin).host !== host) throw httpFailure('http.not_our_page');
}

/** Refuses a call to a host that no address can have: what is made of it further on would fail. @throws http.bad_host */
export function demandHost({ host }: FastifyRequest): void {
  if (host !== '' && !URL.canParse(`http://${host}`)) throw httpFailure('http.bad_host');
}
