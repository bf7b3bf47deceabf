import { asSystem } from '../../platform/db/index.ts';
import type { App } from '../../platform/http/index.ts';
import { latestKnowledge } from '../registry/index.ts';
import { getLibrary } from './library.ts';
import { presentDay } from './present-day.ts';
import { registerCheck } from './routes-check.ts';
import { registerCoverage } from './routes-coverage.ts';
import { registerPolicyLists } from './routes-lists.ts';
import { registerMatching } from './routes-match.ts';
import { registerPolicyOffice } from './routes-office.ts';
import { registerPublicPolicies } from './routes-public.ts';
import { registerPolicyRuns } from './routes-runs.ts';
import { registerSimulation } from './routes-simulation.ts';
import { executeRun, openRuns } from './runs.ts';
import { type PolicyServices, queues, type RefreshJob, type RunJob } from './services.ts';
import { findEvaluated, refreshStandings } from './standings.ts';

/** Serves the policies' endpoints (packages/contract/src/policies*.ts) and takes up their queues, with what a former process left. */
export async function registerPolicyRoutes(app: App, services: PolicyServices): Promise<void> {
  registerPublicPolicies(app, services);
  await registerCheck(app, services);
  registerMatching(app, services);
  registerPolicyOffice(app, services);
  registerPolicyRuns(app, services);
  registerPolicyLists(app, services);
  registerSimulation(app, services);
  await registerCoverage(app, services);
  await takeUpQueues(services);
}

async function takeUpQueues({ db, clock, jobs, config }: PolicyServices): Promise<void> {
  const refresh = async (district: string) => {
    const { day } = await presentDay(db, district, clock);
    await refreshStandings(db, district, day);
  };
  await jobs.work<RefreshJob>(queues.refresh, ({ district }) => refresh(district));
  await jobs.work<RunJob>(queues.run, ({ district, id }, signal) => executeRun(db, district, id, signal));
  // each minute: what the registry learned, and what was published by a process that died before it could say so
  await jobs.schedule(queues.due, '* * * * *', async () => {
    if (await isDue(config.district)) await refresh(config.district);
  });
  for (const run of await asSystem(() => openRuns(db))) await jobs.send(queues.run, run satisfies RunJob);

  /** Whether the standings that are kept are not those of the present; asked often, so it costs little. */
  async function isDue(district: string): Promise<boolean> {
    const { day } = await presentDay(db, district, clock);
    const library = await getLibrary(db, district);
    const kept = await findEvaluated(db, district, await latestKnowledge(db, district));
    const isKept = (id: string) =>
      kept.some(
        ({ policy_id, version, as_of, is_behind }) =>
          policy_id === id && version === library.policies.get(id)!.version && as_of === day && !is_behind,
      );
    const inForce = library.onDay(day);
    return kept.length !== inForce.length || !inForce.every(({ policy }) => isKept(policy.id));
  }
}
