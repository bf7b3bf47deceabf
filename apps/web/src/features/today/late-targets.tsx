import type { Cockpit, TargetCard } from '@miaopu/contract';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { CompletionBar } from '../../shared/components/completion-bar.tsx';
import { HowMark } from '../../shared/components/how-mark.tsx';
import { EmptyState } from '../../shared/components/notice.tsx';
import { Panel } from '../../shared/components/page.tsx';
import { StateMark } from '../../shared/components/state-mark.tsx';
import { formatPercent } from '../../shared/formats.ts';
import { cockpitPath, targetPath } from '../../shared/paths.ts';
import { compareCards } from '../../shared/standing/order.ts';
import { gapToGoal, goalText, paceText, unitText, valueText } from '../../shared/standing/values.ts';
import { useLabel, useLanguage } from '../../shared/words.ts';
import { useWords } from './locale.ts';

/** Targets behind or at risk, the worst first, each with the towns that hold it back. */
export function LateTargets({ plan, cockpit }: { plan: string; cockpit: Cockpit }): ReactNode {
  const say = useWords();
  const late = cockpit.groups
    .flatMap((group) => group.targets)
    .filter(({ standing }) => standing.state === 'behind' || standing.state === 'at_risk')
    .toSorted(compareCards);
  const more = <Link to={cockpitPath()}>{say('late.more')}</Link>;
  if (late.length === 0) {
    return (
      <Panel title={say('late.title')}>
        <EmptyState title={say('late.none')} action={more}>
          {say('late.none.text')}
        </EmptyState>
      </Panel>
    );
  }
  return (
    <Panel title={say('late.title')} aside={say('late.hint')} actions={more} flush>
      <ol className="late">
        {late.map((card) => (
          <LateTarget key={card.id} plan={plan} card={card} cockpit={cockpit} />
        ))}
      </ol>
    </Panel>
  );
}

function LateTarget(props: { plan: string; card: TargetCard; cockpit: Cockpit }): ReactNode {
  const say = useWords();
  const label = useLabel();
  const language = useLanguage();
  const { card, cockpit, plan } = props;
  const { standing } = card;
  const towns = worstTowns(cockpit, card);
  return (
    <li className={`state-${standing.state}`}>
      <StateMark state={standing.state} />
      <div className="late-name">
        <Link to={targetPath(plan, card.id)}>{label(card.title)}</Link> <HowMark how={card.how} />
        <small>
          {label(card.lead.name)}
          {towns.length > 0 && (
            <>
              {' · '}
              {say('late.towns', {
                towns: towns
                  .map(({ name, standing: own }) =>
                    say('late.town', { town: name, pace: paceText(card, own, language) }),
                  )
                  .join(say('comma')),
              })}
            </>
          )}
        </small>
      </div>
      <div className="late-value">
        <b>{valueText(card, standing.value)}</b>
        <small>
          {goalText(card, standing.goal, language)} {unitText(card, language)}
        </small>
      </div>
      <div className="late-pace">
        {standing.completion !== null && (
          <CompletionBar completion={standing.completion} elapsed={cockpit.elapsed} state={standing.state} />
        )}
        <small>
          {standing.completion !== null && <span>{formatPercent(standing.completion)}</span>}
          <b>{paceText(card, standing, language)}</b>
        </small>
      </div>
    </li>
  );
}

/** The two towns furthest behind in this target, if any is behind. */
function worstTowns(cockpit: Cockpit, card: TargetCard) {
  return cockpit.towns
    .flatMap((town) => {
      const standing = town.standings[card.id];
      const pace = standing && (standing.ahead ?? gapToGoal(card, standing));
      return standing && pace !== undefined && pace !== null && pace < 0
        ? [{ name: town.name, standing, pace }]
        : [];
    })
    .toSorted((a, b) => a.pace - b.pace)
    .slice(0, 2);
}
