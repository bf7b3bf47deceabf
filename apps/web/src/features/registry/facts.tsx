import { factFields } from '@miaopu/standards';
import { Button, Segmented } from 'antd';
import { type ReactNode, useState } from 'react';
import { Chart, type Colours } from '../../shared/chart/chart.tsx';
import { EmptyState } from '../../shared/components/notice.tsx';
import { Panel } from '../../shared/components/page.tsx';
import { findField, useFieldName, useFieldText } from '../../shared/field-text.ts';
import { dash, formatPeriod, scaled } from '../../shared/formats.ts';
import { useLanguage } from '../../shared/words.ts';
import { buildSeries, type Grain, grainOf, type Point, type Series } from './fact-series.ts';
import { endOfDay, type Fact } from './history.ts';
import type { Moment } from './knowledge.ts';
import { useWords } from './locale.ts';
import { keyOf, type RecordTarget } from './record-draft.ts';
import { useRecordText } from './record-text.ts';

const fields = Object.keys(factFields);
/** Two rows on a desk. Of a large enterprise thirty figures are known. */
const firstShown = 8;

/** The figure as the picture draws it: money in 万元, shares in percent. Only the drawing is in floating point. */
function drawn(point: Point, code: string): number | null {
  if (!point.fact) return null;
  const field = findField(code);
  if (field?.unit === 'yuan') return Number(scaled(point.fact.value, -4, 2));
  return Number(field?.share ? scaled(point.fact.value, 2, 2) : point.fact.value);
}

function barsOf(series: Series, labels: readonly string[], last: string, colours: Colours) {
  const values = series.points.map((point) => drawn(point, series.field));
  return {
    grid: {
      left: 8,
      right: 16,
      top: 24,
      bottom: 4,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    tooltip: { trigger: 'axis' },
    xAxis: {
      type: 'category',
      data: labels,
      axisLine: { lineStyle: { color: colours['line-strong'] } },
      axisTick: { show: false },
      axisLabel: { color: colours['ink-2'], hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      splitNumber: 3,
      splitLine: { lineStyle: { color: colours.line } },
      axisLabel: { color: colours['ink-3'] },
    },
    series: [
      {
        type: 'bar',
        name: last,
        barMaxWidth: 24,
        itemStyle: { color: colours.brand },
        data: values,
        tooltip: {
          valueFormatter: (value: number | null) => (value == null ? dash : value.toLocaleString('en')),
        },
      },
    ],
  };
}

function FactChart({
  series,
  nowValues,
  onCorrect,
}: {
  series: Series;
  nowValues: ReadonlyMap<string, string>;
  onCorrect: ((key: string) => void) | undefined;
}): ReactNode {
  const say = useWords();
  const language = useLanguage();
  const nameOf = useFieldName();
  const textOf = useFieldText();
  const said = useRecordText();
  const { field, points } = series;
  const measured = findField(field)?.unit;
  const unit = measured ? say(`facts.unit.${measured}`) : '';
  const name = nameOf(field);
  const title = unit ? say('facts.title_unit', { field: name, unit }) : name;
  const latest = points.at(-1)!;
  const labels = points.map((point) => point.period);
  const rows = points.map(({ period, fact }) => {
    const now = nowValues.get(`${field} ${period}`);
    const was = fact && now !== undefined && now !== fact.value;
    const value = textOf(field, fact?.value);
    return [
      formatPeriod(period, language),
      was ? `${value} (${say('facts.was', { value: textOf(field, now) })})` : value,
      fact ? (fact.source.department ?? fact.source.name) : dash,
    ];
  });
  const differing = points.some(({ period, fact }) => {
    const now = nowValues.get(`${field} ${period}`);
    return fact !== null && now !== undefined && now !== fact.value;
  });
  return (
    <div className={differing ? 'fact fact-differs' : 'fact'}>
      <p className="fact-latest">
        <b>{latest.fact ? said('fact', 'value', latest.fact.value, field) : dash}</b>
        <small>{formatPeriod(latest.period, language)}</small>
        {onCorrect && latest.fact && (
          <Button
            size="small"
            type="text"
            aria-label={say('record.correct.of', { name })}
            onClick={() => onCorrect(keyOf(latest.fact!))}
          >
            {say('record.correct')}
          </Button>
        )}
      </p>
      <Chart
        title={title}
        description={say('facts.picture', {
          field: name,
          from: formatPeriod(labels[0]!, language),
          to: formatPeriod(latest.period, language),
          count: points.length,
          value: latest.fact ? said('fact', 'value', latest.fact.value, field) : dash,
        })}
        height={160}
        option={(colours) => barsOf(series, labels, name, colours)}
        table={{ header: [say('facts.period'), title, say('facts.source')], rows }}
      />
    </div>
  );
}

/** The entity's figures by period as small charts with their tables, as known at the moment looked at. */
export function Facts(props: {
  facts: readonly Fact[];
  moment: Moment;
  now: readonly Fact[] | null;
  /** For those who may write: opens the drawer of an act on a figure. */
  onAct: ((target: RecordTarget) => void) | undefined;
}): ReactNode {
  const say = useWords();
  const { moment, onAct } = props;
  const [open, setOpen] = useState(false);
  const knownOn = moment.knownOn ? endOfDay(moment.knownOn) : null;
  const bothGrains = new Set(props.facts.map((fact) => grainOf(fact.period))).size === 2;
  const first: Grain = props.facts.some((fact) => grainOf(fact.period) === 'quarter') ? 'quarter' : 'year';
  const [chosen, setChosen] = useState<Grain | null>(null);
  const grain = chosen ?? first;
  const all = buildSeries(props.facts, grain, fields, moment.asOf || null, knownOn);
  const shown = open ? all : all.slice(0, firstShown);
  const nowValues = new Map(
    (props.now ?? [])
      .filter((fact) => fact.recordedTo === null)
      .map((fact) => [`${fact.field} ${fact.period}`, fact.value]),
  );
  return (
    <Panel
      title={say('facts.title')}
      aside={all.length > 0 ? say('facts.missing') : undefined}
      actions={
        <>
          {bothGrains && (
            <Segmented<Grain>
              size="small"
              aria-label={say('facts.period.label')}
              value={grain}
              onChange={setChosen}
              options={[
                { value: 'quarter', label: say('facts.period.quarter') },
                { value: 'year', label: say('facts.period.year') },
              ]}
            />
          )}
          {onAct && (
            <Button size="small" onClick={() => onAct({ of: 'fact', act: 'record' })}>
              {say('record.fact.open')}
            </Button>
          )}
        </>
      }
    >
      {all.length === 0 ? (
        <EmptyState title={say('facts.none')}>{say('facts.none.text')}</EmptyState>
      ) : (
        <div className="facts">
          {shown.map((series) => (
            <FactChart
              key={`${grain} ${series.field}`}
              series={series}
              nowValues={nowValues}
              onCorrect={onAct && ((key) => onAct({ of: 'fact', act: 'correct', key }))}
            />
          ))}
        </div>
      )}
      {all.length > firstShown && (
        <Button onClick={() => setOpen(!open)}>
          {open ? say('facts.fewer') : say('facts.more', { count: all.length - firstShown })}
        </Button>
      )}
    </Panel>
  );
}
