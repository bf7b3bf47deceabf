import type { Cockpit } from '@miaopu/contract';
import { countPlan } from '../apps/server/src/engines/indicators/index.ts';
import { rows, sql } from '../apps/server/src/platform/db/index.ts';
import { code, type District } from './district.ts';
import { type Figure, figure, quantile, type Size } from './figures.ts';
import { serveDistrict } from './server.ts';
import { inTurns } from './stopwatch.ts';

/** What the server needs to answer the cockpit's one request, of a day that was counted before, against a bare round trip to the database. */
export async function benchCockpit(district: District, { repeat }: Size): Promise<Figure[]> {
  const { db, pack } = district;
  const { id, period } = pack.plan;
  await countPlan(db, code, id, period.end);
  const served = await serveDistrict(district, { web: false });
  const town = '331004005';
  const views = {
    'the district': `/api/plans/${id}/cockpit?asOf=${period.end}`,
    'a town in a year': `/api/plans/${id}/cockpit?asOf=${period.end}&town=${town}&year=2019`,
  };
  try {
    const figures: Figure[] = [];
    for (const [name, url] of Object.entries(views)) {
      const { groups } = (await served.get(url)) as Cockpit;
      if (groups.length === 0) throw new Error('The cockpit is empty.');
      const { ours, limit } = await inTurns(repeat * 20, {
        ours: () => served.get(url),
        limit: () => rows(db, sql`select 1`),
      });
      figures.push(
        ...([50, 95] as const).map((percent) =>
          figure({
            bench: 'cockpit',
            name: `${name}, p${percent}`,
            ours: {
              value: quantile(ours, percent / 100),
              unit: 'ms',
              what: 'GET cockpit: session, values, standings, JSON',
            },
            limit: {
              value: quantile(limit, percent / 100),
              unit: 'ms',
              what: '`select 1` through the same pool',
            },
            aim: { of: 'ours', at: 'most', value: 100 },
          }),
        ),
      );
    }
    return figures;
  } finally {
    await served.close();
  }
}
