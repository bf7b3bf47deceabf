import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDate } from './dates.ts';

describe('dates as offices write them', () => {
  it.each([
    ['2018-08-01', '2018-08-01', 'day'],
    ['2018.8.1', '2018-08-01', 'day'],
    ['2018/8/1', '2018-08-01', 'day'],
    ['2018年8月1日', '2018-08-01', 'day'],
    ['2018年8月1号', '2018-08-01', 'day'],
    ['２０１８年８月１日', '2018-08-01', 'day'],
    ['2018年08月', '2018-08-01', 'month'],
    ['2018-8', '2018-08-01', 'month'],
    ['2018.12', '2018-12-01', 'month'],
    ['20180801', '2018-08-01', 'day'],
    ['201808', '2018-08-01', 'month'],
    ['2018年', '2018-01-01', 'year'],
    ['2018', '2018-01-01', 'year'],
    ['2018-08-01 00:00:00', '2018-08-01', 'day'],
    ['2018/8/1 0:00', '2018-08-01', 'day'],
    ['2018-08-01T00:00:00.000Z', '2018-08-01', 'day'],
    ['2018年8月1日 9:30', '2018-08-01', 'day'],
    ['13/8/2018', '2018-08-13', 'day'],
    ['8/13/2018', '2018-08-13', 'day'],
    ['2000-02-29', '2000-02-29', 'day'],
  ])('%s is %s to the %s', (text, date, precision) => {
    expect(parseDate(text)).toEqual({ kind: 'date', date, precision });
  });

  it('says when it assumed a century', () => {
    expect(parseDate('18/8/1')).toEqual({
      kind: 'date',
      date: '2018-08-01',
      precision: 'day',
      assumed: 'century',
    });
    expect(parseDate('85.3.1')).toMatchObject({ date: '1985-03-01', assumed: 'century' });
  });

  it('reads Excel day numbers on either base', () => {
    expect(parseDate('43313')).toEqual({
      kind: 'date',
      date: '2018-08-01',
      precision: 'day',
      assumed: 'serial',
    });
    expect(parseDate('41851', { serial: '1904' })).toMatchObject({ date: '2018-08-01' });
    expect(parseDate('43313.75')).toMatchObject({ date: '2018-08-01' });
    expect(parseDate('43313', { serial: 'none' })).toMatchObject({ kind: 'problem', reason: 'not_a_date' });
  });

  it.each(['', '—', '/', '无', 'N/A', '  '])('%j is missing', (text) => {
    expect(parseDate(text)).toEqual({ kind: 'missing' });
  });

  it.each([
    ['2018-02-30', 'no_such_day'],
    ['2019.2.29', 'no_such_day'],
    ['1900-02-29', 'no_such_day'],
    ['2018-13', 'no_such_day'],
    ['8/1/2018', 'ambiguous'],
    ['18-8', 'ambiguous'],
    ['长期', 'not_a_date'],
    ['1234', 'not_a_date'],
    ['99999', 'serial_range'],
    ['2018-08-01-02', 'not_a_date'],
  ])('%s is refused for %s', (text, reason) => {
    expect(parseDate(text)).toMatchObject({ kind: 'problem', reason });
  });

  it('reads every day in every spelling alike', () => {
    const days = fc.date({ min: new Date('1950-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(days, (day) => {
        const date = day.toISOString().slice(0, 10);
        const [y, m, d] = date.split('-') as [string, string, string];
        const spellings = [`${y}.${+m}.${+d}`, `${y}年${+m}月${+d}日`, `${y}${m}${d}`, `${y}/${m}/${d} 8:05`];
        for (const text of spellings)
          expect(parseDate(text)).toEqual({ kind: 'date', date, precision: 'day' });
        const serial = Math.floor(Date.parse(date) / 86_400_000) + 25_569;
        if (serial >= 20_000) expect(parseDate(String(serial))).toMatchObject({ date });
      }),
    );
  });

  it('never throws on any text', () => {
    fc.assert(fc.property(fc.string(), (text) => void parseDate(text)));
  });
});
