import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { App } from './app.ts';
import { httpFailure } from './errors.ts';

/**
 * Serves the built web app: its files, and its page for every address that is not the API's and not a file.
 * File names under /assets carry a hash, so they are kept for good; the page itself is asked for anew.
 */
export async function serveWebApp(app: App, folder: string): Promise<void> {
  if (!existsSync(join(folder, 'index.html'))) {
    throw new Error(
      `网页尚未构建:缺少 ${folder}。请用 npm start 启动。 The web app is not built: start with npm start.`,
    );
  }
  await app.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      reply.header(
        'cache-control',
        path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      );
    },
  });
  app.get('/*', { schema: { hide: true } }, async (request, reply) => {
    const isPage = !request.url.startsWith('/api/') && (request.headers.accept ?? '').includes('text/html');
    if (!isPage) throw httpFailure('http.not_found');
    return reply.sendFile('index.html');
  });
}
