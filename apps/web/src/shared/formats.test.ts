import { describe, expect, it } from 'vitest';
import {
  differenceOf,
  formatBytes,
  formatCount,
  formatDay,
  formatInstant,
  formatLongDay,
  formatPercent,
  formatPeriod,
  formatPoints,
  formatTenThousand,
  scaled,
  sumOf,
} from './formats.ts';

describe('decimals', () => {
  it('move their point and round half away from zero, in digits', () => {
    expect(scaled('123456789', -4, 2)).toBe('12345.68');
    expect(scaled('0.005', 0, 2)).toBe('0.01');
    expect(scaled('-0.005', 0, 2)).toBe('-0.01');
    expect(scaled('1.005', 0, 2)).toBe('1.01');
    expect(scaled('99999999999999999.99', 0, 1)).toBe('100000000000000000.0');
    expect(scaled('12', 2, 0)).toBe('1200');
    expect(scaled(1e-9, 2, 1)).toBe('0.0');
  });
  it('never show a negative zero', () => {
    expect(scaled('-0.0004', 0, 1)).toBe('0.0');
  });
  it('add and subtract exactly', () => {
    expect(sumOf(['0.1', '0.2'])).toBe('0.3');
    expect(sumOf([])).toBe('0');
    expect(sumOf(['9007199254740993', '1'])).toBe('9007199254740994');
    expect(differenceOf('1', '1.5')).toBe('-0.5');
    expect(differenceOf('1', '-1')).toBe('2');
  });
});

describe('numbers as people read them', () => {
  it('shows money in 万元 with two decimals and thousands apart', () => {
    expect(formatTenThousand('3000000000')).toBe('300,000.00');
    expect(formatTenThousand('49')).toBe('0.00');
    expect(formatTenThousand('50')).toBe('0.01');
  });
  it('shows counts whole', () => {
    expect(formatCount('1234567')).toBe('1,234,567');
    expect(formatCount(0)).toBe('0');
    expect(formatCount('-1234')).toBe('−1,234');
  });
  it('shows shares with one decimal, and their changes signed in 百分点', () => {
    expect(formatPercent('0.1534')).toBe('15.3%');
    expect(formatPoints(0.0321, 'zh-CN')).toBe('+3.2 百分点');
    expect(formatPoints(-0.189, 'en')).toBe('−18.9 pp');
    expect(formatPoints(0.0001, 'zh-CN')).toBe('0.0 百分点');
  });
  it('shows what is not there as a dash, never as zero', () => {
    for (const nothing of [
      formatCount(null),
      formatTenThousand(undefined),
      formatPercent(null),
      formatPoints(null, 'en'),
    ]) {
      expect(nothing).toBe('—');
    }
  });
  it('shows sizes of files', () => {
    expect(formatBytes(900)).toBe('900 B');
    expect(formatBytes(1536)).toBe('1.5 KB');
    expect(formatBytes(200 * 1024 * 1024)).toBe('200.0 MB');
  });
});

describe('days', () => {
  it('are plain in tables and long in documents', () => {
    expect(formatDay('2018-08-01')).toBe('2018-08-01');
    expect(formatLongDay('2018-08-01', 'zh-CN')).toBe('2018年8月1日');
    expect(formatLongDay('2018-08-01', 'en')).toBe('1 August 2018');
    expect(formatLongDay(null, 'en')).toBe('—');
  });
  it('puts instants into China’s time', () => {
    expect(formatInstant('2018-07-31T16:30:00Z')).toBe('2018-08-01 00:30');
    expect(formatInstant('infinity')).toBe('—');
  });
  it('names periods', () => {
    expect(formatPeriod('2018Q3', 'zh-CN')).toBe('2018年三季度');
    expect(formatPeriod('2018Q3', 'en')).toBe('Q3 2018');
    expect(formatPeriod('2018', 'zh-CN')).toBe('2018年');
    expect(formatPeriod('2018-07', 'zh-CN')).toBe('2018年7月');
  });
});
