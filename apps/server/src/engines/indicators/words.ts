import type { Message } from '../../platform/errors/index.ts';
import type { NoValue } from './roll-up.ts';

/** Why a target has no value, in words. */
export const noValueWords: Readonly<Record<NoValue, Message>> = {
  nothing_counted: {
    zh: '分母为零:所选范围内没有可计的对象',
    en: 'The denominator is zero: there is nothing to count in what was chosen',
  },
  no_base: { zh: '没有基期数,无法计算增长', en: 'There is no base figure to grow from' },
  year_not_over: { zh: '按年计算,年度尚未结束', en: 'It is counted by the year, and the year is not over' },
  not_reported: { zh: '责任单位尚未报送', en: 'The responsible unit has not reported yet' },
};

export const forecastWords: Message = {
  zh: '按已完成各季度的平均数推算至期末;区间按季度波动,约八成可能落在其中',
  en: 'The mean of the quarters so far carried to the end; by the quarters’ spread, about four in five such ends fall within the band',
};
