import { type Membership, switchMembership } from '@miaopu/contract';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { EmptyState, Failure } from '../../shared/components/notice.tsx';
import { Panel } from '../../shared/components/page.tsx';
import { useRoleName } from '../../shared/roles.ts';
import { useSession } from '../../shared/session.ts';
import { useCommand } from '../../shared/use-endpoint.ts';
import { useLabel } from '../../shared/words.ts';
import { useWords } from './locale.ts';

/** What the person is, in which organisations, and as which of them they act. */
export function MembershipsPanel(): ReactNode {
  const say = useWords();
  const labelOf = useLabel();
  const roleName = useRoleName();
  const { acting, memberships } = useSession();
  const turn = useCommand(switchMembership);
  async function actAs({ id }: Membership): Promise<void> {
    await turn.mutateAsync({ body: { membership: id } });
    // nothing of the former one stays on the screen
    window.location.assign('/');
  }
  return (
    <Panel title={say('memberships.title')}>
      {memberships.length === 0 && (
        <EmptyState title={say('memberships.none')}>{say('memberships.none.text')}</EmptyState>
      )}
      <ul className="account-list">
        {memberships.map((one) => (
          <li key={one.id}>
            <p>
              {labelOf(one.organisation.name)}
              <small>{roleName(one.role)}</small>
            </p>
            {one.id === acting?.id ? (
              <b>{say('memberships.now')}</b>
            ) : (
              <Button loading={turn.isPending} onClick={() => void actAs(one).catch(() => {})}>
                {say('memberships.act')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {turn.error && <Failure problem={turn.error} title={say('memberships.failed')} />}
    </Panel>
  );
}
