import type { AuditLineRow } from '@miaopu/contract';
import { organisationNames } from '../access/index.ts';
import { type Queryable, type RawBuilder, rows, sql } from '../db/index.ts';
import type { Message } from '../errors/index.ts';
import { maskPersonal } from './mask.ts';

export type AuditFilters = {
  /** A part of the name, or the person's whole number. */
  readonly person?: string;
  /** For whom they acted: a part of the name, or its whole number. */
  readonly organisation?: string;
  /** The number of a call. */
  readonly request?: string;
  /** A record and all below it. */
  readonly record?: string;
  readonly action?: string;
  /** Days in China, both included. */
  readonly from?: string;
  readonly to?: string;
};
type Page = { readonly before?: string; readonly limit: number };

type Row = {
  readonly id: string;
  readonly at: string;
  readonly actor_id: string;
  readonly actor_name: string;
  readonly actor_role: string;
  readonly organisation_id: string | null;
  readonly organisation_name: Message | null;
  readonly action: string;
  readonly record: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly reason: string | null;
  readonly address: string | null;
  readonly request_id: string | null;
};

/** Lines of a district's audit that pass the filters, newest first, with personal fields masked. */
export async function searchAudit(
  db: Queryable,
  district: string,
  filters: AuditFilters,
  { before, limit }: Page,
): Promise<{ rows: AuditLineRow[]; more: boolean }> {
  const found = await rows<Row>(db, sql`${linesWhere(district, filters, before)} limit ${limit + 1}`);
  return { rows: found.slice(0, limit).map(lineOf), more: found.length > limit };
}

const most = 100_000;
const batch = 2_000;

/** The same lines, all of them up to 100,000, as they are read: memory stays at 2,000. */
export async function* readAudit(
  db: Queryable,
  district: string,
  filters: AuditFilters,
): AsyncGenerator<AuditLineRow> {
  let before: string | undefined;
  for (let given = 0; given < most; ) {
    const page = await searchAudit(db, district, filters, { before, limit: batch });
    yield* page.rows;
    given += page.rows.length;
    before = page.rows.at(-1)?.id;
    if (!page.more) return;
  }
}

function linesWhere(district: string, filters: AuditFilters, before: string | undefined) {
  const conditions = [
    sql`l.district = ${district}`,
    ...conditionsOf(filters),
    ...(before === undefined ? [] : [sql`l.audit_id < ${before}`]),
  ];
  return sql`select l.audit_id as id, l.happened_at as at, l.actor_id, l.actor_name, l.actor_role, l.organisation_id,
          case when o.id is not null then jsonb_build_object('zh', o.zh, 'en', o.en) end as organisation_name,
          l.action, l.record, l.before, l.after, l.reason, l.address, l.request_id
        from platform.audit_line l
        left join (${organisationNames}) o on o.district = l.district and o.id = l.organisation_id
        where ${sql.join(conditions, sql` and `)}
        order by l.audit_id desc`;
}

function conditionsOf({
  person,
  organisation,
  record,
  action,
  request,
  from,
  to,
}: AuditFilters): RawBuilder<boolean>[] {
  const given = (value: string | undefined): value is string => value !== undefined && value !== '';
  return [
    ...(given(person) ? [sql<boolean>`(l.actor_id = ${person} or strpos(l.actor_name, ${person}) > 0)`] : []),
    ...(given(organisation)
      ? [
          sql<boolean>`(l.organisation_id = ${organisation} or strpos(o.zh, ${organisation}) > 0 or strpos(lower(o.en), lower(${organisation})) > 0)`,
        ]
      : []),
    ...(given(request) ? [sql<boolean>`l.request_id = ${request}`] : []),
    ...(given(record) ? [atOrBelow(record)] : []),
    ...(given(action) ? [sql<boolean>`l.action = ${action}`] : []),
    ...(given(from) ? [sql<boolean>`l.happened_at >= ${`${from}T00:00:00+08:00`}::timestamptz`] : []),
    ...(given(to)
      ? [sql<boolean>`l.happened_at < ${`${to}T00:00:00+08:00`}::timestamptz + interval '1 day'`]
      : []),
  ];
}

/** In the order of bytes, what is below a record stands between it with a slash and it with a zero, which follows the slash. */
function atOrBelow(record: string): RawBuilder<boolean> {
  const own = record.replace(/\/+$/, '');
  return sql`(l.record collate "C" = ${own} or (l.record collate "C" >= ${`${own}/`} and l.record collate "C" < ${`${own}0`}))`;
}

function lineOf(row: Row): AuditLineRow {
  return {
    id: row.id,
    happenedAt: row.at,
    actor: { id: row.actor_id, name: row.actor_name, role: row.actor_role },
    organisation:
      row.organisation_id === null
        ? null
        : {
            id: row.organisation_id,
            name: row.organisation_name ?? { zh: row.organisation_id, en: row.organisation_id },
          },
    action: row.action,
    record: row.record,
    before: maskPersonal(row.before),
    after: maskPersonal(row.after),
    reason: row.reason,
    address: row.address,
    requestId: row.request_id,
  };
}
