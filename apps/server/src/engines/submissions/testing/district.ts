import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { OrganisationKind, Role } from '@miaopu/contract';
import { loadPlanPack, type PlanPack } from '@miaopu/plan';
import { type Actor, actAs, ensureOrganisations } from '../../../platform/access/index.ts';
import { type Db, inTransaction, openPool, sql, type Tx } from '../../../platform/db/index.ts';
import { createTestDatabase, type TestDatabase, testActor } from '../../../platform/testing/index.ts';
import { getPlanInForce, loadPlan, type PlanInForce } from '../../plan/index.ts';
import type { Acting } from '../acts.ts';
import { openPlace } from '../place.ts';

const folder = resolve(import.meta.dirname, '../../../../../../plans/luqiao-2018-2020');

/** Luqiao's own pack. */
export function readLuqiao(): PlanPack {
  const names = readdirSync(folder, { recursive: true }) as string[];
  const files = names.filter((name) => name.endsWith('.yaml'));
  const read = loadPlanPack(
    Object.fromEntries(
      files.map((name) => [name.replaceAll('\\', '/'), readFileSync(join(folder, name), 'utf8')]),
    ),
  );
  if (!read.ok) throw new Error('the pack is not sound');
  return read.pack;
}

/** Somebody who acts for a unit of the plan. */
export function person(id: string, role: Role, kind: OrganisationKind, unit: string): Actor {
  const town = kind === 'town' ? unit : null;
  const organisation = { id: unit, kind, name: { zh: unit, en: unit }, town, units: [unit], entity: null };
  return { id, name: id, role, district: '331004', membership: null, organisation };
}

export const jinqing = '331004106';
export const lunan = '331004001';
/** People who report, sign and chase. */
export const persons = {
  clerk: person('clerk', 'town_clerk', 'town', jinqing),
  colleague: person('colleague', 'town_clerk', 'town', jinqing),
  lead: person('lead', 'town_lead', 'town', jinqing),
  neighbour: person('neighbour', 'town_clerk', 'town', lunan),
  neighbourLead: person('neighbourLead', 'town_lead', 'town', lunan),
  economy: person('economy', 'department_lead', 'department', 'economy'),
  tax: person('tax', 'department_clerk', 'department', 'tax'),
  office: person('office', 'office', 'office', 'leading-group-office'),
  leader: person('leader', 'leader', 'leading_group', 'leading-group'),
} as const satisfies Record<string, Actor>;

export type TestDistrict = {
  readonly test: TestDatabase;
  /** As in production: sees the rows of whoever acts. */
  readonly db: Db;
  readonly pack: PlanPack;
  readonly plan: PlanInForce;
  close(): Promise<void>;
};

/** A district with Luqiao's plan and the people above, and nothing reported. */
export async function openDistrict(): Promise<TestDistrict> {
  const test = await createTestDatabase();
  const pack = readLuqiao();
  await loadPlan(test.db, testActor, pack);
  for (const { id, role, organisation } of Object.values(persons)) {
    const { kind, name, town, units } = organisation!;
    await ensureOrganisations(test.owner, '331004', [
      { id: organisation!.id, kind, name, units, ...(town === null ? {} : { town }) },
    ]);
    await sql`insert into auth."user" (id, name, email, "emailVerified", district) values (${id}, ${id}, ${`${id}@test.example`}, true, '331004')`.execute(
      test.owner.query,
    );
    await sql`insert into access.membership (district, person_id, organisation_id, role, granted_by) values ('331004', ${id}, ${organisation!.id}, ${role}, 'x')`.execute(
      test.owner.query,
    );
  }
  const db = openPool({ url: test.url, role: 'miaopu_app' });
  return {
    test,
    db,
    pack,
    plan: await getPlanInForce(test.db, '331004', pack.plan.id),
    close: async () => {
      await db.close();
      await test.drop();
    },
  };
}

export type Key = { readonly form: string; readonly unit: string; readonly period: string };

/** Does something to a submission as somebody, on a day. */
export async function as<T>(
  { db, pack }: TestDistrict,
  actor: Actor,
  today: string,
  key: Key,
  work: (tx: Tx, acting: Acting) => Promise<T>,
): Promise<T> {
  return actAs(actor, async () => {
    const place = await openPlace(db, actor, { ...key, plan: pack.plan.id });
    return inTransaction(db, (tx) => work(tx, { actor, place, today }));
  });
}
