import { resolve } from 'node:path';
import type { Role } from '@miaopu/contract';
import { loadPlanPack } from '@miaopu/plan';
import { simulateDistrict } from '@miaopu/simulator';
import { readPackFiles } from '../demo.ts';
import { countPlan } from '../engines/indicators/index.ts';
import { loadPlan } from '../engines/plan/index.ts';
import { loadPopulation } from '../engines/registry/index.ts';
import type { NewOrganisation } from '../platform/access/index.ts';
import { firstRow, sql } from '../platform/db/index.ts';
import { type TestDatabase, testActor } from '../platform/testing/index.ts';

// A district with a plan, enterprises in several towns and people of every role, for tests that call the whole server.

export const root = resolve(import.meta.dirname, '../../../..');
export const planId = 'luqiao-2018-2020';
/** The town whose people there are, and another. */
export const [town, otherTown] = ['331004106', '331004001'] as const;

/** Loads the plan and a population, and counts it as of the plan's last day; `between` comes before the count. */
export async function fillDistrict(
  { db }: TestDatabase,
  population: { readonly seed: number; readonly enterprises: number },
  between: () => Promise<unknown> = async () => {},
): Promise<void> {
  const read = loadPlanPack(readPackFiles(resolve(root, 'plans', planId)));
  if (!read.ok) throw new Error('the plan is not sound');
  await loadPlan(db, testActor, read.pack);
  await loadPopulation(db, testActor, simulateDistrict(population));
  await between();
  await countPlan(db, testActor.district, planId, '2020-12-31');
}

/** The first active enterprise of a town. */
export async function entityIn({ owner }: TestDatabase, code: string): Promise<string> {
  const found = await firstRow<{ id: string }>(
    owner,
    sql`select entity_id as id from registry.entity_search where town = ${code} and status = 'active' order by entity_id limit 1`,
  );
  return found!.id;
}

/** For whom people of each role act; roles that are at home in the office or the leading group are not named. */
export function placesOf(entity: string): Partial<Record<Role, NewOrganisation>> {
  const name = { zh: '某单位', en: 'some' };
  const [department, ofTown, firm]: NewOrganisation[] = [
    { id: 'tax', kind: 'department', units: ['tax'], name },
    { id: town, kind: 'town', town, units: [town], name },
    { id: 'e-1', kind: 'enterprise', entity, name },
  ];
  return {
    department_lead: department,
    department_clerk: department,
    town_lead: ofTown,
    town_clerk: ofTown,
    bank_officer: { id: 'bank', kind: 'bank', name },
    provider: { id: 'laboratory', kind: 'laboratory', name },
    owner: firm,
    staff: firm,
  };
}
