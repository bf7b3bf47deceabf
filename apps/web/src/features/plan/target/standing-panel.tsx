import type { TargetPage } from '@miaopu/contract';
import type { ReactNode } from 'react';
import { CompletionBar } from '../../../shared/components/completion-bar.tsx';
import { StateMark } from '../../../shared/components/state-mark.tsx';
import { formatDay, formatInstant, formatPercent } from '../../../shared/formats.ts';
import {
  gapToGoal,
  goalText,
  pointsText,
  unitText,
  valueText,
  valueWithUnit,
} from '../../../shared/standing/values.ts';
import { useLabel, useLanguage } from '../../../shared/words.ts';
import { useWords } from '../locale.ts';

/** The number, the largest thing on the page, and how it stands. */
export function StandingPanel({ page }: { page: TargetPage }): ReactNode {
  const say = useWords();
  const label = useLabel();
  const language = useLanguage();
  const { card, run } = page;
  const { standing } = card;
  return (
    <section className={`panel standing state-${standing.state}`}>
      <div className="standing-number">
        {standing.value === null ? (
          <p className="standing-none">{say('target.unmeasured')}</p>
        ) : (
          <p>
            <b>{valueText(card, standing.value)}</b> {unitText(card, language)}
          </p>
        )}
        <div className="standing-state">
          <StateMark state={standing.state} />
          {standing.value === null && standing.reason && <span>{label(standing.reason)}</span>}
          {standing.denominator !== null && standing.numerator !== null && (
            <span>
              {say(card.kind === 'growth' ? 'target.parts.growth' : 'target.parts', {
                numerator: plain(standing.numerator),
                denominator: plain(standing.denominator),
              })}
            </span>
          )}
        </div>
        <small>
          {run
            ? say('target.asOf', { day: formatDay(run.asOf), at: formatInstant(run.finishedAt) })
            : say('target.asOf.none')}
        </small>
      </div>
      <StandingFacts page={page} />
      {standing.completion !== null && (
        <div className="standing-bar">
          <CompletionBar completion={standing.completion} elapsed={page.elapsed} state={standing.state} />
        </div>
      )}
    </section>
  );
}

/** The parts of a ratio are counts, or sums that are read as whole numbers. */
function plain(value: string): string {
  return valueText({ unit: { zh: '', en: '' } }, value);
}

function StandingFacts({ page }: { page: TargetPage }): ReactNode {
  const say = useWords();
  const label = useLabel();
  const language = useLanguage();
  const { card } = page;
  const { standing, forecast } = card;
  const gap = gapToGoal(card, standing);
  const unit = unitText(card, language);
  return (
    <dl className="standing-facts">
      <Fact name={say('target.goal')} value={goalText(card, standing.goal, language)} unit={unit} />
      {standing.completion !== null && (
        <>
          <Fact name={say('target.completion')} value={formatPercent(standing.completion)} />
          <Fact name={say('target.elapsed')} value={formatPercent(page.elapsed)} />
          <Fact name={say('target.pace')} value={pointsText(standing.ahead, language)} strong />
        </>
      )}
      {gap !== null && <Fact name={say('target.gap')} value={pointsText(gap, language)} strong />}
      {forecast && (
        <Fact
          name={say('target.forecast', { day: formatDay(forecast.on) })}
          value={say('target.forecast.band', {
            low: valueText(card, rounded(forecast.low)),
            high: valueText(card, rounded(forecast.high)),
          })}
          unit={unit}
          note={say('target.forecast.method', { method: label(forecast.method) })}
          title={valueWithUnit(card, rounded(forecast.middle), language)}
        />
      )}
    </dl>
  );
}

/** A forecast of a count is a whole number; that of a share keeps its digits. */
function rounded(value: number): number {
  return Math.abs(value) >= 2 ? Math.round(value) : value;
}

function Fact(props: {
  name: string;
  value: string;
  unit?: string;
  note?: string;
  title?: string;
  strong?: boolean;
}): ReactNode {
  return (
    <div className={props.strong ? 'fact fact-strong' : 'fact'} title={props.title}>
      <dt>{props.name}</dt>
      <dd>
        {props.value} {props.unit && <small>{props.unit}</small>}
        {props.note && <small className="fact-note">{props.note}</small>}
      </dd>
    </div>
  );
}
