import { getUnitTasks, type UnitTasks } from '@miaopu/contract';
import type { ReactNode } from 'react';
import { useParams } from 'react-router';
import { Bones } from '../../shared/components/bones.tsx';
import { EmptyState, Failure } from '../../shared/components/notice.tsx';
import { Page, Panel } from '../../shared/components/page.tsx';
import { formatDay } from '../../shared/formats.ts';
import { cockpitPath } from '../../shared/paths.ts';
import { useMay } from '../../shared/session.ts';
import { useEndpoint } from '../../shared/use-endpoint.ts';
import { useLabel } from '../../shared/words.ts';
import { useWords } from './locale.ts';
import { TaskList } from './task-list.tsx';
import './decomposition.css';

/** What a round asks of one's own unit: each target with its numbers, to be confirmed or objected to. */
export function TasksPage(): ReactNode {
  const { plan = '' } = useParams();
  const say = useWords();
  const label = useLabel();
  const { data, error, refetch } = useEndpoint(getUnitTasks, { params: { plan } });
  return (
    <Page
      title={say('tasks.title')}
      aside={data && label(data.plan.title)}
      trail={[{ label: say('cockpit'), to: cockpitPath() }]}
    >
      {error && !data && <Failure problem={error} onRetry={() => void refetch()} />}
      {!data && !error && (
        <Panel>
          <Bones rows={8} height={48} />
        </Panel>
      )}
      {data && <Tasks page={data} />}
    </Page>
  );
}

function Tasks({ page }: { page: UnitTasks }): ReactNode {
  const say = useWords();
  const label = useLabel();
  const { round, tasks } = page;
  if (round === null)
    return (
      <Panel>
        <EmptyState title={say('tasks.none')}>{say('tasks.none.text')}</EmptyState>
      </Panel>
    );
  const own = page.units.filter(({ id }) => tasks.some(({ unit }) => unit === id));
  return (
    <>
      <Panel
        title={<span className={`round-state round-${round.state}`}>{say(`state.${round.state}`)}</span>}
      >
        <p>
          <StateWords page={page} />
        </p>
        {round.remark && <p className="split-said">{say('tasks.remark', { remark: round.remark })}</p>}
      </Panel>
      {tasks.length === 0 && (
        <Panel>
          <EmptyState title={say('tasks.nothing')}>{say('tasks.nothing.text')}</EmptyState>
        </Panel>
      )}
      {own.map(({ id, name }) => (
        <TaskList
          key={id}
          title={say('tasks.for', { unit: label(name) })}
          page={page}
          unit={id}
          tasks={tasks.filter(({ unit }) => unit === id)}
        />
      ))}
    </>
  );
}

/** What is to be done now, in a sentence. */
function StateWords({ page: { round, tasks } }: { page: UnitTasks }): ReactNode {
  const say = useWords();
  const leads = useMay('plan.confirm');
  if (round === null) return null;
  switch (round.state) {
    case 'issued': {
      if (tasks.length === 0) return say('tasks.nothing.text');
      const ask = round.answerBy
        ? say('tasks.asked.by', { day: formatDay(round.answerBy) })
        : say('tasks.asked');
      const silence = round.silence === 'none' ? '' : say(`tasks.silence.${round.silence}`);
      return [ask, silence, leads ? '' : say('tasks.clerk')].filter(Boolean).join(say('tasks.join'));
    }
    case 'signed':
      return say('tasks.signed', {
        document: round.documentNumber ?? '',
        day: formatDay(round.effectiveFrom),
      });
    case 'withdrawn':
      return say('tasks.withdrawn');
    default:
      return say('tasks.revising');
  }
}
