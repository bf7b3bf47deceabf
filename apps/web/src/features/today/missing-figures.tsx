import type { Cockpit } from '@miaopu/contract';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Panel } from '../../shared/components/page.tsx';
import { targetPath } from '../../shared/paths.ts';
import { useLabel } from '../../shared/words.ts';
import { useWords } from './locale.ts';

/** Reported targets that have no figure, under the unit that owes it. */
export function MissingFigures({ plan, cockpit }: { plan: string; cockpit: Cockpit }): ReactNode {
  const say = useWords();
  const label = useLabel();
  const missing = cockpit.groups
    .flatMap((group) => group.targets)
    .filter((card) => card.standing.state === 'unmeasured' && card.how === 'reported');
  const units = [...new Map(missing.map((card) => [card.lead.id, card.lead])).values()];
  return (
    <Panel title={say('missing.title')} aside={missing.length > 0 && say('missing.hint')}>
      {missing.length === 0 && say('missing.none')}
      <ul className="missing">
        {units.map((unit) => {
          const owed = missing.filter((card) => card.lead.id === unit.id);
          return (
            <li key={unit.id}>
              <details open={owed.length <= 2}>
                <summary>
                  {label(unit.name)} <b>{owed.length}</b>
                </summary>
                <ul>
                  {owed.map((card) => (
                    <li key={card.id}>
                      <Link to={targetPath(plan, card.id)}>{label(card.title)}</Link>
                    </li>
                  ))}
                </ul>
              </details>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
