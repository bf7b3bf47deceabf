import { join, resolve } from 'node:path';
import { loadPlanPack, type PlanPack } from '@miaopu/plan';
import { simulateDistrict } from '@miaopu/simulator';
import { readPackFiles } from '../apps/server/src/demo.ts';
import { loadPlan } from '../apps/server/src/engines/plan/index.ts';
import { loadPopulation } from '../apps/server/src/engines/registry/index.ts';
import { type Actor, systemActor } from '../apps/server/src/platform/access/index.ts';
import type { BenchDatabase } from './database.ts';

/** A database with the plan and a simulated district in it. */
export type District = BenchDatabase & { readonly pack: PlanPack; readonly entities: number };

export const root = resolve(import.meta.dirname, '..');
export const code = '331004';
export const actor: Actor = systemActor(code);

export function readPlan(): PlanPack {
  const read = loadPlanPack(readPackFiles(join(root, 'plans/luqiao-2018-2020')));
  if (!read.ok) throw new Error(JSON.stringify(read.problems, null, 2));
  return read.pack;
}

/** Loads the plan and about so many entities, one enterprise to two individual businesses. */
export async function fillDistrict(database: BenchDatabase, entities: number): Promise<District> {
  const pack = readPlan();
  await loadPlan(database.db, actor, pack);
  const { source, ...parts } = simulateDistrict({ seed: 7, enterprises: Math.ceil(entities / 3) });
  const loaded = await loadPopulation(database.db, actor, {
    source,
    entities: parts.entities,
    facts: parts.facts,
    milestones: parts.milestones,
    designations: parts.designations,
  });
  if (!loaded.loaded) throw new Error('the district’s database was not empty');
  // what autovacuum does by itself a minute later, so that it does not happen in the middle of a measurement
  await database.owner.pool.query('vacuum analyze');
  return { ...database, pack, entities: loaded.entities };
}
