import type { Clock } from '../../platform/clock/index.ts';
import type { Config } from '../../platform/config/index.ts';
import type { Db } from '../../platform/db/index.ts';
import type { Jobs } from '../../platform/jobs/index.ts';

/** What this engine's routes and jobs work with. */
export type PolicyServices = {
  readonly db: Db;
  readonly clock: Clock;
  readonly jobs: Jobs;
  readonly config: Config;
};

/** The queues of this engine. */
export const queues = {
  refresh: 'policies-refresh',
  run: 'policies-run',
  due: 'policies-refresh-due',
} as const;
export type RefreshJob = { readonly district: string };
export type RunJob = { readonly district: string; readonly id: string };
