import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyReply } from 'fastify';
import type { App } from './app.ts';
import { readChunks } from './chunks.ts';
import { httpFailure } from './errors.ts';
import { newNonce, pagePolicy } from './headers.ts';

/** What a page will ask for first. */
export type Asked = {
  /** Addresses of the API. */
  readonly answers: readonly string[];
  /** The source file of the page, where its code is loaded on its own. */
  readonly source?: string;
};
export type Ahead = (page: URL) => Promise<Asked>;

const nothing: Asked = { answers: [] };

/**
 * Serves the built web app: its files, and its page for every address that is not the API's and not a file.
 * File names under /assets carry a hash, so they are kept for good; the page itself is asked for anew, and where somebody is signed in
 * it says what its code will ask for, so that the answers come while the code is on its way.
 */
export async function serveWebApp(
  app: App,
  folder: string,
  ahead: Ahead = async () => nothing,
): Promise<void> {
  const page = await readPage(folder);
  const chunksOf = await readChunks(folder);
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

  function linksOf({ answers, source }: Asked): string[] {
    const { scripts, styles } = source === undefined ? { scripts: [], styles: [] } : chunksOf(source);
    return [
      // `crossorigin` as the browser's fetch has it: an answer that was asked for otherwise would be asked for twice
      ...answers.map((path) => `<${path}>; rel=preload; as=fetch; crossorigin`),
      ...scripts.map((path) => `<${path}>; rel=modulepreload; crossorigin`),
      ...styles.map((path) => `<${path}>; rel=preload; as=style; crossorigin`),
    ];
  }

  function answerPage(reply: FastifyReply, asked: Asked = nothing): FastifyReply {
    const links = linksOf(asked);
    if (links.length > 0) reply.header('link', links.join(', '));
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
