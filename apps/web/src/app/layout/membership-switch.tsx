import { type Membership, switchMembership } from '@miaopu/contract';
import { Select } from 'antd';
import type { ReactNode } from 'react';
import { Failure } from '../../shared/components/notice.tsx';
import { useRoleName } from '../../shared/roles.ts';
import { useSession } from '../../shared/session.ts';
import { useCommand } from '../../shared/use-endpoint.ts';
import { useLabel } from '../../shared/words.ts';
import { useWords } from '../locale.ts';

/** For people who are several things: as which of them they act. Nothing of the former one stays on the screen. */
export function MembershipSwitch(): ReactNode {
  const say = useWords();
  const labelOf = useLabel();
  const roleName = useRoleName();
  const { acting, memberships } = useSession();
  const turn = useCommand(switchMembership);
  if (memberships.length < 2) return null;
  const nameOf = ({ role, organisation }: Membership) => `${labelOf(organisation.name)} · ${roleName(role)}`;
  async function choose(membership: string): Promise<void> {
    await turn.mutateAsync({ body: { membership } });
    window.location.assign('/');
  }
  return (
    <div>
      <Select
        aria-label={say('account.switch')}
        style={{ width: '100%' }}
        value={acting?.id}
        loading={turn.isPending}
        // a list outside of the menu would lie below it, and a click there would close it
        getPopupContainer={(field) => field.parentElement!}
        options={memberships.map((one) => ({ value: one.id, label: nameOf(one) }))}
        onChange={(id: string) => void choose(id).catch(() => {})}
      />
      {turn.error && (
        <Failure problem={turn.error} title={say('account.switch.failed')} where={say('account.switch')} />
      )}
    </div>
  );
}
