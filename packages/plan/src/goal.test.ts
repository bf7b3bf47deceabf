import { expect, it } from 'vitest';
import { type GoalView, goalFor } from './goal.ts';
import type { Target } from './target-schema.ts';

const words = { zh: '', en: '' };
const plan = { districts: new Set(['district']), years: 3 };
const split = [
  { unit: 'district', year: 2018, value: '34' },
  { unit: 'district', year: 2019, value: '66' },
  { unit: 'east', year: 2018, value: '20.5' },
  { unit: 'east', year: 2019, value: '10.5' },
];

function asked(target: Pick<Target, 'kind' | 'holds' | 'goal'>, view: GoalView) {
  const { form, value } = goalFor(target, split, view, plan);
  return [form, value];
}

it('a count asks the whole of the district, and of a year or a town what was split to it', () => {
  const count: Pick<Target, 'kind' | 'holds' | 'goal'> = {
    kind: 'count',
    holds: 'total',
    goal: { form: 'exactly', value: '100', words },
  };
  expect(asked(count, {})).toEqual(['exactly', '100']);
  expect(asked(count, { unit: 'district', year: 2019 })).toEqual(['at_least', '66']);
  expect(asked(count, { year: 2020 })).toEqual(['none', undefined]);
  expect(asked(count, { unit: 'east' })).toEqual(['at_least', '31']);
  expect(asked(count, { unit: 'east', year: 2018 })).toEqual(['at_least', '20.5']);
  expect(asked(count, { unit: 'west' })).toEqual(['none', undefined]);
  expect(goalFor(count, split.slice(2), { year: 2018 }, plan).value).toBe('20.5');
});

it('a stock asks a level: of several years the last', () => {
  const stock: Pick<Target, 'kind' | 'holds' | 'goal'> = {
    kind: 'stock',
    holds: 'total',
    goal: { form: 'exactly', value: '66', words },
  };
  expect(asked(stock, { year: 2018 })).toEqual(['at_least', '34']);
  expect(asked(stock, { unit: 'east' })).toEqual(['at_least', '10.5']);
});

it('a ratio asks the same of everyone in every year, but of those who were given a number of their own', () => {
  const ratio: Pick<Target, 'kind' | 'holds' | 'goal'> = {
    kind: 'ratio',
    holds: 'yearly',
    goal: { form: 'about', value: '0.1', low: '0.09', high: '0.11', words },
  };
  expect(goalFor(ratio, split, { unit: 'west', year: 2019 }, plan)).toEqual({
    form: 'about',
    value: '0.1',
    low: '0.09',
    high: '0.11',
  });
  const own = [{ unit: 'west', year: 2019, value: '0.12' }];
  expect(goalFor(ratio, own, { unit: 'west', year: 2019 }, plan)).toEqual({
    form: 'at_least',
    value: '0.12',
  });
  expect(goalFor(ratio, own, { unit: 'west' }, plan).value).toBe('0.12');
  expect(goalFor(ratio, own, { unit: 'west', year: 2018 }, plan).value).toBe('0.1');
  expect(goalFor(ratio, own, { unit: 'east', year: 2019 }, plan).value).toBe('0.1');
});

it('a yearly duty asks as many times as there are years', () => {
  const duty: Pick<Target, 'kind' | 'holds' | 'goal'> = {
    kind: 'times',
    holds: 'yearly',
    goal: { form: 'at_least', value: '4', words },
  };
  expect(asked(duty, {})).toEqual(['at_least', '12']);
  expect(asked(duty, { year: 2020 })).toEqual(['at_least', '4']);
});
