import { type AbilityName, abilityOf, type Endpoint, may } from '@miaopu/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { actAs, asPublic, renewedCookie, type SignedIn } from '../access/index.ts';
import { type App, headersOf } from './app.ts';
import { described } from './document.ts';
import { httpFailure } from './errors.ts';
import { doOnce, findWrite } from './once.ts';
import { demandOwnPage } from './own-page.ts';
import { demandCleanText } from './text.ts';

/** A call that passed its endpoint's schemas. */
export type Call<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = {
  readonly params: z.output<P>;
  readonly query: z.output<Q>;
  readonly body: z.output<B>;
  readonly actor: SignedIn;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
};

/**
 * Serves an endpoint of the contract: the caller must be able to do what it names, unless it is public; what comes in is validated by
 * its schemas; what goes out is held to its response schema.
 */
export function route<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  app: App,
  endpoint: Endpoint<P, Q, B, R>,
  handler: (call: Call<P, Q, B>) => Promise<z.input<R> | FastifyReply>,
): void {
  app.route({
    method: endpoint.method,
    url: endpoint.path,
    schema: {
      ...described(endpoint),
      ...(endpoint.params === undefined ? {} : { params: endpoint.params }),
      ...(endpoint.query === undefined ? {} : { querystring: endpoint.query }),
      ...(endpoint.body === undefined ? {} : { body: endpoint.body }),
      ...(endpoint.response === undefined ? {} : { response: { 200: endpoint.response } }),
    },
    // before validation: a stranger learns nothing about what would be valid
    onRequest: async (request, reply) => {
      const actor = endpoint.access === 'public' ? undefined : await app.signIn.findActor(headersOf(request));
      request.actor = actor;
      const renewed = actor?.isRenewed ? renewedCookie(headersOf(request)) : undefined;
      if (renewed !== undefined) reply.header('set-cookie', renewed);
      await app.limits.check(request, reply, endpoint);
      if (endpoint.access !== 'public') admit(request, endpoint.access);
    },
    preValidation: (request, _reply, done) => {
      demandCleanText(request);
      done();
    },
    // from here on, whatever the call asks of the database is asked with the caller's rows in sight
    preHandler: ({ actor }, _reply, done) =>
      actor === undefined ? asPublic(app.district, done) : actAs(actor, done),
    handler: async (request, reply) => {
      const work = () =>
        handler({
          params: request.params as z.output<P>,
          query: request.query as z.output<Q>,
          body: request.body as z.output<B>,
          actor: request.actor!,
          request,
          reply,
        });
      const write = endpoint.response === undefined ? undefined : findWrite(request, endpoint);
      return write === undefined ? work() : doOnce(app.db, write, work);
    },
  });
}

function admit(request: FastifyRequest, needed: AbilityName): void {
  const { actor } = request;
  if (actor === undefined) throw httpFailure('http.sign_in_first');
  if (actor.mustEnrol && needed !== 'account.own') throw httpFailure('http.second_factor_first');
  if (!may(abilityOf(actor), needed)) throw httpFailure('http.not_yours');
  demandOwnPage(request);
}
