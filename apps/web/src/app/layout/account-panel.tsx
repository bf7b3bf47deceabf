import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { Link, useNavigate } from 'react-router';
import { accountPath } from '../../shared/paths.ts';
import { useRoleName } from '../../shared/roles.ts';
import { useSession } from '../../shared/session.ts';
import { useLabel } from '../../shared/words.ts';
import { signOut } from '../auth.ts';
import { useWords } from '../locale.ts';
import { MembershipSwitch } from './membership-switch.tsx';
import { LanguageSwitch, SchemeSwitch } from './preferences.tsx';

/** What the account's menu holds. */
export function AccountPanel({ onKeys, onClose }: { onKeys?: () => void; onClose: () => void }): ReactNode {
  const say = useWords();
  const labelOf = useLabel();
  const roleName = useRoleName();
  const { user, acting } = useSession();
  const queries = useQueryClient();
  const navigate = useNavigate();

  async function leave(): Promise<void> {
    await signOut();
    await navigate('/sign-in');
    queries.clear();
  }

  return (
    <div className="account">
      <div>
        <b>{user.name}</b>
        <small>
          {acting && `${labelOf(acting.organisation.name)} · `}
          {roleName(user.role)}
        </small>
        <small>{user.email}</small>
      </div>
      <Link className="account-link" to={accountPath} onClick={onClose}>
        {say('nav.account')}
      </Link>
      <MembershipSwitch />
      <LanguageSwitch />
      <SchemeSwitch />
      {onKeys && (
        <Button
          block
          onClick={() => {
            onClose();
            onKeys();
          }}
        >
          {say('keys.open')} <kbd>?</kbd>
        </Button>
      )}
      <Button block onClick={() => void leave()}>
        {say('account.sign_out')}
      </Button>
    </div>
  );
}
