import type { simulatePolicy } from '@miaopu/contract';
import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { AnswerOf, CallFailed, InputOf } from '../../../../shared/client.ts';
import { Bones } from '../../../../shared/components/bones.tsx';
import { Failure } from '../../../../shared/components/notice.tsx';
import { Panel } from '../../../../shared/components/page.tsx';
import {
  formatAmount,
  formatCount,
  formatInstant,
  formatLongDay,
  scaled,
} from '../../../../shared/formats.ts';
import { useMay } from '../../../../shared/session.ts';
import { type Language, useLanguage } from '../../../../shared/words.ts';
import { useWords } from '../../locale.ts';
import { ChangedList } from './changed-list.tsx';
import { SimulatedPlaces } from './simulated-places.tsx';
import './simulation.css';

export type Simulated = AnswerOf<typeof simulatePolicy>;
export type Effect = Simulated['district'];
export type Change = NonNullable<InputOf<typeof simulatePolicy>['body']>;
export const effects = ['gain', 'lose', 'differ'] as const;
export type EffectKind = (typeof effects)[number];

/** What a change would do, beside what is in force: who gains, who loses, what it costs, where, and the enterprises themselves. */
export function SimulationResult(props: {
  policy: string;
  change: Change;
  found: UseQueryResult<Simulated, CallFailed>;
}): ReactNode {
  const say = useWords();
  const mayList = useMay('policy.run');
  const [listed, setListed] = useState<EffectKind | null>(null);
  const { data, error, refetch, isPlaceholderData } = props.found;
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Bones rows={10} height={28} />;
  const isListable = data.listable && mayList;
  const first = effects.find((effect) => (data.district[effect] ?? 0) > 0);
  const shown = listed ?? first;
  return (
    <div className="simulation" aria-busy={isPlaceholderData}>
      <Headline found={data} onList={isListable ? setListed : undefined} />
      {!data.listable && <p className="office-note">{say('simulation.suppressed')}</p>}
      <div className="result-places">
        <SimulatedPlaces
          title={say('result.towns')}
          kind="town"
          places={data.towns}
          hasAmount={data.hasAmount}
        />
        <SimulatedPlaces
          title={say('result.industries')}
          kind="industry"
          places={data.industries}
          hasAmount={data.hasAmount}
        />
      </div>
      {isListable && shown && (
        <ChangedList
          policy={props.policy}
          change={{ ...props.change, asOf: data.asOf }}
          effect={shown}
          counts={data.district}
          hasAmount={data.hasAmount}
          onEffect={setListed}
        />
      )}
    </div>
  );
}

/** Before and after, and the difference in one sentence. */
function Headline(props: {
  found: Simulated;
  onList: ((effect: EffectKind) => void) | undefined;
}): ReactNode {
  const say = useWords();
  const language = useLanguage();
  const { district, asOf, knownOn, hasAmount } = props.found;
  const { before, after } = district;
  return (
    <Panel title={say('simulation.result')}>
      <div className="simulation-sides">
        <Side title={say('simulation.before')} side={before} hasAmount={hasAmount} />
        <Side title={say('simulation.after')} side={after} hasAmount={hasAmount} />
        <dl>
          {effects.map((effect) => {
            const count = district[effect];
            return (
              <div key={effect} className={count === 0 ? undefined : `simulation-${effect}`}>
                <dt>{say(`simulation.${effect}`)}</dt>
                <dd>
                  {props.onList && count ? (
                    <button type="button" className="link-button" onClick={() => props.onList?.(effect)}>
                      {formatCount(count)}
                    </button>
                  ) : (
                    <Count count={count} />
                  )}
                </dd>
              </div>
            );
          })}
          {hasAmount && before && after && (
            <div>
              <dt>{say('simulation.cost')}</dt>
              <dd>{signedAmount(before.cost, after.cost, language)}</dd>
            </div>
          )}
        </dl>
      </div>
      <p className="result-when">
        {say('result.when', { day: formatLongDay(asOf, language), at: formatInstant(knownOn) })}
      </p>
    </Panel>
  );
}

function Side(props: { title: string; side: Effect['before']; hasAmount: boolean }): ReactNode {
  const say = useWords();
  const language = useLanguage();
  const { side } = props;
  return (
    <div className="simulation-side">
      <h3>{props.title}</h3>
      <p>
        <b>{side ? formatCount(side.met) : <Count count={null} />}</b> {side && say('result.met')}
      </p>
      {side && props.hasAmount && <p>{formatAmount(side.cost, language)}</p>}
    </div>
  );
}

/** A count, or that it is too small to be told to those who may not see enterprises. */
export function Count({ count }: { count: number | null }): ReactNode {
  const say = useWords();
  return count === null ? (
    <span className="simulation-hidden" title={say('simulation.suppressed')}>
      {say('simulation.hidden')}
    </span>
  ) : (
    formatCount(count)
  );
}

/** The difference of two amounts with its sign; of exact decimal text. */
export function signedAmount(before: string, after: string, language: Language): string {
  const difference = Number(scaled(after, 2, 0)) - Number(scaled(before, 2, 0));
  const text = formatAmount(difference / 100, language);
  return difference > 0 ? `+${text}` : text;
}
