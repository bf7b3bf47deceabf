import { expect, test } from 'vitest';
import { dayInWords, instantInWords, periodInWords } from './index.ts';

test('a day, an instant and a period are said as offices write them', () => {
  expect(dayInWords('2026-03-01')).toEqual({ zh: '2026年3月1日', en: '1 March 2026' });
  // the evening in London is the next day in China
  expect(instantInWords('2026-02-28T16:05:59.123456Z')).toEqual({
    zh: '2026年3月1日 00:05',
    en: '1 March 2026, 00:05',
  });
  expect(periodInWords('2018Q3')).toEqual({ zh: '2018年三季度', en: 'the third quarter of 2018' });
  expect(periodInWords('2018')).toEqual({ zh: '2018年', en: '2018' });
  expect(periodInWords('2018-09')).toEqual({ zh: '2018年9月', en: 'September 2018' });
});
