import type { FastifyInstance } from 'fastify';

type Answer = Awaited<ReturnType<FastifyInstance['inject']>>;

/** Somebody's browser: keeps the cookies that it is given, and calls from its own address. */
export type TestBrowser = {
  get(url: string): Promise<Answer>;
  post(url: string, payload?: object): Promise<Answer>;
  put(url: string, payload: object): Promise<Answer>;
  delete(url: string): Promise<Answer>;
  /** Asks sign-in (`/api/auth/…`). */
  auth(path: string, payload: object): Promise<Answer>;
  readonly cookies: Map<string, string>;
};

let browsers = 0;

export function openTestBrowser(app: FastifyInstance): TestBrowser {
  const cookies = new Map<string, string>();
  // each of its own, so that the limit on guesses of one does not meet another
  const remoteAddress = `10.1.${Math.floor(++browsers / 250)}.${browsers % 250}`;
  async function send(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    url: string,
    payload?: object,
  ): Promise<Answer> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await app.inject({
      method,
      url,
      remoteAddress,
      headers: {
        host: 'localhost',
        ...(method === 'GET' ? {} : { origin: 'http://localhost' }),
        'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Chrome/131.0 Safari/537.36',
        ...(cookie && { cookie }),
      },
      ...(payload && { payload }),
    });
    for (const { name, value, maxAge } of answer.cookies) {
      if (value === '' || maxAge === 0) cookies.delete(name);
      else cookies.set(name, value);
    }
    return answer;
  }
  return {
    cookies,
    get: (url) => send('GET', url),
    post: (url, payload = {}) => send('POST', url, payload),
    put: (url, payload) => send('PUT', url, payload),
    delete: (url) => send('DELETE', url),
    auth: (path, payload) => send('POST', `/api/auth/${path}`, payload),
  };
}
