import { systemActor } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import type { Db } from '../db/index.ts';
import { type RetentionKind, retentionKinds } from './kinds.ts';
import type { RetentionRule } from './rules.ts';
import { listRetention } from './settings.ts';

export { type RetentionKind, retentionKindNames, retentionKinds } from './kinds.ts';
export { registerRetentionRoutes } from './routes.ts';
export { platformRules, type RetentionRule, rowsRule } from './rules.ts';
export { decideRetention, type Kept, listRetention } from './settings.ts';

export type LetGo = {
  readonly kind: RetentionKind;
  readonly days: number;
  /** What was finished before it is let go. */
  readonly before: string;
  /** How many records were let go, or would be. */
  readonly records: number;
};

export type Applying = {
  /** Owns the tables: nobody else may let go of audit lines. */
  readonly owner: Db;
  readonly district: string;
  readonly now: Date;
  readonly rules: readonly RetentionRule[];
  /** Counts, and lets nothing go. */
  readonly dryRun: boolean;
  readonly signal?: AbortSignal;
};

const day = 86_400_000;

/**
 * Lets go of what is past its time, a batch after the other, each kind with a line in the audit. What is left when it is stopped goes the
 * next time.
 */
export async function applyRetention({
  owner,
  district,
  now,
  rules,
  dryRun,
  signal,
}: Applying): Promise<LetGo[]> {
  const done: LetGo[] = [];
  for (const { kind, days } of await listRetention(owner, district)) {
    const before = new Date(now.getTime() - Math.max(days, retentionKinds[kind].least) * day);
    let records = 0;
    for (const rule of rules.filter((one) => one.kind === kind)) {
      const old = { owner, district, before };
      records += dryRun ? await rule.count(old) : await removeAll(() => rule.remove(old), signal);
    }
    const letGo = { kind, days, before: before.toISOString(), records };
    if (!dryRun && records > 0)
      await recordAudit(owner, {
        actor: systemActor(district),
        action: 'platform.retention.applied',
        record: `retention/${kind}`,
        after: { before: letGo.before, days, records },
      });
    done.push(letGo);
  }
  return done;
}

async function removeAll(remove: () => Promise<number>, signal: AbortSignal | undefined): Promise<number> {
  let records = 0;
  for (;;) {
    if (signal?.aborted) return records;
    const gone = await remove();
    if (gone === 0) return records;
    records += gone;
  }
}
