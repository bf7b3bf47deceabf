import {
  type Db,
  inTransaction,
  type Queryable,
  type RawBuilder,
  rows,
  sql,
  type Tx,
} from '../../platform/db/index.ts';
import type { Mark } from './judge.ts';

const otherDistrict = '331003';
const foreign = '外区植入331003';
const secret = '隐私植入';
const ofTown = (code: string) => `〔植入${code}〕`;
const ownMark = '〔植入本企业〕';

/** Whether a text holds one of the marks. */
export const isMarked = (text: string) => text.includes('植入');

export type Planted = {
  readonly marks: readonly Mark[];
  /** How many tables hold marked rows of another district. */
  readonly tables: number;
};

type Column = {
  readonly table: string;
  readonly column: string;
  readonly type: string;
  /** Other rows, or a rule that holds it unique, hang on it. */
  readonly isBound: boolean;
};

/**
 * Marks what only some may see: every entity's name says its town, all personal data says that it is, and every row that there is stands
 * once more as another district's, with a mark in each text that nothing hangs on.
 *
 * @param own the enterprise of the fuzzing owner and its staff
 */
export async function plant(owner: Db, own: string, ownTown: string): Promise<Planted> {
  return inTransaction(owner, async (tx) => {
    // history is guarded; what is planted here is none
    await sql`set local session_replication_role = replica`.execute(tx.query);
    await markEntities(tx, own);
    const towns = await rows<{ town: string }>(
      tx,
      sql`select distinct town from registry.entity_version where town is not null`,
    );
    const marks = [...marksOf(towns, ownTown), ...personalMarks()];
    return { marks, tables: await copyToOtherDistrict(tx) };
  });
}

/** What the registration authority publishes of whoever's credit code is typed: name, place and trade. */
const showsPublicRegistration = (path: string) => path === '/api/policies/check';

function marksOf(towns: readonly { town: string }[], ownTown: string): Mark[] {
  const district = ['leader', 'office', 'department_lead', 'department_clerk'];
  const inTown = ['town_lead', 'town_clerk'];
  return [
    { text: foreign, of: 'another district', mayReach: () => false },
    ...towns.map(({ town }) => ({
      text: ofTown(town),
      of: town === ownTown ? 'a town, to somebody of none,' : 'another town',
      mayReach: ({ who, path }: { who: string; path: string }) =>
        district.includes(who) ||
        showsPublicRegistration(path) ||
        (town === ownTown && inTown.includes(who)) ||
        // before and after stand in the audit's lines
        (who === 'auditor' && path.startsWith('/api/audit/')),
    })),
    {
      text: ownMark,
      of: 'one enterprise',
      mayReach: ({ who, path }) =>
        [...district, ...inTown, 'owner', 'staff'].includes(who) ||
        showsPublicRegistration(path) ||
        (who === 'auditor' && path.startsWith('/api/audit/')),
    },
  ];
}

function personalMarks(): Mark[] {
  return [
    {
      text: secret,
      of: 'personal data',
      // the enterprise itself sees its own, and whoever opens it with a reason
      mayReach: ({ who, path }) => who === 'owner' || who === 'staff' || path.endsWith('/personal'),
    },
  ];
}

async function markEntities(tx: Queryable, own: string): Promise<void> {
  const mark = sql`case when entity_id = ${own} then ${ownMark} else '〔植入' || coalesce(town, '无') || '〕' end`;
  await sql`update registry.entity_version set name = name || ${mark}, legal_representative = ${`${secret}某`}, phone = null`.execute(
    tx.query,
  );
  await sql`update registry.entity_search set name = name || ${mark}`.execute(tx.query);
}

async function copyToOtherDistrict(tx: Tx): Promise<number> {
  const columns = await rows<Column>(
    tx,
    sql`select c.oid::regclass::text as table, a.attname as column, a.atttypid::regtype::text as type,
          exists (select from pg_constraint k where k.conrelid = c.oid and a.attnum = any(k.conkey))
            or exists (select from pg_index i where i.indrelid = c.oid and a.attnum = any(i.indkey) and i.indisunique) as "isBound"
        from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
        where n.nspname in ('registry', 'plan', 'indicators', 'policies', 'access', 'platform', 'submissions', 'cases', 'ledger')
          and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
          and exists (select from pg_attribute d where d.attrelid = c.oid and d.attname = 'district')
        order by 1, a.attnum`,
  );
  let planted = 0;
  for (const [table, its] of Map.groupBy(columns, (one) => one.table))
    if (await copyTable(tx, table, its)) planted++;
  return planted;
}

// words of which the database allows a few, and what rows are found by
const fixed = /(^|_)(kind|state|status|role|act|code|period|id|key|way|basis|category)$/;

function planted({ column, type, isBound }: Column): RawBuilder<unknown> {
  const name = sql.id(column);
  if (column === 'district') return sql.lit(otherDistrict);
  if (isBound || fixed.test(column)) return name;
  if (type === 'text') return sql`${sql.lit(foreign)} || ${name}`;
  if (type === 'jsonb')
    return sql`case when jsonb_typeof(${name}) = 'object' and ${name} ? 'zh' then ${name} || jsonb_build_object('zh', ${sql.lit(foreign)}) else ${name} end`;
  return name;
}

async function copyTable(tx: Tx, table: string, columns: readonly Column[]): Promise<boolean> {
  const names = sql.join(columns.map(({ column }) => sql.id(column)));
  await sql`savepoint planting`.execute(tx.query);
  try {
    const done = await sql`insert into ${sql.raw(table)} (${names}) overriding system value
      select ${sql.join(columns.map(planted))} from ${sql.raw(table)} where district <> ${otherDistrict}`.execute(
      tx.query,
    );
    return (done.numAffectedRows ?? 0n) > 0n;
  } catch (error) {
    await sql`rollback to savepoint planting`.execute(tx.query);
    // a check that the mark does not pass, or a key without the district
    if ((error as { code?: string }).code?.startsWith('23')) return false;
    throw error;
  }
}
