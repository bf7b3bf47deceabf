import { resolve } from 'node:path';
import * as contract from '@miaopu/contract';
import { buildApp } from '../../app.ts';
import { readPackFolder } from '../../engines/plan/index.ts';
import { loadLibrary } from '../../engines/policies/index.ts';
import { ensureOrganisations } from '../../platform/access/index.ts';
import { rows, sql } from '../../platform/db/index.ts';
import type { App } from '../../platform/http/index.ts';
import { createTestApp } from '../../platform/testing/app.ts';
import { createTestDatabase, type TestDatabase, testActor } from '../../platform/testing/index.ts';
import { entityIn, fillDistrict, otherTown, placesOf, planId, root, town } from '../district.ts';
import type { Seen } from './from-schema.ts';
import type { Mark } from './judge.ts';
import { isMarked, plant } from './plant.ts';

const password = 'a-long-fuzz-password';

export type Who = 'nobody' | contract.Role;

/** The whole server over a district with marked rows, and people of every role. */
export type Ground = {
  readonly app: App;
  readonly marks: readonly Mark[];
  /** How many tables hold marked rows of another district. */
  readonly marked: number;
  readonly seen: SeenValues;
  /** The cookie of one of the people of a role, in turns: there is a limit on what one person may ask for in a minute. */
  cookieOf(who: Who): string | undefined;
  close(): Promise<void>;
};

/** @param people how many of each role */
export async function openGround(people: number): Promise<Ground> {
  const database = await createTestDatabase();
  const test = await createTestApp(database, async () => {});
  await fillDistrict(database, { seed: 11, enterprises: 120 }, async () =>
    loadLibrary(database.db, testActor, await readPackFolder(resolve(root, 'policies'))),
  );
  const entity = await entityIn(database, town);
  const cookies = await signAllIn(test, database, entity, people);
  const app = await buildApp(test.services, test.signIn, { web: false });
  await app.ready();
  const planted = await plant(database.owner, entity, town);
  const turns = new Map<Who, number>();
  return {
    app,
    marks: planted.marks,
    marked: planted.tables,
    seen: await firstSeen(database, entity),
    cookieOf: (who) => {
      const turn = turns.get(who) ?? 0;
      turns.set(who, turn + 1);
      return cookies.get(who)?.[turn % people];
    },
    close: async () => {
      await app.close();
      await test.close();
      await database.drop();
    },
  };
}

async function signAllIn(
  { app, signIn }: Awaited<ReturnType<typeof createTestApp>>,
  { owner }: TestDatabase,
  entity: string,
  people: number,
): Promise<Map<Who, string[]>> {
  const { district } = testActor;
  const places = placesOf(entity);
  const cookies = new Map<Who, string[]>();
  let number = 0;
  for (const role of contract.roles) {
    const place = places[role];
    if (place !== undefined) await ensureOrganisations(owner, district, [place]);
    const memberships = role === 'newcomer' ? [] : [{ role, ...(place && { organisation: place.id }) }];
    const its: string[] = [];
    for (let one = 0; one < people; one++) {
      const email = `${role}.${one}@fuzz.example`;
      await signIn.createPerson({ email, password, name: `${role} ${one}`, district, memberships });
      const answer = await app.inject({
        method: 'POST',
        url: '/api/auth/sign-in/email',
        remoteAddress: `10.0.0.${++number}`,
        headers: { origin: 'http://localhost', host: 'localhost' },
        payload: { email, password },
      });
      if (answer.statusCode !== 200) throw new Error(`${email} was not signed in: ${answer.body}`);
      its.push(answer.cookies.map((cookie) => `${cookie.name}=${cookie.value}`).join('; '));
    }
    cookies.set(role, its);
  }
  return cookies;
}

/** What answers named, by the name that it stood under; the oldest make room. */
export class SeenValues implements Seen {
  readonly #values = new Map<string, unknown[]>();

  of(name: string): readonly unknown[] {
    return this.#values.get(name) ?? [];
  }

  add(name: string, value: unknown): void {
    const values = this.#values.get(name) ?? [];
    this.#values.set(name, values);
    // what is marked must not be sent in somebody else's name: it would come back from what they wrote themselves
    if (values.includes(value) || (typeof value === 'string' && (value.length > 200 || isMarked(value))))
      return;
    values.push(value);
    if (values.length > 24) values.splice(4, 1);
  }

  /** Remembers the leaves of an answer, and what its own `id`, or those of its rows, are called: `run`, `draft`, `entity`. */
  learn(answer: unknown, of: string): void {
    const { id, rows: list = [] } = answer as { id?: unknown; rows?: readonly { id?: unknown }[] };
    for (const own of [id, ...list.slice(0, 5).map((row) => row?.id)])
      if (own !== undefined) this.add(of, own);
    let left = 400;
    const walk = (value: unknown, name: string) => {
      if (left-- <= 0) return;
      if (Array.isArray(value)) for (const one of value.slice(0, 5)) walk(one, name);
      else if (typeof value === 'object' && value !== null)
        for (const [key, inner] of Object.entries(value)) walk(inner, key);
      else if (typeof value === 'string' || typeof value === 'number') this.add(name, value);
    };
    walk(answer, '');
  }
}

async function firstSeen(database: TestDatabase, entity: string): Promise<SeenValues> {
  const seen = new SeenValues();
  const others = [await entityIn(database, otherTown), '999999999'];
  for (const id of [entity, entity, ...others]) seen.add('id', id);
  for (const name of ['plan', 'town', 'unit', 'target', 'asOf'])
    for (const value of startingValues[name]!) seen.add(name, value);
  const versions = await rows<{ version: string; at: string }>(
    database.owner,
    sql`select version_id as version, recorded_from as at from registry.entity_version where entity_id = ${entity}`,
  );
  for (const { version, at } of versions) {
    seen.add('versionId', version);
    seen.add('basedOn', at);
  }
  return seen;
}

const startingValues: Readonly<Record<string, readonly string[]>> = {
  plan: [planId],
  town: [town, otherTown],
  unit: ['tax', 'economy', town],
  target: ['2.1.a', '2.6.a', '2.6.h.1', '2.6.k'],
  asOf: ['2020-12-31', '2018-12-31', '2019-06-30'],
};
