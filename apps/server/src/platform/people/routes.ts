import * as contract from '@miaopu/contract';
import type { SignIn } from '../access/index.ts';
import { type App, route } from '../http/index.ts';
import { registerAccountRoutes } from './account.ts';
import { invite, listInvitations, resendInvitation, withdrawInvitation } from './invite.ts';
import { accept, join, lookAt, register } from './join.ts';
import { endMembership, previewLeaving } from './leaving.ts';
import { listOrganisations, listPeople } from './list.ts';
import { lockPerson, resetSecondFactor, unlockPerson } from './lock.ts';
import type { OpenWork } from './open-work.ts';
import { forgetPassword, issuePasswordLink, openPasswordLink, resetPassword } from './password-reset.ts';
import { renamePerson } from './profile.ts';
import type { PeopleServices } from './services.ts';

/** People's part of the HTTP interface (packages/contract/src/people.ts, account.ts), with the kinds of work that somebody can leave open. */
export function registerPeopleRoutes(
  app: App,
  services: PeopleServices,
  signIn: SignIn,
  works: readonly OpenWork[],
): void {
  registerAccountRoutes(app, services);
  registerPeople(app, services, works);
  registerInvitations(app, services, signIn);
  registerPasswords(app, services, signIn);
}

function registerPeople(app: App, services: PeopleServices, works: readonly OpenWork[]): void {
  const { db } = services;
  route(app, contract.listPeople, async ({ actor, query }) => listPeople(db, actor, query));
  route(app, contract.listOrganisations, async ({ actor }) => ({ rows: await listOrganisations(db, actor) }));
  route(app, contract.lockPerson, async ({ actor, params, body }) => {
    await lockPerson(db, actor, params.id, body.reason);
    return params;
  });
  route(app, contract.unlockPerson, async ({ actor, params }) => {
    await unlockPerson(db, actor, params.id);
    return params;
  });
  route(app, contract.resetSecondFactor, async ({ actor, params, body }) => {
    await resetSecondFactor(db, actor, params.id, body.reason);
    return params;
  });
  route(app, contract.renamePerson, async ({ actor, params, body }) => {
    await renamePerson(services, actor, params.id, body);
    return params;
  });
  route(app, contract.issuePasswordLink, async ({ actor, params, body }) =>
    issuePasswordLink(services, actor, params.id, body.reason),
  );
  route(app, contract.previewLeaving, async ({ actor, params }) =>
    previewLeaving(db, works, actor, params.id),
  );
  route(app, contract.endMembership, async ({ actor, params, body }) => ({
    handedOver: await endMembership(db, works, actor, params.id, body),
  }));
}

function registerInvitations(app: App, services: PeopleServices, signIn: SignIn): void {
  route(app, contract.listInvitations, async ({ actor }) => ({
    rows: await listInvitations(services, actor),
  }));
  route(app, contract.invite, async ({ actor, body }) => invite(services, actor, body));
  route(app, contract.resendInvitation, async ({ actor, params }) =>
    resendInvitation(services, actor, params.id),
  );
  route(app, contract.withdrawInvitation, async ({ actor, params }) => {
    await withdrawInvitation(services, actor, params.id);
    return params;
  });
  route(app, contract.openInvitation, async ({ params }) => lookAt(services, params.token));
  route(app, contract.acceptInvitation, async ({ params, body }) =>
    accept(services, signIn, params.token, body),
  );
  route(app, contract.joinByInvitation, async ({ actor, params }) => join(services, actor, params.token));
  route(app, contract.register, async ({ body }) => {
    await register(services, body);
    return { sent: true as const };
  });
}

function registerPasswords(app: App, services: PeopleServices, signIn: SignIn): void {
  route(app, contract.forgetPassword, async ({ body }) => {
    await forgetPassword(services, body.email);
    return { sent: true as const };
  });
  route(app, contract.openPasswordLink, async ({ params }) => openPasswordLink(services, params.token));
  route(app, contract.resetPassword, async ({ params, body }) =>
    resetPassword(services, signIn, params.token, body.password),
  );
}
