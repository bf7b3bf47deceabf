import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LOOK_UPS } from './asked-trees.ts';
import { isInForce } from './expand.ts';
import { prepareJudge } from './judge-policy.ts';
import { readLibrary } from './library.samples.ts';
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
    const known = { 'entity.category': 'enterprise', 'fact.employees': '20' };
    expect(nextQuestion([policy('relief')], terms, known, asOf)?.type).toBe('industry');
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

  it('ask first what is likely to exclude, and judgements after all figures', () => {
    const asking = prepareQuestions([policy('subsidy'), policy('star')], terms, asOf);
    // both shares of R&D need these two, so that they count for two policies; few are on a list of the dishonest
    const { asked } = interview(
      { 'fact.rd_expense': '60000', 'fact.revenue': '1000000', 'fact.class_two_ip': '1' },
      asking,
    );
    expect(asked.slice(0, 2)).toEqual(['fact.rd_expense', 'fact.revenue']);
    expect(asked.findIndex((path) => path.startsWith('asked.judge_'))).toBe(
      asked.filter((path) => !path.startsWith('asked.judge_')).length,
    );
    expect(asking({ 'asked.holds_serious_dishonesty': true }).standings[1]?.answer).toBe('not_met');
    const without = { 'fact.rd_expense': '0', 'fact.revenue': '1000000' };
    expect(asking(without).standings[0]).toMatchObject({ answer: 'not_met', isDecided: true });
  });

  it('say after each answer which policies are decided, and never take that back', () => {
    const knows: Answers = {
      'entity.category': 'enterprise',
      'entity.industry': '3311',
      'fact.taxable_income': '900000',
      'fact.employees': '5',
      'fact.rd_expense': '30000',
      'fact.revenue': '1000000',
      'fact.class_two_ip': '1',
    };
    const answers: Record<string, string | boolean | null> = {};
    const decided = new Map<string, string>();
    for (let now = ask(answers); now.next !== null; now = ask(answers)) {
      answers[now.next.path] = knows[now.next.path] ?? null;
      for (const { policy: id, answer, isDecided } of ask(answers).standings) {
        if (decided.has(id)) expect([id, answer, isDecided]).toEqual([id, decided.get(id), true]);
        if (isDecided) decided.set(id, answer);
      }
    }
    expect([...decided.keys()].sort()).toEqual(['relief', 'star', 'subsidy']);
  });

  it('take an enterprise that is asked for to be in business', () => {
    const active = { ...policy('relief'), applies: 'entity.status == "active"' };
    const asking = prepareQuestions([active], terms, asOf);
    expect(interview({}, asking).asked).not.toContain('entity.status');
    expect(asking({ 'entity.status': 'revoked' }).standings[0]?.answer).toBe('not_applicable');
  });

  it('ask judgements and titles as yes or no', () => {
    const asking = prepareQuestions([policy('star')], terms, asOf);
    const figures = { 'fact.rd_expense': '30000', 'fact.revenue': '1000000', 'fact.class_two_ip': '1' };
    expect(asking(figures).next).toMatchObject({
      label: { zh: '持有“严重违法失信名单”', en: 'it holds “list of serious dishonesty”' },
      type: 'boolean',
    });
    const answers: Answers = { ...figures, 'asked.holds_serious_dishonesty': false };
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

  it('are few of the whole library for those whom most of it does not concern, and fewer than it names for a factory', () => {
    const library = readLibrary();
    const inForce = library.policies.filter((one) => isInForce(one, '2026-06-30'));
    const asking = prepareQuestions(inForce, library.terms, '2026-06-30');
    const all = asking({}).remaining;
    const said: Answers = {
      'entity.legal_form': 'company',
      'entity.industry': '3311',
      'entity.established_on': '2015-03-01',
      'fact.employees': '25',
      'fact.revenue': '6000000',
      'fact.assets': '4000000',
      'fact.average_employees': '25',
      'fact.average_assets': '4000000',
      'fact.taxable_income': '300000',
    };
    const answers: Record<string, string | boolean | null> = {};
    const visit = (category: string) => {
      for (const path of Object.keys(answers)) delete answers[path];
      for (let now = asking(answers); now.next !== null; now = asking(answers)) {
        const { path, type } = now.next;
        answers[path] =
          path === 'entity.category'
            ? category
            : (said[path] ?? (type === 'boolean' ? false : type === 'number' ? '0' : null));
      }
      return Object.keys(answers).length;
    };
    expect(visit('individual')).toBeLessThan(all / 4);
    expect(visit('enterprise')).toBeLessThan(all / 2);
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
