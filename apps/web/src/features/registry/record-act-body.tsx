import type { ReactNode } from 'react';
import { useFieldName, useTitles } from '../../shared/field-text.ts';
import { formatDay, formatPeriod } from '../../shared/formats.ts';
import { useLanguage } from '../../shared/words.ts';
import { useWords } from './locale.ts';
import type { AnyRecord, RecordKind } from './record-draft.ts';
import { partsOf, useRecordNames, useRecordText } from './record-text.ts';
import type { TimelineEvent } from './timeline.ts';

type RecordActEvent = Extract<
  TimelineEvent,
  {
    kind:
      | 'fact_corrected'
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
  const { before, after } = event;
  const { ended } = before;
  return (
    <>
      {after ? <PutRight before={before} after={after} /> : <TakenBack before={before} />}
      {ended && (
        <p>{ended.reason ? say('timeline.by', { name: ended.by, reason: ended.reason }) : ended.by}</p>
      )}
    </>
  );
}

/** Which record: a figure by its period and name, the others by their day. */
function useRecordHeading(): (record: AnyRecord) => string {
  const say = useWords();
  const language = useLanguage();
  const nameOf = useFieldName();
  const titles = useTitles();
  return (record) => {
    if ('value' in record)
      return say('timeline.fact', {
        period: formatPeriod(record.period, language),
        field: nameOf(record.field),
      });
    return 'kind' in record
      ? `${formatDay(record.happenedOn)} ${titles.milestone(record.kind)}`
      : `${formatDay(record.validFrom)} ${titles.designation(record.title)}`;
  };
}

function TakenBack({ before }: { before: AnyRecord }): ReactNode {
  const headingOf = useRecordHeading();
  const textOf = useRecordText();
  if ('value' in before) {
    return (
      <p>
        {headingOf(before)} <del>{textOf('fact', 'value', before.value, before.field)}</del>
      </p>
    );
  }
  return (
    <p>
      <del>{headingOf(before)}</del>
    </p>
  );
}

function PutRight({ before, after }: { before: AnyRecord; after: AnyRecord }): ReactNode {
  const headingOf = useRecordHeading();
  const nameOf = useRecordNames();
  const textOf = useRecordText();
  const of: RecordKind = 'value' in before ? 'fact' : 'kind' in before ? 'milestone' : 'designation';
  const field = 'value' in before ? before.field : '';
  const [was, is] = [partsOf(before), partsOf(after)];
  const changed = Object.keys(is).filter((name) => was[name] !== is[name]);
  return (
    <ul className="differences">
      {changed.map((name) => (
        <li key={name}>
          <span>{of === 'fact' ? headingOf(before) : nameOf(name)}</span>{' '}
          <del>{textOf(of, name, was[name], field)}</del> <span aria-hidden="true">→</span>{' '}
          <ins>{textOf(of, name, is[name], field)}</ins>
        </li>
      ))}
    </ul>
  );
}
