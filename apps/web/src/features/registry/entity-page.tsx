import { Alert, Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { Link, useParams } from 'react-router';
import { Bones } from '../../shared/components/bones.tsx';
import { EmptyState, Failure } from '../../shared/components/notice.tsx';
import { Page, Panel } from '../../shared/components/page.tsx';
import { useFieldText } from '../../shared/field-text.ts';
import { formatDay } from '../../shared/formats.ts';
import { RecordHistory } from '../../shared/history/record-history.tsx';
import { useMay } from '../../shared/session.ts';
import type { ActKind } from './act-draft.ts';
import { ActDrawer } from './act-drawer.tsx';
import { EntityCard } from './entity-card.tsx';
import { entityPath } from './entity-columns.tsx';
import { Facts } from './facts.tsx';
import type { Version } from './history.ts';
import { HistoryTable } from './history-table.tsx';
import {
  differsFromNow,
  type Entity,
  type Moment,
  type MomentQuery,
  momentQuery,
  present,
  useEntity,
  useMoment,
} from './knowledge.ts';
import { KnowledgeBar } from './knowledge-bar.tsx';
import { useWords } from './locale.ts';
import { StatusMark } from './marks.tsx';
import { Merges } from './merges.tsx';
import { Populations } from './populations.tsx';
import type { RecordTarget } from './record-draft.ts';
import { RecordDrawer } from './record-drawer.tsx';
import { dayOf } from './timeline.ts';
import { Timeline } from './timeline-view.tsx';
import './entity-page.css';

/** What other parts of the app know of an entity at a moment. */
type Beside = (entity: string, moment: MomentQuery) => ReactNode;

const noFields: ReadonlySet<string> = new Set();

function Head({ version }: { version: Version }): ReactNode {
  const say = useWords();
  const textOf = useFieldText();
  const { credit_code: code, registration_number: number, town, status } = version.fields;
  return (
    <span className="entity-head">
      {status && <StatusMark status={status} />}
      {code ? <code>{code}</code> : number && <span>{say('number.old', { number })}</span>}
      {town && <span>{textOf('town', town)}</span>}
    </span>
  );
}

/** Why there is nothing to show: it was merged into another, or nothing was known of those days. */
function NothingThen(props: { then: Entity; knownOn: string; onPresent: () => void }): ReactNode {
  const say = useWords();
  const { then } = props;
  const merge = then.merges.find(({ absorbedId, undoneAt }) => absorbedId === then.id && undoneAt === null);
  if (merge) {
    return (
      <Panel>
        <EmptyState
          title={say('entity.absorbed')}
          action={<Link to={entityPath(merge.keptId)}>{say('merges.open_kept')}</Link>}
        >
          {say('entity.absorbed.text')}
        </EmptyState>
      </Panel>
    );
  }
  return (
    <Panel>
      <EmptyState
        title={say('entity.unknown')}
        action={<Button onClick={props.onPresent}>{say('knowledge.return')}</Button>}
      >
        {say('entity.unknown.text', { asOf: formatDay(then.asOf), knownOn: props.knownOn })}
      </EmptyState>
    </Panel>
  );
}

/** Everything below the head: what it was then, beside what is known now. */
function Body(props: {
  then: Entity;
  now: Entity;
  moment: Moment;
  onMoment: (moment: Partial<Moment>) => void;
  onDone: (text: string) => void;
  onAct: ((target: RecordTarget) => void) | undefined;
  beside: Beside;
}): ReactNode {
  const { then, now, moment, onAct } = props;
  const past = moment.asOf !== '' || moment.knownOn !== '';
  const differing = past ? differsFromNow(then, now) : noFields;
  const knownOn = dayOf(then.knownOn);
  return (
    <>
      <KnowledgeBar
        moment={moment}
        onChange={props.onMoment}
        asOf={then.asOf}
        knownOn={knownOn}
        differing={past ? differing.size : null}
      />
      {then.current ? (
        <div className="entity-top">
          <EntityCard
            key={then.id}
            entityId={then.id}
            version={then.current}
            versions={now.versions}
            now={past ? now.current : null}
            differing={differing}
          />
          <Populations populations={then.populations} />
        </div>
      ) : (
        <NothingThen then={then} onPresent={() => props.onMoment(present)} knownOn={knownOn} />
      )}
      {then.current && props.beside(then.id, momentQuery(moment))}
      <Facts
        facts={then.facts}
        moment={moment}
        now={past ? now.facts : null}
        onAct={past ? undefined : onAct}
      />
      <div className="entity-bottom">
        <Timeline entity={now} moment={moment} onAct={past ? undefined : onAct} />
        <Merges entity={now} onDone={props.onDone} />
        <HistoryTable versions={now.versions} onLook={props.onMoment} />
      </div>
    </>
  );
}

function EntityBones({ title }: { title: string }): ReactNode {
  return (
    <>
      <Panel>
        <Bones rows={2} height={24} />
      </Panel>
      <div className="entity-top">
        <Panel title={title}>
          <Bones rows={12} height={24} />
        </Panel>
        <Panel>
          <Bones rows={8} height={24} />
        </Panel>
      </div>
    </>
  );
}

/** One market entity: what it is, in which populations, its figures, and all that happened to it and to its record. */
export function EntityPage({ beside }: { beside: Beside }): ReactNode {
  const say = useWords();
  const mayEdit = useMay('registry.edit');
  const { id = '' } = useParams();
  const [moment, setMoment] = useMoment();
  const past = moment.asOf !== '' || moment.knownOn !== '';
  const now = useEntity(id, present);
  const then = useEntity(id, moment, { enabled: past, keepPrevious: true });
  const [acting, setActing] = useState<ActKind | null>(null);
  const [target, setTarget] = useState<RecordTarget | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const tell = (text: string) => {
    setDone(text);
    window.scrollTo({ top: 0 });
  };
  const shown = past ? then : now;
  const version = now.data?.current ?? now.data?.versions[0];
  const error = now.error ?? shown.error;
  // what was merged into another has nothing that stands, and nothing to write upon
  const stands = now.data?.versions.some(({ recordedTo }) => recordedTo === null) ?? false;
  const actions = (
    <>
      <RecordHistory record={`registry/entity/${id}`} />
      {mayEdit && stands && (
        <>
          <Button onClick={() => setActing('correct')}>{say('entity.correct')}</Button>
          <Button type="primary" onClick={() => setActing('change')}>
            {say('entity.change')}
          </Button>
        </>
      )}
    </>
  );
  return (
    <Page
      title={version?.fields.name ?? say('entity.where')}
      trail={[{ label: say('list.title'), to: '/g/registry' }]}
      aside={version && <Head version={shown.data?.current ?? version} />}
      actions={actions}
    >
      {done && (
        <Alert type="success" role="status" title={done} closable={{ onClose: () => setDone(null) }} />
      )}
      {error && <Failure problem={error} where={say('entity.where')} onRetry={() => void shown.refetch()} />}
      {!error && now.data && shown.data ? (
        <Body
          then={shown.data}
          now={now.data}
          moment={moment}
          onMoment={setMoment}
          onDone={tell}
          onAct={mayEdit && stands ? setTarget : undefined}
          beside={beside}
        />
      ) : (
        !error && <EntityBones title={say('card.title')} />
      )}
      {acting && now.data && (
        <ActDrawer
          key={acting}
          kind={acting}
          entity={now.data}
          onReload={async () => (await now.refetch()).data}
          onSwitch={setActing}
          onClose={() => setActing(null)}
          onDone={(text) => {
            setActing(null);
            tell(text);
          }}
        />
      )}
      {target && now.data && (
        <RecordDrawer
          key={`${target.of} ${target.act} ${target.key}`}
          target={target}
          entity={now.data}
          onReload={async () => (await now.refetch()).data}
          onSwitch={setTarget}
          onClose={() => setTarget(null)}
          onDone={(text) => {
            setTarget(null);
            tell(text);
          }}
        />
      )}
    </Page>
  );
}
