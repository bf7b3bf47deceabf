import { describe, expect, it } from 'vitest';
import { loadPlanPack } from './load.ts';
import { readPack } from './luqiao.samples.ts';
import { smallPack } from './small-pack.samples.ts';

/** The small pack, with one target that is reported as a number and one as a ratio. */
const reported = smallPack['targets/1.yaml']!.replace(
  /measure:\n(\s+)flow: milestones[\s\S]*?distinct: entity\n/,
  'measure:\n$1report: { period: quarter, roll: sum }\n',
).trimEnd();

const forms = `forms:
  - id: towns
    title: { zh: 季报, en: Quarterly }
    units: [east, west]
    every: quarter
    dates: { due: 10, locks: 30 }
    steps: [lead, { department: market }, office]
    cells:
      - { id: new, target: 1.a, type: whole }
      - { id: staff, label: { zh: 人员, en: Staff }, type: whole }
    checks:
      - { id: range, level: hard, range: { cell: new, min: 0 } }
`;

function problems(text: string): string[] {
  const loaded = loadPlanPack({ ...smallPack, 'targets/1.yaml': reported, 'forms/all.yaml': text });
  return loaded.ok ? [] : loaded.problems.map(({ file, code, message }) => `${file} ${code} ${message.en}`);
}

it('accepts a form that asks for what there is', () => {
  expect(problems(forms)).toEqual([]);
});

describe('each fault is told', () => {
  it.each([
    ['a unit that there is not', 'units: [east, west]', 'units: [eest]', /unknown_unit/],
    ['a department that there is not', 'department: market', 'department: markt', /unknown_unit/],
    ['a target that there is not', 'target: 1.a', 'target: 9.z', /unknown_target/],
    ['a counted target that is asked', 'target: 1.a', 'target: 1.b', /form_mismatch.*counted/],
    [
      'a reported target that is to be confirmed',
      '{ id: new, target: 1.a, type: whole }',
      '{ id: new, counted: 1.a }',
      /form_mismatch.*reported/,
    ],
    ['another period than the target’s', 'every: quarter', 'every: year', /form_mismatch.*each quarter/],
    [
      'a part of what is no ratio',
      'target: 1.a, type',
      'target: 1.a, part: numerator, type',
      /form_mismatch.*no ratio/,
    ],
    ['a check on a cell that there is not', 'cell: new', 'cell: old', /unknown_cell/],
    ['two cells of one id', 'id: staff', 'id: new', /duplicate_id/],
    [
      'a choice without options',
      '{ zh: 人员, en: Staff }, type: whole',
      '{ zh: 人员, en: Staff }, type: choice',
      /form_mismatch.*options/,
    ],
    [
      'a form that is asked before the plan',
      'every: quarter',
      'every: quarter\n    asked_from: 2001-01-01',
      /dates_reversed/,
    ],
    ['a form that is locked before it is due', 'locks: 30', 'locks: 5', /dates_reversed/],
    [
      'no cell for a reported target',
      '      - { id: new, target: 1.a, type: whole }\n',
      '',
      /not_asked.*1\.a/,
    ],
  ])('%s', (_, from, to, wanted) => {
    expect(forms).toContain(from);
    expect(problems(forms.replace(from, to)).join('\n')).toMatch(wanted);
  });

  it('one number that two forms ask for, with both places', () => {
    const again = forms
      .replace('forms:\n', '')
      .replace('id: towns', 'id: again')
      .replace('units: [east, west]', 'units: [market]');
    expect(problems(forms + again)).toEqual([
      'forms/all.yaml asked_twice “again.new” and forms/all.yaml towns.new ask for the same number',
      'forms/all.yaml asked_twice “again.staff” and forms/all.yaml towns.staff ask for the same number',
    ]);
  });
});

it('accepts a form that takes over from another, and not while both are asked', () => {
  const first = forms.replace('every: quarter', 'every: quarter\n    asked_until: 2018-09-30');
  const next = (day: string) =>
    forms
      .replace('forms:\n', '')
      .replace('id: towns', 'id: next')
      .replace('every: quarter', `every: quarter\n    asked_from: ${day}`);
  expect(problems(first + next('2018-10-01'))).toEqual([]);
  expect(problems(first + next('2018-09-30')).join()).toMatch(/asked_twice/);
});

it('a weight names units that there are, once', () => {
  const weights = (unit: string) => `weights:
  - id: residents
    title: { zh: 常住人口, en: Residents }
    unit: { zh: 人, en: people }
    as_of: 2017-12-31
    source: { zh: 统计公报, en: Statistical bulletin }
    units: { ${unit}: 12000 }
`;
  const told = (text: string) => {
    const loaded = loadPlanPack({ ...smallPack, 'weights.yaml': text });
    return loaded.ok
      ? loaded.pack.weights.map(({ units }) => units)
      : loaded.problems.map(({ code }) => code);
  };
  expect(told(weights('east'))).toEqual([{ east: 12000 }]);
  expect(told(weights('eest'))).toEqual(['unknown_unit']);
  expect(told(weights('east') + weights('west').replace('weights:\n', ''))).toEqual(['duplicate_id']);
});

it('the forms of Luqiao ask for every number that only people know, each in exactly one place', () => {
  const loaded = loadPlanPack(readPack('luqiao-2018-2020'));
  if (!loaded.ok) throw new Error('the pack is not sound');
  const { targets, forms: declared } = loaded.pack;
  const wanted = targets
    .flatMap((target) => [target, ...target.companions])
    .flatMap(({ id, measure }) => {
      if (!('report' in measure)) return [];
      return measure.report.roll === 'ratio' ? [`${id} numerator`, `${id} denominator`] : [`${id} value`];
    });
  const asked = declared.flatMap(({ cells }) =>
    cells.flatMap((cell) => ('target' in cell ? [`${cell.target} ${cell.part}`] : [])),
  );
  expect(wanted).toHaveLength(24);
  expect(asked.sort()).toEqual(wanted.sort());
});
