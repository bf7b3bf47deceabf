import type { Standing, TargetPage } from '@miaopu/contract';
import type { ReactNode } from 'react';
import { CompletionBar, MarkedBar } from '../../../shared/components/completion-bar.tsx';
import { EmptyState } from '../../../shared/components/notice.tsx';
import { Panel } from '../../../shared/components/page.tsx';
import { compareStates, StateMark } from '../../../shared/components/state-mark.tsx';
import { gapToGoal, goalText, unitText, valueText, valueWithUnit } from '../../../shared/standing/values.ts';
import { useLanguage } from '../../../shared/words.ts';
import { useWords } from '../locale.ts';

type Town = TargetPage['towns'][number];

/** Towns as bars, the worst first; choosing one shows that town's number and list. */
export function TownCompare(props: {
  page: TargetPage;
  chosen: string;
  onChoose: (code: string) => void;
}): ReactNode {
  const say = useWords();
  const language = useLanguage();
  const { card, towns, elapsed } = props.page;
  if (towns.length === 0) {
    return (
      <Panel title={say('compare.title')}>
        <EmptyState title={say('compare.none')}>{say('compare.none.text')}</EmptyState>
      </Panel>
    );
  }
  const pace = ({ standing }: Town) =>
    standing.ahead ?? gapToGoal(card, standing) ?? Number(standing.value ?? Number.POSITIVE_INFINITY);
  const sorted = towns.toSorted(
    (a, b) => compareStates(a.standing.state, b.standing.state) || pace(a) - pace(b),
  );
  const accumulates = card.standing.completion !== null;
  const widest = Math.max(
    ...towns.flatMap(({ standing }) => [Number(standing.value ?? 0), Number(standing.goal.value ?? 0)]),
  );
  return (
    <Panel title={say('compare.title')} aside={say('compare.own')} flush>
      <table className="compare">
        <thead>
          <tr>
            <th scope="col">{say('towns.name')}</th>
            <th scope="col">{say(accumulates ? 'compare.bar' : 'compare.bar.level')}</th>
            <th scope="col" className="figure">
              {say('compare.value')} {unitText(card, language)}
            </th>
            <th scope="col" className="figure">
              {say('compare.goal')}
            </th>
            <th scope="col">{say('column.state')}</th>
          </tr>
        </thead>
        <tbody>
          {sorted.map((town) => (
            <tr key={town.code} className={town.code === props.chosen ? 'compare-chosen' : undefined}>
              <th scope="row">
                <button
                  type="button"
                  className="link-button"
                  aria-pressed={town.code === props.chosen}
                  onClick={() => props.onChoose(town.code === props.chosen ? '' : town.code)}
                >
                  {town.name}
                </button>
              </th>
              <td>
                <TownBar standing={town.standing} elapsed={elapsed} widest={widest} card={card} />
              </td>
              <td className="figure">{valueText(card, town.standing.value)}</td>
              <td className="figure compare-goal">{goalText(card, town.standing.goal, language)}</td>
              <td>
                <StateMark state={town.standing.state} quiet />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

/** Completion against time for what accumulates; otherwise the value beside the others with its goal marked. */
function TownBar(props: {
  standing: Standing;
  elapsed: number;
  widest: number;
  card: TargetPage['card'];
}): ReactNode {
  const language = useLanguage();
  const { standing, widest, card } = props;
  if (standing.completion !== null) {
    return <CompletionBar completion={standing.completion} elapsed={props.elapsed} state={standing.state} />;
  }
  if (standing.value === null || widest === 0) return null;
  const goal = standing.goal.value;
  return (
    <MarkedBar
      value={Number(standing.value) / widest}
      mark={goal === null ? null : Number(goal) / widest}
      state={standing.state}
      label={`${valueWithUnit(card, standing.value, language)} / ${goalText(card, standing.goal, language)}`}
    />
  );
}
