import { join } from 'node:path';
import { getSession } from '@miaopu/contract';
import { findDivision, townsOf } from '@miaopu/standards';
import type { SignIn } from './platform/access/sign-in.ts';
import type { Clock } from './platform/clock/index.ts';
import type { Config } from './platform/config/index.ts';
import type { Db } from './platform/db/index.ts';
import { type App, createApp, route } from './platform/http/index.ts';
import { registerHealth } from './platform/http/health.ts';
import { serveWebApp } from './platform/http/static.ts';
import type { Jobs } from './platform/jobs/index.ts';

/** What modules are given: the database as the application's role, the clock, the queue, the settings. */
export type Services = { readonly db: Db; readonly clock: Clock; readonly jobs: Jobs; readonly config: Config };

/** Builds the server: every module is listed here by hand. */
export async function buildApp(services: Services, signIn: SignIn, options: { log?: boolean; web?: boolean } = {}): Promise<App> {
  const app = await createApp({ signIn, log: options.log ?? false });
  registerHealth(app, services.db);
  registerSession(app, services);
  if (options.web ?? true) await serveWebApp(app, join(services.config.rootFolder, 'apps/web/dist'));
  return app;
}
