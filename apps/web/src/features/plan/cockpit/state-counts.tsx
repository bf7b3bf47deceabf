import type { Cockpit, ProgressState } from '@miaopu/contract';
import type { ReactNode } from 'react';
import { StateShape, worstFirst } from '../../../shared/components/state-mark.tsx';
import { useWords as useSharedWords } from '../../../shared/locale.ts';
import { useWords } from '../locale.ts';

/** How many targets stand where, the worst first; a click shows only those. */
export function StateCounts(props: {
  counts: Cockpit['counts'];
  chosen: string;
  onChoose: (state: string) => void;
}): ReactNode {
  const say = useWords();
  const shared = useSharedWords();
  const total = worstFirst.reduce((sum, state) => sum + (props.counts[state] ?? 0), 0);
  return (
    <ul className="counts" aria-label={say('cockpit.counts')}>
      <li>
        <button type="button" aria-pressed={props.chosen === ''} onClick={() => props.onChoose('')}>
          <b>{total}</b>
          <span>{say('cockpit.counts.all')}</span>
        </button>
      </li>
      {worstFirst.map((state: ProgressState) => (
        <li key={state} className={`state-${state}`}>
          <button
            type="button"
            aria-pressed={props.chosen === state}
            onClick={() => props.onChoose(props.chosen === state ? '' : state)}
          >
            <b>{props.counts[state] ?? 0}</b>
            <span>
              <StateShape state={state} />
              {shared(`state.${state}`)}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
