import type { PolicyOnDay } from '@miaopu/policies';
import {
  type Db,
  inTransaction,
  type Queryable,
  type RawBuilder,
  rows,
  sql,
  type Tx,
} from '../../platform/db/index.ts';
import { changesBetween, type OnlyEntities, settledInstant } from '../registry/index.ts';
import { standingList } from './aggregate.ts';
import { getLibrary, type Library } from './library.ts';
import { dependenciesOf, usesOf } from './uses.ts';

/** What a refreshing did, counted. */
export type Refreshed = {
  readonly asOf: string;
  readonly knownOn: string;
  /** Policies matched with every entity: newly published, or of another day than before. */
  readonly full: readonly string[];
  /** Policies that are no longer in force. */
  readonly removed: readonly string[];
  /** Of the others: how often an entity was asked about a policy again. */
  readonly evaluations: number;
  readonly again: readonly string[];
  readonly notices: number;
};

/** Of a policy whose standings are kept: which version, as of which day, right up to which instant. */
export type Evaluation = {
  readonly policy_id: string;
  readonly version: number;
  readonly as_of: string;
  readonly known_on: string;
};

/**
 * Brings `policies.standing` up to the present: what was published since is matched with every entity; for the rest only those entities
 * of which the registry learned something are asked again, and only about the policies whose rules name what it learned. An entity that
 * newly fits gets a notice. All of it is one transaction, and two at once wait for each other.
 *
 * @param asOf the district's present day (present-day.ts)
 */
export async function refreshStandings(db: Db, district: string, asOf: string): Promise<Refreshed> {
  return inTransaction(db, async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('policies standing ' || ${district}, 0))`.execute(
      tx.query,
    );
    const library = await getLibrary(db, district);
    const knownOn = await settledInstant(db, district);
    const before = await findEvaluated(tx, district);
    const plan = planRefresh(library, asOf, before);
    await removePolicies(tx, district, plan.removed);
    const write = { tx, district, library, asOf, knownOn };
    // the first standings of all tell nobody that something changed
    const told = await matchAll(write, plan.full, before.length > 0);
    const again = await matchChanged(write, plan.kept);
    return {
      asOf,
      knownOn,
      full: plan.full.map(({ policy }) => policy.id),
      removed: plan.removed,
      evaluations: again.evaluations,
      again: again.policies,
      notices: told + again.notices,
    };
  });
}

/**
 * The policies whose standings are kept.
 *
 * @param learned when the registry last learned something: what is right up to an earlier instant `is_behind`
 */
export function findEvaluated(
  db: Queryable,
  district: string,
  learned?: string,
): Promise<(Evaluation & { readonly is_behind: boolean })[]> {
  return rows(
    db,
    sql`select policy_id, version, as_of, known_on, coalesce(known_on < ${learned ?? null}::timestamptz, false) as is_behind
        from policies.evaluation where district = ${district}`,
  );
}

type Plan = {
  readonly removed: readonly string[];
  readonly full: readonly PolicyOnDay[];
  /** By the instant up to which their standings are right. */
  readonly kept: ReadonlyMap<string, readonly PolicyOnDay[]>;
};

function planRefresh(library: Library, asOf: string, before: readonly Evaluation[]): Plan {
  const inForce = library.onDay(asOf);
  const known = new Map(before.map((one) => [one.policy_id, one]));
  const isKept = ({ policy }: PolicyOnDay) => {
    const one = known.get(policy.id);
    return (
      one !== undefined && one.as_of === asOf && one.version === library.policies.get(policy.id)!.version
    );
  };
  return {
    removed: before
      .map(({ policy_id }) => policy_id)
      .filter((id) => !inForce.some(({ policy }) => policy.id === id)),
    full: inForce.filter((one) => !isKept(one)),
    kept: Map.groupBy(inForce.filter(isKept), ({ policy }) => known.get(policy.id)!.known_on),
  };
}

async function removePolicies(tx: Tx, district: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  for (const table of ['standing', 'evaluation'])
    await sql`delete from ${sql.table(`policies.${table}`)} where district = ${district} and policy_id = any(${[...ids]}::text[])`.execute(
      tx.query,
    );
}

type Writing = {
  readonly tx: Tx;
  readonly district: string;
  readonly library: Library;
  readonly asOf: string;
  readonly knownOn: string;
};

/** Matches policies with every entity; returns the number of notices. */
async function matchAll(write: Writing, policies: readonly PolicyOnDay[], tell: boolean): Promise<number> {
  if (policies.length === 0) return 0;
  const notices = await replace(write, policies, { tell });
  await sql`select policies.refresh_statistics()`.execute(write.tx.query);
  return notices;
}

type Changed = { readonly what: string };

/** Asks again what rests on something that changed. */
async function matchChanged(
  write: Writing,
  kept: Plan['kept'],
): Promise<{ policies: string[]; evaluations: number; notices: number }> {
  const done = { policies: [] as string[], evaluations: 0, notices: 0 };
  for (const [since, policies] of kept) {
    await noteChanges(write, since);
    const changed = new Set(
      (await rows<Changed>(write.tx, sql`select distinct what from changed`)).map(({ what }) => what),
    );
    for (const [what, group] of groupByCause(policies, write.asOf, changed)) {
      const only: OnlyEntities = (id) =>
        sql`${id} in (select entity_id from changed where what = any(${what.split(' ')}::text[]))`;
      const [{ count }] = (await rows<{ count: number }>(
        write.tx,
        sql`select count(distinct entity_id)::int as count from changed where what = any(${what.split(' ')}::text[])`,
      )) as [{ count: number }];
      done.notices += await replace(write, group, { tell: true, only });
      done.policies.push(...group.map(({ policy }) => policy.id));
      done.evaluations += count * group.length;
    }
    await sql`drop table changed`.execute(write.tx.query);
    await sql`update policies.evaluation set known_on = ${write.knownOn}::timestamptz
              where district = ${write.district} and policy_id = any(${policies.map(({ policy }) => policy.id)}::text[])`.execute(
      write.tx.query,
    );
  }
  return done;
}

async function noteChanges({ tx, district, asOf, knownOn }: Writing, since: string): Promise<void> {
  await sql`create temporary table changed on commit drop as
    select distinct entity_id, what from ${changesBetween({ district, since, until: knownOn, day: asOf })} changed`.execute(
    tx.query,
  );
  await sql`analyze changed`.execute(tx.query);
}

/** Policies by what changed that their rules name, in one text; those that name nothing of it are left out. */
function groupByCause(
  policies: readonly PolicyOnDay[],
  asOf: string,
  changed: ReadonlySet<string>,
): Map<string, PolicyOnDay[]> {
  const groups = Map.groupBy(policies, (policy) =>
    [...dependenciesOf(usesOf([policy]), asOf)].filter((what) => changed.has(what)).join(' '),
  );
  groups.delete('');
  return groups;
}

/** Writes the standings of policies anew, for all entities or only some; returns the number of notices. */
async function replace(
  { tx, district, library, asOf, knownOn }: Writing,
  policies: readonly PolicyOnDay[],
  { tell, only }: { readonly tell: boolean; readonly only?: OnlyEntities },
): Promise<number> {
  const ids = policies.map(({ policy }) => policy.id);
  const versions = ids.map((id) => library.policies.get(id)!.version);
  const fresh = standingList(policies, { district, asOf, knownOn }, only);
  await sql`create temporary table fresh on commit drop as
    select policy_id, entity_id, standing, amount from (${fresh}) standing where standing in ('met', 'nearly', 'manual', 'unknown')`.execute(
    tx.query,
  );
  await sql`analyze fresh`.execute(tx.query);
  const notices = tell ? await writeNotices(tx, district, ids, versions) : 0;
  const gone = await countRows(
    tx,
    sql`
    delete from policies.standing standing where district = ${district} and policy_id = any(${ids}::text[])
      and ${only === undefined ? sql`true` : only(sql.ref('standing.entity_id'))}
    returning policy_id, standing, amount`,
  );
  const added = await countRows(
    tx,
    sql`
    insert into policies.standing (district, policy_id, entity_id, standing, amount)
    select ${district}, policy_id, entity_id, standing, amount from fresh
    returning policy_id, standing, amount`,
  );
  await sql`drop table fresh`.execute(tx.query);
  for (const [index, id] of ids.entries()) {
    const counts = {
      gone: only === undefined ? undefined : (gone.get(id) ?? none),
      added: added.get(id) ?? none,
    };
    await writeEvaluation(tx, { district, id, version: versions[index]!, asOf, knownOn }, counts);
  }
  return notices;
}

async function writeNotices(tx: Tx, district: string, ids: string[], versions: number[]): Promise<number> {
  const written = await rows(
    tx,
    sql`insert into policies.notice (district, entity_id, policy_id, version, amount)
        select ${district}, fresh.entity_id, fresh.policy_id, published.version, fresh.amount
        from fresh
        join unnest(${ids}::text[], ${versions}::int[]) published (policy_id, version) using (policy_id)
        left join policies.standing known on known.district = ${district} and known.policy_id = fresh.policy_id and known.entity_id = fresh.entity_id
        where fresh.standing = 'met' and known.standing is distinct from 'met'
        returning notice_id`,
  );
  return written.length;
}

type Count = {
  readonly met: string;
  readonly nearly: string;
  readonly manual: string;
  readonly unknown: string;
  readonly amount: string;
  readonly uncounted: string;
};

/** Runs a statement that returns rows of standings, and counts them by policy. */
async function countRows(tx: Tx, statement: RawBuilder<unknown>): Promise<Map<string, Count>> {
  const is = (standing: string) => sql`count(*) filter (where standing = ${standing})`;
  const found = await rows<Count & { policy_id: string }>(
    tx,
    sql`with touched as (${statement})
        select policy_id, ${is('met')} as met, ${is('nearly')} as nearly, ${is('manual')} as manual, ${is('unknown')} as unknown,
               coalesce(sum(amount) filter (where standing = 'met'), 0) as amount,
               count(*) filter (where standing = 'met' and amount is null) as uncounted
        from touched group by policy_id`,
  );
  return new Map(found.map(({ policy_id, ...count }) => [policy_id, count]));
}

const none: Count = { met: '0', nearly: '0', manual: '0', unknown: '0', amount: '0', uncounted: '0' };
const countColumns = ['met', 'nearly', 'manual', 'unknown', 'amount', 'uncounted'] as const;

/** Of a policy matched with all entities, the counts as they are; of one asked again for some, what went and what came. */
async function writeEvaluation(
  tx: Tx,
  of: { district: string; id: string; version: number; asOf: string; knownOn: string },
  { gone, added }: { readonly gone: Count | undefined; readonly added: Count },
): Promise<void> {
  const value = (name: (typeof countColumns)[number]) => sql`${added[name]}::numeric`;
  const set = (name: (typeof countColumns)[number]) =>
    gone === undefined
      ? sql`${sql.ref(name)} = ${value(name)}`
      : sql`${sql.ref(name)} = evaluation.${sql.ref(name)} - ${gone[name]}::numeric + ${value(name)}`;
  await sql`
    insert into policies.evaluation as evaluation (district, policy_id, version, as_of, known_on, ${sql.join(countColumns.map((name) => sql.ref(name)))})
    values (${of.district}, ${of.id}, ${of.version}, ${of.asOf}::date, ${of.knownOn}::timestamptz, ${sql.join(countColumns.map(value))})
    on conflict (district, policy_id) do update set version = excluded.version, as_of = excluded.as_of, known_on = excluded.known_on,
      ${sql.join(countColumns.map(set))}`.execute(tx.query);
}
