import type { ReportTiming } from '@miaopu/contract';
import { expect, it } from 'vitest';
import { dueWords } from './due-words.ts';

const words = (phase: ReportTiming['phase'], workingDaysLeft: number | null, wasLate = false): string => {
  const say = ((key: string, values: object = {}) => [key, ...Object.values(values)].join(' ')) as Parameters<
    typeof dueWords
  >[0];
  const days = { opens: '2021-01-04', due: '2021-01-15', graceUntil: '2021-01-20' };
  return dueWords(say, { ...days, phase, workingDaysLeft, wasLate });
};

it.each([
  ['ahead', 12, 'due.ahead 2021-01-04'],
  ['open', 3, 'due.days 3 2021-01-15'],
  ['open', 0, 'due.today'],
  ['open', null, 'due.day 2021-01-15'],
  ['open', 200, 'due.day 2021-01-15'],
  // returned after its day, or open for a restatement years later
  ['open', -1460, 'due.was 2021-01-15'],
  ['grace', -2, 'due.grace 2021-01-20'],
  ['late', -5, 'due.late.days 5'],
  ['late', -1460, 'due.late 2021-01-15'],
  ['done', -5, 'due.was 2021-01-15'],
] as const)('a report that is %s with %s working days left says so', (phase, left, said) => {
  expect(words(phase, left)).toBe(said);
});
