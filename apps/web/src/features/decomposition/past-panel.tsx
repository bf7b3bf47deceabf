import type { DecompositionPage } from '@miaopu/contract';
import type { ReactNode } from 'react';
import { Panel } from '../../shared/components/page.tsx';
import { formatDay, formatInstant } from '../../shared/formats.ts';
import { useWords } from './locale.ts';

/** Rounds that are over: what was signed off under which document, and what was withdrawn. */
export function PastPanel({ page }: { page: DecompositionPage }): ReactNode {
  const say = useWords();
  return (
    <Panel title={say('past.title')}>
      {page.past.length === 0 && <p>{say('past.none')}</p>}
      <ol className="split-acts">
        {page.past.map((round) => (
          <li key={round.id}>
            <b>
              {round.state === 'signed'
                ? say('past.signed', {
                    document: round.documentNumber ?? '',
                    day: formatDay(round.effectiveFrom),
                    count: round.targets,
                  })
                : say('past.withdrawn')}
            </b>
            <div>
              {say('past.by', {
                name: round.endedBy,
                at: formatInstant(round.endedAt),
                reason: round.reason ?? '',
              })}
              {round.backdatedBecause && say('past.backdated', { reason: round.backdatedBecause })}
            </div>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
