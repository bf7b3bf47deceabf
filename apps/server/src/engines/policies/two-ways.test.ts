import { join } from 'node:path';
import {
  loadPolicies,
  type Policy,
  type PolicyLibrary,
  policyOnDay,
  prepareJudge,
  situationRow,
} from '@miaopu/policies';
import { ANSWER_CODES, answerOfCode, type Row } from '@miaopu/rules';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rows, sql } from '../../platform/db/index.ts';
import { createTestDatabase, type TestDatabase } from '../../platform/testing/index.ts';
import { readPackFolder } from '../plan/index.ts';
import { amountOf, amountPlan } from './amount.ts';
import { standingOver } from './rows.ts';
import { callsIn, givenRows, sampleRows } from './two-ways.samples.ts';

const folder = join(import.meta.dirname, '../../../../../policies');

let test: TestDatabase;
let library: PolicyLibrary;
beforeAll(async () => {
  test = await createTestDatabase();
  const read = loadPolicies(await readPackFolder(folder));
  if (!read.ok) throw new Error(JSON.stringify(read.problems, null, 2));
  library = read.library;
});
afterAll(() => test?.drop());

type Told = { readonly standing: string; readonly amount: string | null };

/** How given rows stand to a policy by PostgreSQL. */
async function byDatabase(policy: Policy, asOf: string, given: readonly Row[]): Promise<Told[]> {
  const onDay = policyOnDay(policy, library.terms, asOf);
  const found = await rows<{ answer_0: number; nearly_0: boolean; amount_0: string | null }>(
    test.db,
    sql`select answer_0, nearly_0, trim_scale(amount_0) as amount_0
        from (${standingOver([onDay], givenRows([onDay], given))}) standing order by entity_id`,
  );
  return found.map(({ answer_0, nearly_0, amount_0 }) => ({
    standing: nearly_0 ? 'nearly' : answerOfCode(answer_0),
    amount: amount_0,
  }));
}

/** How they stand by evaluation, with reasons. */
function byEvaluation(policy: Policy, asOf: string, given: readonly Row[]): Told[] {
  const judge = prepareJudge(policy, library.terms, asOf);
  const plan = amountPlan(policyOnDay(policy, library.terms, asOf));
  return given.map((row) => {
    const { standing, benefits } = judge(row);
    const amounts = new Map(benefits.map(({ id, amount }) => [id, amount]));
    const amount = standing === 'met' ? amountOf(plan, (id) => amounts.get(id) ?? null) : null;
    return { standing, amount: amount === null ? null : new Decimal(amount).toFixed() };
  });
}

/** Days on which a policy is in force: its first and last, and some between where its parameters change. */
function daysOf({ in_force: { from, to }, parameters }: Policy): string[] {
  const changes = Object.values(parameters).flatMap(({ values }) => values.map((value) => value.from));
  const ends = [from, to ?? '2026-06-30', '2019-12-31', '2020-12-31', '2021-07-15', '2024-12-31', ...changes];
  return [...new Set(ends)].filter((day) => from <= day && (to === null || day <= to)).slice(0, 5);
}

const ROWS = 100;

describe('a policy judged by evaluation and by PostgreSQL', () => {
  it('has the same standing and amount in over 10,000 generated cases, for every policy of the library', async () => {
    let compared = 0;
    const seen = new Map<string, number>();
    for (const policy of library.policies) {
      const days = daysOf(policy);
      for (const asOf of days) {
        const onDay = policyOnDay(policy, library.terms, asOf);
        const given = fc.sample(sampleRows(onDay), {
          numRuns: Math.ceil(ROWS / days.length),
          seed: compared + 1,
        });
        const [database, evaluated] = [
          await byDatabase(policy, asOf, given),
          byEvaluation(policy, asOf, given),
        ];
        given.forEach((row, index) => {
          if (JSON.stringify(database[index]) !== JSON.stringify(evaluated[index]))
            throw new Error(
              `${policy.id} on ${asOf}: SQL ${JSON.stringify(database[index])}, evaluated ${JSON.stringify(evaluated[index])}\n${JSON.stringify(row)}`,
            );
          seen.set(evaluated[index]!.standing, (seen.get(evaluated[index]!.standing) ?? 0) + 1);
          compared += 2;
        });
      }
    }
    expect(compared).toBeGreaterThanOrEqual(10_000);
    // each kind of answer must really have been compared
    for (const standing of [...Object.keys(ANSWER_CODES), 'nearly'])
      expect([standing, (seen.get(standing) ?? 0) > 50]).toEqual([standing, true]);
  }, 300_000);

  it('agrees with every situation that the policies state', async () => {
    let situations = 0;
    for (const policy of library.policies) {
      for (const { as_of: asOf, given, judged, expect: expected, name } of policy.situations) {
        if (Object.keys(judged).length > 0) continue; // what a person said is in no database yet
        const row = situationRow(given);
        const [database] = await byDatabase(policy, asOf, [row]);
        const [evaluated] = byEvaluation(policy, asOf, [row]);
        const inForce = policyOnDay(policy, library.terms, asOf).inForce;
        const where = `${policy.id}: ${name.zh}`;
        if (inForce) expect([where, database]).toEqual([where, evaluated]);
        const answer = evaluated!.standing === 'nearly' ? 'not_met' : evaluated!.standing;
        expect([where, answer]).toEqual([where, expected.answer]);
        situations++;
      }
    }
    expect(situations).toBeGreaterThan(150);
  }, 120_000);

  it('is compared with rules that use what the language has', () => {
    const used = callsIn(
      library.policies.map((policy) => policyOnDay(policy, library.terms, policy.in_force.from)),
    );
    for (const name of ['holds', 'inIndustry', 'min', 'max']) expect(used).toContain(name);
  });
});
