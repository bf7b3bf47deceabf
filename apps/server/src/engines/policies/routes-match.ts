import * as contract from '@miaopu/contract';
import type { Actor } from '../../platform/access/index.ts';
import { type App, route } from '../../platform/http/index.ts';
import { presentInstant } from '../registry/index.ts';
import { policyFailure } from './errors.ts';
import { getLibrary } from './library.ts';
import { type MatchAsked, matchEntity } from './match.ts';
import { countUnread, listNotices, readNotices } from './notices.ts';
import { presentDay } from './present-day.ts';
import { ownEntity, ownTown } from './scope.ts';
import type { PolicyServices } from './services.ts';

type Asked = { readonly asOf?: string; readonly knownOn?: string };

/** How one enterprise stands: for those who look after it, and for itself. */
export function registerMatching(app: App, { db, clock }: PolicyServices): void {
  const momentOf = async (actor: Actor, { asOf, knownOn }: Asked): Promise<MatchAsked> => {
    const present = asOf === undefined ? await presentDay(db, actor.district, clock) : undefined;
    return {
      district: actor.district,
      asOf: asOf ?? present!.day,
      knownOn: knownOn ?? (await presentInstant(db)),
      because: present?.because ?? null,
    };
  };

  route(app, contract.getEntityMatch, async ({ params, query, actor }) => {
    const found = await matchEntity(db, params.id, await momentOf(actor, query));
    const town = ownTown(actor, 'policy.read');
    if (town !== undefined && found.entity.town !== town) throw policyFailure('policies.not_your_town');
    return found;
  });

  route(app, contract.getMyPolicies, async ({ query, actor }) =>
    matchEntity(db, ownEntity(actor), await momentOf(actor, query)),
  );

  route(app, contract.listPolicyNotices, async ({ actor: { district }, actor }) => {
    const entity = ownEntity(actor);
    const [library, notices, unread] = await Promise.all([
      getLibrary(db, district),
      listNotices(db, district, entity),
      countUnread(db, district, entity),
    ]);
    const titleOf = (id: string) => library.policies.get(id)?.policy.title ?? { zh: id, en: id };
    return {
      unread,
      rows: notices.map((notice) => ({
        id: notice.notice_id,
        policy: { id: notice.policy_id, title: titleOf(notice.policy_id) },
        amount: notice.amount,
        writtenAt: notice.written_at,
        readAt: notice.read_at,
      })),
    };
  });

  route(app, contract.readPolicyNotices, async ({ body, actor }) => {
    const entity = ownEntity(actor);
    await readNotices(db, actor, entity, body.notices);
    return { unread: await countUnread(db, actor.district, entity) };
  });
}
