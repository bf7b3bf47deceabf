import {
  decideDefinition as decideDefinitionEndpoint,
  decideRange as decideRangeEndpoint,
  getPlan,
  listPlans as listPlansEndpoint,
} from '@miaopu/contract';
import type { Clock } from '../../platform/clock/index.ts';
import type { Db } from '../../platform/db/index.ts';
import { type App, route } from '../../platform/http/index.ts';
import { decideDefinition } from './definitions.ts';
import { getPack, listPlans } from './in-force.ts';
import { makePlanPage } from './page.ts';
import { decideRange } from './ranges.ts';
import { registerRoundRoutes } from './rounds/routes.ts';

export async function registerPlanRoutes(
  app: App,
  { db, clock }: { readonly db: Db; readonly clock: Clock },
): Promise<void> {
  route(app, listPlansEndpoint, async ({ actor }) => {
    const plans = await listPlans(db, actor.district);
    const today = clock.today();
    return {
      rows: plans.map((plan) => ({
        ...plan,
        asOf: today < plan.start ? null : today < plan.end ? today : plan.end,
      })),
    };
  });
  route(app, getPlan, async ({ params, actor }) =>
    makePlanPage(await getPack(db, actor.district, params.plan)),
  );
  route(app, decideDefinitionEndpoint, async ({ params, body, actor }) => ({
    version: await decideDefinition(db, actor, params.plan, params.target, body),
  }));
  route(app, decideRangeEndpoint, async ({ params, body, actor }) => ({
    version: await decideRange(db, actor, params.plan, params.target, body),
  }));

  await registerRoundRoutes(app, { db, clock });
}
