import type { RowRecord } from '../rows/record.ts';

/**
 * An instant for each round, a microsecond after the last: what one round records another may already know better, and nothing
 * can be known for no time at all.
 */
export function instantsFrom(at: string): { next(): string } {
  const [, second, fraction = '', zone] = /^(.*?)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)$/.exec(at)!;
  const start = Date.parse(`${second}${zone}`);
  let micros = Number(fraction.padEnd(6, '0').slice(0, 6));
  return {
    next() {
      const whole = new Date(start + Math.floor(micros / 1_000_000) * 1000).toISOString().slice(0, 19);
      return `${whole}.${String(micros++ % 1_000_000).padStart(6, '0')}Z`;
    },
  };
}

/** Splits records so that no entity stands twice in one round. */
export function rounds(records: readonly RowRecord[]): RowRecord[][] {
  const turns: RowRecord[][] = [];
  const seen = new Map<string, number>();
  const ordered = records.some((record) => record.asOf !== records[0]!.asOf)
    ? records.toSorted((a, b) => (a.asOf < b.asOf ? -1 : a.asOf > b.asOf ? 1 : a.line - b.line))
    : records;
  for (const record of ordered) {
    const key = identityOf(record);
    const turn = seen.get(key) ?? 0;
    seen.set(key, turn + 1);
    turns[turn] ??= [];
    turns[turn].push(record);
  }
  return turns;
}

/** What a row is about, as far as the row alone tells. */
export function identityOf({ entity, organisationCode }: RowRecord): string {
  return (
    entity.credit_code ??
    entity.registration_number ??
    organisationCode ??
    `${entity.name ?? ''}\u001f${entity.address ?? ''}`
  );
}
