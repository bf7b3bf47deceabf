import { getDecomposition, getUnitTasks } from '@miaopu/contract';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Panel } from '../../shared/components/page.tsx';
import { formatDay } from '../../shared/formats.ts';
import { decompositionPath, tasksPath } from '../../shared/paths.ts';
import { useMay } from '../../shared/session.ts';
import { useEndpoint } from '../../shared/use-endpoint.ts';
import { useWords } from './locale.ts';

/** What of the decomposition waits: for a unit, its word; for the office, objections to answer. Nothing where nothing waits. */
export function DecompositionPanel({ plan }: { plan: string }): ReactNode {
  const reads = useMay('plan.decompose');
  const answers = useMay('plan.tasks');
  if (reads) return <ForOffice plan={plan} />;
  return answers ? <ForUnit plan={plan} /> : null;
}

function ForUnit({ plan }: { plan: string }): ReactNode {
  const say = useWords();
  const { data } = useEndpoint(getUnitTasks, { params: { plan } });
  const round = data?.round;
  const waiting = data?.tasks.filter(({ word }) => word === 'waiting' || word === 'answered').length ?? 0;
  if (round?.state !== 'issued' || waiting === 0) return null;
  return (
    <Panel title={say('split.title')} actions={<Link to={tasksPath(plan)}>{say('split.go')}</Link>}>
      {round.answerBy
        ? say('split.waiting.by', { count: waiting, day: formatDay(round.answerBy) })
        : say('split.waiting', { count: waiting })}
      {round.silence === 'declared' && say('split.silence')}
    </Panel>
  );
}

function ForOffice({ plan }: { plan: string }): ReactNode {
  const say = useWords();
  const { data } = useEndpoint(getDecomposition, { params: { plan } });
  const round = data?.round;
  if (!round) return null;
  const objected = round.words.filter(({ word }) => word === 'objected').length;
  const waiting = round.words.filter(({ word }) => word === 'waiting').length;
  const words =
    round.state === 'issued'
      ? objected + waiting > 0
        ? say('split.office', { objected, waiting })
        : say('split.ready')
      : say('split.draft');
  return (
    <Panel
      title={say('split.title')}
      actions={<Link to={decompositionPath(plan)}>{say('split.office.go')}</Link>}
    >
      {words}
    </Panel>
  );
}
