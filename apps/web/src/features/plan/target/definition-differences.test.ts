import { expect, it } from 'vitest';
import { type DefinitionWords, differencesBetween } from './definition-differences.ts';

const first: DefinitionWords = {
  numerator: { zh: '新设企业', en: 'New enterprises' },
  denominator: null,
  baseline: null,
  basis: 'gross',
  distinctBy: { zh: '主体', en: 'entity' },
  evidence: { zh: '登记', en: 'Registration' },
  measure: 'flow: milestones\n',
};

it('finds no difference in the same words, blanks at the ends aside', () => {
  expect(differencesBetween(first, { ...first, measure: 'flow: milestones' })).toEqual([]);
});

it('names each field that differs, a word taken away included', () => {
  const second = { ...first, basis: 'net' as const, distinctBy: null };
  expect(differencesBetween(first, second)).toEqual([
    { field: 'basis', before: 'gross', after: 'net' },
    { field: 'distinctBy', before: first.distinctBy, after: null },
  ]);
});
