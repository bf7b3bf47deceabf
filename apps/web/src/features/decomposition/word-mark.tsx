import type { RoundWord } from '@miaopu/contract';
import type { ReactNode } from 'react';
import { useWords } from './locale.ts';

const shapes: Readonly<Record<RoundWord, string>> = {
  waiting: '○',
  confirmed: '●',
  objected: '■',
  answered: '◆',
};

/** What a unit has said of a number: a shape and a word beside the colour. */
export function WordMark({ word }: { word: RoundWord }): ReactNode {
  const say = useWords();
  return (
    <span className={`word-mark word-${word}`}>
      <span aria-hidden="true">{shapes[word]}</span> {say(`word.${word}`)}
    </span>
  );
}
