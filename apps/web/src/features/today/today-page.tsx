import { getCockpit } from '@miaopu/contract';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Bones } from '../../shared/components/bones.tsx';
import { Failure } from '../../shared/components/notice.tsx';
import { Page, Panel } from '../../shared/components/page.tsx';
import { compareStates, StateMark } from '../../shared/components/state-mark.tsx';
import { useSession } from '../../shared/session.ts';
import { useEndpoint } from '../../shared/use-endpoint.ts';
import { useLabel } from '../../shared/words.ts';
import { useWords } from './locale.ts';

export function TodayPage(): ReactNode {
  const say = useWords();
  const label = useLabel();
  const plan = useSession().plan ?? '';
  const { data, error, refetch } = useEndpoint(getCockpit, { params: { plan } }, { enabled: plan !== '' });
  const late = (data?.groups ?? [])
    .flatMap((group) => group.targets)
    .filter(({ standing }) => standing.state === 'behind' || standing.state === 'at_risk')
    .sort((a, b) => compareStates(a.standing.state, b.standing.state));
  return (
    <Page title={say('title')}>
      <Panel>
        {error && <Failure problem={error} onRetry={() => void refetch()} />}
        {!data && !error && <Bones rows={6} />}
        {late.map((target) => (
          <p key={target.id}>
            <StateMark state={target.standing.state} />{' '}
            <Link to={`/g/plan/${plan}/targets/${target.id}`}>{label(target.title)}</Link>
          </p>
        ))}
      </Panel>
    </Page>
  );
}
