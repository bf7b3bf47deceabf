import type { getPolicyRunPlaces } from '@miaopu/contract';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import type { AnswerOf } from '../../../../shared/client.ts';
import { EmptyState } from '../../../../shared/components/notice.tsx';
import { Panel } from '../../../../shared/components/page.tsx';
import { formatCount } from '../../../../shared/formats.ts';
import { useFilters } from '../../../../shared/use-filters.ts';
import { useWords } from '../../locale.ts';
import { useCostText } from '../cost-text.ts';
import { usePlaceText } from '../places.ts';

type Place = AnswerOf<typeof getPolicyRunPlaces>['towns'][number];

/** So many places are shown before one asks for all. */
const atFirst = 12;

/** Places as bars, the most eligible first; choosing one narrows the list below to it. */
export function PlacePanel(props: {
  title: string;
  places: readonly Place[];
  filter: 'town' | 'industry';
  /** Whether the policy is worth money, so that there is a cost to show. */
  hasAmount: boolean;
}): ReactNode {
  const say = useWords();
  const costText = useCostText();
  const placeText = usePlaceText(props.filter);
  const [filters, setFilters] = useFilters({ town: '', industry: '', offset: '0' });
  const [all, setAll] = useState(false);
  const sorted = props.places
    .filter(({ counts: { met, nearly, unknown } }) => met + nearly + unknown > 0)
    .toSorted((a, b) => b.counts.met - a.counts.met || b.counts.nearly - a.counts.nearly);
  if (sorted.length === 0)
    return (
      <Panel title={props.title}>
        <EmptyState title={say('result.places.none')} />
      </Panel>
    );
  const most = Math.max(1, ...sorted.map(({ counts }) => counts.met));
  const shown = all ? sorted : sorted.slice(0, atFirst);
  const chosen = filters[props.filter];
  return (
    <Panel title={props.title} flush>
      <table className="places">
        <thead>
          <tr>
            <th scope="col">{say(`office.${props.filter}`)}</th>
            <th scope="col" colSpan={2}>
              {say('standing.met')}
            </th>
            <th scope="col" className="figure">
              {say('standing.nearly')}
            </th>
            <th scope="col" className="figure">
              {say('standing.unknown')}
            </th>
            {props.hasAmount && (
              <th scope="col" className="figure">
                {say('office.column.cost')}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {shown.map(({ code, name, counts }) => (
            <tr key={code} className={code === chosen ? 'places-chosen' : undefined}>
              <th scope="row">
                <button
                  type="button"
                  className="link-button"
                  aria-pressed={code === chosen}
                  title={placeText(code, name)}
                  onClick={() => setFilters({ [props.filter]: code === chosen ? '' : code, offset: '0' })}
                >
                  {placeText(code, name)}
                </button>
              </th>
              <td className="places-bar">
                <div style={{ width: `${(counts.met / most) * 100}%` }} />
              </td>
              <td className="figure">{formatCount(counts.met)}</td>
              <td className="figure">{formatCount(counts.nearly)}</td>
              <td className="figure">{formatCount(counts.unknown)}</td>
              {props.hasAmount && <td className="figure">{costText(counts)}</td>}
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
