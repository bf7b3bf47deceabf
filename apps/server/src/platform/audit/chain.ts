import { createHash } from 'node:crypto';
import {
  type Db,
  firstRow,
  inSnapshot,
  type Queryable,
  type RawBuilder,
  rows,
  sql,
  type Tx,
} from '../db/index.ts';

/** Where a day's chain ends: what can be kept elsewhere, to show later that nothing of that day was changed. */
export type DayHead = {
  readonly district: string;
  /** A day in China. */
  readonly day: string;
  /** How many lines the day has. */
  readonly lines: number;
  /** sha256 of the day's last line, as hexadecimal. */
  readonly hash: string;
};

/** Why a chain does not hold where it breaks. */
export type Fault =
  /** What the line says is not what was hashed. */
  | 'changed'
  /** The line is gone. */
  | 'removed'
  /** The link does not continue the one before it: one was taken out, put in or moved. */
  | 'out_of_order'
  /** The line was never chained: it was put in past the chain. */
  | 'not_chained'
  /** The chain ends elsewhere than it did: its last lines are gone. */
  | 'cut_off'
  /** The day's hash is not the one that was kept elsewhere. */
  | 'not_as_kept';

export type Break = {
  readonly day: string;
  /** Its place in the day; null for a line that has none. */
  readonly position: number | null;
  readonly line: string | null;
  readonly fault: Fault;
};

export type Verdict = {
  readonly district: string;
  readonly lines: number;
  /** Lines whose time of keeping is over: of them only the links are left. */
  readonly forgotten: number;
  readonly days: readonly DayHead[];
  /** The first line where the chain does not hold; null where it holds. */
  readonly broken: Break | null;
};

const nothing = '0'.repeat(64);

type LinkRow = {
  readonly day: string;
  readonly position: string;
  readonly audit_id: string;
  readonly previous_hash: string;
  readonly hash: string;
  readonly values: readonly (string | null)[] | null;
};

// the order in which db/migrations/0020_audit_chain.sql hashes them
const lineValues = sql`array[l.audit_id::text, to_char(l.happened_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
  l.actor_id, l.actor_name, l.actor_role, l.membership_id::text, l.organisation_id, l.action, l.record,
  l.before::text, l.after::text, l.reason, l.address, l.request_id]`;

/** The hash of a line, made here once more: a database that was made to lie about its own hashes does not pass. */
function hashOf(district: string, link: LinkRow, previous: string): string {
  const values = [district, link.day, link.position, previous, ...link.values!];
  const text = values.map((value) => (value === null ? '-' : `${Buffer.byteLength(value)}:${value}`));
  return createHash('sha256')
    .update(['miaopu audit 1', ...text].join('\n'))
    .digest('hex');
}

const batch = 5_000;

async function* linksOf(tx: Tx, district: string, day: string | undefined): AsyncGenerator<LinkRow> {
  await sql`
    declare links no scroll cursor for
    select k.day, k.position, k.audit_id, encode(k.previous_hash, 'hex') as previous_hash, encode(k.hash, 'hex') as hash,
           case when l.audit_id is not null then ${lineValues} end as values
    from platform.audit_link k left join platform.audit_line l on l.district = k.district and l.audit_id = k.audit_id
    where k.district = ${district} and (${day ?? null}::date is null or k.day = ${day ?? null}::date)
    order by k.day, k.position`.execute(tx.query);
  for (;;) {
    const found = await rows<LinkRow>(tx, sql`fetch ${sql.lit(batch)} from links`);
    yield* found;
    if (found.length < batch) return;
  }
}

type Proof = {
  readonly district: string;
  /** Only this day. */
  readonly day?: string;
  /** Heads that were kept elsewhere: the chain has to pass through each of them. */
  readonly kept?: readonly DayHead[];
};

/**
 * Proves a district's chain, or a day of it, and names the first line where it breaks. It reads one snapshot and keeps 5,000 lines in
 * memory at a time.
 */
export async function verifyChain(db: Db, proof: Proof): Promise<Verdict> {
  return inSnapshot(db, async (tx) => {
    const walk = await walkLinks(tx, proof);
    const breaks = [
      walk.broken,
      walk.broken === null ? await findCutOff(tx, proof, walk.days) : null,
      await findUnchained(tx, proof),
    ].filter((found) => found !== null);
    const broken = breaks.toSorted(byPlace)[0] ?? null;
    const { lines, forgotten, days } = walk;
    return { district: proof.district, lines, forgotten, days, broken };
  });
}

function byPlace(one: Break, other: Break): number {
  if (one.day !== other.day) return one.day < other.day ? -1 : 1;
  return (one.position ?? Number.POSITIVE_INFINITY) - (other.position ?? Number.POSITIVE_INFINITY);
}

type Walk = { lines: number; forgotten: number; days: DayHead[]; broken: Break | null };

async function walkLinks(tx: Tx, { district, day, kept = [] }: Proof): Promise<Walk> {
  const forgottenTo = await forgottenBefore(tx, district);
  const keptAt = new Map(
    kept
      .filter((head) => day === undefined || head.day === day)
      .map((head) => [`${head.day} ${head.lines}`, head]),
  );
  const days: DayHead[] = [];
  const walk: Walk = { lines: 0, forgotten: 0, days, broken: null };
  let previous = await hashBefore(tx, district, day);
  for await (const link of linksOf(tx, district, day)) {
    const isNewDay = days.at(-1)?.day !== link.day;
    const isForgotten = link.values === null && link.day < forgottenTo;
    const place = `${link.day} ${link.position}`;
    const fault =
      faultOf(district, link, { previous, lines: isNewDay ? 0 : days.at(-1)!.lines, isForgotten }) ??
      ((keptAt.get(place)?.hash ?? link.hash) === link.hash ? undefined : 'not_as_kept');
    if (fault !== undefined) {
      walk.broken = { day: link.day, position: Number(link.position), line: link.audit_id, fault };
      return walk;
    }
    keptAt.delete(place);
    walk.lines++;
    if (isForgotten) walk.forgotten++;
    days.splice(isNewDay ? days.length : -1, 1, {
      district,
      day: link.day,
      lines: Number(link.position),
      hash: link.hash,
    });
    previous = link.hash;
  }
  const [unmet] = [...keptAt.values()].toSorted((one, other) => (one.day < other.day ? -1 : 1));
  if (unmet !== undefined)
    walk.broken = { day: unmet.day, position: unmet.lines, line: null, fault: 'not_as_kept' };
  return walk;
}

function faultOf(
  district: string,
  link: LinkRow,
  before: { readonly previous: string; readonly lines: number; readonly isForgotten: boolean },
): Fault | undefined {
  if (link.previous_hash !== before.previous || Number(link.position) !== before.lines + 1)
    return 'out_of_order';
  if (link.values === null) return before.isForgotten ? undefined : 'removed';
  return hashOf(district, link, before.previous) === link.hash ? undefined : 'changed';
}

/** The hash that a day's first line continues. */
async function hashBefore(tx: Queryable, district: string, day: string | undefined): Promise<string> {
  if (day === undefined) return nothing;
  const found = await firstRow<{ hash: string }>(
    tx,
    sql`select encode(hash, 'hex') as hash from platform.audit_link
        where district = ${district} and day < ${day} order by day desc, position desc limit 1`,
  );
  return found?.hash ?? nothing;
}

async function findCutOff(
  tx: Queryable,
  { district, day }: Proof,
  days: readonly DayHead[],
): Promise<Break | null> {
  const head = await firstRow<{ day: string; hash: string }>(
    tx,
    sql`select day, encode(hash, 'hex') as hash from platform.audit_head where district = ${district}`,
  );
  if (head === undefined || (day !== undefined && day !== head.day)) return null;
  const last = days.at(-1);
  if (last?.hash === head.hash) return null;
  const lines = last?.day === head.day ? last.lines : 0;
  return { day: head.day, position: lines + 1, line: null, fault: 'cut_off' };
}

async function findUnchained(tx: Queryable, { district, day }: Proof): Promise<Break | null> {
  const wanted = day ?? null;
  const found = await firstRow<{ audit_id: string; day: string }>(
    tx,
    sql`select l.audit_id, (l.happened_at at time zone 'Asia/Shanghai')::date as day from platform.audit_line l
        where l.district = ${district}
          and not exists (select from platform.audit_link k where k.district = l.district and k.audit_id = l.audit_id)
          and (${wanted}::date is null or (l.happened_at at time zone 'Asia/Shanghai')::date = ${wanted}::date)
        order by l.audit_id limit 1`,
  );
  return found === undefined
    ? null
    : { day: found.day, position: null, line: found.audit_id, fault: 'not_chained' };
}

/** The day before which lines may have been let go because their time of keeping was over. */
async function forgottenBefore(tx: Queryable, district: string): Promise<string> {
  const found = await firstRow<{ day: string }>(
    tx,
    sql`select before as day from platform.audit_forgotten where district = ${district}`,
  );
  return found?.day ?? '0001-01-01';
}

/** Where a day's chain ends; nothing for a day without a line. A day that goes on yet will end elsewhere. */
export async function findDayHead(
  db: Queryable,
  district: string,
  day: string,
): Promise<DayHead | undefined> {
  const found = await firstRow<{ position: string; hash: string }>(
    db,
    sql`select position, encode(hash, 'hex') as hash from platform.audit_link
        where district = ${district} and day = ${day} order by position desc limit 1`,
  );
  return found && { district, day, lines: Number(found.position), hash: found.hash };
}

/** The newest days that have lines, each with where its chain ends. It looks up one link a day, however long the days are. */
export async function listDayHeads(db: Queryable, district: string, limit: number): Promise<DayHead[]> {
  const newest = (condition: RawBuilder<boolean>) =>
    sql`select day, position, hash from platform.audit_link where district = ${district} and ${condition}
        order by day desc, position desc limit 1`;
  const found = await rows<{ day: string; position: string; hash: string }>(
    db,
    sql`with recursive heads as (
          (${newest(sql`true`)})
          union all
          select earlier.* from heads, lateral (${newest(sql`day < heads.day`)}) earlier
        )
        select day, position, encode(hash, 'hex') as hash from heads limit ${limit}`,
  );
  return found.map(({ day, position, hash }) => ({ district, day, lines: Number(position), hash }));
}
