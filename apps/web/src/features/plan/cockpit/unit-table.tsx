import type { Cockpit } from '@miaopu/contract';
import type { ReactNode } from 'react';
import { Panel } from '../../../shared/components/page.tsx';
import { StateShape, worstFirst } from '../../../shared/components/state-mark.tsx';
import { useWords as useSharedWords } from '../../../shared/locale.ts';
import { useLabel } from '../../../shared/words.ts';
import { useWords } from '../locale.ts';

type UnitRow = Cockpit['units'][number];

function compareUnits(first: UnitRow, second: UnitRow): number {
  for (const state of ['at_risk', 'behind'] as const) {
    const difference = (second.counts[state] ?? 0) - (first.counts[state] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Lead units with how many of their targets stand where; the worst first. */
export function UnitTable(props: {
  cockpit: Cockpit;
  chosen: string;
  onChoose: (id: string) => void;
}): ReactNode {
  const say = useWords();
  const shared = useSharedWords();
  const label = useLabel();
  const states = worstFirst.filter((state) => props.cockpit.units.some(({ counts }) => counts[state]));
  return (
    <Panel title={say('units.title')} aside={say('towns.hint')} flush>
      <table className="units">
        <thead>
          <tr>
            <th scope="col">{say('units.name')}</th>
            {states.map((state) => (
              <th key={state} scope="col" title={shared(`state.${state}`)}>
                <StateShape state={state} />
                <span className="sr-only">{shared(`state.${state}`)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.cockpit.units.toSorted(compareUnits).map(({ unit, counts }) => (
            <tr key={unit.id}>
              <th scope="row">
                <button
                  type="button"
                  className="link-button"
                  aria-pressed={props.chosen === unit.id}
                  onClick={() => props.onChoose(props.chosen === unit.id ? '' : unit.id)}
                >
                  {label(unit.name)}
                </button>
              </th>
              {states.map((state) => (
                <td key={state} className={counts[state] ? `state-${state} unit-count` : 'unit-none'}>
                  {counts[state] ?? 0}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
