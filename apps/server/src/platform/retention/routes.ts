import * as contract from '@miaopu/contract';
import { asSystem, type Db, inTransaction, type Queryable, rows, sql } from '../db/index.ts';
import { type App, route } from '../http/index.ts';
import { type RetentionKind, retentionKindNames, retentionKinds } from './kinds.ts';
import { decideRetention, type Kept, listRetention, retentionFailure } from './settings.ts';

/** Retention's part of the HTTP interface (packages/contract/src/retention.ts). */
export function registerRetentionRoutes(app: App, { db }: { readonly db: Db }): void {
  // how long what is kept is the platform's own row
  route(app, contract.listRetention, async ({ actor }) =>
    asSystem(async () => ({ rows: await describe(db, actor.district) })),
  );
  route(app, contract.decideRetention, async ({ actor, params, body }) =>
    asSystem(() =>
      inTransaction(db, async (tx) => {
        const kind = kindOf(params.kind);
        await decideRetention(tx, actor, { ...body, kind });
        return (await describe(tx, actor.district)).find((one) => one.kind === kind)!;
      }),
    ),
  );
}

function kindOf(name: string): RetentionKind {
  const kind = retentionKindNames.find((one) => one === name);
  if (kind === undefined) throw retentionFailure('retention.no_kind', { kind: name });
  return kind;
}

async function describe(db: Queryable, district: string): Promise<contract.KeptKind[]> {
  const letGo = await rows<{ record: string; at: string; records: number }>(
    db,
    sql`select distinct on (record) record, happened_at as at, (after ->> 'records')::integer as records
        from platform.audit_line where district = ${district} and action = 'platform.retention.applied'
        order by record, happened_at desc`,
  );
  const lastOf = (kind: string) => letGo.find(({ record }) => record === `retention/${kind}`);
  return (await listRetention(db, district)).map((kept) => wordsOf(kept, lastOf(kept.kind)));
}

function wordsOf(
  { kind, days, decided }: Kept,
  letGo: { readonly at: string; readonly records: number } | undefined,
): contract.KeptKind {
  const { zh, en, days: usual, least, because, law, toConfirm } = retentionKinds[kind];
  return {
    kind,
    name: { zh, en },
    days,
    usual,
    least,
    because,
    law: law ?? null,
    toConfirm: toConfirm === true,
    decided,
    letGo: letGo === undefined ? null : { at: letGo.at, records: letGo.records },
  };
}
