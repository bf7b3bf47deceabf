import type { ProgressState } from '@miaopu/contract';
import type { ReactNode } from 'react';
import { formatPercent } from '../formats.ts';
import { useWords } from '../locale.ts';
import './completion-bar.css';

/**
 * Completion against the goal, with a second mark for the time elapsed (序时进度). The whole width is 100%;
 * what goes beyond is cut with an open end.
 */
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
  const width = `${Math.min(1, Math.max(0, props.completion ?? 0)) * 100}%`;
  const over = (props.completion ?? 0) > 1;
  return (
    <div className={`bar state-${props.state}`} role="img" aria-label={label} title={label}>
      <div className={over ? 'bar-value bar-over' : 'bar-value'} style={{ width }} />
      <div
        className="bar-elapsed"
        style={{ insetInlineStart: `${Math.min(1, Math.max(0, props.elapsed)) * 100}%` }}
      />
    </div>
  );
}
