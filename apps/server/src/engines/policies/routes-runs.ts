import * as contract from '@miaopu/contract';
import { type App, route } from '../../platform/http/index.ts';
import { priced } from './cost.ts';
import { getLibrary } from './library.ts';
import { industryName, refOf, townName } from './places.ts';
import { presentDay } from './present-day.ts';
import { countsByPlace, countsByPolicy, type RunCounts } from './run-counts.ts';
import { cancelRun, createRun, findLatestRun, getRun, listRuns } from './runs.ts';
import { townWithin } from './scope.ts';
import { type PolicyServices, queues, type RunJob } from './services.ts';

const nothing: RunCounts = {
  met: 0,
  nearly: 0,
  unknown: 0,
  manual: 0,
  notMet: 0,
  notApplicable: 0,
  amount: '0',
  uncounted: 0,
};

/** Runs over the district: begun, followed, cancelled, and read. */
export function registerPolicyRuns(app: App, { db, clock, jobs }: PolicyServices): void {
  route(app, contract.startPolicyRun, async ({ body, actor }) => {
    const { district } = actor;
    const asOf = body.asOf ?? (await presentDay(db, district, clock)).day;
    const id = await createRun(db, actor, asOf);
    await jobs.send(queues.run, { district, id } satisfies RunJob);
    return getRun(db, district, id);
  });

  route(app, contract.listPolicyRuns, async ({ actor }) => ({ rows: await listRuns(db, actor.district) }));

  route(app, contract.cancelPolicyRun, async ({ params, actor }) => cancelRun(db, actor, params.run));

  route(app, contract.getPolicyRun, async ({ params, query, actor }) => {
    const { district } = actor;
    const run =
      params.run === 'latest' ? await findLatestRun(db, district) : await getRun(db, district, params.run);
    if (run === undefined) return { run: null, policies: [] };
    const library = await getLibrary(db, district);
    const town = townWithin(actor, 'policy.read', query.town);
    const counted =
      run.state === 'done' ? await countsByPolicy(db, district, run.id, { ...query, town }) : [];
    return {
      run,
      policies: counted.map(({ policyId, version, counts }) => ({
        policy: refOf(library, policyId, version),
        counts: priced(library, policyId, run.asOf)(counts),
      })),
    };
  });

  route(app, contract.getPolicyRunPlaces, async ({ params, actor }) => {
    const { district } = actor;
    const run = await getRun(db, district, params.run);
    const library = await getLibrary(db, district);
    const place = { town: townWithin(actor, 'policy.read', undefined) };
    const [counted, towns, industries] = await Promise.all([
      countsByPolicy(db, district, run.id, place),
      countsByPlace(db, district, run.id, params.policy, 'town', place),
      countsByPlace(db, district, run.id, params.policy, 'division', place),
    ]);
    const own = counted.find(({ policyId }) => policyId === params.policy);
    const withCost = priced(library, params.policy, run.asOf);
    return {
      run,
      policy: refOf(library, params.policy, own?.version),
      counts: withCost(own?.counts ?? nothing),
      towns: towns.map(({ code, counts }) => ({ code, name: townName(code), counts: withCost(counts) })),
      industries: industries.map(({ code, counts }) => ({
        code,
        name: industryName(code),
        counts: withCost(counts),
      })),
    };
  });
}
