import { Agent, request } from 'node:http';
import type { Samples } from './samples.ts';

export type Answer = { readonly status: number; readonly json: <T>() => T };

/** One person at a browser of their own: a session, a connection, an address. */
export type Client = {
  readonly role: string;
  /** Makes a call and notes how long its answer took, whole, under a name. @throws Error for any other answer than 200 */
  ask(name: string, method: string, path: string, body?: object): Promise<Answer>;
  close(): void;
};

type Reply = { readonly status: number; readonly body: string; readonly cookies: readonly string[] };

function send(
  base: URL,
  agent: Agent,
  {
    method,
    path,
    headers,
    body,
  }: { method: string; path: string; headers: Record<string, string>; body?: string },
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port: base.port,
        agent,
        method,
        path,
        headers: {
          ...headers,
          ...(body === undefined
            ? {}
            : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) }),
        },
      },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            body: Buffer.concat(chunks).toString(),
            cookies: (answer.headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0]!),
          }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Signs a person in, as the page does. */
export async function openClient(
  base: URL,
  person: {
    readonly email: string;
    readonly password: string;
    readonly role: string;
    readonly number: number;
  },
  samples: Samples,
): Promise<Client> {
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });
  const headers = {
    host: base.host,
    origin: base.origin,
    // the proxy in front of a real installation says it; guesses at passwords are limited by it
    'x-forwarded-for': `10.1.${Math.floor(person.number / 200)}.${(person.number % 200) + 1}`,
  };
  const { email, password } = person;
  const signedIn = await send(base, agent, {
    method: 'POST',
    path: '/api/auth/sign-in/email',
    headers,
    body: JSON.stringify({ email, password }),
  });
  if (signedIn.status !== 200)
    throw new Error(`${email} could not sign in: ${signedIn.status} ${signedIn.body}`);
  let writes = 0;
  const jar = new Map(signedIn.cookies.map((cookie) => [cookie.slice(0, cookie.indexOf('=')), cookie]));
  return {
    role: person.role,
    ask: async (name, method, path, body) => {
      const began = performance.now();
      const answer = await send(base, agent, {
        method,
        path,
        headers: {
          ...headers,
          cookie: [...jar.values()].join('; '),
          // as the page does with each write
          ...(method !== 'GET' && { 'idempotency-key': `person-${person.number}-write-${++writes}` }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }).catch((error: Error) => ({ status: 0, body: error.message, cookies: [] }));
      samples.add(name, method !== 'GET', performance.now() - began, answer.status);
      for (const cookie of answer.cookies) jar.set(cookie.slice(0, cookie.indexOf('=')), cookie);
      if (answer.status !== 200)
        throw new Error(`${method} ${path} was answered by ${answer.status}: ${answer.body.slice(0, 300)}`);
      return { status: answer.status, json: <T>() => JSON.parse(answer.body) as T };
    },
    close: () => agent.destroy(),
  };
}
