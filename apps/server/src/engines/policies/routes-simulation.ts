import * as contract from '@miaopu/contract';
import type { PolicyOnDay } from '@miaopu/policies';
import type { Actor } from '../../platform/access/index.ts';
import { asSystem } from '../../platform/db/index.ts';
import { type App, route } from '../../platform/http/index.ts';
import { entityRowOf, settledInstant } from '../registry/index.ts';
import { isWorthMoney } from './amount.ts';
import { readPolicy } from './draft-check.ts';
import { policyFailure } from './errors.ts';
import { expand, getLibrary, holdsOn } from './library.ts';
import { industryName, townName } from './places.ts';
import { presentDay } from './present-day.ts';
import type { Moment } from './rows.ts';
import type { PolicyServices } from './services.ts';
import { type Change, listChanged, simulate } from './simulate.ts';
import { shownEffect, shownPlaces } from './suppress.ts';

type Asked = {
  readonly parameters?: Record<string, string>;
  readonly source?: string;
  readonly asOf?: string;
};

/** What a change of a policy would do, before anybody publishes it. */
export function registerSimulation(app: App, { db, clock }: PolicyServices): void {
  route(app, contract.simulatePolicy, async ({ params, body, actor }) => {
    const began = performance.now();
    const { change, moment } = await open(actor, params.policy, body);
    const listable = contract.scopeOf(actor.role, 'registry.read') === 'district';
    // of the whole district for everybody; what could tell of single enterprises is hidden below
    const found = await asSystem(() => simulate(db, change, moment));
    const towns = listable ? found.towns : shownPlaces(found.towns);
    const industries = listable ? found.industries : shownPlaces(found.industries);
    return {
      asOf: moment.asOf,
      knownOn: moment.knownOn,
      listable,
      hasAmount: [change.before, change.after].some(
        (side) => side !== undefined && isWorthMoney(side.policy),
      ),
      district: listable ? found.district : shownEffect(found.district),
      towns: towns.map(({ code, effect }) => ({ code, name: townName(code), effect })),
      industries: industries.map(({ code, effect }) => ({ code, name: industryName(code), effect })),
      milliseconds: Math.round(performance.now() - began),
    };
  });

  route(app, contract.listSimulated, async ({ params, body, actor }) => {
    const { change, moment } = await open(actor, params.policy, body);
    const { total, rows } = await listChanged(db, change, moment, body, body);
    return {
      total,
      rows: rows.map((row) => ({ ...entityRowOf(row), before: row.before, after: row.after })),
    };
  });

  async function open(actor: Actor, id: string, asked: Asked): Promise<{ change: Change; moment: Moment }> {
    const { district } = actor;
    const asOf = asked.asOf ?? (await presentDay(db, district, clock)).day;
    const moment = { district, asOf, knownOn: await settledInstant(db, district) };
    const library = await getLibrary(db, district);
    const published = library.policies.get(id);
    const before =
      published !== undefined && holdsOn(published, asOf) ? expand(published.policy, asOf) : undefined;
    if (asked.source === undefined) {
      if (published === undefined) throw policyFailure('policies.not_found', { id });
      const known = published.policy.parameters;
      const unknown = Object.keys(asked.parameters ?? {}).find((name) => !Object.hasOwn(known, name));
      if (unknown !== undefined)
        throw policyFailure('policies.no_parameter', {
          id,
          name: unknown,
          known: Object.keys(known).join(', ') || '—',
        });
      return { change: { before, after: expand(published.policy, asOf, asked.parameters) }, moment };
    }
    const read = await readPolicy(db, district, library, id, asked.source);
    if (!read.ok)
      throw policyFailure(
        'policies.draft_has_problems',
        { count: read.problems.length },
        read.problems.map(({ line, column, message }) => ({ path: `${line}:${column}`, message })),
      );
    const after: PolicyOnDay = expand(read.policy, asOf, asked.parameters);
    return { change: { before, after }, moment };
  }
}
