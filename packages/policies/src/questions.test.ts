import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LOOK_UPS } from './asked-trees.ts';
import { prepareJudge } from './judge-policy.ts';
import { policyCatalogue } from './policy-catalogue.ts';
import { type Answers, type Asked, nextQuestion, prepareQuestions } from './questions.ts';
import { judgedBy, situationRow } from './situations.ts';
import { smallLibrary } from './small-library.samples.ts';

const { policies, terms } = smallLibrary();
const asOf = '2020-12-31';
const ask = prepareQuestions(policies, terms, asOf);

function policy(id: string) {
  return policies.find((one) => one.id === id)!;
}

/** Answers question by question from what a visitor knows; null for what he does not. */
function interview(knows: Answers, asking = ask): { asked: string[]; end: Asked } {
  const answers: Record<string, string | boolean | null> = {};
  const asked: string[] = [];
  for (;;) {
    const now = asking(answers);
    if (now.next === null) return { asked, end: now };
    expect(Object.keys(answers)).not.toContain(now.next.path);
    expect(now.remaining).toBeGreaterThanOrEqual(1);
    asked.push(now.next.path);
    answers[now.next.path] = knows[now.next.path] ?? null;
  }
}

describe('questions for a visitor', () => {
  it('carry what a form needs', () => {
    expect(nextQuestion([policy('relief')], terms, {}, asOf)).toEqual({
      path: 'entity.category',
      label: { zh: '主体类别', en: 'category' },
      help: null,
      type: 'choice',
      unit: null,
      choices: expect.arrayContaining([{ value: 'enterprise', label: { zh: '企业', en: 'enterprise' } }]),
    });
    const answered = { 'entity.category': 'enterprise', 'entity.industry': '3311' };
    expect(nextQuestion([policy('relief')], terms, answered, asOf)).toEqual({
      path: 'fact.employees',
      label: { zh: '从业人数', en: 'employees' },
      help: { zh: '2020年', en: 'the year 2020' },
      type: 'number',
      unit: 'person',
      choices: null,
    });
    expect(nextQuestion([policy('relief')], terms, { 'entity.category': 'enterprise' }, asOf)?.type).toBe(
      'industry',
    );
  });

  it('stop for a policy that is decided', () => {
    const { asked, end } = interview(
      { 'entity.category': 'individual' },
      prepareQuestions([policy('relief')], terms, asOf),
    );
    expect(asked).toEqual(['entity.category']);
    expect(end).toMatchObject({ remaining: 0, standings: [{ answer: 'not_applicable' }] });
    expect(interview({ 'entity.category': 'enterprise', 'entity.industry': '7010' }).asked).not.toContain(
      'fact.taxable_income',
    );
  });

  it('ask the one that decides most first', () => {
    const asking = prepareQuestions([policy('subsidy'), policy('star')], terms, asOf);
    // alone in its condition, as a judgement of the subsidy is; but facts are asked before opinions
    expect(asking({}).next?.path).toBe('asked.holds_serious_dishonesty');
    const honest = { 'asked.holds_serious_dishonesty': false };
    expect(asking(honest).next?.path).toBe('asked.judge_subsidy_project');
    // both shares of R&D need these two, so that they count for two policies
    expect(asking({ ...honest, 'asked.judge_subsidy_project': true }).next?.path).toBe('fact.rd_expense');
    expect(asking({ 'asked.holds_serious_dishonesty': true }).standings[1]?.answer).toBe('not_met');
  });

  it('ask judgements and titles as yes or no', () => {
    const asking = prepareQuestions([policy('star')], terms, asOf);
    expect(asking({}).next).toMatchObject({
      label: { zh: '持有“严重违法失信名单”', en: 'it holds “list of serious dishonesty”' },
      type: 'boolean',
    });
    const answers: Answers = {
      'asked.holds_serious_dishonesty': false,
      'fact.rd_expense': '30000',
      'fact.revenue': '1000000',
      'fact.class_two_ip': '1',
    };
    expect(asking(answers)).toMatchObject({
      next: { path: 'asked.judge_star_field', label: { zh: '属于重点领域' }, type: 'boolean' },
      remaining: 1,
      standings: [{ answer: 'manual' }],
    });
    expect(asking({ ...answers, 'asked.judge_star_field': true }).standings[0]?.answer).toBe('met');
    expect(asking({ ...answers, 'asked.judge_star_field': false }).standings[0]?.answer).toBe('not_met');
  });

  it('ask no judgement that cannot change the points any more', () => {
    const { asked } = interview(
      {
        'asked.holds_serious_dishonesty': false,
        'fact.rd_expense': '50000',
        'fact.revenue': '1000000',
        'fact.class_two_ip': '0',
      },
      prepareQuestions([policy('star')], terms, asOf),
    );
    expect(asked).not.toContain('asked.judge_star_field');
  });

  it('reckon the amount once a policy fits', () => {
    const knows: Answers = {
      'entity.category': 'enterprise',
      'entity.industry': '3311',
      'fact.employees': '5',
      'fact.taxable_income': '900000',
    };
    const { end } = interview(knows, prepareQuestions([policy('relief')], terms, asOf));
    expect(end.standings[0]).toMatchObject({ answer: 'met', benefits: [{ id: 'saved', amount: '180000' }] });
  });

  it('refuse an answer of the wrong type, and one to no question', () => {
    expect(() => ask({ 'fact.revenue': 'much' })).toThrow('must be a decimal number');
    expect(() => ask({ 'fact.nothing': '1' })).toThrow('There is no question');
  });

  it('ask nothing of a policy that is not in force on the day', () => {
    expect(prepareQuestions([policy('relief')], terms, '2022-06-30')({})).toMatchObject({
      next: null,
      standings: [{ answer: 'not_applicable' }],
    });
  });

  it('know every function that looks further into the row than its arguments', () => {
    const further = [...policyCatalogue.functions]
      .filter(([, { evaluate }]) => evaluate.length > 1)
      .map(([name]) => name);
    expect(further.sort()).toEqual([...LOOK_UPS].sort());
  });

  it('come, for any visitor, to what the registry would answer of him, and never ask twice', () => {
    fc.assert(
      fc.property(visitor, (knows) => {
        const { end } = interview(knows);
        expect(end.remaining).toBe(0);
        for (const { policy: id, answer } of end.standings)
          expect([id, answer]).toEqual([id, registryAnswer(id, knows)]);
      }),
      { numRuns: 300 },
    );
  });
});

/** The registry knows of titles that none is held where none is recorded, so visitors here always know theirs. */
const visitor: fc.Arbitrary<Answers> = fc.record({
  'entity.category': fc.constantFrom('enterprise', 'individual', null),
  'entity.industry': fc.constantFrom('3311', '7010', null),
  'fact.taxable_income': fc.constantFrom('900000', '1000000.01', '3000001', null),
  'fact.employees': fc.constantFrom('300', '301', null),
  'fact.rd_expense': fc.constantFrom('30000', '29999', '50000', '0', null),
  'fact.revenue': fc.constantFrom('1000000', '0', null),
  'fact.class_two_ip': fc.constantFrom('0', '1', '3', null),
  'asked.holds_serious_dishonesty': fc.boolean(),
  'asked.judge_subsidy_project': fc.constantFrom(true, false, null),
  'asked.judge_star_field': fc.constantFrom(true, false, null),
});

function registryAnswer(id: string, knows: Answers): string {
  const given = Object.fromEntries(
    Object.entries(knows).filter(([path]) => !path.startsWith('asked.')),
  ) as Record<string, string | null>;
  const titles: Record<string, string> = knows['asked.holds_serious_dishonesty']
    ? { serious_dishonesty: '2019-01-01' }
    : {};
  const said = {
    project: knows['asked.judge_subsidy_project'],
    属于重点领域: knows['asked.judge_star_field'],
  };
  const judged = Object.fromEntries(Object.entries(said).filter(([, value]) => typeof value === 'boolean'));
  const judge = prepareJudge(policy(id), terms, asOf, {
    judged: judgedBy(judged as Record<string, boolean>),
  });
  return judge(situationRow({ ...given, 'entity.titles': titles })).answer;
}
