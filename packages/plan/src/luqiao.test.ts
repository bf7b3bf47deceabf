import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { planPackJsonSchema } from './json-schema.ts';
import { loadPlanPack } from './load.ts';
import { readOwn, readPack, readShared } from './luqiao.samples.ts';
import { isComputed } from './measure.ts';
import type { PlanPack } from './pack-schema.ts';

const files = readPack('luqiao-2018-2020');
const loaded = loadPlanPack(files);
const pack = loaded.ok ? loaded.pack : ({} as PlanPack);
const clausesOfPack = new Map(
  (pack.sections ?? []).flatMap((section) =>
    section.clauses.map((clause) => [
      clause.id,
      {
        ...clause,
        lead: clause.lead ?? section.lead,
        supporting: clause.supporting ?? section.supporting,
      },
    ]),
  ),
);

it('is sound', () => {
  expect(loaded.ok ? [] : loaded.problems).toEqual([]);
});

describe('the targets', () => {
  const quantified = pack.targets.filter((target) => target.obligation === 'target');

  it('are 33, with 2 duties of frequency and 5 ratios without a value', () => {
    expect(quantified).toHaveLength(33);
    expect(quantified.filter((target) => target.group.startsWith('2.'))).toHaveLength(32);
    expect(idsOf('duty')).toEqual(['4.3.c', '4.4.b']);
    expect(idsOf('ratio')).toEqual(['3.1.1.c.1', '3.1.1.c.2', '3.1.1.c.3', '3.1.1.c.4', '3.1.1.c.5']);
  });

  it('are led as the plan says', () => {
    const tally: Record<string, number> = {};
    for (const { lead } of quantified) tally[lead] = (tally[lead] ?? 0) + 1;
    expect(tally).toEqual({
      'market-supervision': 7,
      towns: 1,
      economy: 7,
      'finance-office': 6,
      science: 8,
      commerce: 2,
      tax: 1,
      development: 1,
    });
  });

  it('are counted from the registry where it can', () => {
    const counted = pack.targets.filter((target) => isComputed(target.measure)).map((target) => target.id);
    expect(counted.sort()).toEqual(
      [
        ...['2.1.a', '2.1.b', '2.2.a', '2.2.b', '2.3.a', '2.3.b', '2.3.c', '2.3.d', '2.3.e'],
        ...['2.4.a', '2.4.b', '2.4.c', '2.4.d', '2.4.e', '2.5.a', '2.5.b', '2.6.k'],
        ...['3.1.1.c.1', '3.1.1.c.2', '3.1.1.c.3', '3.1.1.c.4', '3.1.1.c.5'],
      ].sort(),
    );
  });

  it('carry the numbers of the text', () => {
    const values = Object.fromEntries(pack.targets.map(({ id, goal }) => [id, goal.value ?? goal.form]));
    expect(values).toMatchObject({
      '2.1.a': '6000',
      '2.1.b': '0.1',
      '2.1.c': '0.06',
      '2.2.a': '1400',
      '2.2.b': '0.15',
      '2.2.c': '50',
      '2.2.d': '400',
      '2.3.a': '600',
      '2.3.b': '0.8',
      '2.3.c': '80',
      '2.3.d': '20',
      '2.3.e': '3',
      '2.4.a': '135',
      '2.4.b': '1',
      '2.4.c': '0.025',
      '2.4.d': '0.1',
      '2.4.e': '1',
      '2.5.a': '80',
      '2.5.b': '36',
      '2.6.a': '2',
      '2.6.b': '8',
      '2.6.c': '2',
      '2.6.d': '400000',
      '2.6.e': '600',
      '2.6.f': '1400',
      '2.6.g': '1',
      '2.6.h.1': 'within',
      '2.6.h.2': 'within',
      '2.6.h.3': 'within',
      '2.6.i': '2',
      '2.6.j': '3000000000',
      '2.6.k': '1',
      '3.2.1.b': '1000000000',
      '4.3.c': '1',
      '4.4.b': '4',
    });
  });

  function idsOf(obligation: string): string[] {
    return pack.targets.filter((target) => target.obligation === obligation).map((target) => target.id);
  }
});

describe('the rest of the plan', () => {
  it('has the ten towns by their codes, six transformations, six projects, three mechanisms, three platforms and five safeguards', () => {
    const towns = pack.units.filter((unit) => unit.kind === 'town').map((unit) => unit.id);
    expect(towns).toEqual(
      ['001', '002', '003', '004', '005', '006', '103', '104', '106', '107'].map((code) => `331004${code}`),
    );
    const sections = (kind: string) =>
      pack.sections.filter((section) => section.kind === kind && section.id.includes('.')).length;
    expect(
      ['transformation', 'target', 'project', 'mechanism', 'platform', 'safeguard'].map(sections),
    ).toEqual([6, 6, 6, 3, 3, 5]);
  });

  it('names 14 platforms, 13 titles and lists, 17 instruments and 4 awards', () => {
    const { platforms, titles, instruments, awards } = pack.lists;
    expect([platforms.length, titles.length, instruments.length, awards.length]).toEqual([14, 13, 17, 4]);
  });

  it('decides all twenty ambiguities', () => {
    expect(pack.ambiguities.map((one) => one.id)).toEqual(
      Array.from({ length: 20 }, (_, index) => `A${index + 1}`),
    );
  });

  it('says how sure it is of what the text does not say', () => {
    expect(pack.plan.document).toMatchObject({
      issued_on: '2018-08-01',
      number: null,
      number_certainty: 'unsure',
    });
    const links = pack.units.flatMap((unit) =>
      unit.successor ? [[unit.id, unit.successor.unit, unit.successor.certainty]] : [],
    );
    expect(links).toEqual([
      ['finance-office', 'finance-centre', 'unsure'],
      ['quality', 'market-supervision', 'likely'],
      ['state-tax', 'tax', 'certain'],
      ['local-tax', 'tax', 'certain'],
    ]);
  });

  it('splits every target that adds up over the years', () => {
    const amounts = ['count', 'times', 'money', 'area', 'stock'];
    const wanted = pack.targets.filter(
      ({ obligation, kind }) => obligation === 'target' && amounts.includes(kind),
    );
    expect(pack.decompositions.map((split) => split.target).sort()).toEqual(
      wanted.map((target) => target.id).sort(),
    );
  });
});

const text = readShared('plan/luqiao-2018-2020.txt');
describe.skipIf(text === undefined)(
  'beside the plan’s text (../shared/plan, skipped where it is missing)',
  () => {
    const quotes = [
      ...[...clausesOfPack.values()].map(({ id, quote }) => [`clause ${id}`, quote]),
      ...pack.targets.map(({ id, quote }) => [`target ${id}`, quote]),
      ['scope', pack.plan.scope.quote],
    ] as [string, string][];

    it('quotes it literally', () => {
      expect(quotes.length).toBeGreaterThan(170);
      expect(quotes.filter(([, quote]) => !occurs(quote, text!)).map(([where]) => where)).toEqual([]);
    });

    it('would notice a quote that is not in it', () => {
      expect(occurs('全区新增小微企业6000家以上', text!)).toBe(true);
      expect(occurs('全区新增小微企业7000家以上', text!)).toBe(false);
      expect(occurs('增速…维持在合理区间', text!)).toBe(true);
      expect(occurs('维持在合理区间…增速', '增速、户数维持在合理区间')).toBe(false);
    });

    it('leaves no target’s number unquoted', () => {
      for (const { id, quote, goal } of pack.targets) {
        const digits = /[0-9.]+/.exec(goal.words.zh)?.[0];
        if (digits !== undefined && goal.form !== 'none')
          expect([id, quote]).toEqual([id, expect.stringContaining(digits)]);
      }
    });
  },
);

const checklist = readShared('plan/clauses.md');
describe.skipIf(checklist === undefined)(
  'beside the checklist of clauses (skipped where it is missing)',
  () => {
    const wanted = rowsOf(checklist ?? '');

    it('has every clause of it and no other', () => {
      expect(wanted.length).toBe(132);
      expect([...clausesOfPack.keys()].sort()).toEqual(wanted.map((row) => row.id).sort());
    });

    it('has its lead and its co-units in their order', () => {
      const differing = wanted.flatMap(({ id, lead, supporting }) => {
        const clause = clausesOfPack.get(id)!;
        const ours = [clause.lead ?? '', ...clause.supporting];
        const theirs = [lead, ...supporting].map((name) => unitIdOf(name) ?? name);
        return JSON.stringify(ours) === JSON.stringify(theirs) ? [] : [{ id, ours, theirs }];
      });
      expect(differing).toEqual([]);
    });
  },
);

it('stands in step with the published JSON Schema', () => {
  expect(JSON.parse(readOwn('plans/plan-pack.schema.json'))).toEqual(planPackJsonSchema());
});

it('is valid by the published JSON Schema, which refuses what is not', () => {
  const validate = new Ajv2020({ strict: false, formats: { date: true } }).compile(planPackJsonSchema());
  const values = Object.fromEntries(Object.entries(files).map(([name, yaml]) => [name, parse(yaml)]));
  expect(validate(values) ? [] : validate.errors).toEqual([]);
  const withoutUnits = { ...values };
  delete withoutUnits['units.yaml'];
  expect(validate(withoutUnits)).toBe(false);
  expect(validate({ ...values, 'targets/x.yaml': { group: '2.1', targets: [{ id: '2.1.z' }] } })).toBe(false);
});

/** Whether the parts of a quote, … for what is left out, occur in the text in their order. */
function occurs(quote: string, whole: string): boolean {
  let from = 0;
  for (const part of quote.split('…')) {
    const found = whole.indexOf(part, from);
    if (part === '' || found < 0) return false;
    from = found + part.length;
  }
  return true;
}

type ChecklistRow = { readonly id: string; readonly lead: string; readonly supporting: string[] };

/** The rows of the checklist's clause tables: `| id | quote | kind | number? | lead | co | capability |`, 〃 for the row above. */
function rowsOf(markdown: string): ChecklistRow[] {
  const rows: ChecklistRow[] = [];
  for (const line of markdown.split('\n')) {
    const cells = line.split('|').map((cell) => cell.trim());
    if (cells.length < 8 || !/^\d\.[0-9a-z.]+$/.test(cells[1]!)) continue;
    const above = rows.at(-1);
    const [lead, co] = [cells[5]!, cells[6]!].map((cell) =>
      cell.replace(/\*\*/g, '').replace(/ \(.*\)$/, ''),
    );
    rows.push({
      id: cells[1]!,
      lead: lead === '〃' ? above!.lead : lead!.replace(/^–$/, ''),
      supporting: co === '〃' ? above!.supporting : co!.split('、').filter((name) => name !== '–'),
    });
  }
  return rows;
}

function unitIdOf(name: string): string | undefined {
  return pack.units.find((unit) => [unit.name.zh, ...unit.aliases].includes(name))?.id;
}
