import type { Actor } from '../../platform/access/index.ts';
import { rows, sql, type Tx } from '../../platform/db/index.ts';
import { beginKnowledge, recordSource, type SourceOf } from '../registry/index.ts';

/** Support that an entity received under a policy for a year. Of the same policy and year, each day of decision is one. */
export type Enjoyment = {
  readonly entityId: string;
  readonly policyId: string;
  readonly year: number;
  /** Yuan; null where there is none, as of a title, or nobody said it. */
  readonly amount: string | null;
  readonly decidedOn: string;
  readonly department: string | null;
  readonly evidence: string | null;
  /** When it was known, where that was not now: of a simulated past. */
  readonly knownFrom?: string;
};

export type Recorded = {
  readonly recorded: number;
  readonly corrected: number;
  readonly unchanged: number;
};

type Compared = {
  readonly given: Enjoyment;
  /** The record that says it already. */
  readonly known: string | null;
  readonly same: boolean;
};

const chunkSize = 10_000;

/** What recording would do. What a file leaves empty says nothing against what is known. */
export async function compareEnjoyments(
  tx: Tx,
  district: string,
  given: readonly Enjoyment[],
): Promise<Compared[]> {
  const compared: Compared[] = [];
  for (let from = 0; from < given.length; from += chunkSize) {
    const chunk = given.slice(from, from + chunkSize);
    const found = await rows<{ known: string | null; same: boolean }>(
      tx,
      sql`select known.enjoyment_id as known, coalesce(
            (given.amount is null or given.amount is not distinct from known.amount)
            and (given.department is null or given.department is not distinct from known.department)
            and (given.evidence is null or given.evidence is not distinct from known.evidence), false) as same
          from ${givenRows(chunk)} left join policies.enjoyment known
            on known.district = ${district} and known.policy_id = given.policy_id and known.year = given.year and known.entity_id = given.entity_id
              and known.decided_on = given.decided_on and known.recorded_to = 'infinity'
          order by given.place`,
    );
    compared.push(...found.map((row, index) => ({ given: chunk[index]!, ...row })));
  }
  return compared;
}

function givenRows(chunk: readonly Enjoyment[]) {
  const column = <Key extends keyof Enjoyment>(key: Key) => chunk.map((one) => one[key] ?? null);
  return sql`unnest(${column('entityId')}::bigint[], ${column('policyId')}::text[], ${column('year')}::int[], ${column('amount')}::numeric[],
      ${column('decidedOn')}::date[], ${column('department')}::text[], ${column('evidence')}::text[], ${column('knownFrom')}::timestamptz[])
    with ordinality given (entity_id, policy_id, year, amount, decided_on, department, evidence, known_from, place)`;
}

export function countCompared(compared: readonly Compared[]): Recorded {
  const count = (is: (one: Compared) => boolean) => compared.filter(is).length;
  return {
    recorded: count(({ known }) => known === null),
    corrected: count(({ known, same }) => known !== null && !same),
    unchanged: count(({ known, same }) => known !== null && same),
  };
}

/** Keeps other records of support waiting until the transaction ends: two files may say the same. */
export async function lockEnjoyments(tx: Tx, district: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('policies enjoyments ' || ${district}, 0))`.execute(
    tx.query,
  );
}

/**
 * Records support received, after `lockEnjoyments`. What is known already with another amount is corrected: the old record is closed and
 * stays readable as known before. The same again changes nothing, and then leaves no source either.
 */
export async function recordEnjoyments(
  tx: Tx,
  actor: Actor,
  source: SourceOf,
  given: readonly Enjoyment[],
): Promise<Recorded> {
  const { district } = actor;
  const compared = await compareEnjoyments(tx, district, given);
  const told = countCompared(compared);
  const news = compared.filter(({ known, same }) => known === null || !same);
  if (news.length === 0) return told;
  const at = await beginKnowledge(tx, district);
  const sourceId = await recordSource(tx, actor, at, source);
  for (let from = 0; from < news.length; from += chunkSize)
    await writeChunk(tx, district, sourceId, at, news.slice(from, from + chunkSize));
  await sql`select policies.refresh_statistics()`.execute(tx.query);
  return told;
}

async function writeChunk(
  tx: Tx,
  district: string,
  sourceId: string,
  at: string,
  news: readonly Compared[],
): Promise<void> {
  const known = news.map((one) => one.known);
  const chunk = news.map(({ given }) => given);
  // closed before the new ones stand, of which there may be one open at a time; a clock that stepped back must not undo that order
  const closed = await rows<{
    id: string;
    department: string | null;
    evidence: string | null;
    amount: string | null;
    at: string;
  }>(
    tx,
    sql`update policies.enjoyment set recorded_to = greatest(${at}::timestamptz, recorded_from + interval '1 microsecond')
        where district = ${district} and enjoyment_id = any(${known}::bigint[]) and recorded_to = 'infinity'
        returning enjoyment_id as id, department, evidence, amount::text as amount, recorded_to as at`,
  );
  const before = new Map(closed.map((row) => [row.id, row]));
  const old = known.map((id) => (id === null ? undefined : before.get(id)));
  await sql`
    insert into policies.enjoyment (district, enjoyment_id, entity_id, policy_id, year, amount, decided_on, department, source_id, evidence, recorded_from)
    select ${district}, coalesce(old.id, nextval('policies.record_id')), given.entity_id, given.policy_id, given.year, coalesce(given.amount, old.amount),
           given.decided_on, coalesce(given.department, old.department), ${sourceId}::bigint, coalesce(given.evidence, old.evidence),
           coalesce(old.closed_at, given.known_from, ${at}::timestamptz)
    from ${givenRows(chunk)} join unnest(${known}::bigint[], ${old.map((one) => one?.amount ?? null)}::numeric[],
        ${old.map((one) => one?.department ?? null)}::text[], ${old.map((one) => one?.evidence ?? null)}::text[], ${old.map((one) => one?.at ?? null)}::timestamptz[])
      with ordinality old (id, amount, department, evidence, closed_at, place) using (place)`.execute(
    tx.query,
  );
}
