import { join } from 'node:path';
import { listPolicies } from '@miaopu/contract';
import { loadPolicies, type Policy } from '@miaopu/policies';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../platform/testing/app.ts';
import { createTestDatabase, type TestDatabase, testActor } from '../../platform/testing/index.ts';
import { readPackFolder } from '../plan/index.ts';
import { loadLibrary } from './load-library.ts';
import { registerPolicyRoutes } from './routes.ts';
import { searchPolicies, wordsOf } from './search.ts';

let test: TestDatabase;
let served: TestApp;
let policies: readonly Policy[];
beforeAll(async () => {
  test = await createTestDatabase();
  const files = await readPackFolder(join(import.meta.dirname, '../../../../../policies'));
  const read = loadPolicies(files);
  if (!read.ok) throw new Error(JSON.stringify(read.problems, null, 2));
  policies = read.library.policies;
  await loadLibrary(test.db, testActor, files);
  served = await createTestApp(test, registerPolicyRoutes);
}, 60_000);
afterAll(async () => {
  await served?.close();
  await test?.drop();
});

async function search(q: string, on: string) {
  const url = `/api/policies?${new URLSearchParams({ q, on, limit: '100' })}`;
  const answer = await served.app.inject({ url, headers: { host: 'localhost' } });
  expect(answer.statusCode).toBe(200);
  return listPolicies.response!.parse(answer.json()).rows;
}

describe('a search', () => {
  it('goes by words, not by letters', () => {
    expect(wordsOf('研发费用加计扣除')).toEqual(['研发', '费用', '加计', '扣除']);
    const found = searchPolicies(policies, '残保金');
    expect(found[0]?.policy.id).toBe('t37');
    expect(searchPolicies(policies, '。，！')).toEqual([]);
  });

  it('marks the words where they stand', () => {
    const [first] = searchPolicies(policies, '研发费用 加计');
    expect(first!.snippets.join()).toMatch(/«[^»]*(研发|费用|加计)[^»]*»/);
  });

  it('finds a policy by its document’s number and by its own', () => {
    expect(searchPolicies(policies, '财税〔2019〕13号').map(({ policy }) => policy.id)).toEqual(
      expect.arrayContaining(['t03', 't10', 't16']),
    );
    expect(searchPolicies(policies, 't26-rate')[0]?.policy.id).toBe('t26-rate');
  });

  it.each([
    ['小型微利企业所得税减免', '2019-12-31', 't03'],
    ['小型微利企业所得税减免', '2018-12-31', 't02'],
    ['六税两费', '2024-06-30', 't18'],
    ['六税两费', '2020-06-30', 't16'],
    ['研发费用加计扣除', '2024-06-30', 't24'],
  ])('for “%s” on %s gives what is in force then first: %s', async (q, on, expected) => {
    const found = await search(q, on);
    expect(found[0]?.id).toBe(expected);
    const states = found.map(({ state }) => ['in_force', 'upcoming', 'expired', 'repealed'].indexOf(state));
    expect(states).toEqual(states.toSorted());
    expect(new Set(states).size).toBeGreaterThan(1);
  });
});
