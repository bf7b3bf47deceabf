export { type RawBuilder, sql } from 'kysely';
export { beginningWith } from './beginning.ts';
export { sqlOf } from './compiled.ts';
export {
  type Db,
  inSnapshot,
  inTransaction,
  openPool,
  type Queryable,
  surviveBrokenConnections,
  type Tx,
} from './connection.ts';
export { type Copy, copyInto, copyLine } from './copy.ts';
export { applyMigrations, migrate, readMigrations } from './migrate.ts';
export { type OpenedDatabase, openDatabase } from './open.ts';
export { asSystem, type RowScope, seeingAll, withRows } from './row-scope.ts';
export { firstRow, type Prepared, preparedRows, rows } from './rows.ts';
