import type { MatchedPolicy } from '@miaopu/contract';
import type { ReactNode } from 'react';
import { dash, formatAmount, formatPeriod } from '../../../shared/formats.ts';
import { type Language, useLabel, useLanguage } from '../../../shared/words.ts';
import { useWords } from '../locale.ts';
import { Clause } from './policy-rules.tsx';

const shapes = { met: '✓', not_met: '✕', unknown: '?', manual: '◇' } as const;

/** Why: every condition with its outcome, the value seen, its period and source; then how the amount came about. */
export function MatchReasons({ row }: { row: MatchedPolicy }): ReactNode {
  const say = useWords();
  const label = useLabel();
  const language = useLanguage();
  return (
    <details className="match-why">
      <summary>{say('match.why')}</summary>
      <ol>
        {row.conditions.map((condition) => (
          <li key={condition.id} className={`outcome-${condition.outcome}`}>
            <span className="outcome">
              <i aria-hidden="true">{shapes[condition.outcome]}</i> {say(`outcome.${condition.outcome}`)}
            </span>
            <div>
              {label(condition.words)}
              {condition.seen.map((seen) => (
                <small key={seen.path}>{seenWords(seen, say, label, language)}</small>
              ))}
              <Clause text={condition.cites} />
            </div>
          </li>
        ))}
      </ol>
      {row.benefits.map((benefit) => (
        <p key={benefit.id} className={benefit.counted ? undefined : 'match-gave-way'}>
          {label(benefit.title)}
          {benefit.amount !== null && <> {formatAmount(benefit.amount, language)}</>}
          {benefit.because && <small>{label(benefit.because)}</small>}
        </p>
      ))}
    </details>
  );
}

type Seen = MatchedPolicy['conditions'][number]['seen'][number];

/** A value with its period and source, or who has it where it is missing. */
function seenWords(
  seen: Seen,
  say: ReturnType<typeof useWords>,
  label: ReturnType<typeof useLabel>,
  language: Language,
): string {
  const name = label(seen.label);
  const period = seen.period ? formatPeriod(seen.period, language) : '';
  if (seen.value === null)
    return seen.department
      ? say('match.missing', { name, period, department: label(seen.department) })
      : say('match.missing.nobody', { name, period });
  const value = seen.words ? label(seen.words) : (seen.value ?? dash);
  return say('match.seen', { name, period, value, source: seen.source ?? '' });
}
