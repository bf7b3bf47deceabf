import {
  type endMembership as endEndpoint,
  type Leaving,
  type Role,
  roleNames,
  scopeOf,
} from '@miaopu/contract';
import type { z } from 'zod';
import type { Actor, Organisation } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import {
  asSystem,
  type Db,
  firstRow,
  inTransaction,
  type Queryable,
  rows,
  sql,
  type Tx,
} from '../db/index.ts';
import { peopleFailure } from './errors.ts';
import { demandMayGive } from './may-give.ts';
import type { Holder, OpenWork, WorkItem } from './open-work.ts';

type Ended = z.output<NonNullable<(typeof endEndpoint)['body']>>;
type Held = {
  readonly id: string;
  readonly person: { readonly id: string; readonly name: string };
  readonly role: Role;
  readonly organisation: Pick<Organisation, 'id' | 'kind' | 'name'>;
};
type Successor = { readonly id: string; readonly name: string; readonly role: Role };

/** Somebody's open membership that the actor may end. @throws people.no_membership, people.not_yours_to_give */
async function getHeld(db: Queryable, actor: Actor, id: string): Promise<Held> {
  const held = await firstRow<Held>(
    db,
    sql`select m.membership_id as id, m.role, jsonb_build_object('id', u.id, 'name', u.name) as person,
          jsonb_build_object('id', o.organisation_id, 'kind', o.kind, 'name', jsonb_build_object('zh', o.name, 'en', o.name_en)) as organisation
        from access.membership m join access.organisation o using (district, organisation_id) join auth."user" u on u.id = m.person_id
        where m.district = ${actor.district} and m.membership_id = ${id} and m.valid_to = 'infinity'`,
  );
  if (held === undefined) throw peopleFailure('people.no_membership');
  demandMayGive(actor, held.organisation, held.role);
  return held;
}

const holderOf = (actor: Actor, { person, organisation }: Held): Holder => ({
  district: actor.district,
  person: person.id,
  organisation: organisation.id,
});

type Found = { readonly work: OpenWork; readonly items: readonly WorkItem[] };

/** What a person has open of the kinds that their role can have at all. */
async function findWork(
  db: Queryable,
  works: readonly OpenWork[],
  actor: Actor,
  held: Held,
): Promise<Found[]> {
  const found: Found[] = [];
  for (const work of works) {
    if (scopeOf(held.role, work.ability) === undefined) continue;
    const items = await work.list(db, holderOf(actor, held));
    if (items.length > 0) found.push({ work, items });
  }
  return found;
}

const countOf = (found: readonly Found[]) => found.reduce((sum, { items }) => sum + items.length, 0);

/** Colleagues who can do all of the work; where there is none, the office. */
async function findSuccessors(
  db: Queryable,
  actor: Actor,
  held: Held,
  found: readonly Found[],
): Promise<Successor[]> {
  const candidates = await rows<Successor & { readonly colleague: boolean }>(
    db,
    sql`select distinct on (u.id) u.id, u.name, m.role, m.organisation_id = ${held.organisation.id} as colleague
        from access.membership m join auth."user" u on u.id = m.person_id
        where m.district = ${actor.district} and m.valid_to = 'infinity' and m.person_id <> ${held.person.id} and u."lockedAt" is null
          and (m.organisation_id = ${held.organisation.id} or m.role = 'office')
        order by u.id, m.organisation_id = ${held.organisation.id} desc, m.membership_id`,
  );
  const able = candidates.filter(({ role }) =>
    found.every(({ work }) => scopeOf(role, work.ability) !== undefined),
  );
  const colleagues = able.filter(({ colleague }) => colleague);
  return (colleagues.length > 0 ? colleagues : able).map(({ id, name, role }) => ({ id, name, role }));
}

/** What ending a membership would leave open, and who could take it over. Whoever sees no business data is told how much, and not what. */
export async function previewLeaving(
  db: Db,
  works: readonly OpenWork[],
  actor: Actor,
  id: string,
): Promise<Leaving> {
  return asSystem(async () => {
    const held = await getHeld(db, actor, id);
    const found = await findWork(db, works, actor, held);
    const maySee = (work: OpenWork) => scopeOf(actor.role, work.ability) !== undefined;
    return {
      person: held.person,
      role: held.role,
      organisation: held.organisation,
      work: found.map(({ work, items }) => ({
        kind: work.kind,
        count: items.length,
        items: maySee(work) ? [...items] : [],
      })),
      items: countOf(found),
      successors: found.length === 0 ? [] : await findSuccessors(db, actor, held, found),
    };
  });
}

/** Ends a membership at a day and makes its open work somebody else's, both or neither. The past is not rewritten: today is the earliest end. */
export async function endMembership(
  db: Db,
  works: readonly OpenWork[],
  actor: Actor,
  id: string,
  { lastDay, reason, successor, items }: Ended,
): Promise<number> {
  return asSystem(() =>
    inTransaction(db, async (tx) => {
      await sql`select from access.membership where district = ${actor.district} and membership_id = ${id} for update`.execute(
        tx.query,
      );
      const held = await getHeld(tx, actor, id);
      await demandNotLast(tx, actor, held);
      const found = await findWork(tx, works, actor, held);
      const open = countOf(found);
      if (open !== items) throw peopleFailure('people.work_changed', { items: open });
      const to = await chooseSuccessor(tx, actor, held, found, successor);
      const ended = await firstRow<{ until: string }>(
        tx,
        sql`update access.membership set valid_to = greatest(${lastDay}::date + 1, current_date), ended_by = ${actor.name}, ended_at = now(), end_reason = ${reason}
            where district = ${actor.district} and membership_id = ${id} returning valid_to as until`,
      );
      await recordAudit(tx, {
        actor,
        action: 'access.membership.ended',
        record: `membership/${id}`,
        before: { person: held.person.id, organisation: held.organisation.id, role: held.role },
        after: { until: ended!.until },
        reason,
      });
      if (to !== null) await handOver(tx, actor, held, found, to);
      return open;
    }),
  );
}

async function handOver(
  tx: Tx,
  actor: Actor,
  held: Held,
  found: readonly Found[],
  to: Successor,
): Promise<void> {
  for (const { work, items } of found) {
    await work.handOver(tx, actor, holderOf(actor, held), to);
    for (const { record } of items)
      await recordAudit(tx, {
        actor,
        action: 'access.work.handed_over',
        record,
        before: { person: held.person.id },
        after: { person: to.id },
      });
  }
}

async function chooseSuccessor(
  tx: Tx,
  actor: Actor,
  held: Held,
  found: readonly Found[],
  wanted: string | null,
): Promise<Successor | null> {
  if (found.length === 0) return null;
  if (wanted === null) throw peopleFailure('people.successor_needed', { items: countOf(found) });
  const chosen = (await findSuccessors(tx, actor, held, found)).find(({ id }) => id === wanted);
  if (chosen === undefined) throw peopleFailure('people.no_successor');
  return chosen;
}

/** Without anybody in these roles nobody could invite the next one. */
const neverNone: readonly Role[] = ['office', 'administrator'];

async function demandNotLast(tx: Tx, actor: Actor, { id, role }: Held): Promise<void> {
  if (!neverNone.includes(role)) return;
  const other = await firstRow(
    tx,
    sql`select from access.membership m join auth."user" u on u.id = m.person_id
        where m.district = ${actor.district} and m.role = ${role} and m.valid_to = 'infinity' and m.membership_id <> ${id}
          and u."lockedAt" is null`,
  );
  if (other === undefined) throw peopleFailure('people.last_one', { role: roleNames[role] });
}
