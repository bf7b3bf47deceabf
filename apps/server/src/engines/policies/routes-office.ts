import * as contract from '@miaopu/contract';
import type { Policy } from '@miaopu/policies';
import type { Actor } from '../../platform/access/index.ts';
import { inTransaction, rows, sql } from '../../platform/db/index.ts';
import { type App, route } from '../../platform/http/index.ts';
import { listPolicyActs, type PolicyAct } from './acts.ts';
import { cardOf } from './cards.ts';
import { priced } from './cost.ts';
import { differencesOf } from './differences.ts';
import { contentOf, countable, countFits, describeCheck, readPolicy } from './draft-check.ts';
import { createDraft, type Draft, getDraft, listOpenDrafts, mayDo, saveDraft } from './drafts.ts';
import { policyFailure } from './errors.ts';
import { getLibrary, type Library } from './library.ts';
import { presentDay } from './present-day.ts';
import { actOnDraft, repeal } from './publish.ts';
import { mayDoTo } from './scope.ts';
import { type PolicyServices, queues, type RefreshJob } from './services.ts';
import { unitNames } from './units.ts';

type DraftAnswer = contract.PolicyDraft;
const abilityFor = {
  submit: 'policy.edit',
  withdraw: 'policy.edit',
  return: 'policy.review',
  publish: 'policy.publish',
} as const satisfies Record<contract.DraftAct, contract.AbilityName>;

/** The office's part: the library with its drafts, writing and checking, and the acts of publishing. */
export function registerPolicyOffice(app: App, services: PolicyServices): void {
  const { db, clock, jobs } = services;

  route(app, contract.listPolicyLibrary, async ({ query, actor }) => {
    const { district } = actor;
    const [library, units, drafts] = await Promise.all([
      getLibrary(db, district),
      unitNames(db, district),
      listOpenDrafts(db, district),
    ]);
    const on = query.on ?? clock.today();
    const fits = await fitsByPolicy(district, library);
    const ids = new Set([...library.policies.keys(), ...drafts.map(({ policyId }) => policyId)]);
    return {
      on,
      rows: [...ids].sort().map((id) => {
        const published = library.policies.get(id);
        const draft = drafts.find(({ policyId }) => policyId === id);
        return {
          id,
          card: published === undefined ? null : cardOf(published, on, units),
          origin: published?.origin ?? ('office' as const),
          draft:
            draft === undefined
              ? null
              : {
                  id: draft.id,
                  title: titleIn(draft.source) ?? published?.policy.title ?? null,
                  state: draft.state,
                  savedBy: draft.savedBy,
                  savedAt: draft.savedAt,
                  isMine: contract.isAuthor(draft.acts, actor.id),
                  mayDo: openActs(draft, actor, contactOf(draft, library)),
                },
          fits: fits.get(id) ?? null,
        };
      }),
      groups: groupsOf(library),
    };
  });

  route(app, contract.createPolicyDraft, async ({ body, actor }) => {
    const library = await getLibrary(db, actor.district);
    requireMay(
      actor,
      'policy.edit',
      library.policies.get(body.policy)?.policy.contact ?? contactIn(body.source),
    );
    const draft = await inTransaction(db, (tx) => createDraft(tx, actor, body));
    return answerOf(draft, actor, library);
  });

  route(app, contract.getPolicyDraft, async ({ params, actor }) =>
    answerOf(await getDraft(db, actor.district, params.draft), actor, await getLibrary(db, actor.district)),
  );

  route(app, contract.savePolicyDraft, async ({ params, body, actor }) => {
    const library = await getLibrary(db, actor.district);
    const before = await getDraft(db, actor.district, params.draft);
    requireMay(actor, 'policy.edit', contactOf(before, library));
    const saved = await inTransaction(db, (tx) => saveDraft(tx, actor, params.draft, body));
    if (!saved.saved) return { saved: false as const, theirs: saved.theirs };
    return { saved: true as const, draft: await answerOf(saved.draft, actor, library) };
  });

  route(app, contract.checkPolicyDraft, async ({ body, actor: { district } }) => {
    const library = await getLibrary(db, district);
    const read = await readPolicy(db, district, library, body.policy, body.source);
    const day = body.asOf ?? (await presentDay(db, district, clock)).day;
    const check = describeCheck(body.source, read, day);
    const policy = body.count ? countable(read) : undefined;
    return policy === undefined ? check : { ...check, fits: await countFits(db, district, policy, day) };
  });

  route(app, contract.actOnPolicyDraft, async ({ params, body, actor }) => {
    const { district } = actor;
    const library = await getLibrary(db, district);
    const before = await getDraft(db, district, params.draft);
    requireMay(actor, abilityFor[body.act], contactOf(before, library));
    const read = async (draft: Draft) => {
      const found = await readPolicy(db, district, library, draft.policyId, draft.source);
      if (found.ok) return found;
      const problems = found.problems.map(({ line, column, message }) => ({
        path: `${line}:${column}`,
        message,
      }));
      return { ok: false as const, problems };
    };
    const version = await inTransaction(db, (tx) => actOnDraft(tx, actor, params.draft, body, read));
    // should this be lost, the next look for changes (within a minute) finds the version and does the same
    if (version !== undefined) await jobs.send(queues.refresh, { district } satisfies RefreshJob);
    return answerOf(await getDraft(db, district, params.draft), actor, await getLibrary(db, district));
  });

  route(app, contract.listPolicyActs, async ({ params, actor: { district } }) => ({
    rows: (await listPolicyActs(db, district, params.policy)).map(actAnswer),
  }));

  route(app, contract.repealPolicy, async ({ params, body, actor }) => {
    await inTransaction(db, (tx) => repeal(tx, actor, params.policy, body));
    await jobs.send(queues.refresh, { district: actor.district } satisfies RefreshJob);
    return { policy: params.policy, from: body.from };
  });

  async function answerOf(draft: Draft, actor: Actor, library: Library): Promise<DraftAnswer> {
    const read = await readPolicy(db, actor.district, library, draft.policyId, draft.source);
    const day = (await presentDay(db, actor.district, clock)).day;
    const published = library.policies.get(draft.policyId)?.policy;
    const { id, policyId, basedOn, state, revision, source, savedBy, savedAt, acts } = draft;
    const unit = contactOf(draft, library);
    return {
      id,
      policy: policyId,
      basedOn,
      title: titleIn(source) ?? published?.title ?? null,
      state,
      revision,
      source,
      savedBy,
      savedAt,
      acts: acts.map(actAnswer),
      mayDo: openActs(draft, actor, unit),
      check: describeCheck(source, read, day),
      differences: published !== undefined && read.ok ? differencesOf(published, read.policy) : [],
    };
  }

  async function fitsByPolicy(district: string, library: Library) {
    const found = await rows<{
      policy_id: string;
      as_of: string;
      met: string;
      nearly: string;
      amount: string;
      uncounted: string;
    }>(
      db,
      sql`select policy_id, as_of, met, nearly, trim_scale(amount) as amount, uncounted from policies.evaluation where district = ${district}`,
    );
    return new Map(
      found.map((row) => [
        row.policy_id,
        priced(
          library,
          row.policy_id,
          row.as_of,
        )({
          met: Number(row.met),
          nearly: Number(row.nearly),
          amount: row.amount,
          uncounted: Number(row.uncounted),
        }),
      ]),
    );
  }
}

/** What the benefits of the library's policies name together. */
function groupsOf({ policies }: Library) {
  const benefits = [...policies.values()].flatMap(({ policy }) => policy.benefits);
  const named = (names: readonly (string | undefined)[]) =>
    [...new Set(names)].filter((name) => name !== undefined).sort();
  return {
    exclusive: named(benefits.map(({ exclusive }) => exclusive)),
    shared: named(benefits.map(({ cap }) => cap?.shared)),
  };
}

function actAnswer({ act, at, by, remark, documentNumber, version }: PolicyAct) {
  return { act, at, by: { id: by.id, name: by.name }, remark, documentNumber, version };
}

/** What somebody may do to a draft of a unit's policy now. */
function openActs(draft: Draft, actor: Actor, unit: string | null): contract.DraftAct[] {
  return mayDo(draft, actor).filter((act) => mayDoTo(actor, abilityFor[act], unit));
}

/** The unit that a draft's policy belongs to: the published one's, else what its text says. */
function contactOf(draft: Draft, library: Library): string | null {
  return library.policies.get(draft.policyId)?.policy.contact ?? contactIn(draft.source);
}

function contactIn(source: string | undefined): string | null {
  const contact = source === undefined ? undefined : contentOf(source)?.contact;
  return typeof contact === 'string' ? contact : null;
}

/** The title that a text gives itself; a text that cannot be read yet has none. */
function titleIn(source: string): Policy['title'] | null {
  const content = contentOf(source);
  const title = content?.title as Partial<Policy['title']> | undefined;
  return typeof title?.zh === 'string' && typeof title.en === 'string' && title.zh !== ''
    ? { zh: title.zh, en: title.en }
    : null;
}

/** @throws policies.not_your_policy */
function requireMay(actor: Actor, ability: contract.AbilityName, unit: string | null): void {
  if (!mayDoTo(actor, ability, unit)) throw policyFailure('policies.not_your_policy', { unit: unit ?? '' });
}
