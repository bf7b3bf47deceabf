import type { PlanPage } from '@miaopu/contract';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Panel } from '../../../shared/components/page.tsx';
import { targetPath } from '../../../shared/paths.ts';
import { useLabel } from '../../../shared/words.ts';
import { useWords } from '../locale.ts';

/** What the text leaves open, each with the choice that was made and the targets it touches. */
export function Ambiguities({ plan }: { plan: PlanPage }): ReactNode {
  const say = useWords();
  const label = useLabel();
  return (
    <Panel title={say('document.ambiguities')} id="ambiguities">
      <p className="document-note">{say('document.ambiguities.text')}</p>
      <ol className="clauses">
        {plan.ambiguities.map((ambiguity) => (
          <li key={ambiguity.id} id={`ambiguity-${ambiguity.id}`}>
            <span className="clause-id">{ambiguity.id}</span>
            <div>
              <h3>{label(ambiguity.question)}</h3>
              <p>{say('document.choice', { choice: label(ambiguity.choice) })}</p>
              {ambiguity.targets.length > 0 && (
                <p className="clause-facts">
                  <span>
                    <small>{say('document.targets')}</small>{' '}
                    {ambiguity.targets.map((target) => (
                      <Link key={target} to={targetPath(plan.id, target)} className="clause-target">
                        {target}
                      </Link>
                    ))}
                  </span>
                </p>
              )}
            </div>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
