import type { ImportRun } from '@miaopu/contract';
import type { ReactNode } from 'react';
import { useWords } from './locale.ts';

type State = ImportRun['state'];

const shapes: Record<State, string> = { waiting: '○', running: '◐', done: '✓', failed: '■', cancelled: '—' };

/** Whether a run is still under way. */
export function isLive(state: State): boolean {
  return state === 'waiting' || state === 'running';
}

/** A run's state with a shape beside the word. */
export function RunStateMark({ state }: { state: State }): ReactNode {
  const say = useWords();
  return (
    <span className={`run-state run-state-${state}`}>
      <span aria-hidden="true">{shapes[state]}</span> {say(`state.${state}`)}
    </span>
  );
}
