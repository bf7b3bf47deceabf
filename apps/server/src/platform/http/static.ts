import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyReply } from 'fastify';
import type { App } from './app.ts';
import { httpFailure } from './errors.ts';
import { newNonce, pagePolicy } from './headers.ts';

/** The API's addresses that the code of a page will ask for first. */
export type Ahead = (page: URL) => Promise<readonly string[]>;

/**
 * Serves the built web app: its files, and its page for every address that is not the API's and not a file.
 * File names under /assets carry a hash, so they are kept for good; the page itself is asked for anew, and where somebody is signed in
 * it says what its code will ask for, so that the answers come while the code is on its way.
 */
export async function serveWebApp(app: App, folder: string, ahead: Ahead = async () => []): Promise<void> {
  const page = await readPage(folder);
  await app.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    // the page is answered below: it carries a nonce of its own each time
    globIgnore: ['index.html*'],
    index: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      reply.header('content-security-policy', pagePolicy());
      reply.header(
        'cache-control',
        path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      );
    },
  });
  app.get('/*', { schema: { hide: true } }, async (request, reply) => {
    const isPage = !request.url.startsWith('/api/') && (request.headers.accept ?? '').includes('text/html');
    if (!isPage) throw httpFailure('http.not_found');
    if (request.headers.cookie === undefined) return answerPage(reply);
    return answerPage(reply, await ahead(new URL(request.url, 'http://page')));
  });
  for (const url of ['/', '/index.html'])
    app.get(url, { schema: { hide: true } }, async (_request, reply) => answerPage(reply));

  function answerPage(reply: FastifyReply, asked: readonly string[] = []): FastifyReply {
    if (asked.length > 0)
      // `crossorigin` as the browser's fetch has it: an answer that was asked for otherwise would be asked for twice
      reply.header('link', asked.map((path) => `<${path}>; rel=preload; as=fetch; crossorigin`).join(', '));
    const nonce = newNonce();
    return reply
      .header('content-security-policy', pagePolicy(nonce))
      .header('cache-control', 'no-cache')
      .type('text/html; charset=utf-8')
      .send(page.replaceAll(placeholder, nonce));
  }
}

/** What the build writes where the page's nonce belongs (apps/web/vite.config.ts). */
const placeholder = '__MIAOPU_NONCE__';

async function readPage(folder: string): Promise<string> {
  const path = join(folder, 'index.html');
  if (existsSync(path)) return readFile(path, 'utf8');
  throw new Error(
    `网页尚未构建:缺少 ${folder}。请用 npm start 启动。 The web app is not built: start with npm start.`,
  );
}
