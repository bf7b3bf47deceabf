import type { TargetPage } from '@miaopu/contract';
import { type ReactNode, useMemo } from 'react';
import { Chart, type ChartTable, type Colours } from '../../../shared/chart/chart.tsx';
import { EmptyState } from '../../../shared/components/notice.tsx';
import { Panel } from '../../../shared/components/page.tsx';
import { formatPeriod } from '../../../shared/formats.ts';
import { useWords as useSharedWords } from '../../../shared/locale.ts';
import { goalText, unitText, valueText, valueWithUnit } from '../../../shared/standing/values.ts';
import { useLabel, useLanguage } from '../../../shared/words.ts';
import { useWords } from '../locale.ts';
import { trendLines, trendOption } from './trend-option.ts';

/** How the number came about by quarter, with its goal, the even pace and the forecast. */
export function TrendPanel({ page, year }: { page: TargetPage; year: string }): ReactNode {
  const say = useWords();
  const shared = useSharedWords();
  const label = useLabel();
  const language = useLanguage();
  const { card } = page;
  const last = card.series.findLast((point) => point.running !== null);
  const lines = useMemo(() => trendLines(page, year), [page, year]);
  const goal = goalText(card, card.standing.goal, language);
  const words = {
    series: say(card.standing.completion === null ? 'trend.series.level' : 'trend.series'),
    goal: say('trend.goal', { goal }),
    pace: say('trend.pace'),
    forecast: say('trend.forecast'),
  };
  if (!last) {
    return (
      <Panel title={say('trend.title')}>
        <EmptyState title={say('trend.none')}>{say('trend.none.text')}</EmptyState>
      </Panel>
    );
  }
  const unit = unitText(card, language);
  const table: ChartTable = {
    header: [shared('chart.period'), words.series, say('trend.own'), ...(lines.pace ? [words.pace] : [])],
    rows: lines.quarters.flatMap(({ period }, index) => {
      const point = card.series.find((one) => one.period === period);
      if (!point) return [];
      const pace = lines.pace?.[index];
      return [
        [
          formatPeriod(period, language),
          valueText(card, point.running),
          valueText(card, point.own),
          ...(lines.pace
            ? [valueText(card, pace === null || pace === undefined ? null : Math.round(pace))]
            : []),
        ],
      ];
    }),
  };
  return (
    <Panel title={say('trend.title')} aside={unit && say('trend.unit', { unit })}>
      <Chart
        title={label(card.title)}
        description={say('trend.description', {
          target: label(card.title),
          period: formatPeriod(last.period, language),
          value: valueWithUnit(card, last.running, language),
          goal,
        })}
        height={336}
        option={(colours: Colours) => trendOption(page, lines, words, language, colours)}
        table={table}
      />
    </Panel>
  );
}
