import { join } from 'node:path';
import type { EntityMatch } from '@miaopu/contract';
import { readPackFiles } from '../apps/server/src/demo.ts';
import { loadLibrary } from '../apps/server/src/engines/policies/index.ts';
import { rows, sql } from '../apps/server/src/platform/db/index.ts';
import { actor, code, type District, root } from './district.ts';
import { type Figure, figure, quantile, type Size } from './figures.ts';
import { serveDistrict } from './server.ts';
import { timed } from './stopwatch.ts';

/** What the server needs to say how one enterprise stands to every policy in force, why, and what it may have together, against a bare round trip. */
export async function benchMatch(district: District, { repeat }: Size): Promise<Figure[]> {
  const { db } = district;
  await loadLibrary(db, actor, readPackFiles(join(root, 'policies')));
  const asked = await enterprises(district, repeat * 100);
  const served = await serveDistrict(district, { web: false });
  const match = async (id: string) => (await served.get(`/api/policies/entities/${id}/match`)) as EntityMatch;
  try {
    const first = await match(asked[0]!);
    if (first.policies.length === 0) throw new Error('An enterprise in business stands to no policy.');
    // a connection prepares a statement when it first needs it, and V8 compiles what is run often: an office’s server has done both
    for (const id of asked.slice(0, 30)) await match(id);
    const [ours, limit]: [number[], number[]] = [[], []];
    let reasons = 0;
    for (const id of asked) {
      limit.push(await timed(() => rows(db, sql`select 1`)));
      ours.push(
        await timed(async () => {
          for (const policy of (await match(id)).policies) reasons += policy.conditions.length;
        }),
      );
    }
    return ([50, 95] as const).map((percent) =>
      figure({
        bench: 'match',
        name: `an enterprise, p${percent}`,
        ours: {
          value: quantile(ours, percent / 100),
          unit: 'ms',
          what: 'GET match: session, entity, conditions with reasons, best combination, JSON',
        },
        limit: {
          value: quantile(limit, percent / 100),
          unit: 'ms',
          what: '`select 1` through the same pool',
        },
        aim: { of: 'ours', at: 'most', value: 50 },
        note: `${asked.length} enterprises, ${first.policies.length} policies in force, ${Math.round(reasons / asked.length)} conditions each`,
      }),
    );
  } finally {
    await served.close();
  }
}

/** Enterprises in business, spread over all of them. */
async function enterprises({ db }: District, count: number): Promise<string[]> {
  const found = await rows<{ id: string }>(
    db,
    sql`select entity_id as id from registry.entity_search
        where district = ${code} and category = 'enterprise' and status = 'active'
        order by hashint8(entity_id) limit ${count}`,
  );
  return found.map(({ id }) => id);
}
