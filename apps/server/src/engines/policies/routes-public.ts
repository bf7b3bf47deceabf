import * as contract from '@miaopu/contract';
import type { z } from 'zod';
import { type App, route } from '../../platform/http/index.ts';
import { cardOf } from './cards.ts';
import { differencesOf } from './differences.ts';
import { policyFailure } from './errors.ts';
import { getLibrary, type Library, stateOn } from './library.ts';
import { makePage } from './page.ts';
import { searchPolicies } from './search.ts';
import type { PolicyServices } from './services.ts';
import { unitNames } from './units.ts';
import { listVersions, type Published } from './versions.ts';

/** What anybody may read: the policies as published. */
export function registerPublicPolicies(app: App, { db, clock, config: { district } }: PolicyServices): void {
  route(app, contract.listPolicies, async ({ query }) => {
    const library = await getLibrary(db, district);
    const on = query.on ?? clock.today();
    const units = await unitNames(db, district);
    const found = findPolicies(library, query.q, on);
    const chosen = found.filter(({ published }) => passes(published, query, on));
    const page = chosen.slice(query.offset, query.offset + query.limit);
    return {
      on,
      total: chosen.length,
      rows: page.map(({ published, snippets }) => ({
        ...cardOf(published, on, units),
        found: [...snippets],
      })),
      facets: facetsOf(
        found.map(({ published }) => published),
        query,
        on,
      ),
    };
  });

  route(app, contract.getPolicy, async ({ params, query }) => {
    const versions = await versionsOf(params.policy);
    const shown = versionOf(versions, params.policy, query.version ?? versions[0]!.version);
    const [library, units] = [await getLibrary(db, district), await unitNames(db, district)];
    return makePage(shown, versions, library, query.on ?? clock.today(), units);
  });

  route(app, contract.comparePolicyVersions, async ({ params, query }) => {
    const versions = await versionsOf(params.policy);
    const [before, after] = [query.from, query.to].map((version) =>
      versionOf(versions, params.policy, version),
    );
    return { differences: differencesOf(before!.policy, after!.policy) };
  });

  async function versionsOf(id: string): Promise<readonly Published[]> {
    const versions = await listVersions(db, district, id);
    if (versions.length === 0) throw policyFailure('policies.not_found', { id });
    return versions;
  }
}

function versionOf(versions: readonly Published[], id: string, version: number): Published {
  const found = versions.find((one) => one.version === version);
  if (found === undefined) throw policyFailure('policies.version_not_found', { id, version });
  return found;
}

type Listed = { readonly published: Published; readonly snippets: readonly string[] };

const stateRank = { in_force: 0, upcoming: 1, expired: 2, repealed: 3 } as const;

/**
 * The policies that a search finds, those in force first and the best of them; without a search all of them, the newest first. Of two
 * that say nearly the same, as a policy and the one that replaced it do, whoever searches wants the one that holds.
 */
function findPolicies(library: Library, q: string | undefined, on: string): Listed[] {
  const all = [...library.policies.values()];
  const byState = (one: Published, other: Published) =>
    stateRank[stateOn(one, on)] - stateRank[stateOn(other, on)];
  if (q === undefined || q.trim() === '') {
    const newest = (one: Published, other: Published) =>
      byState(one, other) || (one.policy.in_force.from < other.policy.in_force.from ? 1 : -1);
    return all.sort(newest).map((published) => ({ published, snippets: [] }));
  }
  return searchPolicies(
    all.map(({ policy }) => policy),
    q,
  )
    .map(({ policy, snippets }) => ({ published: library.policies.get(policy.id)!, snippets }))
    .sort((one, other) => byState(one.published, other.published));
}

type Filters = z.output<NonNullable<typeof contract.listPolicies.query>>;
const filtered = ['category', 'level', 'kind', 'channel', 'state'] as const;
type Filtered = (typeof filtered)[number];

function filterValue(published: Published, name: Filtered, on: string): string {
  return name === 'state' ? stateOn(published, on) : published.policy[name];
}

function passes(published: Published, filters: Filters, on: string, except?: Filtered): boolean {
  return filtered.every((name) => {
    const wanted: readonly string[] | undefined = filters[name];
    return (
      name === except ||
      wanted === undefined ||
      wanted.length === 0 ||
      wanted.includes(filterValue(published, name, on))
    );
  });
}

type Facets = z.input<typeof contract.listPolicies.response & object>['facets'];
const options = {
  category: contract.policyCategorySchema.options,
  level: contract.policyLevelSchema.options,
  kind: contract.policyKindSchema.options,
  channel: contract.policyChannelSchema.options,
  state: contract.policyStateSchema.options,
} as const;

/** How many there are by each value of a filter, the other filters kept. */
function facetsOf(found: readonly Published[], filters: Filters, on: string): Facets {
  const counted = filtered.map((name) => {
    const others = found.filter((published) => passes(published, filters, on, name));
    const counts = options[name].map((value) => [
      value,
      others.filter((published) => filterValue(published, name, on) === value).length,
    ]);
    return [name, Object.fromEntries(counts)];
  });
  return Object.fromEntries(counted) as Facets;
}
