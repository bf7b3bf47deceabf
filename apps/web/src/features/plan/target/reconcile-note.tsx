import type { TargetCard } from '@miaopu/contract';
import type { ReactNode } from 'react';
import { valueWithUnit } from '../../../shared/standing/values.ts';
import { useLanguage } from '../../../shared/words.ts';
import { useWords } from '../locale.ts';
import type { Gap } from './split-model.ts';

/** Whether the parts add up to the whole, in words; each difference on its own line. */
export function ReconcileNote(props: { card: TargetCard; gaps: readonly Gap[] }): ReactNode {
  const say = useWords();
  const language = useLanguage();
  if (props.gaps.length === 0) {
    return (
      <p className="reconcile" role="status">
        {say('split.adds')}
      </p>
    );
  }
  return (
    <ul className="reconcile reconcile-off" aria-live="polite">
      {props.gaps.map(({ year, difference }) => {
        const way = difference.startsWith('-') ? 'under' : 'over';
        const size = valueWithUnit(props.card, difference.replace('-', ''), language);
        return (
          <li key={year ?? 'whole'}>
            {year === null
              ? say(`split.${way}`, { difference: size })
              : say(`split.year.${way}`, { year, difference: size })}
          </li>
        );
      })}
    </ul>
  );
}
