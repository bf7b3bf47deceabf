import * as contract from '@miaopu/contract';
import { endSessions, findWays, listSessions, singleSignOnProvider } from '../access/index.ts';
import { type App, route } from '../http/index.ts';
import { changeEmail, confirmEmail, renameSelf } from './profile.ts';
import type { PeopleServices } from './services.ts';

/** The own account: by which ways one signs in, and where one is signed in (packages/contract/src/account.ts). */
export function registerAccountRoutes(app: App, services: PeopleServices): void {
  const { db, config } = services;
  route(app, contract.getAccount, async ({ actor }) => {
    const { enabled, ...ways } = await findWays(db, actor.id);
    return { ...ways, secondFactor: { enabled, required: config.secondFactorRoles.includes(actor.role) } };
  });
  route(app, contract.listSessions, async ({ actor }) => ({ rows: await listSessions(db, actor) }));
  route(app, contract.endSession, async ({ actor, params }) => ({
    ended: await endSessions(db, actor, params),
  }));
  route(app, contract.endOtherSessions, async ({ actor }) => ({
    ended: await endSessions(db, actor, 'others'),
  }));
  route(app, contract.renameSelf, async ({ actor, body }) => {
    await renameSelf(services, actor, body.name);
    return body;
  });
  route(app, contract.changeEmail, async ({ actor, body }) => {
    await changeEmail(services, actor, body.email);
    return { sent: true as const };
  });
  route(app, contract.confirmEmail, async ({ params }) => confirmEmail(services, params.token));
  route(app, contract.getSignInWays, async () => ({
    passkeyHost: new URL(config.publicUrl).hostname,
    singleSignOn: config.singleSignOn
      ? { provider: singleSignOnProvider, name: config.singleSignOn.name }
      : null,
    mail: config.smtpUrl !== undefined,
  }));
}
