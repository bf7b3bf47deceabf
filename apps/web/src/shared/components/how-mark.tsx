import type { ReactNode } from 'react';
import { useWords } from '../locale.ts';
import './how-mark.css';

/** 算 for what the registry counts, 报 for what a unit reported: the two never look the same. */
export function HowMark({ how }: { how: 'computed' | 'reported' }): ReactNode {
  const say = useWords();
  return (
    <span
      className={`how how-${how}`}
      role="img"
      aria-label={say(`how.${how}.long`)}
      title={say(`how.${how}.long`)}
    >
      {say(`how.${how}`)}
    </span>
  );
}
