import type { Actor } from '../../../platform/access/index.ts';
import { recordAudit } from '../../../platform/audit/index.ts';
import { type Db, inTransaction, rows, sql, type Tx } from '../../../platform/db/index.ts';
import type { Lang } from '../../../platform/errors/index.ts';
import { fieldColumns, fieldsOfRow, type VersionRow } from '../history/versions.ts';
import { entityCondition, type Filtering } from '../search/filter.ts';
import { countEntities, type EntityOrder, orderOf } from '../search/list.ts';
import type { ExportCell, ExportColumn } from './columns.ts';
import { describeFilters } from './describe-filters.ts';

export type ExportOf = {
  readonly reader: Actor;
  readonly filtering: Filtering;
  readonly order: EntityOrder;
  readonly columns: readonly ExportColumn[];
  readonly lang: Lang;
};

/** What an export is made of: lines above, headers, and the rows of the list, taken as they are written. */
export type ExportTable = {
  readonly notes: readonly string[];
  readonly headers: readonly string[];
  readonly columns: readonly ExportColumn[];
  readonly total: number;
  readonly rows: AsyncIterable<ExportCell[]>;
};

const batch = 2_000;

/**
 * Gives the rows of a list, all of them and in its order, to whoever writes them, out of one snapshot. Memory stays at 2,000 rows.
 * The export is a line of the audit.
 */
export async function withExport(
  db: Db,
  wanted: ExportOf,
  write: (table: ExportTable) => Promise<void>,
): Promise<number> {
  const { reader, filtering, columns, lang } = wanted;
  return inTransaction(db, async (tx) => {
    await recordAudit(tx, {
      actor: reader,
      action: 'registry.entities.exported',
      record: 'registry/entities',
      after: {
        filters: filtering.filters,
        columns: columns.map((column) => column.key),
        total: await countEntities(tx, filtering),
      },
    });
    // the line stays, whatever becomes of the sending: rows that left are rows that left
    await sql`commit and chain`.execute(tx.query);
    await sql`set transaction isolation level repeatable read`.execute(tx.query);
    const total = await countEntities(tx, filtering);
    await write({
      notes: [describeFilters(filtering.filters, lang), asOfNote(filtering.today, total, lang)],
      headers: columns.map((column) => column.header[lang]),
      columns,
      total,
      rows: rowsOf(tx, wanted),
    });
    return total;
  });
}

function asOfNote(today: string, total: number, lang: Lang): string {
  return lang === 'en' ? `As of ${today}, ${total} entities` : `截至 ${today},共 ${total} 户`;
}

async function* rowsOf(tx: Tx, wanted: ExportOf): AsyncGenerator<ExportCell[]> {
  const { filtering, order, columns, lang } = wanted;
  await sql`
    declare exported no scroll cursor for
    select present.*
    from registry.entity_search s
    join lateral (
      select ${fieldColumns} from registry.entity_version v
      where v.district = s.district and v.entity_id = s.entity_id and v.recorded_to = 'infinity'
      order by valid_from desc limit 1
    ) present on true
    where ${entityCondition(filtering)} order by ${orderOf(order)}`.execute(tx.query);
  for (;;) {
    const found = await rows<VersionRow>(tx, sql`fetch ${sql.lit(batch)} from exported`);
    for (const row of found) {
      const fields = fieldsOfRow(row);
      yield columns.map((column) => column.valueOf(fields, lang));
    }
    if (found.length < batch) return;
  }
}
