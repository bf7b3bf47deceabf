import { expect, test } from 'vitest';
import { changesIn, draftOf, findFigureProblem, type Milestone, toStored, toTyped } from './record-draft.ts';

const known = {
  recordedFrom: '2021-01-05T02:00:00.000Z',
  recordedTo: null,
  reason: null,
  evidence: null,
  ended: null,
  source: {
    kind: 'authority',
    name: '统计数据',
    department: '区统计局',
    fileName: null,
    recordedAt: '2021-01-05T02:00:00.000Z',
  },
} as const;
const rise: Milestone = {
  id: '7',
  kind: 'rose_above_size',
  happenedOn: '2020-11-20',
  related: null,
  detail: { class: 'industry', batch: 2 },
  ...known,
};

test('money is typed in 万元, shares in percent, all else as it is, and no fen is lost', () => {
  expect(toTyped('revenue', '12345600.5')).toBe('1234.56005');
  expect(toStored('revenue', '1,234.56005')).toBe('12345600.5');
  expect([toTyped('market_share', '0.125'), toStored('market_share', '12.5')]).toEqual(['12.5', '0.125']);
  expect([toTyped('employees', '12'), toStored('employees', ' 12 ')]).toEqual(['12', '12']);
});

test('a figure must be a number that the registry can keep', () => {
  expect(findFigureProblem('revenue', ' ')).toBe('form.value.missing');
  expect(findFigureProblem('revenue', '12万')).toBe('form.value.number');
  expect(findFigureProblem('revenue', '-12.5')).toBeNull();
  expect(findFigureProblem('revenue', '0.123456789')).toBe('form.value.digits');
  expect(findFigureProblem('employees', '1.23456')).toBe('form.value.digits');
});

test('only what was typed differently is said, and what was emptied is taken away', () => {
  const seen = draftOf(rise);
  expect(changesIn('milestone', seen, seen)).toEqual({});
  expect(changesIn('milestone', { ...seen, happenedOn: '2020-12-20' }, seen)).toEqual({
    happenedOn: '2020-12-20',
  });
  const title = { title: 'gazelle', level: '', validFrom: '2020-01-01', validTo: '', certificate: '台瞪 1' };
  expect(changesIn('designation', { ...title, certificate: ' ' }, title)).toEqual({ certificate: null });
});

test('an event that becomes another kind loses what belonged to the former', () => {
  const seen = draftOf(rise);
  expect(changesIn('milestone', { ...seen, kind: 'listed', board: 'neeq' }, seen)).toEqual({
    kind: 'listed',
    board: 'neeq',
    class: null,
  });
});
