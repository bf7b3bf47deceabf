import type { Labels } from '@miaopu/plan';
import { asSystem, type Db } from '../../platform/db/index.ts';
import { getPack, listPlans } from '../plan/index.ts';

/** The names of the units of a district's plans, by their ids. */
export type UnitNames = ReadonlyMap<string, Labels>;

const known = new WeakMap<object, Map<string, { readonly until: number; readonly names: UnitNames }>>();
const keptFor = 60_000;

/** The units that policies name as their contact. Plans change a few times a year; a minute's old answer is a right one. */
export async function unitNames(db: Db, district: string): Promise<UnitNames> {
  const districts = known.get(db.pool) ?? new Map();
  known.set(db.pool, districts);
  const kept = districts.get(district);
  if (kept !== undefined && kept.until > performance.now()) return kept.names;
  // what a unit is called is no secret, also of those who may not read the plan
  const packs = await asSystem(async () =>
    Promise.all((await listPlans(db, district)).map(({ id }) => getPack(db, district, id))),
  );
  const names = new Map(
    packs.reverse().flatMap((pack) => pack.units.map((unit) => [unit.id, unit.name] as const)),
  );
  districts.set(district, { until: performance.now() + keptFor, names });
  return names;
}
