import type { PolicyDraft } from '@miaopu/contract';
import type { ReactNode } from 'react';
import { formatInstant } from '../../../shared/formats.ts';
import { useWords } from '../locale.ts';

/** What was done, newest first: who, when, why. */
export function ActsList({ acts }: { acts: PolicyDraft['acts'] }): ReactNode {
  const say = useWords();
  return (
    <ol className="acts">
      {acts.map((one) => (
        <li key={`${one.at} ${one.act}`}>
          <b>{say(`act.${one.act}`)}</b> {one.by.name} <small>{formatInstant(one.at)}</small>
          {one.remark && <p>{one.remark}</p>}
          {one.documentNumber && <small className="clause">{one.documentNumber}</small>}
        </li>
      ))}
    </ol>
  );
}
