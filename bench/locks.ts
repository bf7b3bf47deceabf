import { countPlan } from '../apps/server/src/engines/indicators/index.ts';
import { listEntities } from '../apps/server/src/engines/registry/index.ts';
import { type Actor, actAs } from '../apps/server/src/platform/access/index.ts';
import { recordAudit } from '../apps/server/src/platform/audit/index.ts';
import { type Db, inTransaction, openPool, sql } from '../apps/server/src/platform/db/index.ts';
import { actor, code, type District } from './district.ts';
import { type Figure, figure, quantile, type Size } from './figures.ts';
import { serveDistrict } from './server.ts';
import { inTurns } from './stopwatch.ts';

const town = '331004005';
const clerk: Actor = {
  id: 'clerk',
  name: 'clerk',
  role: 'town_clerk',
  district: code,
  membership: '1',
  organisation: {
    id: town,
    kind: 'town',
    name: { zh: town, en: town },
    town,
    units: [town],
    entity: null,
  },
};

/**
 * What the second lock and the audit's chain cost: the same requests by way of the tables' owner, whom row security does not hold and whose
 * connections take nothing on; and a save whose line is linked into the chain, beside one whose line is not.
 */
export async function benchLocks(district: District, { repeat }: Size): Promise<Figure[]> {
  const { pack, url } = district;
  await countPlan(district.db, code, pack.plan.id, pack.plan.period.end);
  const unlocked = openPool({ url });
  try {
    return [...(await overHttp(district, unlocked, repeat)), ...(await below(district, unlocked, repeat))];
  } finally {
    await unlocked.close();
  }
}

/** As the office: the whole call, with session, rows in sight, values, JSON. */
async function overHttp(district: District, unlocked: Db, repeat: number): Promise<Figure[]> {
  const { plan } = district.pack;
  const urls = {
    'the cockpit, as the office': `/api/plans/${plan.id}/cockpit?asOf=${plan.period.end}`,
    'a list, as the office': `/api/registry/entities?q=${encodeURIComponent('塑料')}&limit=50`,
  };
  const locked = await serveDistrict(district, { web: false });
  const open = await serveDistrict({ ...district, db: unlocked }, { web: false });
  try {
    const figures: Figure[] = [];
    for (const [name, path] of Object.entries(urls)) {
      const times = await inTurns(repeat * 20, { ours: () => locked.get(path), limit: () => open.get(path) });
      figures.push(beside(name, times, 'with row security', 'without'));
    }
    return figures;
  } finally {
    await locked.close();
    await open.close();
  }
}

async function below(district: District, unlocked: Db, repeat: number): Promise<Figure[]> {
  const list = (db: Db) =>
    actAs(clerk, () =>
      listEntities(
        db,
        { district: code, filters: { q: '机', town: [town] }, today: '2020-12-31' },
        { sort: 'name', order: 'asc' },
        { limit: 50, offset: 0 },
      ),
    );
  const listed = await inTurns(repeat * 20, { ours: () => list(district.db), limit: () => list(unlocked) });
  const save = (triggers: 'origin' | 'replica') => () =>
    inTransaction(unlocked, async (tx) => {
      await sql`select set_config('session_replication_role', ${triggers}, true)`.execute(tx.query);
      await sql`insert into platform.setting (name, value) values ('saved', '1')
                on conflict (name) do update set value = excluded.value, updated_at = now()`.execute(
        tx.query,
      );
      await recordAudit(tx, { actor, action: 'plan.loaded', record: 'bench' });
    });
  const saved = await inTurns(repeat * 40, { ours: save('origin'), limit: save('replica') });
  return [
    beside('a list, as a town', listed, 'with row security', 'without'),
    beside('a save', saved, 'its line linked into the chain', 'its line not linked'),
  ];
}

function beside(
  name: string,
  { ours, limit }: { readonly ours: number[]; readonly limit: number[] },
  what: string,
  held: string,
): Figure {
  return figure({
    bench: 'locks',
    name: `${name}, p50`,
    ours: { value: quantile(ours, 0.5), unit: 'ms', what },
    limit: { value: quantile(limit, 0.5), unit: 'ms', what: held },
  });
}
