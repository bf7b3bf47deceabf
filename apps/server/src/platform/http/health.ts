import { type Db, sql } from '../db/index.ts';
import type { App } from './app.ts';

/** `/healthz`: the process answers. `/readyz`: it takes requests, and the database answers too. */
export function registerHealth(app: App, db: Db): void {
  app.get('/healthz', { schema: { hide: true } }, async () => ({ ok: true }));
  app.get('/readyz', { schema: { hide: true } }, async () => {
    await sql`select 1`.execute(db.query);
    return { ok: true };
  });
}
