import { resolve } from 'node:path';
import * as contract from '@miaopu/contract';
import { loadPlanPack } from '@miaopu/plan';
import { simulateDistrict } from '@miaopu/simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from './app.ts';
import { readPackFiles } from './demo.ts';
import { loadPlan } from './engines/plan/index.ts';
import { loadLibrary } from './engines/policies/index.ts';
import { loadPopulation } from './engines/registry/index.ts';
import { firstRow, rows, sql } from './platform/db/index.ts';
import type { App } from './platform/http/index.ts';
import { createTestApp, type TestApp } from './platform/testing/app.ts';
import { createTestDatabase, type TestDatabase, testActor } from './platform/testing/index.ts';
import {
  type Asking,
  type AskingRole,
  askingRoles,
  askingTown,
  type Deeds,
  openAsking,
} from './testing/asking.ts';
import { peopleDeeds } from './testing/deeds-people.ts';
import { planDeeds, testPlan } from './testing/deeds-plan.ts';
import { platformDeeds } from './testing/deeds-platform.ts';
import { deedsLibrary, policyDeeds } from './testing/deeds-policies.ts';
import { entityDeeds, importDeeds } from './testing/deeds-registry.ts';
import { roundDeeds } from './testing/deeds-rounds.ts';
import { submissionDeeds } from './testing/deeds-submissions.ts';

// Every endpoint that writes, or sends a file out, is called here as it is meant to be, and has to leave its line.

/** Where each module says its deeds. */
const deedsOf = (asking: Asking): Deeds => ({
  ...entityDeeds(asking),
  ...importDeeds(asking),
  ...planDeeds(asking),
  ...policyDeeds(asking),
  ...roundDeeds(asking),
  ...platformDeeds(asking),
  ...submissionDeeds(asking),
  ...peopleDeeds(asking),
});

/** Those that change nothing that anybody else could see. */
const silent: Readonly<Record<string, string>> = {
  'POST /api/registry/imports/preview/:uploadId': 'reads an uploaded file another way and keeps nothing',
  'POST /api/inbox/read': 'a person’s own mark that they have read something',
  'POST /api/policies/notices/read': 'a person’s own mark that they have read something',
  'POST /api/plans/:plan/decomposition-file': 'reads a table back into numbers and keeps nothing',
  'POST /api/policies/check': 'answers a visitor and keeps nothing',
  'POST /api/policies/drafts/check': 'checks a text and keeps nothing',
  'POST /api/policies/:policy/simulations': 'counts what would be and keeps nothing',
  'POST /api/policies/:policy/simulations/entities': 'lists what would be and keeps nothing',
};

/** Those that people do who are not here, strangers and newcomers: the tests that hold their lines. */
const heldBy: Readonly<Record<string, string>> = {
  'DELETE /api/account/sessions/:id': 'platform/access/second-factor.test.ts',
  'POST /api/registrations': 'platform/people/people.test.ts',
  'POST /api/passwords/forgotten': 'platform/people/recovery.test.ts',
  'POST /api/account/email': 'platform/people/recovery.test.ts',
  'POST /api/emails/:token': 'platform/people/recovery.test.ts',
  'POST /api/claims': 'engines/claims/claims.test.ts',
  'POST /api/claims/:id/withdraw': 'engines/claims/claims.test.ts',
  'POST /api/claims/:id/approve': 'engines/claims/claims.test.ts',
  'POST /api/claims/:id/refuse': 'engines/claims/claims.test.ts',
  'GET /api/claims/:id/proof': 'engines/claims/claims.test.ts',
};

let database: TestDatabase;
let people: TestApp;
let app: App;
let deeds: Deeds;

beforeAll(async () => {
  database = await createTestDatabase();
  const read = loadPlanPack(readPackFiles(resolve(import.meta.dirname, '../../../plans', testPlan)));
  if (!read.ok) throw new Error('the plan pack is not sound');
  await loadPlan(database.db, testActor, read.pack);
  await loadPopulation(database.db, testActor, simulateDistrict({ seed: 3, enterprises: 150 }));
  await loadLibrary(database.db, testActor, deedsLibrary);
  people = await createTestApp(database, async () => {});
  app = await buildApp(people.services, people.signIn, { web: false });
  const cookies = {} as Record<AskingRole, string>;
  const town = { id: askingTown, kind: 'town', town: askingTown, units: [askingTown] } as const;
  const name = { zh: '某镇', en: 'some town' };
  for (const role of askingRoles)
    cookies[role] = await people.cookieOf(role, role === 'town_lead' ? { ...town, name } : undefined);
  const asking = openAsking(app, database, cookies);
  // counted beforehand: a count that a deed sets off would else end in the midst of another, which then has to confirm it
  await asking.post(`/api/plans/${testPlan}/recalculate`, { asOf: '2020-12-31' });
  deeds = deedsOf(asking);
});
afterAll(async () => {
  await app?.close();
  await people?.close();
  await database?.drop();
});

const isEndpoint = (exported: unknown): exported is contract.Endpoint =>
  typeof exported === 'object' && exported !== null && 'access' in exported && 'path' in exported;

describe('every endpoint that writes or sends a file out', () => {
  it('stands in the table of deeds, or in that of what is silent, with the reason', () => {
    const served = new Set(app.served.map(({ method, url }) => `${method} ${url}`));
    const leaving = Object.values<unknown>(contract)
      .filter(isEndpoint)
      .filter(({ method, response }) => method !== 'GET' || response === undefined)
      .map(({ method, path }) => `${method} ${path}`)
      .filter((name) => served.has(name));
    expect(leaving.length).toBeGreaterThan(30);
    const known = [deeds, silent, heldBy].flatMap((table) => Object.keys(table));
    expect(leaving.filter((name) => !known.includes(name))).toEqual([]);
    expect(known.filter((name) => !served.has(name))).toEqual([]);
  });

  // the names alone are needed to list the tests
  const names = Object.keys(deedsOf({} as Asking));

  it.each(names)('%s leaves its lines, with who and from where', async (name) => {
    const [call, ...leaves] = deeds[name]!;
    const last = await firstRow<{ id: string | null }>(
      database.owner,
      sql`select max(audit_id) as id from platform.audit_line`,
    );
    await call();
    const left = await rows<{
      action: string;
      actor: string;
      address: string | null;
      request: string | null;
    }>(
      database.owner,
      sql`select action, actor_name as actor, address, request_id as request from platform.audit_line
          where audit_id > ${last!.id} order by audit_id`,
    );
    expect(left.map(({ action }) => action)).toEqual(leaves);
    // an import ends in the queue, where there is no call
    for (const line of left.filter(({ action }) => action !== 'registry.import.done')) {
      expect(askingRoles).toContain(line.actor);
      expect(line.address).toBe('127.0.0.1');
      expect(line.request).toMatch(/^[0-9a-f]{8}$/);
    }
  });
});
