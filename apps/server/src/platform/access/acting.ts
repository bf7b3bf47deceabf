import { type RowScope, withRows } from '../db/index.ts';
import type { Actor } from './actor.ts';

const ofDistrict: readonly Actor['role'][] = ['office', 'leader', 'department_lead', 'department_clerk'];

/** Which rows an actor sees: the second lock's half of what the table of abilities says. */
export function rowsOf({ id, role, district, organisation }: Actor): RowScope {
  return {
    as: ofDistrict.includes(role) ? 'miaopu_district' : 'miaopu_own',
    district,
    role,
    person: id,
    organisation: organisation?.id,
    town: organisation?.town ?? undefined,
    entity: organisation?.entity ?? undefined,
    units: organisation?.units,
  };
}

/** Does the work, and whatever it awaits, with the actor's rows in sight and no others. */
export function actAs<T>(actor: Actor, work: () => T): T {
  return withRows(rowsOf(actor), work);
}

/** Does work for somebody without an account: what the district shows to everybody is in sight. */
export function asPublic<T>(district: string, work: () => T): T {
  return withRows({ as: 'miaopu_own', district }, work);
}
