import type { TargetPage } from '@miaopu/contract';
import type { EChartsCoreOption } from 'echarts/core';
import type { Colours } from '../../../shared/chart/chart.tsx';
import { formatPeriod } from '../../../shared/formats.ts';
import { valueText } from '../../../shared/standing/values.ts';
import type { Language } from '../../../shared/words.ts';
import { elapsedBy, quartersOf } from '../periods.ts';

type Words = { series: string; goal: string; pace: string; forecast: string };
type Points = (number | null)[];

export type TrendLines = {
  quarters: { period: string; on: string }[];
  running: Points;
  /** From nothing to the goal at an even pace; only for what accumulates over the whole plan. */
  pace: Points | null;
  low: Points | null;
  middle: Points | null;
  high: Points | null;
  goal: number | null;
  /** Where lines are drawn: the goal, or both ends of its range. */
  marks: number[];
};

/** The lines of a trend over the quarters of the plan, or of one year. */
export function trendLines(page: TargetPage, year: string): TrendLines {
  const { card, plan } = page;
  const quarters = quartersOf(plan).filter(({ period }) => !year || period.startsWith(year));
  const byPeriod = new Map(card.series.map((point) => [point.period, point.running]));
  const running = quarters.map(({ period }) => {
    const value = byPeriod.get(period);
    return value === undefined || value === null ? null : Number(value);
  });
  const goal = card.standing.goal.value === null ? null : Number(card.standing.goal.value);
  const accumulates = card.standing.completion !== null && !year && goal !== null;
  const pace = accumulates ? quarters.map(({ on }) => goal * elapsedBy(on, plan)) : null;
  const { low, high } = card.standing.goal;
  const marks = goal === null ? [low, high].flatMap((end) => (end === null ? [] : [Number(end)])) : [goal];
  return { quarters, running, pace, goal, marks, ...forecastLines(page, quarters, running) };
}

/** From the last known value the band opens to the forecast's day. */
function forecastLines(
  { card }: TargetPage,
  quarters: TrendLines['quarters'],
  running: Points,
): Pick<TrendLines, 'low' | 'middle' | 'high'> {
  const last = running.findLastIndex((value) => value !== null);
  const end = quarters.findIndex(({ on }) => card.forecast !== null && on >= card.forecast.on);
  const from = running[last];
  if (!card.forecast || last < 0 || end <= last || from === null || from === undefined) {
    return { low: null, middle: null, high: null };
  }
  const towards = (to: number) =>
    quarters.map((_, index) =>
      index < last || index > end ? null : from + ((to - from) * (index - last)) / (end - last),
    );
  return {
    low: towards(card.forecast.low),
    middle: towards(card.forecast.middle),
    high: towards(card.forecast.high),
  };
}

/** The drawing of the lines: values solid, pace dotted, goal dashed, the forecast a band. */
export function trendOption(
  page: TargetPage,
  lines: TrendLines,
  words: Words,
  language: Language,
  colours: Colours,
): EChartsCoreOption {
  const text = (value: number) => valueText(page.card, Math.abs(value) >= 2 ? Math.round(value) : value);
  const lastKnown = lines.running.findLastIndex((value) => value !== null);
  return {
    grid: {
      left: 8,
      right: widthOf(words.goal) + 16,
      top: 24,
      bottom: 8,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    tooltip: {
      trigger: 'axis',
      backgroundColor: colours.paper,
      borderColor: colours.line,
      textStyle: { color: colours.ink },
      valueFormatter: (value: unknown) => (typeof value === 'number' ? text(value) : '—'),
    },
    xAxis: {
      type: 'category',
      boundaryGap: false,
      data: lines.quarters.map(({ period }) => formatPeriod(period, language)),
      axisLine: { lineStyle: { color: colours['line-strong'] } },
      axisTick: { show: false },
      axisLabel: {
        color: colours['ink-2'],
        hideOverlap: true,
        formatter: (name: string) => shortPeriod(name, language),
      },
    },
    yAxis: {
      type: 'value',
      min: (extent: { min: number }) => Math.min(0, extent.min),
      max:
        lines.marks.length === 0
          ? undefined
          : (extent: { max: number }) => Math.max(extent.max, ...lines.marks.map((mark) => mark * 1.08)),
      axisLabel: { color: colours['ink-2'], formatter: text, showMaxLabel: false },
      splitLine: { lineStyle: { color: colours.line } },
    },
    series: [...bandSeries(lines, words, colours), ...mainSeries(lines, words, colours, text, lastKnown)],
  };
}

/** About how many pixels a label of 12 px takes. */
function widthOf(text: string): number {
  return [...text].reduce((sum, letter) => sum + (letter > '\u2fff' ? 12 : 7), 0);
}

/** Under the year only the first quarter says which it is: `2018` then `二`, `三`, `四`. */
function shortPeriod(name: string, language: Language): string {
  if (language === 'en') return name.replace(/^Q1 (\d+)$/, 'Q1\n$1').replace(/^(Q[2-4]) \d+$/, '$1');
  return name.replace(/^(\d+)年一季度$/, '一季度\n$1年').replace(/^\d+年(.季度)$/, '$1');
}

function bandSeries(lines: TrendLines, words: Words, colours: Colours): object[] {
  const { low, middle, high } = lines;
  if (!low || !middle || !high) return [];
  const silent = { type: 'line', symbol: 'none', silent: true, stack: 'band', tooltip: { show: false } };
  return [
    { ...silent, lineStyle: { opacity: 0 }, data: low },
    {
      ...silent,
      lineStyle: { opacity: 0 },
      areaStyle: { color: colours.brand, opacity: 0.16 },
      data: high.map((value, index) => (value === null ? null : value - (low[index] ?? 0))),
    },
    {
      type: 'line',
      name: words.forecast,
      symbol: 'none',
      data: middle,
      lineStyle: { color: colours.brand, width: 1.5, type: 'dashed' },
      endLabel: {
        show: true,
        formatter: words.forecast,
        color: colours['ink-2'],
        offset: [0, labelShift(middle.findLast((value) => value !== null) ?? 0, lines.goal)],
      },
    },
  ];
}

/** Moves the forecast's label off the goal's where the two would stand on each other. */
function labelShift(end: number, goal: number | null): number {
  if (goal === null || Math.abs(end - goal) > Math.abs(goal) * 0.08) return 0;
  return end >= goal ? -14 : 14;
}

function mainSeries(
  lines: TrendLines,
  words: Words,
  colours: Colours,
  text: (value: number) => string,
  lastKnown: number,
): object[] {
  const label = { color: colours.ink, fontSize: 13, fontWeight: 600 };
  const known = {
    type: 'line',
    name: words.series,
    // A yearly figure has no value between its years.
    connectNulls: true,
    data: lines.running.map((value, index) =>
      index === lastKnown && value !== null
        ? { value, symbolSize: 9, label: { show: true, position: 'top', formatter: text(value), ...label } }
        : value,
    ),
    symbol: 'circle',
    symbolSize: 5,
    itemStyle: { color: colours.brand },
    lineStyle: { color: colours.brand, width: 2.5 },
    z: 5,
    ...(lines.marks.length === 0
      ? {}
      : {
          markLine: {
            symbol: 'none',
            silent: true,
            // Shares have more digits than the two that would be kept otherwise.
            precision: 12,
            label: { formatter: words.goal, position: 'end', color: colours.ink, fontSize: 12 },
            lineStyle: { color: colours.ink, type: 'dashed', width: 1.2 },
            data: lines.marks.map((mark, index) =>
              // One label is enough for a range: it names both ends.
              index === lines.marks.length - 1 ? { yAxis: mark } : { yAxis: mark, label: { show: false } },
            ),
          },
        }),
  };
  if (!lines.pace) return [known];
  const labelled = Math.floor(lines.pace.length * 0.75);
  const now = lines.running[lastKnown] ?? 0;
  // The forecast runs on the other side of the even pace.
  const position = now >= (lines.pace[lastKnown] ?? 0) ? 'bottom' : 'top';
  const named = {
    label: { show: true, opacity: 1, position, distance: 12, formatter: words.pace, color: colours['ink-2'] },
  };
  return [
    {
      type: 'line',
      name: words.pace,
      // Invisible points: a label can only hang on a point.
      symbol: 'circle',
      symbolSize: 1,
      showAllSymbol: true,
      itemStyle: { opacity: 0 },
      data: lines.pace.map((value, index) => (index === labelled ? { value, ...named } : value)),
      lineStyle: { color: colours['ink-3'], width: 1.2, type: 'dotted' },
    },
    known,
  ];
}
