import { randomBytes } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { App } from './app.ts';

const policyOf = (directives: Readonly<Record<string, string>>) =>
  Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');

/** What is no page has no business to load, run or be framed. */
const answerPolicy = policyOf({
  'default-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
});

/**
 * The policy of the web app's page. Scripts come from our own files only. Ant Design writes its components' styles into style elements
 * as they are used: those carry the page's nonce, and no other style element counts. Attributes `style` are allowed, since charts write
 * them; they can run nothing. Files beside the page have the same policy without a nonce: a worker's own file says what the worker may.
 */
export function pagePolicy(nonce?: string): string {
  const styles = nonce === undefined ? "'self'" : `'self' 'nonce-${nonce}'`;
  return policyOf({
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src': styles,
    'style-src-elem': styles,
    'style-src-attr': "'unsafe-inline'",
    'img-src': "'self' data: blob:",
    'font-src': "'self'",
    'connect-src': "'self'",
    'manifest-src': "'self'",
    'worker-src': "'self'",
    'base-uri': "'none'",
    'form-action': "'self'",
    'frame-ancestors': "'none'",
  });
}

export const newNonce = () => randomBytes(16).toString('base64');

const unused = [
  'accelerometer',
  'autoplay',
  'display-capture',
  'geolocation',
  'gyroscope',
  'microphone',
  'midi',
  'payment',
  'usb',
];

/** The headers of every answer that is not said to be otherwise: they keep a browser from doing with it what it is not for. */
export function plainHeaders({ id, protocol }: FastifyRequest): Record<string, string> {
  return {
    'content-security-policy': answerPolicy,
    'permissions-policy': unused.map((feature) => `${feature}=()`).join(', '),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'origin-agent-cluster': '?1',
    'x-request-id': id,
    // it holds what only this person may see, now: nobody keeps it on the way
    'cache-control': 'no-store',
    // behind a proxy that speaks TLS; over plain HTTP a browser must not insist on it
    ...(protocol === 'https' ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
  };
}

/** Says them with every answer, before anything else is decided. */
export function setHeaders(app: App): void {
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(plainHeaders(request));
    done();
  });
}
