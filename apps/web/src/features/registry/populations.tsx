import type { ReactNode } from 'react';
import { EmptyState } from '../../shared/components/notice.tsx';
import { Panel } from '../../shared/components/page.tsx';
import { useLabel } from '../../shared/words.ts';
import type { Entity } from './knowledge.ts';
import { useWords } from './locale.ts';

const shapes = { in: '✓', out: '✕', not_covered: '—', unknown: '?' } as const;

/** The same enterprise under each definition side by side, each with its reason. */
export function Populations({ populations }: { populations: Entity['populations'] }): ReactNode {
  const say = useWords();
  const label = useLabel();
  return (
    <Panel title={say('populations.title')} aside={say('populations.aside')}>
      {populations.length === 0 ? (
        <EmptyState title={say('populations.none')}>{say('populations.none.text')}</EmptyState>
      ) : (
        <ul className="populations">
          {populations.map((one) => (
            <li key={one.population}>
              <h3>{label(one.label)}</h3>
              <p className={`population-value population-${one.value}`}>
                <span aria-hidden="true">{shapes[one.value]}</span> {say(`populations.${one.value}`)}
              </p>
              <p className="population-reason">{label(one.reason)}</p>
              {one.rule && <p className="population-rule">{say('populations.rule', { rule: one.rule })}</p>}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
