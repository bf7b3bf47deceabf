import type { ReactNode } from 'react';
import { useFieldName, useTitles } from '../../shared/field-text.ts';
import { formatPeriod } from '../../shared/formats.ts';
import { useLanguage } from '../../shared/words.ts';
import { useWords } from './locale.ts';
import type { RecordKind } from './record-draft.ts';
import { partsOf, useRecordNames, useRecordText } from './record-text.ts';
import type { TimelineEvent } from './timeline.ts';

type RecordActEvent = Extract<
  TimelineEvent,
  {
    kind:
      | 'fact_withdrawn'
      | 'milestone_corrected'
      | 'milestone_withdrawn'
      | 'designation_corrected'
      | 'designation_withdrawn';
  }
>;

/** What was put right or taken back of a figure, an event or a title, by whom and why. */
export function RecordActBody({ event }: { event: RecordActEvent }): ReactNode {
  const say = useWords();
  const before = event.kind === 'fact_withdrawn' ? event.fact : event.before;
  const after = event.kind === 'fact_withdrawn' ? null : event.after;
  return (
    <>
      {after === null ? <TakenBack event={event} /> : <PutRight event={event} />}
      {before.ended && (
        <p>
          {before.ended.reason
            ? say('timeline.by', { name: before.ended.by, reason: before.ended.reason })
            : before.ended.by}
        </p>
      )}
    </>
  );
}

function TakenBack({ event }: { event: RecordActEvent }): ReactNode {
  const say = useWords();
  const language = useLanguage();
  const nameOf = useFieldName();
  const textOf = useRecordText();
  const titles = useTitles();
  if (event.kind === 'fact_withdrawn') {
    const { field, period, value } = event.fact;
    return (
      <p>
        {say('timeline.fact', { period: formatPeriod(period, language), field: nameOf(field) })}{' '}
        <del>{textOf('fact', 'value', value, field)}</del>
      </p>
    );
  }
  const { before } = event;
  const line =
    'kind' in before
      ? [before.happenedOn, titles.milestone(before.kind)]
      : [before.validFrom, titles.designation(before.title)];
  return (
    <p>
      <del>{line.join(' ')}</del>
    </p>
  );
}

function PutRight({ event }: { event: RecordActEvent }): ReactNode {
  const nameOf = useRecordNames();
  const textOf = useRecordText();
  if (event.kind === 'fact_withdrawn' || event.after === null) return null;
  const of: RecordKind = 'kind' in event.before ? 'milestone' : 'designation';
  const [was, is] = [partsOf(event.before), partsOf(event.after)];
  const changed = Object.keys(is).filter((name) => was[name] !== is[name]);
  return (
    <ul className="differences">
      {changed.map((name) => (
        <li key={name}>
          <span>{nameOf(name)}</span> <del>{textOf(of, name, was[name])}</del>{' '}
          <span aria-hidden="true">→</span> <ins>{textOf(of, name, is[name])}</ins>
        </li>
      ))}
    </ul>
  );
}
