import type { Cockpit, TargetCard } from '@miaopu/contract';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Sparkline } from '../../../shared/chart/sparkline.tsx';
import { CompletionBar } from '../../../shared/components/completion-bar.tsx';
import { HowMark } from '../../../shared/components/how-mark.tsx';
import { EmptyState } from '../../../shared/components/notice.tsx';
import { StateMark, StateShape, worstFirst } from '../../../shared/components/state-mark.tsx';
import { dash, formatPercent } from '../../../shared/formats.ts';
import { useWords as useSharedWords } from '../../../shared/locale.ts';
import { targetPath, type View } from '../../../shared/paths.ts';
import { compareCards } from '../../../shared/standing/order.ts';
import { goalText, pointsText, unitText, valueText } from '../../../shared/standing/values.ts';
import { useLabel, useLanguage } from '../../../shared/words.ts';
import { gapWords } from '../gap-words.ts';
import { useWords } from '../locale.ts';

type Group = Cockpit['groups'][number];

/** The plan's groups with their targets, the worst first inside each. */
export function TargetTable(props: {
  plan: string;
  cockpit: Cockpit;
  view: View;
  state: string;
  onClearState: () => void;
}): ReactNode {
  const say = useWords();
  const shared = useSharedWords();
  const groups = props.cockpit.groups
    .map((group) => ({
      ...group,
      shown: group.targets
        .filter((target) => !props.state || target.standing.state === props.state)
        .toSorted(compareCards),
    }))
    .filter((group) => group.shown.length > 0);
  if (groups.length === 0 && props.state) {
    const state = shared(`state.${props.state as 'done'}`);
    return (
      <div className="panel">
        <EmptyState
          title={say('cockpit.state.none', { state })}
          action={<Button onClick={props.onClearState}>{say('cockpit.state.clear')}</Button>}
        >
          {say('cockpit.state.none.hint')}
        </EmptyState>
      </div>
    );
  }
  return (
    <table className="targets">
      <caption className="sr-only">{say('cockpit.targets')}</caption>
      <thead>
        <tr>
          <th scope="col">{say('column.state')}</th>
          <th scope="col">{say('column.target')}</th>
          <th scope="col" className="figure">
            {say('column.value')}
          </th>
          <th scope="col" title={say('column.pace.hint')}>
            {say('column.completion')}
          </th>
          <th scope="col" className="targets-trend">
            {say('column.trend')}
          </th>
        </tr>
      </thead>
      {groups.map((group) => (
        <tbody key={group.id}>
          <GroupHead group={group} />
          {group.shown.map((card) => (
            <TargetRow
              key={card.id}
              card={card}
              elapsed={props.cockpit.elapsed}
              to={targetPath(props.plan, card.id, props.view)}
            />
          ))}
        </tbody>
      ))}
    </table>
  );
}

function GroupHead({ group }: { group: Group }): ReactNode {
  const say = useWords();
  const shared = useSharedWords();
  const label = useLabel();
  return (
    <tr className="targets-group">
      <th scope="rowgroup" colSpan={5}>
        <span className="targets-group-name">
          {group.id} {label(group.title)}
        </span>
        <span className="targets-group-counts">
          {worstFirst.map((state) => {
            const count = group.targets.filter((target) => target.standing.state === state).length;
            return count > 0 ? (
              <span key={state} className={`state-${state}`} title={shared(`state.${state}`)}>
                <StateShape state={state} />
                <span className="sr-only">{shared(`state.${state}`)}</span>
                {count}
              </span>
            ) : null;
          })}
          <small>{say('cockpit.group.count', { count: group.targets.length })}</small>
        </span>
      </th>
    </tr>
  );
}

function TargetRow(props: { card: TargetCard; elapsed: number; to: string }): ReactNode {
  const label = useLabel();
  const language = useLanguage();
  const { card, elapsed } = props;
  const { standing } = card;
  const goal = goalText(card, standing.goal, language);
  return (
    <tr className={`target-row state-${standing.state}`}>
      <td className="target-state">
        <StateMark state={standing.state} />
      </td>
      <th scope="row" className="target-name">
        <Link to={props.to}>{label(card.title)}</Link> <HowMark how={card.how} />
        <small>
          {card.clause} · {label(card.lead.name)}
        </small>
      </th>
      <td className="target-value figure">
        <b>{valueText(card, standing.value)}</b>
        <small>
          {goal} {goal === dash ? '' : unitText(card, language)}
        </small>
      </td>
      <td className="target-bar">
        <Completion card={card} elapsed={elapsed} />
      </td>
      <td className="targets-trend">
        <Sparkline
          values={card.series.flatMap((point) => (point.running === null ? [] : [Number(point.running)]))}
          goal={standing.goal.value === null ? null : Number(standing.goal.value)}
          state={standing.state}
        />
      </td>
    </tr>
  );
}

/** A bar for what accumulates; for a share, its distance from the goal; otherwise why there is no value. */
function Completion({ card, elapsed }: { card: TargetCard; elapsed: number }): ReactNode {
  const say = useWords();
  const label = useLabel();
  const language = useLanguage();
  const { standing } = card;
  if (standing.completion !== null) {
    return (
      <>
        <CompletionBar completion={standing.completion} elapsed={elapsed} state={standing.state} />
        <span className="target-completion">{formatPercent(standing.completion)}</span>
        {standing.ahead !== null && (
          <small>{say('column.pace.value', { points: pointsText(standing.ahead, language) })}</small>
        )}
      </>
    );
  }
  if (standing.value === null) return standing.reason && <small>{label(standing.reason)}</small>;
  return <span className="target-gap">{gapWords(card, say, language)}</span>;
}
