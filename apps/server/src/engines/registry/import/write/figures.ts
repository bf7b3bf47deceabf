import { rows, sql, type Tx } from '../../../../platform/db/index.ts';
import type { RowFact } from '../rows/record.ts';

export type EntityFact = RowFact & { readonly entityId: string; readonly line: number };
type Key = { readonly field: string; readonly period: string; readonly entityId: string };
export type FactPlan = { readonly closed: Key[]; readonly recorded: EntityFact[] };

const keyOf = ({ entityId, field, period }: Key) => `${entityId}\u001f${field}\u001f${period}`;

/** Exact decimals as text compare once their idle zeros are gone. */
function plain(value: string): string {
  return value.includes('.') ? value.replace(/\.?0+$/, '') : value;
}

/**
 * Which figures are new and which replace another: a figure of a period is a statement about the past, so a different one is
 * better knowledge. One that a person or an authority has already replaced is not brought back.
 */
export async function planFacts(tx: Tx, district: string, facts: readonly EntityFact[]): Promise<FactPlan> {
  const known = await loadFacts(tx, district, facts);
  const plan: FactPlan = { closed: [], recorded: [] };
  for (const fact of facts) {
    const before = known.get(keyOf(fact));
    if (before === undefined) plan.recorded.push(fact);
    else if (before.current === null || plain(before.current) !== plain(fact.value)) {
      if (before.replaced.has(plain(fact.value))) continue;
      if (before.current !== null) plan.closed.push(fact);
      plan.recorded.push(fact);
    }
  }
  return plan;
}

type Known = { current: string | null; replaced: Set<string> };

async function loadFacts(
  tx: Tx,
  district: string,
  facts: readonly EntityFact[],
): Promise<Map<string, Known>> {
  const found = await rows<{
    entity_id: string;
    field: string;
    period: string;
    value: string;
    open: boolean;
    overruled: boolean;
  }>(
    tx,
    sql`select f.entity_id, f.field, f.period, f.value, f.recorded_to = 'infinity' as open,
               bool_or(s.kind in ('person', 'authority')) over (partition by f.entity_id, f.field, f.period) as overruled
        from registry.fact f join registry.source s on s.district = f.district and s.source_id = f.source_id
        where f.district = ${district} and f.entity_id = any(${unique(facts, (fact) => fact.entityId)}::bigint[])
          and f.field = any(${unique(facts, (fact) => fact.field)}::text[])
          and f.period = any(${unique(facts, (fact) => fact.period)}::text[])`,
  );
  const known = new Map<string, Known>();
  for (const row of found) {
    const key = keyOf({ entityId: row.entity_id, field: row.field, period: row.period });
    const entry = known.get(key) ?? { current: null, replaced: new Set<string>() };
    if (row.open) entry.current = row.value;
    else if (row.overruled) entry.replaced.add(plain(row.value));
    known.set(key, entry);
  }
  return known;
}

function unique(facts: readonly EntityFact[], read: (fact: EntityFact) => string): string[] {
  return [...new Set(facts.map(read))];
}

/** Closes our knowledge of figures that better ones replace. */
export async function closeFacts(tx: Tx, district: string, at: string, keys: readonly Key[]): Promise<void> {
  if (keys.length === 0) return;
  await sql`update registry.fact f set recorded_to = ${at}
            from unnest(${keys.map((key) => key.field)}::text[], ${keys.map((key) => key.period)}::text[],
                        ${keys.map((key) => key.entityId)}::bigint[]) as gone (field, period, entity_id)
            where f.district = ${district} and f.field = gone.field and f.period = gone.period
              and f.entity_id = gone.entity_id and f.recorded_to = 'infinity'`.execute(tx.query);
}
