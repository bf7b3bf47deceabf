import { type Db, firstRow, type RawBuilder, rows, sql } from '../db/index.ts';
import type { RetentionKind } from './kinds.ts';

/** What is older than this is let go: of a district, before an instant. */
export type Old = { readonly owner: Db; readonly district: string; readonly before: Date };

/** How a module counts and lets go of its records of a kind. */
export type RetentionRule = {
  readonly kind: RetentionKind;
  count(old: Old): Promise<number>;
  /** Lets a part of them go, and says of how many; none are left when it is 0. */
  remove(old: Old): Promise<number>;
};

/** How many rows one statement takes away: no lock is held for long. */
const batch = 5_000;

/** A rule for rows of a table: where they stand, and which of them are old. */
export function rowsRule(
  kind: RetentionKind,
  table: string,
  isOld: (old: Old) => RawBuilder<unknown>,
): RetentionRule {
  const name = sql.table(table);
  return {
    kind,
    count: async (old) => {
      const found = await firstRow<{ n: string }>(
        old.owner,
        sql`select count(*) as n from ${name} where ${isOld(old)}`,
      );
      return Number(found!.n);
    },
    remove: async (old) => {
      const gone = await rows(
        old.owner,
        sql`delete from ${name} where ctid = any(array(select ctid from ${name} where ${isOld(old)} limit ${batch})) returning 1 as one`,
      );
      return gone.length;
    },
  };
}

// by whole days of China, whose links stay: see db/migrations/0020_audit_chain.sql
const dayOf = (before: Date) =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', dateStyle: 'short' }).format(before);

const oldLines = ({ district, before }: Old) => sql`platform.audit_link k
  join platform.audit_line l on l.district = k.district and l.audit_id = k.audit_id
  where k.district = ${district} and k.day < ${dayOf(before)}::date`;

const auditRule: RetentionRule = {
  kind: 'audit',
  count: async (old) => {
    const found = await firstRow<{ n: string }>(old.owner, sql`select count(*) as n from ${oldLines(old)}`);
    return Number(found!.n);
  },
  // a day at a time
  remove: async (old) => {
    const gone = await firstRow<{ n: string }>(
      old.owner,
      sql`select platform.forget_audit_lines(${old.district}, (select min(k.day) + 1 from ${oldLines(old)})) as n
          where exists (select from ${oldLines(old)})`,
    );
    return Number(gone?.n ?? 0);
  },
};

/** What the platform itself lets go. */
export const platformRules: readonly RetentionRule[] = [
  auditRule,
  rowsRule('sessions', 'auth.session', ({ before }) => sql`"expiresAt" < ${before}`),
  rowsRule('sessions', 'auth.verification', ({ before }) => sql`"expiresAt" < ${before}`),
  rowsRule(
    'sessions',
    'access.one_time_link',
    ({ district, before }) => sql`district = ${district} and expires_at < ${before}`,
  ),
  rowsRule('sessions', 'auth.rateLimit', ({ before }) => sql`"lastRequest" < ${before.getTime()}`),
  rowsRule(
    'notifications',
    'platform.notification',
    ({ district, before }) => sql`district = ${district} and created_at < ${before}
      and not exists (select from platform.notification_delivery waiting
                      where waiting.district = notification.district and waiting.notification_id = notification.notification_id
                        and waiting.state = 'waiting')`,
  ),
  rowsRule(
    'answers',
    'platform.done_once',
    ({ district, before }) => sql`district = ${district} and done_at < ${before}`,
  ),
];
