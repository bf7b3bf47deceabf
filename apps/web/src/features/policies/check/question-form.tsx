import type { checkEnterprise } from '@miaopu/contract';
import { industriesBelow } from '@miaopu/standards';
import { Button, DatePicker, Input, Select } from 'antd';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import type { AnswerOf } from '../../../shared/client.ts';
import { scaled } from '../../../shared/formats.ts';
import { useLabel, useLanguage } from '../../../shared/words.ts';
import { useWords } from '../locale.ts';
import { SeveralField } from './several-field.tsx';

export type Question = NonNullable<AnswerOf<typeof checkEnterprise>['next']>;
/** Numbers are decimal text in the catalogue's unit; null: the visitor does not know. */
export type Answer = string | boolean | null;
/** By path: one question may be answered for several. */
export type Answers = Readonly<Record<string, Answer>>;

/** One question, large; Enter answers, 不清楚 is an answer, back goes back. */
export function QuestionForm(props: {
  question: Question;
  /** What is said above the question: how far one is. */
  progress: string;
  busy: boolean;
  onAnswer: (answers: Answers) => void;
  onBack?: () => void;
}): ReactNode {
  const say = useWords();
  const label = useLabel();
  const id = useId();
  const { question, busy, onAnswer } = props;
  const [typed, setTyped] = useState('');
  const [ticked, setTicked] = useState<readonly string[]>([]);
  const heading = useRef<HTMLHeadingElement>(null);
  // the screen reader says each new question, and the keyboard stands at it
  useEffect(() => heading.current?.focus(), []);
  const isSeveral = question.type === 'several';
  const ready = isSeveral ? answersOf(question, ticked, false) : answerOf(question, typed);
  const choices = choicesOf(question, say);
  const some = ticked.length > 0;
  return (
    <form
      className="check-card"
      aria-labelledby={id}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) onAnswer(ready);
      }}
    >
      <p className="check-remaining">{props.progress}</p>
      <h2 id={id} ref={heading} tabIndex={-1}>
        {label(question.label)}
      </h2>
      {question.help && <p>{label(question.help)}</p>}
      {choices ? (
        <div className="check-choices">
          {choices.map((choice) => (
            <Button
              key={String(choice.value)}
              size="large"
              disabled={busy}
              onClick={() => onAnswer({ [question.path]: choice.value })}
            >
              {typeof choice.label === 'string' ? choice.label : label(choice.label)}
            </Button>
          ))}
        </div>
      ) : isSeveral ? (
        <SeveralField id={id} choices={question.choices ?? []} ticked={ticked} onTick={setTicked} />
      ) : (
        <Field id={id} question={question} typed={typed} onType={setTyped} />
      )}
      <div className="check-buttons">
        {!choices && (
          <Button type="primary" size="large" htmlType="submit" disabled={busy || !ready}>
            {say(isSeveral && !some ? 'check.none' : 'check.next')}
          </Button>
        )}
        <Button
          size="large"
          disabled={busy}
          onClick={() => onAnswer(isSeveral ? answersOf(question, ticked, null) : { [question.path]: null })}
        >
          {say(some ? 'check.unknown.rest' : 'check.unknown')}
        </Button>
        {props.onBack && (
          <Button size="large" type="text" disabled={busy} onClick={props.onBack}>
            {say('check.back')}
          </Button>
        )}
      </div>
    </form>
  );
}

type Choice = { value: string | boolean; label: string | { zh: string; en: string } };

/** What is ticked is true of it; the rest is not, or nobody knows. */
function answersOf({ choices }: Question, ticked: readonly string[], rest: false | null): Answers {
  return Object.fromEntries(
    (choices ?? []).map(({ value }) => [value, ticked.includes(value) ? true : rest]),
  );
}

/** Few choices are buttons; yes or no always is. */
function choicesOf(question: Question, say: ReturnType<typeof useWords>): readonly Choice[] | null {
  if (question.type === 'boolean')
    return [
      { value: true, label: say('check.yes') },
      { value: false, label: say('check.no') },
    ];
  const isOne = question.type === 'choice' && question.choices && question.choices.length <= 8;
  return isOne ? question.choices : null;
}

const tenThousand = 4;

/** Money is asked in 万元, as people say it, and sent in yuan. */
function answerOf({ path, type, unit }: Question, typed: string): Answers | undefined {
  const text = typed.normalize('NFKC').replaceAll(',', '').trim();
  if (text === '') return undefined;
  if (type !== 'number') return { [path]: text };
  if (!/^-?\d+(\.\d+)?$/.test(text)) return undefined;
  return { [path]: unit === 'yuan' ? scaled(text, tenThousand, 2) : text };
}

function Field(props: {
  id: string;
  question: Question;
  typed: string;
  onType: (typed: string) => void;
}): ReactNode {
  const say = useWords();
  const label = useLabel();
  const { question, typed, onType } = props;
  if (question.type === 'date')
    return (
      <DatePicker
        size="large"
        aria-labelledby={props.id}
        onChange={(day) => onType(day?.format('YYYY-MM-DD') ?? '')}
      />
    );
  if (question.type === 'industry') return <IndustryField {...props} />;
  if (question.choices)
    return (
      <Select
        size="large"
        aria-labelledby={props.id}
        showSearch={{ optionFilterProp: 'label' }}
        options={question.choices.map((choice) => ({ value: choice.value, label: label(choice.label) }))}
        value={typed || undefined}
        onChange={onType}
      />
    );
  const isMoney = question.unit === 'yuan';
  return (
    <Input
      size="large"
      aria-labelledby={props.id}
      inputMode={question.type === 'number' ? 'decimal' : 'text'}
      suffix={
        isMoney
          ? say('check.ten_thousand')
          : question.unit
            ? say(`check.unit.${question.unit}` as never)
            : undefined
      }
      value={typed}
      onChange={(event) => onType(event.target.value)}
    />
  );
}

/** An industry is found by typing a word of it; divisions are fine enough for most policies, groups and classes for the rest. */
function IndustryField(props: { id: string; typed: string; onType: (typed: string) => void }): ReactNode {
  const language = useLanguage();
  const options = industriesBelow().flatMap((section) =>
    industriesBelow(section.code).flatMap((division) => [division, ...industriesBelow(division.code)]),
  );
  return (
    <Select
      size="large"
      aria-labelledby={props.id}
      showSearch={{ optionFilterProp: 'label' }}
      options={options.map(({ code, zh, en }) => ({
        value: code,
        label: `${code} ${language === 'en' ? (en ?? zh) : zh}`,
      }))}
      value={props.typed || undefined}
      onChange={props.onType}
    />
  );
}
