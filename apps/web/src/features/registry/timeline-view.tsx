import { Button, Segmented } from 'antd';
import { type ReactNode, useMemo, useState } from 'react';
import { Link } from 'react-router';
import { EmptyState } from '../../shared/components/notice.tsx';
import { Panel } from '../../shared/components/page.tsx';
import { useFieldName, useFieldText, useTitles } from '../../shared/field-text.ts';
import { formatAmount, formatDay, formatInstant } from '../../shared/formats.ts';
import { useLanguage } from '../../shared/words.ts';
import { entityPath } from './entity-columns.tsx';
import { compareInstants, type Difference, endOfDay } from './history.ts';
import type { Entity, Moment } from './knowledge.ts';
import { useWords } from './locale.ts';
import { RecordActBody } from './record-act-body.tsx';
import type { RecordTarget } from './record-draft.ts';
import { type Sourced, SourceMark } from './source-mark.tsx';
import { actsOnTheRecord, buildTimeline, type TimelineEvent } from './timeline.ts';

const firstShown = 20;

/** What a change or correction replaced, field by field: the old struck out, the new beside it. */
export function DifferenceList({ differences }: { differences: readonly Difference[] }): ReactNode {
  const say = useWords();
  const language = useLanguage();
  const nameOf = useFieldName();
  const textOf = useFieldText();
  const side = (field: string, value: string | null) => {
    if (value === null || value === '') return say('timeline.empty_value');
    return field === 'capital' ? formatAmount(value, language) : textOf(field, value);
  };
  return (
    <ul className="differences">
      {differences.map(({ field, before, after }) => (
        <li key={field}>
          <span>{nameOf(field)}</span> <del>{side(field, before)}</del> <span aria-hidden="true">→</span>{' '}
          <ins>{side(field, after)}</ins>
        </li>
      ))}
    </ul>
  );
}

function Detail({ detail }: { detail: Record<string, unknown> }): ReactNode {
  const say = useWords();
  const textOf = useFieldText();
  const titles = useTitles();
  const parts = [
    typeof detail.board === 'string' && `${say('detail.board')} ${titles.board(detail.board)}`,
    typeof detail.from_town === 'string' && `${say('detail.from_town')} ${textOf('town', detail.from_town)}`,
    typeof detail.to_town === 'string' && `${say('detail.to_town')} ${textOf('town', detail.to_town)}`,
  ].filter(Boolean);
  return parts.length > 0 ? <p>{parts.join(' · ')}</p> : null;
}

function useHeadline(): (event: TimelineEvent) => string {
  const say = useWords();
  const titles = useTitles();
  return (event) => {
    if (event.kind === 'milestone') return titles.milestone(event.milestone.kind);
    if (event.kind === 'designation' || event.kind === 'designation_ended') {
      return `${say(`timeline.${event.kind}`)} · ${titles.designation(event.designation.title)}`;
    }
    return say(`timeline.${event.kind}`);
  };
}

function sourceOf(event: TimelineEvent): Sourced | null {
  if ('version' in event) return event.version;
  if (event.kind === 'milestone') return event.milestone;
  if ('designation' in event) return event.designation;
  if ('after' in event) return event.after;
  return null;
}

function EventBody({ event, entityId }: { event: TimelineEvent; entityId: string }): ReactNode {
  const say = useWords();
  const _language = useLanguage();
  const _nameOf = useFieldName();
  const _textOf = useFieldText();
  switch (event.kind) {
    case 'registration':
      return event.version.reason && <p>{event.version.reason}</p>;
    case 'change':
    case 'correction':
    case 'merge':
    case 'unmerge':
      return (
        <>
          <DifferenceList differences={event.differences} />
          {event.version.reason && <p>{event.version.reason}</p>}
          {event.kind === 'correction' && (
            <p className="event-small">
              {say('timeline.corrects', { from: formatDay(event.version.validFrom) })}
            </p>
          )}
        </>
      );
    case 'milestone':
      return (
        <>
          <Detail detail={event.milestone.detail} />
          {event.milestone.related && (
            <p>
              {say('timeline.related')}
              <Link to={entityPath(event.milestone.related.id)}>{event.milestone.related.name}</Link>
            </p>
          )}
        </>
      );
    case 'designation':
    case 'designation_ended': {
      const { level, certificate } = event.designation;
      const parts = [level, certificate && say('timeline.certificate', { certificate })].filter(Boolean);
      return parts.length > 0 ? <p>{parts.join(' · ')}</p> : null;
    }
    case 'fact_corrected':
    case 'fact_withdrawn':
    case 'milestone_corrected':
    case 'milestone_withdrawn':
    case 'designation_corrected':
    case 'designation_withdrawn':
      return <RecordActBody event={event} />;
    case 'merged':
    case 'merge_undone': {
      const { absorbedId, absorbedName: name, reason } = event.merge;
      const line =
        absorbedId === entityId
          ? say('timeline.into')
          : say(event.kind === 'merged' ? 'timeline.absorbed' : 'timeline.undone', { name });
      return (
        <>
          <p>{line}</p>
          {event.kind === 'merged' && <p>{reason}</p>}
        </>
      );
    }
  }
}

type Later = 'happened' | 'known' | null;

type OnAct = ((target: RecordTarget) => void) | undefined;

/** The acts on an event or a title, for those who may. */
function EventActs({ event, onAct }: { event: TimelineEvent; onAct: OnAct }): ReactNode {
  const say = useWords();
  const name = useHeadline()(event);
  if (!onAct || (event.kind !== 'milestone' && event.kind !== 'designation')) return null;
  const target: RecordTarget =
    event.kind === 'milestone'
      ? { of: 'milestone', act: 'correct', key: event.milestone.id }
      : { of: 'designation', act: 'correct', key: event.designation.id };
  return (
    <span className="event-acts">
      {event.kind === 'designation' && event.designation.validTo === null && (
        <Button
          size="small"
          type="text"
          aria-label={say('record.end.of', { name })}
          onClick={() => onAct({ of: 'designation', act: 'end', key: event.designation.id })}
        >
          {say('record.end')}
        </Button>
      )}
      <Button
        size="small"
        type="text"
        aria-label={say('record.correct.of', { name })}
        onClick={() => onAct(target)}
      >
        {say('record.correct')}
      </Button>
    </span>
  );
}

function Event(props: { event: TimelineEvent; entityId: string; later: Later; onAct: OnAct }): ReactNode {
  const say = useWords();
  const headline = useHeadline()(props.event);
  const { event } = props;
  const onRecord = actsOnTheRecord.has(event.kind);
  const source = sourceOf(event);
  const kind = onRecord ? 'event-record' : event.kind === 'change' ? 'event-change' : 'event-world';
  return (
    <li className={`event ${kind}${props.later ? ' event-later' : ''}`}>
      <time dateTime={event.day}>{formatDay(event.day)}</time>
      <div className="event-body">
        <h3>
          {headline}
          {source && <SourceMark field={headline} record={source} />}
          <EventActs event={event} onAct={props.onAct} />
        </h3>
        <EventBody event={event} entityId={props.entityId} />
        <p className="event-small">
          {props.later && <b>{say(`timeline.${props.later}_later`)} · </b>}
          {say('timeline.recorded', { at: formatInstant(event.recordedAt) })}
        </p>
      </div>
    </li>
  );
}

type Wanted = 'all' | 'world' | 'record';

/** All that happened: events of the world at one side's mark, acts on the record at another's, newest first. */
export function Timeline(props: { entity: Entity; moment: Moment; onAct: OnAct }): ReactNode {
  const { entity, moment, onAct } = props;
  const say = useWords();
  const [wanted, setWanted] = useState<Wanted>('all');
  const [all, setAll] = useState(false);
  const events = useMemo(() => buildTimeline(entity), [entity]);
  const chosen = events.filter(
    (event) => wanted === 'all' || actsOnTheRecord.has(event.kind) === (wanted === 'record'),
  );
  const shown = all ? chosen : chosen.slice(0, firstShown);
  const knownOn = moment.knownOn ? endOfDay(moment.knownOn) : null;
  function laterThan(event: TimelineEvent): Later {
    if (moment.asOf !== '' && event.day > moment.asOf) return 'happened';
    return knownOn !== null && compareInstants(event.recordedAt, knownOn) > 0 ? 'known' : null;
  }
  return (
    <Panel
      title={say('timeline.title')}
      aside={say('timeline.aside', { count: events.length })}
      actions={
        <>
          <Segmented<Wanted>
            size="small"
            aria-label={say('timeline.filter')}
            value={wanted}
            onChange={setWanted}
            options={(['all', 'world', 'record'] as const).map((value) => ({
              value,
              label: say(`timeline.${value}`),
            }))}
          />
          {onAct &&
            (['milestone', 'designation'] as const).map((of) => (
              <Button key={of} size="small" onClick={() => onAct({ of, act: 'record' })}>
                {say(`record.${of}.open`)}
              </Button>
            ))}
        </>
      }
    >
      {shown.length === 0 ? (
        <EmptyState title={say('timeline.none')} />
      ) : (
        <ol className="timeline">
          {shown.map((event) => (
            <Event
              key={event.key}
              event={event}
              entityId={entity.id}
              later={laterThan(event)}
              onAct={onAct}
            />
          ))}
        </ol>
      )}
      {chosen.length > shown.length && (
        <Button onClick={() => setAll(true)}>
          {say('timeline.more', { count: chosen.length - shown.length })}
        </Button>
      )}
    </Panel>
  );
}
