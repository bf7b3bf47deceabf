import { timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { asSystem, type Db } from '../db/index.ts';
import type { App } from '../http/index.ts';
import type { Jobs } from '../jobs/index.ts';
import { countDeliveries } from '../notify/index.ts';

type Measured = {
  readonly db: Db;
  readonly jobs: Jobs;
  readonly config: { readonly metricsToken: string | undefined };
};

/** Seconds; from a cached answer to an export. */
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.3, 0.6, 1, 2.5, 5, 10, 30];

/**
 * `/metrics` for Prometheus: how long requests took by route, the database's pool, the queue, the outbox, the process. It is no public
 * page: with a token (`MIAOPU_METRICS_TOKEN`) it is for whoever shows it, without one for this machine; to others it does not exist.
 */
export function registerMetrics(app: App, measured: Measured): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  measureRequests(app, registry);
  measurePool(registry, measured.db);
  measureWork(registry, measured);
  app.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
    if (!mayRead(request, measured.config.metricsToken)) return reply.callNotFound();
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}

function mayRead({ headers, ip, raw }: FastifyRequest, token: string | undefined): boolean {
  if (token !== undefined) return isSame(headers.authorization ?? '', `Bearer ${token}`);
  // what a proxy on this machine passes on comes from elsewhere, also where it does not say from whom
  const isForwarded = 'x-forwarded-for' in headers || 'forwarded' in headers || 'via' in headers;
  return !isForwarded && isLoopback(ip) && isLoopback(raw.socket.remoteAddress ?? '');
}

const isLoopback = (address: string) => /^(::ffff:)?127\.|^::1$/.test(address);

function isSame(one: string, other: string): boolean {
  const [given, wanted] = [Buffer.from(one), Buffer.from(other)];
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

function measureRequests(app: App, registry: Registry): void {
  const durations = new Histogram({
    name: 'miaopu_http_request_seconds',
    help: 'How long requests took, by route.',
    labelNames: ['method', 'route', 'status'],
    buckets,
    registers: [registry],
  });
  app.addHook('onResponse', ({ method, routeOptions }, reply, done) => {
    // the pattern, never the address: it would be somebody's data, and a series of its own for each
    const labels = { method, route: routeOptions.url ?? 'unmatched', status: String(reply.statusCode) };
    durations.observe(labels, reply.elapsedTime / 1000);
    done();
  });
}

function measurePool(registry: Registry, { pool }: Db): void {
  new Gauge({
    name: 'miaopu_database_connections',
    help: 'Connections of the application to the database, and requests that wait for one.',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      this.set({ state: 'open' }, pool.totalCount);
      this.set({ state: 'idle' }, pool.idleCount);
      this.set({ state: 'waited_for' }, pool.waitingCount);
    },
  });
}

function measureWork(registry: Registry, { db, jobs }: Measured): void {
  new Gauge({
    name: 'miaopu_jobs',
    help: 'Jobs of the queue, by queue and state.',
    labelNames: ['queue', 'state'],
    registers: [registry],
    async collect() {
      this.reset();
      for (const { queue, state, jobs: count } of await jobs.count()) this.set({ queue, state }, count);
    },
  });
  new Gauge({
    name: 'miaopu_deliveries',
    help: 'What waits in the outbox, and what was given up.',
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      const { waiting, givenUp } = await asSystem(() => countDeliveries(db));
      this.set({ state: 'waiting' }, waiting);
      this.set({ state: 'given_up' }, givenUp);
    },
  });
}
