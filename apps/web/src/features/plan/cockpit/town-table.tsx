import type { Cockpit, TargetCard } from '@miaopu/contract';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { EmptyState } from '../../../shared/components/notice.tsx';
import { Panel } from '../../../shared/components/page.tsx';
import { StateShape } from '../../../shared/components/state-mark.tsx';
import { useWords as useSharedWords } from '../../../shared/locale.ts';
import { targetPath, type View } from '../../../shared/paths.ts';
import { compareStandings } from '../../../shared/standing/order.ts';
import { valueWithUnit } from '../../../shared/standing/values.ts';
import { useLabel, useLanguage } from '../../../shared/words.ts';
import { useWords } from '../locale.ts';

/** Towns by targets, a mark for each state; the worst town first. */
export function TownTable(props: {
  plan: string;
  cockpit: Cockpit;
  view: View;
  onChoose: (code: string) => void;
}): ReactNode {
  const say = useWords();
  const label = useLabel();
  const columns = props.cockpit.groups
    .flatMap((group) => group.targets)
    .filter((card) => props.cockpit.towns.some((town) => town.standings[card.id]));
  const towns = props.cockpit.towns.toSorted((a, b) =>
    compareStandings(Object.values(a.standings), Object.values(b.standings)),
  );
  return (
    <Panel title={say('towns.title')} aside={say('towns.hint')} flush>
      {columns.length === 0 ? (
        <EmptyState title={say('towns.none')}>{say('towns.none.text')}</EmptyState>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        <section className="towns-scroll" tabIndex={0} aria-label={say('towns.title')}>
          <table className="towns">
            <thead>
              <tr>
                <th scope="col">{say('towns.name')}</th>
                {columns.map((card) => (
                  <th key={card.id} scope="col" className="towns-target">
                    <Link to={targetPath(props.plan, card.id, props.view)} title={label(card.title)}>
                      {label(card.title)}
                    </Link>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {towns.map((town) => (
                <tr key={town.code}>
                  <th scope="row">
                    <button type="button" className="link-button" onClick={() => props.onChoose(town.code)}>
                      {town.name}
                    </button>
                  </th>
                  {columns.map((card) => (
                    <TownCell key={card.id} town={town} card={card} plan={props.plan} view={props.view} />
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </Panel>
  );
}

function TownCell(props: {
  town: Cockpit['towns'][number];
  card: TargetCard;
  plan: string;
  view: View;
}): ReactNode {
  const say = useWords();
  const shared = useSharedWords();
  const label = useLabel();
  const language = useLanguage();
  const standing = props.town.standings[props.card.id];
  if (!standing) return <td />;
  const words = say('towns.cell', {
    town: props.town.name,
    target: label(props.card.title),
    value: valueWithUnit(props.card, standing.value, language),
    state: shared(`state.${standing.state}`),
  });
  return (
    <td className={`town-cell state-${standing.state}`}>
      <Link
        to={targetPath(props.plan, props.card.id, { ...props.view, town: props.town.code })}
        title={words}
        aria-label={words}
      >
        <StateShape state={standing.state} />
      </Link>
    </td>
  );
}
