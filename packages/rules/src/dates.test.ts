import { expect, it } from 'vitest';
import { isCalendarDate } from './dates.ts';

it.each(['2018-01-01', '2018-12-31', '2020-02-29', '2000-02-29', '0001-01-01', '9999-12-31'])(
  '%s is a date',
  (text) => {
    expect(isCalendarDate(text)).toBe(true);
  },
);

it.each([
  '2018-02-29',
  '1900-02-29',
  '2018-04-31',
  '2018-13-01',
  '2018-00-10',
  '2018-01-00',
  '0000-01-01',
  '2018-1-1',
  '2018/01/01',
  '2018-01-01 ',
  '2018-01-1a',
  '20 8-01-01',
  '-018-01-01',
  '２０１８-01-01',
  '',
  'infinity',
])('%j is not a date', (text) => {
  expect(isCalendarDate(text)).toBe(false);
});
