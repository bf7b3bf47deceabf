import { join } from 'node:path';
import { aheadOf } from './ahead.ts';
import { registerClaimRoutes } from './engines/claims/index.ts';
import { registerIndicatorRoutes } from './engines/indicators/index.ts';
import { registerPlanRoutes } from './engines/plan/index.ts';
import { draftWork, registerPolicyRoutes } from './engines/policies/index.ts';
import { registerImportRoutes, registerRegistryRoutes } from './engines/registry/index.ts';
import { registerSubmissionRoutes } from './engines/submissions/index.ts';
import type { SignIn } from './platform/access/index.ts';
import { registerAuditRoutes } from './platform/audit/index.ts';
import type { Clock } from './platform/clock/index.ts';
import type { Config } from './platform/config/index.ts';
import type { Db } from './platform/db/index.ts';
import { type App, createApp, registerHealth, registerOpenApi, serveWebApp } from './platform/http/index.ts';
import type { Jobs } from './platform/jobs/index.ts';
import type { Log } from './platform/log/index.ts';
import { registerMetrics } from './platform/metrics/index.ts';
import { registerNotifyRoutes } from './platform/notify/index.ts';
import { registerPeopleRoutes } from './platform/people/index.ts';
import { registerRetentionRoutes } from './platform/retention/index.ts';
import { registerSession } from './session.ts';

/** What modules are given: the database as the application's role, the clock, the queue, the settings. */
export type Services = {
  readonly db: Db;
  readonly clock: Clock;
  readonly jobs: Jobs;
  readonly config: Config;
};

export type AppParts = { readonly log?: Log; readonly web?: boolean };

/** Builds the server: every module is listed here by hand. */
export async function buildApp(
  services: Services,
  signIn: SignIn,
  { log, web = true }: AppParts = {},
): Promise<App> {
  const app = await createApp({ signIn, db: services.db, district: services.config.district, log });
  registerHealth(app, services.db);
  registerOpenApi(app);
  registerMetrics(app, services);
  registerSession(app, services);
  registerPeopleRoutes(app, services, signIn, [draftWork]);
  registerAuditRoutes(app, services);
  registerNotifyRoutes(app, services);
  registerRetentionRoutes(app, services);
  await registerRegistryRoutes(app, services);
  await registerImportRoutes(app, services);
  await registerPlanRoutes(app, services);
  await registerPolicyRoutes(app, services);
  await registerIndicatorRoutes(app, services);
  await registerSubmissionRoutes(app, services);
  await registerClaimRoutes(app, services);
  if (web) await serveWebApp(app, join(services.config.rootFolder, 'apps/web/dist'), aheadOf(services));
  return app;
}
