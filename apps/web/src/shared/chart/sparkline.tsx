import type { ReactNode } from 'react';
import './chart.css';

const width = 88;
const height = 28;
const inset = 3;

/** A trend without axes: the line of values, a dashed line where the goal is. Silent; figures stand beside it. */
export function Sparkline(props: {
  values: readonly number[];
  goal: number | null;
  state: string;
}): ReactNode {
  const { values, goal } = props;
  if (values.length < 2) return <svg className="spark" width={width} height={height} aria-hidden="true" />;
  const top = Math.max(...values, goal ?? Number.NEGATIVE_INFINITY);
  const bottom = Math.min(0, ...values);
  const span = top - bottom || 1;
  const x = (index: number) => inset + (index / (values.length - 1)) * (width - 2 * inset);
  const y = (value: number) => height - inset - ((value - bottom) / span) * (height - 2 * inset);
  const points = values.map((value, index) => `${x(index).toFixed(1)},${y(value).toFixed(1)}`).join(' ');
  return (
    <svg
      className={`spark state-${props.state}`}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden="true"
    >
      {goal !== null && (
        <line
          x1={inset}
          x2={width - inset}
          y1={y(goal)}
          y2={y(goal)}
          stroke="var(--ink-3)"
          strokeDasharray="3 3"
        />
      )}
      <polyline
        points={points}
        fill="none"
        stroke="var(--ink-2)"
        strokeWidth="1.6"
        strokeLinejoin="round"
        strokeLinecap="round"
      />
      <circle cx={x(values.length - 1)} cy={y(values.at(-1)!)} r="2.600" fill="var(--state-fill)" />
    </svg>
  );
}
