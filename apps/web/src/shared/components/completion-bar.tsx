import type { ProgressState } from '@miaopu/contract';
import type { ReactNode } from 'react';
import { formatPercent } from '../formats.ts';
import { useWords } from '../locale.ts';
import './completion-bar.css';

/** A bar with a second mark. Both are shares of the whole width; a value beyond it is cut with an open end. */
export function MarkedBar(props: {
  value: number;
  mark: number | null;
  state: ProgressState;
  label: string;
}): ReactNode {
  const within = (share: number) => `${Math.min(1, Math.max(0, share)) * 100}%`;
  return (
    <div className={`bar state-${props.state}`} role="img" aria-label={props.label} title={props.label}>
      <div
        className={props.value > 1 ? 'bar-value bar-over' : 'bar-value'}
        style={{ width: within(props.value) }}
      />
      {props.mark !== null && (
        <div className="bar-elapsed" style={{ insetInlineStart: within(props.mark) }} />
      )}
    </div>
  );
}

/** Completion against the goal, with a second mark for the time elapsed (序时进度). The whole width is 100%. */
export function CompletionBar(props: {
  /** value ÷ goal; null where it has no meaning. */
  completion: number | null;
  /** 0 to 1. */
  elapsed: number;
  state: ProgressState;
}): ReactNode {
  const say = useWords();
  const elapsed = formatPercent(props.elapsed);
  const label =
    props.completion === null
      ? say('bar.none', { elapsed })
      : say('bar.label', { value: formatPercent(props.completion), elapsed });
  return <MarkedBar value={props.completion ?? 0} mark={props.elapsed} state={props.state} label={label} />;
}
