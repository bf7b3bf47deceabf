import multipart from '@fastify/multipart';
import * as contract from '@miaopu/contract';
import { type Db, inTransaction } from '../../platform/db/index.ts';
import { type App, route } from '../../platform/http/index.ts';
import { claimEntity, listClaims, listOwnClaims, withdrawClaim } from './claims.ts';
import { approveClaim, openProof, readClaim, refuseClaim } from './decide.ts';
import { readProof } from './proof.ts';

/** The claims' part of the HTTP interface (packages/contract/src/claims.ts). */
export async function registerClaimRoutes(app: App, { db }: { readonly db: Db }): Promise<void> {
  await app.register(async (scope: App) => {
    await scope.register(multipart, {
      limits: { fileSize: contract.largestProof, files: 1, fields: 0, parts: 1 },
    });
    route(scope, contract.claimEntity, async ({ actor, query, request }) => {
      const proof = await readProof(request);
      return inTransaction(db, (tx) => claimEntity(tx, actor, query.creditCode, proof));
    });
  });
  route(app, contract.listOwnClaims, async ({ actor }) => ({ rows: await listOwnClaims(db, actor) }));
  route(app, contract.withdrawClaim, async ({ actor, params }) =>
    inTransaction(db, (tx) => withdrawClaim(tx, actor, params.id)),
  );
  route(app, contract.listClaims, async ({ actor, query: { decided, ...page } }) =>
    listClaims(db, actor.district, { ...page, decided: decided === 'true' }),
  );
  route(app, contract.getClaim, async ({ actor, params }) => readClaim(db, actor.district, params.id));
  route(app, contract.openProof, async ({ actor, params, reply }) => {
    const { fileName, mediaType, size, content } = await inTransaction(db, (tx) =>
      openProof(tx, actor, params.id),
    );
    return reply
      .header('content-type', mediaType)
      .header('content-length', size)
      .header(
        'content-disposition',
        `attachment; filename="proof"; filename*=UTF-8''${encodeURIComponent(fileName)}`,
      )
      .send(content);
  });
  route(app, contract.approveClaim, async ({ actor, params }) =>
    inTransaction(db, (tx) => approveClaim(tx, actor, params.id)),
  );
  route(app, contract.refuseClaim, async ({ actor, params, body }) =>
    inTransaction(db, (tx) => refuseClaim(tx, actor, params.id, body.reason)),
  );
}
