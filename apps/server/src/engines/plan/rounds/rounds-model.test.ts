import { resolve } from 'node:path';
import type { RoundCell, RoundWord } from '@miaopu/contract';
import { loadPlanPack, type PlanPack, shareOut } from '@miaopu/plan';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readPackFiles } from '../../../demo.ts';
import type { Actor } from '../../../platform/access/index.ts';
import { createTestDatabase, type TestDatabase, testActor } from '../../../platform/testing/index.ts';
import { getGoal, getPlanInForce, listDecompositions, loadPlan } from '../index.ts';
import { answerRound } from './answers.ts';
import { answerObjection, issueRound, reopenRound, withdrawRound } from './issue.ts';
import { getDecompositionPage } from './page.ts';
import { beginRound, saveRound } from './round.ts';
import { signRound } from './sign.ts';

/**
 * Whatever the office and the units do, in whatever order: what the server keeps is what a plain account of it says, a word on numbers that
 * stayed is never lost, and what is in force changes by signing alone and always adds up.
 */

const planId = 'luqiao-2018-2020';
const { district } = testActor;
const target = '2.3.a';
const year = 2019;
const whole = '200';
const units = ['331004106', '331004001', '331004002'] as const;
type Unit = (typeof units)[number];

let test: TestDatabase;
let pack: PlanPack;
beforeAll(async () => {
  test = await createTestDatabase();
  const read = loadPlanPack(readPackFiles(resolve(import.meta.dirname, '../../../../../../plans', planId)));
  if (!read.ok) throw new Error('the plan is not sound');
  pack = read.pack;
  await loadPlan(test.db, testActor, pack);
});
afterAll(() => test?.drop());

const leadOf = (unit: Unit): Actor => ({
  ...testActor,
  id: `lead-${unit}`,
  role: 'town_lead',
  organisation: {
    id: unit,
    kind: 'town',
    town: unit,
    units: [unit],
    entity: null,
    name: { zh: unit, en: unit },
  },
});

type Numbers = Readonly<Record<Unit, string>>;
/** The plain account: nothing of it is read from the server. */
type Account = {
  inForce: Numbers | null;
  versions: number;
  round: {
    id: string;
    state: 'draft' | 'issued' | 'revising';
    written: Numbers | null;
    issued: Numbers | null;
    /** As it was declared when it was issued last. */
    silenceAgrees: boolean;
  } | null;
  words: Map<Unit, RoundWord>;
};

const did = async (work: Promise<unknown>): Promise<boolean> =>
  work.then(
    () => true,
    (error: { status?: number }) => {
      if ((error.status ?? 500) >= 500) throw error;
      return false;
    },
  );

const [answerBy, dayAfter] = ['2019-05-31', '2019-06-01'] as const;
const move = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('write' as const),
      weights: fc.tuple(fc.nat(9), fc.nat(9), fc.nat(9)),
      locked: fc.nat(99),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('issue' as const), silenceAgrees: fc.boolean() }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom('confirm' as const, 'object' as const, 'answer' as const),
      unit: fc.constantFrom(...units),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('reopen' as const) }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('sign' as const), today: fc.constantFrom(answerBy, dayAfter) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('withdraw' as const) }) },
);
type Move = typeof move extends fc.Arbitrary<infer M> ? M : never;

/** However it stands, it can be signed off in the end. */
const ending: readonly Move[] = [
  { do: 'reopen' },
  { do: 'write', weights: [1, 2, 3], locked: 7 },
  { do: 'issue', silenceAgrees: true },
  ...units.map((unit): Move => ({ do: 'answer', unit })),
  { do: 'sign', today: dayAfter },
];

it('the server keeps what a plain account says', { timeout: 120_000 }, async () => {
  const account: Account = { inForce: null, versions: 1, round: null, words: new Map() };
  await fc.assert(
    fc.asyncProperty(fc.array(move, { minLength: 8, maxLength: 25 }), async (moves) => {
      for (const one of moves) {
        await make(one, account);
        await compare(account);
      }
    }),
    // one account goes on through all runs, so that a shrunk one would begin elsewhere
    { numRuns: 4, endOnFailure: true },
  );
  for (const one of ending) {
    await make(one, account);
    await compare(account);
  }
  expect(account.versions).toBeGreaterThan(1);
});

async function make(one: Move, account: Account): Promise<void> {
  account.round ??= {
    id: await beginRound(test.db, testActor, planId),
    state: 'draft',
    written: account.inForce,
    issued: null,
    silenceAgrees: false,
  };
  const { round, words } = account;
  switch (one.do) {
    case 'write': {
      const numbers = shared(one.weights, one.locked);
      if (numbers === null) return;
      const done = await did(write(round.id, numbers));
      const same = isSame(numbers, round.written);
      expect(done).toBe(round.state !== 'issued' || same);
      if (done) round.written = numbers;
      return;
    }
    case 'issue': {
      const { round: kept } = await getDecompositionPage(test.db, district, planId, '2020-12-31');
      const { silenceAgrees } = one;
      const given = { revision: kept!.revision, answerBy, silenceAgrees, remark: null, today: answerBy };
      const done = await did(issueRound(test.db, testActor, planId, round.id, given));
      expect(done).toBe(round.state !== 'issued' && !isSame(round.written, account.inForce));
      if (!done) return;
      for (const unit of units) {
        const asked = (numbers: Numbers | null) => Number(numbers?.[unit] ?? 0);
        const number = asked(round.written);
        if (number === asked(account.inForce)) words.delete(unit);
        else if (!words.has(unit) || number !== asked(round.issued)) words.set(unit, 'waiting');
      }
      Object.assign(round, { state: 'issued', issued: round.written, silenceAgrees: one.silenceAgrees });
      return;
    }
    case 'confirm':
    case 'object': {
      const { round: kept } = await getDecompositionPage(test.db, district, planId, '2020-12-31');
      const answers = [
        one.do === 'confirm' ? { act: one.do, target } : { act: one.do, target, remark: '偏高' },
      ];
      const given = { issue: kept!.issue, unit: one.unit, answers };
      const done = await did(answerRound(test.db, leadOf(one.unit), planId, round.id, given));
      expect(done).toBe(round.state === 'issued' && words.has(one.unit));
      if (done) words.set(one.unit, one.do === 'confirm' ? 'confirmed' : 'objected');
      return;
    }
    case 'answer': {
      const given = { target, unit: one.unit, remark: '维持' };
      const done = await did(answerObjection(test.db, testActor, planId, round.id, given));
      expect(done).toBe(round.state !== 'draft' && words.get(one.unit) === 'objected');
      if (done) words.set(one.unit, 'answered');
      return;
    }
    case 'reopen': {
      const done = await did(reopenRound(test.db, testActor, planId, round.id, { remark: '再改' }));
      expect(done).toBe(round.state === 'issued');
      if (done) round.state = 'revising';
      return;
    }
    case 'sign': {
      const { round: kept } = await getDecompositionPage(test.db, district, planId, '2020-12-31');
      const given = {
        issue: kept!.issue,
        documentNumber: '路小微办〔2019〕1号',
        reason: '签发',
        effectiveFrom: '2019-06-01',
        backdatedBecause: null,
        today: one.today,
      };
      const done = await did(signRound(test.db, testActor, planId, round.id, given));
      const said = [...words.values()];
      const waits =
        said.includes('objected') ||
        (said.includes('waiting') && !(round.silenceAgrees && one.today > answerBy));
      expect(done).toBe(round.state === 'issued' && !waits);
      if (!done) return;
      Object.assign(account, { inForce: round.issued, versions: account.versions + 1, round: null });
      words.clear();
      return;
    }
    case 'withdraw': {
      expect(await did(withdrawRound(test.db, testActor, planId, round.id, { remark: '不改了' }))).toBe(true);
      account.round = null;
      words.clear();
    }
  }
}

async function compare({ inForce, versions, round, words }: Account): Promise<void> {
  const page = await getDecompositionPage(test.db, district, planId, '2020-12-31');
  expect(page.round?.state).toBe(round?.state);
  if (round !== null) {
    expect(new Map(page.round!.words.map(({ unit, word }) => [unit, word]))).toEqual(words);
    expect(numbersIn(page.round!.content.cells)).toEqual(round.written);
  }
  const kept = await listDecompositions(test.db, district, planId, target);
  expect(kept).toHaveLength(versions);
  expect(kept[0]!.total).toBe('600');
  const held = await getPlanInForce(test.db, district, planId);
  for (const unit of units)
    expect(getGoal(held, target, { on: '2020-12-31', unit, year }).value).toBe(inForce?.[unit]);
}

/** Numbers that add up, one of them held fast. */
function shared(weights: readonly number[], locked: number): Numbers | null {
  const out = shareOut({
    whole,
    shares: weights.map((weight, index) => ({ weight, locked: index === 0 ? String(locked) : null })),
  });
  if (!out.ok) return null;
  return Object.fromEntries(units.map((unit, index) => [unit, out.parts[index]!])) as Numbers;
}

async function write(id: string, numbers: Numbers): Promise<void> {
  const { round } = await getDecompositionPage(test.db, district, planId, '2020-12-31');
  const { revision, content } = round!;
  const kept = content.cells.filter((one) => one.target !== target || one.unit === 'district');
  const cells = units.map((unit) => ({ target, unit, year, value: numbers[unit], locked: false }));
  await saveRound(test.db, testActor, planId, id, {
    revision,
    content: { ...content, cells: [...kept, ...cells] },
  });
}

function numbersIn(cells: readonly RoundCell[]): Numbers | null {
  const own = cells.filter((one) => one.target === target && one.unit !== 'district');
  return own.length === 0
    ? null
    : (Object.fromEntries(own.map(({ unit, value }) => [unit, value])) as Numbers);
}

const isSame = (one: Numbers | null, other: Numbers | null) =>
  units.every((unit) => one?.[unit] === other?.[unit]);
