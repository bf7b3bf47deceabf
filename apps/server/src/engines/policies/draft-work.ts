import { type Queryable, rows, sql } from '../../platform/db/index.ts';
import type { Holder, OpenWork } from '../../platform/people/index.ts';
import { type Draft, getDraft } from './drafts.ts';

/** Drafts that wait for whoever saved them last: not submitted yet, or returned to them. A draft under review waits for nobody by name. */
async function draftsOf(db: Queryable, { district, person }: Holder): Promise<Draft[]> {
  const mine = await rows<{ id: string }>(
    db,
    sql`select draft_id as id from policies.draft
        where district = ${district} and saved_by_id = ${person} and closed_at is null order by draft_id`,
  );
  const drafts = await Promise.all(mine.map(({ id }) => getDraft(db, district, id)));
  return drafts.filter(({ state }) => state !== 'submitted');
}

export const draftWork: OpenWork = {
  kind: { zh: '政策草稿', en: 'Drafts of policies' },
  ability: 'policy.edit',
  list: async (db, of) =>
    (await draftsOf(db, of)).map(({ id, policyId }) => ({
      record: `policies/draft/${id}`,
      title: { zh: `政策 ${policyId} 的草稿`, en: `The draft of policy ${policyId}` },
      link: `/g/policies/${policyId}`,
    })),
  handOver: async (tx, _, of, to) => {
    const ids = (await draftsOf(tx, of)).map(({ id }) => id);
    await sql`update policies.draft set saved_by_id = ${to.id}, saved_by = ${to.name}
              where district = ${of.district} and draft_id = any(${ids}::bigint[])`.execute(tx.query);
  },
};
