import { setTimeout as delay } from 'node:timers/promises';
import type { App } from './app.ts';
import { httpFailure } from './errors.ts';

export type Drain = {
  readonly isDraining: boolean;
  /** Lets the requests end that are under way, and refuses new ones with a word on when to come again; waits so many milliseconds at most. */
  drain(patience: number): Promise<void>;
};

/** Asked even while the server ends: whether it lives, and what it does. */
const always = new Set(['/healthz', '/metrics']);
const comeAgainIn = 10;

/** Counts the requests under way, so that a server that is stopped for an update breaks nobody's off. */
export function watchRequests(app: App): Drain {
  let underWay = 0;
  let draining = false;
  app.addHook('onRequest', (request, reply, done) => {
    if (draining && !always.has(request.url)) {
      reply.header('retry-after', comeAgainIn).header('connection', 'close');
      done(httpFailure('http.ending'));
      return;
    }
    underWay++;
    // also where the caller went away first
    reply.raw.once('close', () => {
      underWay--;
    });
    done();
  });
  return {
    get isDraining() {
      return draining;
    },
    drain: async (patience) => {
      draining = true;
      const deadline = performance.now() + patience;
      while (underWay > 0 && performance.now() < deadline) await delay(20);
    },
  };
}
