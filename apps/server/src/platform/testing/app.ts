import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Role } from '@miaopu/contract';
import type { FastifyInstance } from 'fastify';
import { ensureOrganisations, type NewOrganisation, openSignIn, type SignIn } from '../access/index.ts';
import { type Clock, fixedClock } from '../clock/index.ts';
import { type Config, readConfig } from '../config/index.ts';
import { asSystem, type Db, openPool } from '../db/index.ts';
import { createApp } from '../http/index.ts';
import { type Jobs, openJobs } from '../jobs/index.ts';
import type { Log } from '../log/index.ts';
import type { TestDatabase } from './index.ts';

export type TestServices = {
  readonly db: Db;
  readonly clock: Clock;
  readonly jobs: Jobs;
  readonly config: Config;
};
export type TestApp = {
  readonly app: FastifyInstance;
  readonly services: TestServices;
  readonly signIn: SignIn;
  /** The cookie of somebody signed in who has that role (a viewer is a leader), in the organisation named where the role has no home. */
  cookieOf(role: Role | 'viewer', organisation?: NewOrganisation): Promise<string>;
  close(): Promise<void>;
};

const password = 'a-long-test-password';

/** A server with real sign-in, queue and database, and the routes that a test registers. Its day is 2021-03-01. */
export async function createTestApp(
  test: TestDatabase,
  register: (app: FastifyInstance, services: TestServices) => Promise<void>,
  { log, environment = {} }: { readonly log?: Log; readonly environment?: NodeJS.ProcessEnv } = {},
): Promise<TestApp> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'miaopu-test-'));
  const config = readConfig({ MIAOPU_DATA: dataFolder, ...environment });
  const signIn = await openSignIn(test.owner, test.url, config);
  const services: TestServices = {
    // as in production: work that forgot to say who acts sees nothing
    db: openPool({ url: test.url, role: 'miaopu_app' }),
    clock: fixedClock(new Date('2021-03-01T04:00:00Z')),
    jobs: await openJobs(test.url, (error) => process.stderr.write(`${error.message}\n`)),
    config,
  };
  const app = await createApp({ signIn, db: services.db, district: services.config.district, log });
  await asSystem(() => register(app, services));
  return {
    app,
    services,
    signIn,
    cookieOf: async (role, organisation) => {
      const { district } = services.config;
      if (organisation !== undefined) await ensureOrganisations(test.owner, district, [organisation]);
      const email = `${[role, organisation?.id].filter(Boolean).join('.')}@test.example`;
      const membership = {
        role: role === 'viewer' ? 'leader' : role,
        ...(organisation && { organisation: organisation.id }),
      };
      const memberships = role === 'newcomer' ? [] : [membership];
      await signIn.createPerson({ email, password, name: role, district, memberships });
      const answer = await app.inject({
        method: 'POST',
        url: '/api/auth/sign-in/email',
        headers: { origin: 'http://localhost', host: 'localhost' },
        payload: { email, password },
      });
      return answer.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    },
    close: async () => {
      await services.jobs.stop();
      await app.close();
      await signIn.close();
      await services.db.close();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}
