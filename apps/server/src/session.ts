import { getDemoAccounts, getSession } from '@miaopu/contract';
import { findDivision, responsibleTowns } from '@miaopu/standards';
import type { Services } from './app.ts';
import { demoAccounts } from './demo.ts';
import { listPlans } from './engines/plan/index.ts';
import { type App, route } from './platform/http/index.ts';

/** Who is signed in, with the district whose data they work on. */
export function registerSession(app: App, { db, config }: Services): void {
  route(app, getSession, async ({ actor }) => {
    const plans = await listPlans(db, actor.district);
    return {
      user: { id: actor.id, name: actor.name, email: actor.email, role: actor.role },
      district: {
        code: actor.district,
        name: findDivision(actor.district)?.name ?? actor.district,
        towns: responsibleTowns(actor.district).map(({ code, name }) => ({ code, name })),
      },
      plan: plans[0]?.id ?? null,
    };
  });
  route(app, getDemoAccounts, async () => ({
    accounts: config.demo ? demoAccounts.map(({ email, password, role }) => ({ email, password, role })) : [],
  }));
}
