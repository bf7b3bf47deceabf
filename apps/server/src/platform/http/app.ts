import { randomUUID } from 'node:crypto';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { clientAddressHeader, type SignedIn, type SignIn } from '../access/index.ts';
import type { Db } from '../db/index.ts';
import { type Log, openLog } from '../log/index.ts';
import { fromOrigin } from '../origin/index.ts';
import { toAnswer } from './answer.ts';
import { openDocument } from './document.ts';
import { type Drain, watchRequests } from './drain.ts';
import { httpFailure } from './errors.ts';
import { plainHeaders, setHeaders } from './headers.ts';
import { type Limits, openLimits } from './limits.ts';
import { demandHost, demandOwnPage } from './own-page.ts';
import { logRequests } from './request-log.ts';

export type App = FastifyInstance;

declare module 'fastify' {
  interface FastifyRequest {
    /** Who calls; set once for every call that needs a session. */
    actor: SignedIn | undefined;
  }
  interface FastifyInstance {
    signIn: SignIn;
    /** Where it is written what was done once. */
    db: Db;
    /** The district that this server is for. */
    district: string;
    /** Every method and address that is served, so that a test can try each door. */
    served: ServedRoute[];
    limits: Limits;
    requests: Drain;
  }
}

export type ServedRoute = { readonly method: string; readonly url: string };
export type AppOptions = {
  readonly signIn: SignIn;
  readonly db: Db;
  readonly district: string;
  readonly log?: Log;
};

/** An HTTP server with our errors, headers, request numbers and OpenAPI, and no routes but sign-in. */
export async function createApp({
  signIn,
  db,
  district,
  log = openLog({ level: 'silent' }),
}: AppOptions): Promise<App> {
  const app = Fastify({
    loggerInstance: log as FastifyBaseLogger,
    // the number of the request is in every line by itself, and the line of a request is our own
    childLoggerFactory: (logger) => logger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID().slice(0, 8),
    bodyLimit: 2 * 1024 * 1024,
    trustProxy: 'loopback',
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 200 },
    // an address that cannot be decoded does not reach the error handler
    frameworkErrors: (error, request, reply) => answerError(error, request, reply),
  });
  // whatever the call does knows where it came from: audit lines and log lines say it
  app.addHook('onRequest', (request, _reply, done) =>
    fromOrigin({ address: request.ip, requestId: request.id }, done),
  );
  setHeaders(app);
  app.addHook('onRequest', (request, _reply, done) => {
    demandHost(request);
    done();
  });
  app.decorate('requests', watchRequests(app));
  logRequests(app);
  app.decorate('signIn', signIn);
  app.decorate('db', db);
  app.decorate('district', district);
  app.decorate('served', []);
  app.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) app.served.push({ method: one, url });
  });
  app.decorateRequest('actor', undefined);
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler((error, request, reply) => answerError(error, request, reply));
  app.setNotFoundHandler((request, reply) => answerError(httpFailure('http.not_found'), request, reply));
  app.decorate('limits', await openLimits(app));
  await openDocument(app);
  registerSignIn(app);
  return app;
}

function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const { status, body } = toAnswer(error, request.id);
  if (status >= 500)
    request.log.error(
      { err: error, requestId: request.id, route: request.routeOptions.url },
      'request failed',
    );
  void reply
    .code(status)
    // an address that cannot be read has passed no hook yet
    .headers(plainHeaders(request))
    .header('content-type', 'application/json; charset=utf-8')
    .send(JSON.stringify(body));
}

function registerSignIn(app: App): void {
  app.route({
    method: ['GET', 'POST'],
    url: '/api/auth/*',
    schema: { hide: true },
    handler: async (request, reply) => {
      demandOwnPage(request);
      const answer = await app.signIn.handle(webRequest(request));
      reply.code(answer.status);
      answer.headers.forEach((value, name) => {
        if (name !== 'set-cookie') reply.header(name, value);
      });
      for (const cookie of answer.headers.getSetCookie()) reply.header('set-cookie', cookie);
      return reply.send(answer.body === null ? null : await answer.text());
    },
  });
}

function webRequest(request: FastifyRequest): Request {
  const url = new URL(request.url, `${request.protocol}://${request.host || 'localhost'}`);
  const headers = headersOf(request);
  // what the caller says of its own address does not count, or it would escape the limit on guesses
  headers.set(clientAddressHeader, request.ip);
  return new Request(url, {
    method: request.method,
    headers,
    ...(request.method === 'POST' ? { body: JSON.stringify(request.body ?? {}) } : {}),
  });
}

/** A request's headers in the platform's own form. */
export function headersOf(request: FastifyRequest): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (name === 'content-length' || value === undefined) continue;
    headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return headers;
}
