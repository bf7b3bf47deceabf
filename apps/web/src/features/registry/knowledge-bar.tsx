import { Alert, Button, DatePicker } from 'antd';
import dayjs from 'dayjs';
import { type ReactNode, useId } from 'react';
import type { Moment } from './knowledge.ts';
import { useWords } from './locale.ts';

function Day(props: { label: string; value: string; onChange: (day: string) => void }): ReactNode {
  const say = useWords();
  const id = useId();
  return (
    <div className="knowledge-day">
      <label htmlFor={id}>{props.label}</label>
      <DatePicker
        id={id}
        placeholder={say('knowledge.today')}
        value={props.value ? dayjs(props.value) : null}
        onChange={(day) => props.onChange(day ? day.format('YYYY-MM-DD') : '')}
      />
    </div>
  );
}

/** The two dates of history: how it was on one day, as known on another. */
export function KnowledgeBar(props: {
  moment: Moment;
  onChange: (moment: Partial<Moment>) => void;
  /** What the server answered for. */
  asOf: string;
  knownOn: string;
  /** How many things differ from now; null while looking at the present. */
  differing: number | null;
}): ReactNode {
  const say = useWords();
  const { moment, onChange } = props;
  const past = moment.asOf !== '' || moment.knownOn !== '';
  return (
    <section className="knowledge" aria-label={say('knowledge.title')}>
      <div className="knowledge-days">
        <Day label={say('knowledge.as_of')} value={moment.asOf} onChange={(asOf) => onChange({ asOf })} />
        <Day
          label={say('knowledge.known_on')}
          value={moment.knownOn}
          onChange={(knownOn) => onChange({ knownOn })}
        />
        <p>{say('knowledge.help')}</p>
      </div>
      {past && (
        <Alert
          type="info"
          role="status"
          title={
            <>
              {say('knowledge.banner', { asOf: props.asOf, knownOn: props.knownOn })}{' '}
              {props.differing !== null &&
                (props.differing > 0
                  ? say('knowledge.banner.differs', { count: props.differing })
                  : say('knowledge.banner.same'))}
            </>
          }
          action={
            <Button size="small" onClick={() => onChange({ asOf: '', knownOn: '' })}>
              {say('knowledge.return')}
            </Button>
          }
        />
      )}
    </section>
  );
}
