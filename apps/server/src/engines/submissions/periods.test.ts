import { describe, expect, it } from 'vitest';
import { daysOf, lastDayOf, periodsOf, timingOf } from './periods.ts';

const plan = { period: { start: '2018-01-01', end: '2020-12-31' } };
const dates = { opens: 1, due: 10, grace: 3, locks: 30, remind: [3, 0, -1] };

describe('the periods of a form', () => {
  it('are those of the plan that are whole', () => {
    expect(periodsOf(plan, { every: 'quarter' })).toHaveLength(12);
    expect(periodsOf(plan, { every: 'year' })).toEqual(['2018', '2019', '2020']);
    expect(periodsOf(plan, { every: 'month' }).slice(8, 11)).toEqual(['2018-09', '2018-10', '2018-11']);
    const short = { period: { start: '2018-08-01', end: '2019-06-30' } };
    expect(periodsOf(short, { every: 'quarter' })).toEqual(['2018Q3', '2018Q4', '2019Q1', '2019Q2']);
  });

  it('begin with the first that ended when it was asked already, and end with the last that it is asked for', () => {
    const asked = { asked_from: '2018-08-01', asked_until: '2019-06-30' };
    expect(periodsOf(plan, { every: 'quarter', ...asked })).toEqual(['2018Q3', '2018Q4', '2019Q1', '2019Q2']);
    expect(periodsOf(plan, { every: 'year', ...asked })).toEqual(['2018']);
  });

  it('end on their last day', () => {
    expect(['2018Q1', '2018Q4', '2019', '2020-02', '2018-12'].map(lastDayOf)).toEqual([
      '2018-03-31',
      '2018-12-31',
      '2019-12-31',
      '2020-02-29',
      '2018-12-31',
    ]);
  });
});

describe('the days of a form', () => {
  it('are working days by the State Council’s calendar', () => {
    // 1 to 7 October are the National Day holiday, the weekends beside it are worked
    expect(daysOf(dates, '2018Q3')).toEqual({
      opens: '2018-10-08',
      due: '2018-10-19',
      graceUntil: '2018-10-24',
      locks: '2018-11-16',
      reminders: ['2018-10-16', '2018-10-19', '2018-10-22'],
    });
  });

  it('are Mondays to Fridays where the holidays of the year are not published yet', () => {
    expect(daysOf(dates, '2029Q4')).toMatchObject({ opens: '2030-01-01', due: '2030-01-14' });
    const timing = timingOf(daysOf(dates, '2029Q4'), { state: 'draft', firstAt: null, today: '2030-01-02' });
    expect(timing).toMatchObject({ phase: 'open', workingDaysLeft: null });
  });

  it.each([
    ['draft', '2018-10-07', 'ahead'],
    ['draft', '2018-10-19', 'open'],
    ['draft', '2018-10-20', 'grace'],
    ['draft', '2018-10-24', 'grace'],
    ['draft', '2018-10-25', 'late'],
    ['submitted', '2018-10-25', 'done'],
    ['returned', '2018-10-25', 'open'],
  ] as const)('a %s is on %s: %s', (state, today, phase) => {
    expect(timingOf(daysOf(dates, '2018Q3'), { state, firstAt: null, today }).phase).toBe(phase);
  });

  it('remember that something came late', () => {
    const wasLate = (firstAt: string) =>
      timingOf(daysOf(dates, '2018Q3'), { state: 'approved', firstAt, today: '2018-12-01' }).wasLate;
    // half past midnight in China
    expect(wasLate('2018-10-24T15:59:00Z')).toBe(false);
    expect(wasLate('2018-10-24T16:30:00Z')).toBe(true);
  });
});
