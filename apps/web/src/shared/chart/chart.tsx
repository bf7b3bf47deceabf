import { Button, Segmented } from 'antd';
import type { ECharts, EChartsCoreOption } from 'echarts/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Bone } from '../components/bones.tsx';
import { useWords } from '../locale.ts';
import { fontFamilies, type Token, tokens } from '../tokens.ts';
import { useScheme } from '../use-scheme.ts';
import { useLanguage } from '../words.ts';
import './chart.css';

export type Colours = Readonly<Record<Token, string>>;

export type ChartTable = {
  header: readonly string[];
  /** The first cell names the row, the others are figures. */
  rows: readonly (readonly string[])[];
};

function usePicture(option: EChartsCoreOption, onReady: (chart: ECharts | null) => void) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts | null>(null);
  const latest = useRef(option);
  latest.current = option;
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    let gone = false;
    const observer = new ResizeObserver(() => chart.current?.resize());
    void import('./echarts.ts').then(({ init }) => {
      if (gone) return;
      chart.current = init(element, null, { renderer: 'canvas' });
      chart.current.setOption(latest.current);
      observer.observe(element);
      onReady(chart.current);
    });
    return () => {
      gone = true;
      observer.disconnect();
      chart.current?.dispose();
      chart.current = null;
      onReady(null);
    };
  }, [onReady]);
  useEffect(() => {
    chart.current?.setOption(option, { notMerge: true });
  }, [option]);
  return box;
}

function Picture(props: {
  option: EChartsCoreOption;
  height: number;
  label: string;
  onReady: (chart: ECharts | null) => void;
}): ReactNode {
  const box = usePicture(props.option, props.onReady);
  return (
    <div
      ref={box}
      className="chart-picture"
      style={{ height: props.height }}
      role="img"
      aria-label={props.label}
    />
  );
}

/**
 * A chart with its table and its picture to download. The option is built from the theme's colours,
 * so that a chart is right in light and in dark; the drawing library is loaded when first needed.
 */
export function Chart(props: {
  title: string;
  /** What the picture shows, in a sentence, for those who cannot see it. */
  description: string;
  height: number;
  option: (colours: Colours) => EChartsCoreOption;
  table: ChartTable;
}): ReactNode {
  const say = useWords();
  const scheme = useScheme();
  const language = useLanguage();
  const [view, setView] = useState<'chart' | 'table'>('chart');
  const [chart, setChart] = useState<ECharts | null>(null);
  const colours = tokens[scheme];
  const option = {
    animation: false,
    textStyle: { fontFamily: fontFamilies[language], color: colours.ink },
    ...props.option(colours),
  };
  function download(): void {
    if (!chart) return;
    const link = document.createElement('a');
    link.href = chart.getDataURL({ type: 'png', pixelRatio: 2, backgroundColor: colours.paper });
    link.download = `${props.title}.png`;
    link.click();
  }
  return (
    <figure className="chart">
      <figcaption className="chart-tools">
        <span className="chart-title">{props.title}</span>
        <Segmented
          size="small"
          aria-label={say('chart.view')}
          value={view}
          onChange={setView}
          options={[
            { value: 'chart', label: say('chart.chart') },
            { value: 'table', label: say('chart.table') },
          ]}
        />
        <Button size="small" onClick={download} disabled={!chart || view === 'table'}>
          {say('chart.picture')}
        </Button>
      </figcaption>
      {view === 'chart' ? (
        <div className="chart-frame" style={{ height: props.height }}>
          {!chart && <Bone height={props.height} style={{ position: 'absolute', inset: 0 }} />}
          <Picture option={option} height={props.height} label={props.description} onReady={setChart} />
        </div>
      ) : (
        <ChartRows table={props.table} height={props.height} label={props.title} />
      )}
    </figure>
  );
}

function ChartRows(props: { table: ChartTable; height: number; label: string }): ReactNode {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="chart-rows" style={{ height: props.height }} tabIndex={0} aria-label={props.label}>
      <table>
        <thead>
          <tr>
            {props.table.header.map((cell) => (
              <th key={cell} scope="col">
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.table.rows.map((row) => (
            <tr key={row[0]}>
              {row.map((cell, index) =>
                index === 0 ? (
                  <th key="name" scope="row">
                    {cell}
                  </th>
                ) : (
                  <td key={props.table.header[index]}>{cell}</td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
