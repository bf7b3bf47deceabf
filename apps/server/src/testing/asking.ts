import type { AuditAction } from '@miaopu/contract';
import type { App } from '../platform/http/index.ts';
import type { TestDatabase } from '../platform/testing/index.ts';

/** The roles that the deeds are done as. */
export const askingRoles = ['office', 'auditor', 'administrator', 'town_lead'] as const;
export type AskingRole = (typeof askingRoles)[number];

/** The town for which the town's lead acts. */
export const askingTown = '331004106';

type Asked = {
  readonly as?: AskingRole;
  readonly body?: object | Buffer;
  readonly type?: string;
};

/** What a deed is done with: calls of the whole server by people who are signed in. */
export type Asking = {
  readonly database: TestDatabase;
  /** Calls and gives the answer; throws where it is not 200. */
  ask<T>(method: string, url: string, asked?: Asked): Promise<T>;
  post<T>(url: string, body?: object, as?: AskingRole): Promise<T>;
};

/** A call that does something, and the lines that it leaves in the audit. */
export type Deed = readonly [call: () => Promise<unknown>, ...leaves: AuditAction[]];
/** By endpoint: `POST /api/webhooks`. */
export type Deeds = Readonly<Record<string, Deed>>;

export function openAsking(
  app: App,
  database: TestDatabase,
  cookies: Readonly<Record<AskingRole, string>>,
): Asking {
  async function ask<T>(method: string, url: string, { as = 'office', body, type }: Asked = {}): Promise<T> {
    const answer = await app.inject({
      method: method as 'GET',
      url,
      headers: { cookie: cookies[as], host: 'localhost', ...(type && { 'content-type': type }) },
      ...(body && { payload: body }),
    });
    if (answer.statusCode !== 200) throw new Error(`${method} ${url}: ${answer.statusCode} ${answer.body}`);
    return (answer.headers['content-type']?.includes('json') ? answer.json() : answer.body) as T;
  }
  return { database, ask, post: (url, body = {}, as) => ask('POST', url, { body, ...(as && { as }) }) };
}
