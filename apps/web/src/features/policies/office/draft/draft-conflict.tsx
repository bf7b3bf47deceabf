import { Button } from 'antd';
import { type ReactNode, useMemo } from 'react';
import { formatInstant } from '../../../../shared/formats.ts';
import { useWords } from '../../locale.ts';
import { lineDifferences, nearDifferences } from './line-differences.ts';
import type { DraftText } from './use-draft-text.ts';

const marks = { both: ' ', mine: '+', theirs: '−' } as const;

/** Somebody saved while one was writing: both texts where they differ, and both ways on. Nothing typed is lost until one is chosen. */
export function DraftConflict({ draft }: { draft: DraftText }): ReactNode {
  const say = useWords();
  const theirs = draft.conflict;
  const lines = useMemo(
    () => (theirs ? nearDifferences(lineDifferences(draft.text, theirs.source)) : []),
    [draft.text, theirs],
  );
  if (!theirs) return null;
  return (
    <section className="draft-conflict" role="alert">
      <h2>
        {say('draft.conflict', {
          name: theirs.savedBy,
          at: formatInstant(theirs.savedAt),
          revision: theirs.revision,
        })}
      </h2>
      <p>{say('draft.conflict.text')}</p>
      <ol className="line-differences">
        {lines.map((line, index) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
            key={index}
            className={line ? `line-${line.in}` : 'line-left-out'}
          >
            {line && line.in !== 'both' && (
              <span className="sr-only">{say(`draft.conflict.${line.in}`)}</span>
            )}
            {line ? `${marks[line.in]} ${line.text}` : '…'}
          </li>
        ))}
      </ol>
      <div className="draft-ways">
        <Button type="primary" onClick={draft.keepMine}>
          {say('draft.conflict.keep_mine')}
        </Button>
        <Button onClick={draft.keepTheirs}>{say('draft.conflict.keep_theirs')}</Button>
      </div>
    </section>
  );
}
