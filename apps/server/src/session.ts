import { getDemoAccounts, getSession, switchMembership as switchEndpoint } from '@miaopu/contract';
import { findDivision, responsibleTowns } from '@miaopu/standards';
import type { Services } from './app.ts';
import { listDemoAccounts } from './demo-people.ts';
import { listPlans } from './engines/plan/index.ts';
import { listMemberships, switchMembership } from './platform/access/index.ts';
import { asSystem, inTransaction } from './platform/db/index.ts';
import { type App, route } from './platform/http/index.ts';

/** Who is signed in and as whom they act, with the district whose data they work on. */
export function registerSession(app: App, { db, config }: Services): void {
  route(app, getSession, async ({ actor }) => {
    const { id, name, email, role, district, membership, mustEnrol } = actor;
    const memberships = await listMemberships(db, district, id);
    const plans = await listPlans(db, district);
    return {
      user: { id, name, email, role },
      mustEnrol,
      acting: memberships.find((one) => one.id === membership) ?? null,
      memberships,
      district: {
        code: district,
        name: findDivision(district)?.name ?? district,
        towns: responsibleTowns(district).map(({ code, name }) => ({ code, name })),
      },
      plan: plans[0]?.id ?? null,
    };
  });
  // sessions are sign-in's own: nobody's rows
  route(app, switchEndpoint, async ({ actor, body }) =>
    asSystem(() => inTransaction(db, (tx) => switchMembership(tx, actor, body.membership))),
  );
  route(app, getDemoAccounts, async () => ({
    accounts: config.demo ? await asSystem(() => listDemoAccounts(db, config.district)) : [],
  }));
}
