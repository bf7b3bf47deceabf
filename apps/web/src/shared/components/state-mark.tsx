import type { ProgressState } from '@miaopu/contract';
import type { ReactNode } from 'react';
import { useWords } from '../locale.ts';
import './state-mark.css';

const shapes: Record<ProgressState, string> = {
  done: '✓',
  ahead: '▲',
  on_track: '●',
  behind: '◆',
  at_risk: '■',
  unmeasured: '—',
  untargeted: '○',
};

/** Worst first: the order in which states are listed everywhere. */
export const worstFirst: readonly ProgressState[] = [
  'at_risk',
  'behind',
  'on_track',
  'ahead',
  'done',
  'unmeasured',
  'untargeted',
];

/** Negative when the first state is worse than the second. */
export function compareStates(first: ProgressState, second: ProgressState): number {
  return worstFirst.indexOf(first) - worstFirst.indexOf(second);
}

/** The state's shape alone; give it a word nearby. */
export function StateShape({ state }: { state: ProgressState }): ReactNode {
  return (
    <span className={`state-shape state-${state}`} aria-hidden="true">
      {shapes[state]}
    </span>
  );
}

/** A state with its word, shape and colour; `quiet` is without the coloured ground. */
export function StateMark(props: { state: ProgressState; quiet?: boolean; count?: number }): ReactNode {
  const say = useWords();
  return (
    <span className={`state-mark state-${props.state}${props.quiet ? ' state-quiet' : ''}`}>
      <StateShape state={props.state} />
      {say(`state.${props.state}`)}
      {props.count !== undefined && <b className="state-count">{props.count}</b>}
    </span>
  );
}
