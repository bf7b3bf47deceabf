import type { PolicyCounts, PolicyRun } from '@miaopu/contract';
import type { Actor } from '../../platform/access/index.ts';
import type { Db } from '../../platform/db/index.ts';
import { AppError } from '../../platform/errors/index.ts';
import { priced } from './cost.ts';
import { getLibrary } from './library.ts';
import { refOf } from './places.ts';
import { countsByPolicy } from './run-counts.ts';
import { createRun, executeRun, getRun } from './runs.ts';

/** Matches the district as of a day and waits for it: for the command line, and for the demo's first run. @throws what ended it */
export async function runDistrict(
  db: Db,
  actor: Actor,
  asOf: string,
): Promise<{
  run: PolicyRun;
  policies: { policy: ReturnType<typeof refOf>; counts: PolicyCounts }[];
}> {
  const { district } = actor;
  const id = await createRun(db, actor, asOf);
  await executeRun(db, district, id);
  const run = await getRun(db, district, id);
  if (run.state !== 'done')
    throw new AppError(
      'policies.run_failed',
      500,
      run.error ?? { zh: '匹配没有完成。', en: 'The matching did not end.' },
    );
  const library = await getLibrary(db, district);
  const counted = await countsByPolicy(db, district, id, {});
  return {
    run,
    policies: counted.map(({ policyId, version, counts }) => ({
      policy: refOf(library, policyId, version),
      counts: priced(library, policyId, asOf)(counts),
    })),
  };
}
