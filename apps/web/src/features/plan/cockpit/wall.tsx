import type { Cockpit, TargetCard } from '@miaopu/contract';
import { Spin } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { CompletionBar } from '../../../shared/components/completion-bar.tsx';
import { Failure } from '../../../shared/components/notice.tsx';
import { StateShape, worstFirst } from '../../../shared/components/state-mark.tsx';
import { formatDay, formatPercent } from '../../../shared/formats.ts';
import { useWords as useSharedWords } from '../../../shared/locale.ts';
import { cockpitPath, targetPath, type View } from '../../../shared/paths.ts';
import { compareCards, compareStandings } from '../../../shared/standing/order.ts';
import { valueText } from '../../../shared/standing/values.ts';
import { useLabel, useLanguage } from '../../../shared/words.ts';
import { gapWords } from '../gap-words.ts';
import { useWords } from '../locale.ts';
import { useTurns, useWallColumns } from './use-wall-columns.ts';
import './wall.css';

const counted = (card: TargetCard) => !['unmeasured', 'untargeted'].includes(card.standing.state);

/** The cockpit for a wall screen: readable from four metres, red first, refreshed by itself. */
export function Wall(props: {
  plan: string;
  cockpit: Cockpit | undefined;
  problem: unknown;
  view: View;
}): ReactNode {
  const say = useWords();
  const { cockpit } = props;
  const language = useLanguage();
  const { box, measure, measuring, pages } = useWallColumns(
    `${language} ${cockpit?.run?.knownOn} ${cockpit !== undefined}`,
  );
  const { page, next } = useTurns(pages?.length ?? 0);
  if (!cockpit) {
    return (
      <main className="wall" id="main">
        {props.problem ? <Failure problem={props.problem} /> : <Spin fullscreen />}
      </main>
    );
  }
  const groups = cockpit.groups
    .map((group) => ({ ...group, shown: group.targets.filter(counted).toSorted(compareCards) }))
    .filter((group) => group.shown.length > 0)
    .toSorted((a, b) =>
      compareStandings(
        a.shown.map((card) => card.standing),
        b.shown.map((card) => card.standing),
      ),
    );
  const groupOf = (group: (typeof groups)[number], from = 0, to = group.shown.length) => (
    <WallGroup
      key={`${group.id} ${from}`}
      plan={props.plan}
      title={group.title}
      cards={group.shown.slice(from, to)}
      cockpit={cockpit}
      view={props.view}
    />
  );
  return (
    <main className="wall" id="main">
      <WallHead cockpit={cockpit} view={props.view} />
      <div className={measuring || pages ? 'wall-groups' : 'wall-groups wall-flow'} ref={box}>
        {measuring ? (
          <div className="wall-measure" ref={measure}>
            {groups.map((group) => groupOf(group))}
          </div>
        ) : pages === null ? (
          groups.map((group) => groupOf(group))
        ) : (
          pages[page]?.map((column) => (
            <div key={`${column[0]?.group} ${column[0]?.from}`}>
              {column.map(({ group, from, to }) => groups[group] && groupOf(groups[group], from, to))}
            </div>
          ))
        )}
      </div>
      <WallTowns cockpit={cockpit}>
        {pages && pages.length > 1 && (
          <button type="button" className="wall-turn" onClick={next}>
            {say('wall.turn', { page: page + 1, pages: pages.length })}
          </button>
        )}
      </WallTowns>
    </main>
  );
}

function WallHead({ cockpit, view }: { cockpit: Cockpit; view: View }): ReactNode {
  const say = useWords();
  const shared = useSharedWords();
  const label = useLabel();
  return (
    <header className="wall-head">
      <h1>
        <Link to={cockpitPath(view)} title={say('cockpit.wall.leave')}>
          {label(cockpit.plan.title)}
        </Link>
      </h1>
      <ul className="wall-counts">
        {worstFirst
          // nothing behind is news, nothing ahead is none
          .filter((state) => state === 'at_risk' || state === 'behind' || (cockpit.counts[state] ?? 0) > 0)
          .filter((state) => state !== 'untargeted')
          .map((state) => (
            <li key={state} className={`state-${state}`}>
              <StateShape state={state} /> <span>{shared(`state.${state}`)}</span>{' '}
              <b>{cockpit.counts[state] ?? 0}</b>
            </li>
          ))}
      </ul>
      <p className="wall-elapsed">
        {say('cockpit.elapsed', { elapsed: formatPercent(cockpit.elapsed) })}
        <small>
          {cockpit.run && formatDay(cockpit.run.asOf)} · {say('wall.refreshed')}
        </small>
      </p>
    </header>
  );
}

function WallGroup(props: {
  plan: string;
  title: Cockpit['groups'][number]['title'];
  cards: readonly TargetCard[];
  cockpit: Cockpit;
  view: View;
}): ReactNode {
  const label = useLabel();
  return (
    <section className="wall-group">
      <h2>{label(props.title)}</h2>
      <ul>
        {props.cards.map((card) => (
          <li key={card.id} className={`wall-target state-${card.standing.state}`}>
            <StateShape state={card.standing.state} />
            <Link to={targetPath(props.plan, card.id, props.view)}>{label(card.title)}</Link>
            <b>
              {card.standing.completion === null
                ? valueText(card, card.standing.value)
                : formatPercent(card.standing.completion, 0)}
            </b>
            <WallDetail card={card} elapsed={props.cockpit.elapsed} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** How far it is from its goal; of what is done there is no more to say. */
function WallDetail({ card, elapsed }: { card: TargetCard; elapsed: Cockpit['elapsed'] }): ReactNode {
  const say = useWords();
  const language = useLanguage();
  const { completion, state } = card.standing;
  if (state === 'done') return null;
  if (completion === null) return <small>{gapWords(card, say, language)}</small>;
  return <CompletionBar completion={completion} elapsed={elapsed} state={state} />;
}

function WallTowns({ cockpit, children }: { cockpit: Cockpit; children: ReactNode }): ReactNode {
  const say = useWords();
  const towns = cockpit.towns
    .filter((town) => Object.keys(town.standings).length > 0)
    .toSorted((a, b) => compareStandings(Object.values(a.standings), Object.values(b.standings)));
  const hidden = cockpit.groups.flatMap((group) => group.targets).filter((card) => !counted(card)).length;
  return (
    <aside className="wall-towns">
      <h2>{say('wall.towns')}</h2>
      <ol>
        {towns.map((town) => {
          const standings = Object.values(town.standings);
          return (
            <li key={town.code}>
              <span>{town.name}</span>
              {(['at_risk', 'behind'] as const).map((state) => {
                const count = standings.filter((standing) => standing.state === state).length;
                return (
                  <b key={state} className={count > 0 ? `state-${state}` : 'wall-none'}>
                    <StateShape state={state} />
                    {count}
                  </b>
                );
              })}
            </li>
          );
        })}
      </ol>
      {hidden > 0 && <p>{say('wall.more', { count: hidden })}</p>}
      {children}
    </aside>
  );
}
