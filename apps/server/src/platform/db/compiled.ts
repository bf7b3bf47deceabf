import { type RawBuilder, sql } from 'kysely';

/**
 * A compiled rule as a part of a larger statement: its values are put back where the compiler left `$1`, `$2`, and the surrounding
 * statement numbers them anew.
 */
export function sqlOf(compiled: {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}): RawBuilder<unknown> {
  const parts = compiled.sql
    .split(/\$(\d+)/)
    .map((part, index) => (index % 2 === 0 ? sql.raw(part) : sql.val(compiled.parameters[Number(part) - 1])));
  return sql.join(parts, sql.raw(''));
}
