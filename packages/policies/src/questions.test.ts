import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LOOK_UPS } from './asked-trees.ts';
import { isInForce } from './expand.ts';
import { prepareJudge } from './judge-policy.ts';
import { readLibrary } from './library.samples.ts';
import { policyCatalogue } from './policy-catalogue.ts';
import type { Policy } from './policy-schema.ts';
import { type Answers, type Asked, nextQuestion, prepareQuestions, type Question } from './questions.ts';
import { judgedBy, situationRow } from './situations.ts';
import { smallLibrary } from './small-library.samples.ts';

const { policies: small, terms } = smallLibrary();
const asOf = '2020-12-31';
const relief = small.find(({ id }) => id === 'relief')!;
/** Asks for titles, since when one is held, and what stands on the record. */
const guild: Policy = {
  ...relief,
  id: 'guild',
  benefits: [],
  conditions: [
    {
      ...relief.conditions[0]!,
      id: 'title',
      rule: 'holds("high_technology") || (holds("gazelle") && heldSince("gazelle") <= date("2019-06-30"))',
    },
    {
      ...relief.conditions[0]!,
      id: 'record',
      rule: '!holds("abnormal_operation") && !holds("serious_dishonesty")',
    },
  ],
};
const policies = [...small, guild];
const ask = prepareQuestions(policies, terms, asOf);

function policy(id: string) {
  return policies.find((one) => one.id === id)!;
}

/** What a visitor who knows this says to a question: to one of several, to each of its choices. */
function saidTo({ path, type, choices }: Question, knows: Answers): Answers {
  if (type !== 'several') return { [path]: knows[path] ?? null };
  return Object.fromEntries(
    choices!.map(({ value: tick }) => {
      if (!tick.startsWith('some.')) return [tick, knows[tick] ?? null];
      const figure = knows[tick.slice('some.'.length)] ?? null;
      return [tick, figure === null ? null : figure !== '0'];
    }),
  );
}

/** Answers question by question from what a visitor knows; null for what he does not. */
function interview(knows: Answers, asking = ask): { asked: string[]; end: Asked } {
  let answers: Answers = {};
  const asked: string[] = [];
  const atMost: number[] = [];
  for (;;) {
    const now = asking(answers);
    if (now.next === null) {
      for (const [index, most] of atMost.entries()) expect(most).toBeGreaterThanOrEqual(asked.length - index);
      return { asked, end: now };
    }
    const said = saidTo(now.next, knows);
    for (const path of Object.keys(said)) expect(Object.keys(answers)).not.toContain(path);
    atMost.push(now.remaining);
    asked.push(now.next.path);
    answers = { ...answers, ...said };
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
    expect(asked.slice(0, 3)).toEqual(['some.fact', 'fact.rd_expense', 'fact.revenue']);
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
      Object.assign(answers, saidTo(now.next, knows));
      for (const { policy: id, answer, isDecided } of ask(answers).standings) {
        if (decided.has(id)) expect([id, answer, isDecided]).toEqual([id, decided.get(id), true]);
        if (isDecided) decided.set(id, answer);
      }
    }
    expect([...decided.keys()].sort()).toEqual(['guild', 'relief', 'star', 'subsidy']);
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
    const factory: Answers = {
      'entity.category': 'enterprise',
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
    /** Of what is not said there is none, and none of the titles is held. */
    const questions = (said: Answers) => {
      const answers: Record<string, string | boolean | null> = {};
      let asked = 0;
      for (let now = asking(answers); now.next !== null; now = asking(answers)) {
        const { path, type, choices } = now.next;
        const none = { several: false, boolean: false, number: '0' }[type as string] ?? null;
        const paths = type === 'several' ? choices!.map(({ value }) => value) : [path];
        for (const one of paths) answers[one] = said[one] ?? none;
        asked++;
      }
      return asked;
    };
    // 40 and 16 when each title, each record and each figure was a question of its own
    expect(questions(factory)).toBeLessThan(24);
    expect(questions({ 'entity.category': 'individual', 'entity.industry': '5211' })).toBeLessThan(14);
  });

  it('ask for titles together, as far as they matter, and since when only of one that is held', () => {
    const asking = prepareQuestions([guild], terms, asOf);
    const enterprise: Answers = { 'entity.category': 'enterprise' };
    expect(asking(enterprise).next).toMatchObject({
      path: 'honour',
      type: 'several',
      label: { zh: '具备下列哪些资质、荣誉' },
      choices: [
        { value: 'asked.holds_high_technology', label: { zh: '高新技术企业' } },
        { value: 'asked.holds_gazelle', label: { zh: '瞪羚企业' } },
      ],
    });
    const held = (high: boolean | null, gazelle: boolean | null) =>
      asking({ ...enterprise, 'asked.holds_high_technology': high, 'asked.holds_gazelle': gazelle });
    expect(held(false, false)).toMatchObject({ next: null, standings: [{ answer: 'not_met' }] });
    expect(held(true, null).next?.path).toBe('blemish');
    expect(held(false, true).next?.path).toBe('asked.heldSince_gazelle');
    // nobody knows: that is not none
    const unknown = { 'asked.holds_abnormal_operation': false, 'asked.holds_serious_dishonesty': false };
    expect(
      asking({ ...enterprise, ...unknown, 'asked.holds_high_technology': null, 'asked.holds_gazelle': null }),
    ).toMatchObject({ next: null, standings: [{ answer: 'unknown' }] });
  });

  it('ask of figures that many have none of whether there are any, and of those that there are how much', () => {
    const asking = prepareQuestions([policy('star')], terms, asOf);
    expect(asking({ 'asked.holds_serious_dishonesty': false }).next).toMatchObject({
      path: 'some.fact',
      label: { zh: '2020年有下列哪些', en: 'Which of these did it have in the year 2020?' },
      choices: [{ value: 'some.fact.rd_expense' }, { value: 'some.fact.class_two_ip' }],
    });
    const some = (research: boolean | null, property: boolean | null) => ({
      'asked.holds_serious_dishonesty': false,
      'some.fact.rd_expense': research,
      'some.fact.class_two_ip': property,
    });
    expect(asking({ ...some(false, false), 'fact.revenue': '1' }).standings).toEqual(
      asking({ ...some(false, false), 'fact.revenue': '1', 'fact.rd_expense': '0', 'fact.class_two_ip': '0' })
        .standings,
    );
    expect(asking({ ...some(true, false), 'fact.revenue': '1000000' }).next?.path).toBe('fact.rd_expense');
    expect(asking(some(null, false)).next?.path).not.toBe('fact.rd_expense');
    expect(() => asking({ 'some.fact.revenue': false })).toThrow('There is no choice');
    expect(() => asking({ 'some.fact.rd_expense': '5' })).toThrow('There is no choice');
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
  'asked.holds_abnormal_operation': fc.boolean(),
  'asked.holds_high_technology': fc.boolean(),
  'asked.holds_gazelle': fc.boolean(),
  'asked.heldSince_gazelle': fc.constantFrom('2019-06-30', '2019-07-01'),
  'asked.judge_subsidy_project': fc.constantFrom(true, false, null),
  'asked.judge_star_field': fc.constantFrom(true, false, null),
});

function registryAnswer(id: string, knows: Answers): string {
  const given = Object.fromEntries(
    Object.entries(knows).filter(([path]) => !path.startsWith('asked.')),
  ) as Record<string, string | null>;
  const held = (title: string) => knows[`asked.holds_${title}`] === true;
  const since = { gazelle: String(knows['asked.heldSince_gazelle']) } as Readonly<Record<string, string>>;
  const titles = Object.fromEntries(
    ['serious_dishonesty', 'abnormal_operation', 'high_technology', 'gazelle']
      .filter(held)
      .map((title) => [title, since[title] ?? '2019-01-01']),
  );
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
