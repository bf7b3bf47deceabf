import { countWords, type DecompositionPage, type Round, roundWords } from '@miaopu/contract';
import { App, Button, Input } from 'antd';
import { type ReactNode, useState } from 'react';
import { Failure } from '../../shared/components/notice.tsx';
import { Panel } from '../../shared/components/page.tsx';
import { formatInstant } from '../../shared/formats.ts';
import { useMay } from '../../shared/session.ts';
import { useLabel } from '../../shared/words.ts';
import { useWords } from './locale.ts';
import { useAct } from './round-dialogs.tsx';
import { WordMark } from './word-mark.tsx';

type Word = Round['words'][number];

/** What units say of the numbers issued: objections first, each to be answered; then who has confirmed. */
export function WordsPanel({ page, round }: { page: DecompositionPage; round: Round }): ReactNode {
  const say = useWords();
  const objections = round.words
    .filter(({ word }) => word === 'objected' || word === 'answered')
    .toSorted((one, other) => Number(one.word === 'answered') - Number(other.word === 'answered'));
  if (round.issue === 0) return null;
  if (round.words.length === 0) {
    return (
      <Panel title={say('words.title')}>
        <p>{say('words.none')}</p>
      </Panel>
    );
  }
  return (
    <Panel title={say('words.title')}>
      {objections.length > 0 && (
        <section aria-label={say('objections.title')}>
          <ul className="split-objections">
            {objections.map((word) => (
              <Objection key={`${word.target} ${word.unit}`} page={page} round={round} word={word} />
            ))}
          </ul>
        </section>
      )}
      <UnitCounts page={page} round={round} />
    </Panel>
  );
}

function useNames(page: DecompositionPage) {
  const label = useLabel();
  return {
    unitOf: (id: string) => {
      const unit = page.units.find((one) => one.id === id);
      return unit ? label(unit.name) : id;
    },
    targetOf: (id: string) => {
      const target = page.targets.find((one) => one.id === id);
      return target ? label(target.title) : id;
    },
  };
}

function Objection(props: { page: DecompositionPage; round: Round; word: Word }): ReactNode {
  const say = useWords();
  const may = useMay('plan.decompose');
  const { message } = App.useApp();
  const { page, round, word } = props;
  const { unitOf, targetOf } = useNames(page);
  const [reply, setReply] = useState('');
  const act = useAct({ page, round }, (words) => message.success(words));
  const [unit, target] = [unitOf(word.unit), targetOf(word.target)];
  return (
    <li>
      <p>
        <WordMark word={word.word} /> <b>{unit}</b> {word.target} {target}
        {word.said && (
          <small>
            {word.said.by} {formatInstant(word.said.at)}
          </small>
        )}
      </p>
      <p className="split-said">{word.said?.remark}</p>
      {word.reply && (
        <p className="split-reply">{say('objections.replied', { remark: word.reply.remark ?? '' })}</p>
      )}
      {may && word.word === 'objected' && (
        <form
          className="split-answer"
          onSubmit={(event) => {
            event.preventDefault();
            act.send(
              { act: 'answer', target: word.target, unit: word.unit, remark: reply.trim() },
              say('objections.done'),
            );
          }}
        >
          <Input.TextArea
            autoSize={{ minRows: 1, maxRows: 5 }}
            maxLength={1000}
            aria-label={say('objections.reply', { unit, target })}
            placeholder={say('objections.reply.hint')}
            value={reply}
            onChange={(event) => setReply(event.target.value)}
          />
          <Button htmlType="submit" loading={act.pending} disabled={!reply.trim()}>
            {say('objections.send')}
          </Button>
        </form>
      )}
      {act.error && <Failure problem={act.error} title={say('failed')} />}
    </li>
  );
}

/** A line for each unit: how many of its numbers stand at each word; who has objected or is silent first. */
function UnitCounts({ page, round }: { page: DecompositionPage; round: Round }): ReactNode {
  const say = useWords();
  const { unitOf } = useNames(page);
  const units = [...Map.groupBy(round.words, ({ unit }) => unit)]
    .map(([unit, words]) => ({ unit, counts: countWords(words) }))
    .toSorted(
      (one, other) =>
        other.counts.objected - one.counts.objected ||
        other.counts.waiting - one.counts.waiting ||
        one.unit.localeCompare(other.unit),
    );
  return (
    <div className="split-scroll">
      <table className="split-words">
        <thead>
          <tr>
            <th scope="col">{say('words.unit')}</th>
            {roundWords.map((word) => (
              <th key={word} scope="col" className="figure">
                {say(round.state === 'signed' && word === 'waiting' ? 'word.silent' : `word.${word}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {units.map(({ unit, counts }) => (
            <tr key={unit}>
              <th scope="row">{unitOf(unit)}</th>
              {roundWords.map((word) => (
                <td key={word} className="figure">
                  {counts[word] || ''}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
