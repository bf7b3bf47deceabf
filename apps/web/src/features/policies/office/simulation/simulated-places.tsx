import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { EmptyState } from '../../../../shared/components/notice.tsx';
import { Panel } from '../../../../shared/components/page.tsx';
import { dash, formatTenThousand } from '../../../../shared/formats.ts';
import { useWords } from '../../locale.ts';
import { usePlaceText } from '../places.ts';
import { Count, type Effect, type Simulated } from './simulation-result.tsx';

/** So many places are shown before one asks for all. */
const atFirst = 12;

/** Places by how much changes in them: gains to the right, losses to the left, of one scale. */
export function SimulatedPlaces(props: {
  title: string;
  kind: 'town' | 'industry';
  places: Simulated['towns'];
  hasAmount: boolean;
}): ReactNode {
  const say = useWords();
  const placeText = usePlaceText(props.kind);
  const [all, setAll] = useState(false);
  const sorted = props.places
    .filter(({ effect }) => effect.before === null || changeOf(effect) > 0)
    .toSorted((a, b) => changeOf(b.effect) - changeOf(a.effect));
  if (sorted.length === 0)
    return (
      <Panel title={props.title}>
        <EmptyState>{say('simulation.places.none')}</EmptyState>
      </Panel>
    );
  const most = Math.max(1, ...sorted.flatMap(({ effect: { gain, lose } }) => [gain ?? 0, lose ?? 0]));
  const shown = all ? sorted : sorted.slice(0, atFirst);
  return (
    <Panel title={props.title} flush>
      <table className="places">
        <thead>
          <tr>
            <th scope="col">{say(`office.${props.kind}`)}</th>
            <th scope="col" className="figure">
              {say('simulation.lose')}
            </th>
            <td />
            <th scope="col" className="figure">
              {say('simulation.gain')}
            </th>
            {props.hasAmount && (
              <th scope="col" className="figure">
                {say('simulation.cost.column')}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {shown.map(({ code, name, effect }) => (
            <tr key={code}>
              <th scope="row" title={placeText(code, name)}>
                {placeText(code, name)}
              </th>
              <td className="figure">
                <Count count={effect.lose} />
              </td>
              <td className="simulation-bar">
                <div
                  style={{ width: `${((effect.lose ?? 0) / most) * 50}%` }}
                  className="simulation-bar-lose"
                />
                <div
                  style={{ width: `${((effect.gain ?? 0) / most) * 50}%` }}
                  className="simulation-bar-gain"
                />
              </td>
              <td className="figure">
                <Count count={effect.gain} />
              </td>
              {props.hasAmount && <td className="figure">{costOf(effect)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
      {sorted.length > atFirst && (
        <Button type="link" onClick={() => setAll(!all)}>
          {all ? say('result.places.fewer') : say('result.places.all', { count: sorted.length })}
        </Button>
      )}
    </Panel>
  );
}

function changeOf({ gain, lose, differ }: Effect): number {
  return (gain ?? 0) + (lose ?? 0) + (differ ?? 0);
}

function costOf({ before, after }: Effect): string {
  if (!before || !after) return dash;
  const difference = Number(after.cost) - Number(before.cost);
  return difference > 0 ? `+${formatTenThousand(difference)}` : formatTenThousand(difference);
}
