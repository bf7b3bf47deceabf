import * as contract from '@miaopu/contract';
import { type Db, inTransaction } from '../db/index.ts';
import { type App, route } from '../http/index.ts';
import { choose, listChoices, listWays } from './choices.ts';
import { discardDelivery, listGivenUp, retryDelivery } from './given-up.ts';
import { countUnread, listInbox, markRead } from './inbox.ts';
import { addWebhook, endWebhook, listWebhooks } from './webhooks.ts';

/** The notifications' part of the HTTP interface (packages/contract/src/notifications.ts). */
export function registerNotifyRoutes(app: App, { db }: { readonly db: Db }): void {
  registerInbox(app, db);
  registerOutbox(app, db);
}

function registerInbox(app: App, db: Db): void {
  route(app, contract.getInbox, async ({ query: { unread, ...page }, actor }) => ({
    unread: await countUnread(db, actor),
    ...(await listInbox(db, actor, { ...page, unread: unread === 'true' })),
  }));
  route(app, contract.countInbox, async ({ actor }) => ({ unread: await countUnread(db, actor) }));
  route(app, contract.readInbox, async ({ body, actor }) => {
    await markRead(db, actor, body);
    return { unread: await countUnread(db, actor) };
  });
  route(app, contract.getNotificationChoices, async ({ actor }) => ({
    ways: await listWays(db, actor.district),
    choices: await listChoices(db, actor),
  }));
  route(app, contract.chooseNotification, async ({ body, actor }) =>
    inTransaction(db, (tx) => choose(tx, actor, body)),
  );
}

function registerOutbox(app: App, db: Db): void {
  route(app, contract.listGivenUp, async ({ query, actor }) => listGivenUp(db, actor.district, query));
  route(app, contract.retryDelivery, async ({ params, actor }) => {
    await inTransaction(db, (tx) => retryDelivery(tx, actor, params.id));
    return params;
  });
  route(app, contract.discardDelivery, async ({ params, body, actor }) => {
    await inTransaction(db, (tx) => discardDelivery(tx, actor, params.id, body.reason));
    return params;
  });
  route(app, contract.listWebhooks, async ({ actor }) => ({ rows: await listWebhooks(db, actor.district) }));
  route(app, contract.addWebhook, async ({ body, actor }) =>
    inTransaction(db, (tx) => addWebhook(tx, actor, body)),
  );
  route(app, contract.endWebhook, async ({ params, actor }) => {
    await inTransaction(db, (tx) => endWebhook(tx, actor, params.id));
    return params;
  });
}
