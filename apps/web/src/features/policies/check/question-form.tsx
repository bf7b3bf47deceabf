import type { checkEnterprise } from '@miaopu/contract';
import { industriesBelow } from '@miaopu/standards';
import { Button, DatePicker, Input, Select } from 'antd';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import type { AnswerOf } from '../../../shared/client.ts';
import { scaled } from '../../../shared/formats.ts';
import { useLabel, useLanguage } from '../../../shared/words.ts';
import { useWords } from '../locale.ts';

export type Question = NonNullable<AnswerOf<typeof checkEnterprise>['next']>;
/** Numbers are decimal text in the catalogue's unit; null: the visitor does not know. */
export type Answer = string | boolean | null;

/** One question, large; Enter answers, 不清楚 is an answer, back goes back. */
export function QuestionForm(props: {
  question: Question;
  remaining: number;
  busy: boolean;
  onAnswer: (answer: Answer) => void;
  onBack?: () => void;
}): ReactNode {
  const say = useWords();
  const label = useLabel();
  const id = useId();
  const { question, busy, onAnswer } = props;
  const [typed, setTyped] = useState('');
  const heading = useRef<HTMLHeadingElement>(null);
  // the screen reader says each new question, and the keyboard stands at it
  useEffect(() => heading.current?.focus(), []);
  const ready = answerOf(question, typed);
  const choices = choicesOf(question, say);
  return (
    <form
      className="check-card"
      aria-labelledby={id}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready !== undefined) onAnswer(ready);
      }}
    >
      <p className="check-remaining">
        {props.remaining > manyQuestions
          ? say('check.remaining.many')
          : say('check.remaining', { count: props.remaining })}
      </p>
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
              onClick={() => onAnswer(choice.value)}
            >
              {typeof choice.label === 'string' ? choice.label : label(choice.label)}
            </Button>
          ))}
        </div>
      ) : (
        <Field id={id} question={question} typed={typed} onType={setTyped} />
      )}
      <div className="check-buttons">
        {!choices && (
          <Button type="primary" size="large" htmlType="submit" disabled={busy || ready === undefined}>
            {say('check.next')}
          </Button>
        )}
        <Button size="large" disabled={busy} onClick={() => onAnswer(null)}>
          {say('check.unknown')}
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

/** Few choices are buttons; yes or no always is. */
function choicesOf(question: Question, say: ReturnType<typeof useWords>): readonly Choice[] | null {
  if (question.type === 'boolean')
    return [
      { value: true, label: say('check.yes') },
      { value: false, label: say('check.no') },
    ];
  return question.choices && question.choices.length <= 8 ? question.choices : null;
}

/** A number of questions that would frighten people away is not said: most fall away as others are answered. */
const manyQuestions = 20;

const tenThousand = 4;

/** Money is asked in 万元, as people say it, and sent in yuan. */
function answerOf({ type, unit }: Question, typed: string): Answer | undefined {
  const text = typed.normalize('NFKC').replaceAll(',', '').trim();
  if (text === '') return undefined;
  if (type !== 'number') return text;
  if (!/^-?\d+(\.\d+)?$/.test(text)) return undefined;
  return unit === 'yuan' ? scaled(text, tenThousand, 2) : text;
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
