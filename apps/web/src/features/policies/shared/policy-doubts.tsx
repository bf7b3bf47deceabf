import type { PolicyCard } from '@miaopu/contract';
import type { ReactNode } from 'react';
import { useLabel } from '../../../shared/words.ts';
import { useWords } from '../locale.ts';
import './policy-doubts.css';

/** What of the policy is not confirmed by the official text is said before anything else. */
export function PolicyDoubts({ card: { toConfirm } }: { card: PolicyCard }): ReactNode {
  const say = useWords();
  const label = useLabel();
  if (toConfirm.length === 0) return null;
  return (
    <aside className="policy-doubts">
      <b>{say('policy.doubts')}</b>
      <ul>
        {toConfirm.map((words) => (
          <li key={words.en}>{label(words)}</li>
        ))}
      </ul>
    </aside>
  );
}
