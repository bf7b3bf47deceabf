import { isDeepStrictEqual } from 'node:util';
import { formulaCatalogue, formulasOf } from '@miaopu/plan';
import { compileRule, evaluateRule, parseRule, prepareRule, type Row } from '@miaopu/rules';
import { readPlan } from './district.ts';
import { type Figure, figure, median, type Size } from './figures.ts';
import { inTurns } from './stopwatch.ts';

const text =
  'entity.status == "active" && entity.in_plan_scope && (entity.legal_form in ["company", "joint_stock"] || entity.established_on >= date("2018-01-01")) && has(fact.revenue) && fact.rd_expense >= fact.revenue * 0.025';

type Entity = {
  status: string | null;
  in_plan_scope: boolean;
  legal_form: string | null;
  established_on: string | null;
};
type Sample = { entity: Entity; fact: { revenue: number | null; rd_expense: number | null } };

// What missing values do is written out by hand here: and, or and comparison over true, false and unknown.
const byHandSource = `
  const and = (...all) => all.includes(false) ? false : all.includes(null) ? null : true;
  const or = (...all) => all.includes(true) ? true : all.includes(null) ? null : false;
  return ({ entity: e, fact: f }) => {
    if (e.status !== null && e.status !== 'active') return false;
    if (!e.in_plan_scope) return false;
    const form = e.legal_form === null ? null : e.legal_form === 'company' || e.legal_form === 'joint_stock';
    const young = e.established_on === null ? null : e.established_on >= '2018-01-01';
    if (f.revenue === null) return false;
    const enough = f.rd_expense === null ? null : f.rd_expense >= f.revenue * 0.025;
    return and(e.status === null ? null : true, or(form, young), enough);
  };`;

function makeRows(count: number): Sample[] {
  const pick = <T>(values: readonly T[], index: number) => values[index % values.length]!;
  return Array.from({ length: count }, (_, index) => ({
    entity: {
      status: pick(['active', 'active', 'active', 'deregistered', null], index),
      in_plan_scope: index % 9 !== 0,
      legal_form: pick(['company', 'sole', 'joint_stock', null, 'partnership', 'company', 'company'], index),
      established_on: pick(['2015-03-01', '2018-01-01', '2019-06-30', null], index * 3),
    },
    fact: {
      revenue: pick([1_000_000, 250_000, null, 8_000_000, 40_000], index),
      rd_expense: pick([25_000, 0, 400_000, null, 1_000, 900], index),
    },
  }));
}

/** Answers for one row after another, with reasons and without, against the same condition written by hand in JavaScript. */
async function evaluations({ rows, repeat }: Size): Promise<Figure[]> {
  const catalogue = formulaCatalogue('entities');
  const rule = parseRule(text);
  const samples = makeRows(rows);
  const explained = samples.slice(0, Math.max(100, rows / 20));
  const prepared = prepareRule(rule, catalogue);
  const byHand = new Function(byHandSource)() as (row: Row) => boolean | null;
  const answers = samples.map(byHand);
  if (!isDeepStrictEqual(samples.map(prepared), answers))
    throw new Error('The rule and the hand-written code differ.');
  if (
    !isDeepStrictEqual(
      explained.map((row) => evaluateRule(rule, catalogue, row).value),
      answers.slice(0, explained.length),
    )
  )
    throw new Error('The rule with reasons and the hand-written code differ.');
  let met = 0;
  const all = (list: readonly Sample[], answer: (row: Sample) => unknown) => () => {
    for (const row of list) if (answer(row) === true) met++;
  };
  const times = await inTurns(repeat, {
    prepared: all(samples, prepared),
    reasons: all(explained, (row) => evaluateRule(rule, catalogue, row).value),
    hand: all(samples, byHand),
  });
  const rate = (times: readonly number[], count: number, what: string) => ({
    value: count / (median(times) / 1000),
    unit: 'rows/s',
    what,
  });
  const limit = rate(times.hand, rows, 'the condition as JavaScript written by hand, with unknowns');
  return [
    figure({
      bench: 'rules',
      name: 'evaluated without reasons',
      ours: rate(times.prepared, rows, 'a rule of six conditions, prepared once'),
      limit,
    }),
    figure({
      bench: 'rules',
      name: 'evaluated with reasons',
      ours: rate(
        times.reasons,
        explained.length,
        'the same, with the outcome of each condition and the values seen',
      ),
      limit,
      note: `${met > 0 ? 'the same answers in all three' : 'nothing was met'}; reasons are for one enterprise’s page, not for a whole registry`,
    }),
  ];
}

/** Reading, checking and compiling every formula of the plan, against V8 reading one hand-written function for each. */
async function compilation({ repeat }: Size): Promise<Figure[]> {
  const pack = readPlan();
  const formulas = pack.targets.flatMap((target) =>
    [target, ...target.companions].flatMap(({ measure }) => formulasOf(measure)),
  );
  const days = ['plan.start', 'plan.end', 'plan.base', 'period.start', 'period.end', 'asOf'];
  const bindings = Object.fromEntries(days.map((name) => [name, '2018-01-01']));
  let made = 0;
  const times = await inTurns(repeat * 4, {
    ours: () => {
      for (const { text, rows } of formulas)
        made += compileRule(parseRule(text), formulaCatalogue(rows), { bindings }).sql.length;
    },
    limit: () => {
      // a text of its own each time, because V8 keeps what it has read
      for (let n = 0; n < formulas.length; n++)
        made += new Function(`/* ${made} */ ${byHandSource}`)().length;
    },
  });
  return [
    figure({
      bench: 'rules',
      name: `compiled, all ${formulas.length} formulas of the plan`,
      ours: { value: median(times.ours), unit: 'ms', what: 'read, checked and compiled to SQL' },
      limit: { value: median(times.limit), unit: 'ms', what: 'V8 reading as many hand-written functions' },
    }),
  ];
}

export async function benchRules(size: Size): Promise<Figure[]> {
  return [...(await evaluations(size)), ...(await compilation(size))];
}
