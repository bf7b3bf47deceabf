import type { Submission } from '@miaopu/contract';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { formatInstant } from '../../../shared/formats.ts';
import { useLabel, useLanguage } from '../../../shared/words.ts';
import { useWords } from '../locale.ts';
import { wholeText } from './cell-text.ts';
import type { CellConflict } from './filling.ts';

/** Two people wrote into one cell: both values, with who wrote when, and the choice. Nothing is lost until one is chosen. */
export function ConflictsPanel(props: {
  submission: Submission;
  conflicts: readonly CellConflict[];
  onSettle: (cell: string, whose: 'mine' | 'theirs') => void;
}): ReactNode {
  const say = useWords();
  const label = useLabel();
  const language = useLanguage();
  if (props.conflicts.length === 0) return null;
  return (
    <section id="conflicts" className="form-conflicts" role="alert" tabIndex={-1}>
      <h2>{say('conflict.title', { count: props.conflicts.length })}</h2>
      <p>{say('conflict.text')}</p>
      <ul>
        {props.conflicts.map(({ cell: id, mine, theirs }) => {
          const cell = props.submission.declared.cells.find((one) => one.id === id);
          if (!cell) return null;
          return (
            <li key={id}>
              <b>{label(cell.label)}</b>
              <span>
                <small>{say('conflict.mine')}</small>
                <strong>{wholeText(cell, mine, language)}</strong>
                <Button onClick={() => props.onSettle(id, 'mine')}>{say('conflict.keep_mine')}</Button>
              </span>
              <span>
                <small>{say('conflict.theirs', { name: theirs.by, at: formatInstant(theirs.at) })}</small>
                <strong>{wholeText(cell, theirs, language)}</strong>
                <Button onClick={() => props.onSettle(id, 'theirs')}>{say('conflict.keep_theirs')}</Button>
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
