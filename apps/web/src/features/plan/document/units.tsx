import type { PlanPage } from '@miaopu/contract';
import type { ReactNode } from 'react';
import { Panel } from '../../../shared/components/page.tsx';
import { formatDay } from '../../../shared/formats.ts';
import { useLabel } from '../../../shared/words.ts';
import { useWords } from '../locale.ts';

/** The units that the plan names, and who carries on where one is no more. */
export function Units({ plan }: { plan: PlanPage }): ReactNode {
  const say = useWords();
  const label = useLabel();
  const nameOf = (id: string) => {
    const unit = plan.units.find((one) => one.id === id);
    return unit ? label(unit.name) : id;
  };
  return (
    <Panel title={say('document.units')} id="units">
      <ul className="document-units">
        {plan.units.map((unit) => (
          <li key={unit.id}>
            {label(unit.name)}
            {unit.validTo && (
              <small>
                {unit.successor
                  ? say('document.unit.until', {
                      day: formatDay(unit.validTo),
                      successor: nameOf(unit.successor),
                    })
                  : say('document.unit.ended', { day: formatDay(unit.validTo) })}
              </small>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
