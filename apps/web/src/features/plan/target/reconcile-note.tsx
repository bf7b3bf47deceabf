import type { TargetCard } from '@miaopu/contract';
import type { ReactNode } from 'react';
import { valueWithUnit } from '../../../shared/standing/values.ts';
import { useLanguage } from '../../../shared/words.ts';
import { useWords } from '../locale.ts';
import { type Decomposition, reconcile } from './split-model.ts';

/** Whether the parts add up to the whole, in words. */
export function ReconcileNote(props: {
  card: TargetCard;
  rows: Decomposition['rows'];
  whole: string | null;
}): ReactNode {
  const say = useWords();
  const language = useLanguage();
  const { difference } = reconcile(props.rows, props.whole);
  if (difference === null) return null;
  const size = valueWithUnit(props.card, difference.replace('-', ''), language);
  const adds = difference === '0';
  return (
    <p className={adds ? 'reconcile' : 'reconcile reconcile-off'} role="status">
      {adds
        ? say('split.adds')
        : say(difference.startsWith('-') ? 'split.under' : 'split.over', { difference: size })}
    </p>
  );
}
