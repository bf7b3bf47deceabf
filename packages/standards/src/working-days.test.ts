import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import data from './data/working-days.json' with { type: 'json' };
import { addWorkingDays, isWorkingDay, workingDaysBetween, workingDayYears } from './working-days.ts';

describe('the working-day calendar of China', () => {
  it.each([
    ['2018-02-11', true],
    ['2018-02-15', false],
    ['2018-12-29', true],
    ['2018-12-31', false],
    ['2019-05-02', false],
    ['2019-05-05', true],
    ['2020-01-31', false],
    ['2020-02-01', false],
    ['2020-02-03', true],
    ['2020-10-08', false],
    ['2021-05-08', true],
    ['2022-10-09', true],
    ['2023-09-29', false],
    ['2024-02-09', true],
    ['2025-01-26', true],
    ['2025-02-04', false],
    ['2026-02-23', false],
    ['2018-08-01', true],
    ['2018-08-04', false],
  ])('%s is a working day: %s', (day, working) => {
    expect(isWorkingDay(day)).toBe(working);
  });

  it('grants eleven days off a year beyond weekends, thirteen from 2025, and two more in the extended holiday of 2020', () => {
    for (const { year } of workingDayYears) {
      let net = 0;
      for (let at = Date.UTC(year, 0, 1); at < Date.UTC(year + 1, 0, 1); at += 86_400_000) {
        const day = new Date(at).toISOString().slice(0, 10);
        const weekday = new Date(at).getUTCDay();
        net += (weekday !== 0 && weekday !== 6 ? 1 : 0) - (isWorkingDay(day) ? 1 : 0);
      }
      expect(net, String(year)).toBe((year >= 2025 ? 13 : 11) + (year === 2020 ? 2 : 0));
    }
  });

  it('makes up only weekend days, and lists no day as both', () => {
    for (const [year, { work, off }] of Object.entries(data.years)) {
      for (const day of work.split(' ')) {
        expect([0, 6], `${year}-${day}`).toContain(new Date(`${year}-${day}T00:00:00Z`).getUTCDay());
        expect(off.split(' ')).not.toContain(day);
      }
    }
  });

  it.each([
    ['2018-08-01', 5, '2018-08-08'],
    ['2018-02-14', 1, '2018-02-22'],
    ['2018-09-28', 2, '2018-09-30'],
    ['2018-12-28', 2, '2019-01-02'],
    ['2019-01-02', -1, '2018-12-29'],
    ['2018-08-04', 0, '2018-08-04'],
  ])('%s and %i working days give %s', (day, count, expected) => {
    expect(addWorkingDays(day, count)).toBe(expected);
  });

  it('counts back what it adds', () => {
    const days = fc.date({ min: new Date('2018-03-01'), max: new Date('2026-03-01'), noInvalidDate: true });
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 40 }), (date, count) => {
        const day = date.toISOString().slice(0, 10);
        const later = addWorkingDays(day, count);
        expect(workingDaysBetween(day, later)).toBe(count);
        if (isWorkingDay(day)) expect(addWorkingDays(later, -count)).toBe(day);
      }),
    );
  });

  it('refuses days outside its years and texts that are no day', () => {
    expect(() => isWorkingDay('2017-12-29')).toThrow(/2017 are not held/);
    expect(() => addWorkingDays('2026-12-31', 1)).toThrow(/2027 are not held/);
    expect(() => isWorkingDay('2018-02-30')).toThrow(/not a day/);
  });
});
