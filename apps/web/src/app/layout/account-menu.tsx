import { useQueryClient } from '@tanstack/react-query';
import { Button, Popover } from 'antd';
import { type ReactNode, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { accountPath } from '../../shared/paths.ts';
import { useRoleName } from '../../shared/roles.ts';
import { useSession } from '../../shared/session.ts';
import { useLabel } from '../../shared/words.ts';
import { useWords } from '../locale.ts';
import { Icon } from './icons.tsx';
import { MembershipSwitch } from './membership-switch.tsx';
import { LanguageSwitch, SchemeSwitch } from './preferences.tsx';

/** Who is signed in, how the page looks and speaks, and the way out. */
export function AccountMenu({ onKeys }: { onKeys?: () => void }): ReactNode {
  const say = useWords();
  const labelOf = useLabel();
  const roleName = useRoleName();
  const { user, acting } = useSession();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);

  async function leave(): Promise<void> {
    const { signOut } = await import('../auth.ts');
    await signOut();
    await navigate('/sign-in');
    queries.clear();
  }

  const menu = (
    <div className="account">
      <div>
        <b>{user.name}</b>
        <small>
          {acting && `${labelOf(acting.organisation.name)} · `}
          {roleName(user.role)}
        </small>
        <small>{user.email}</small>
      </div>
      <Link className="account-link" to={accountPath} onClick={() => setOpen(false)}>
        {say('nav.account')}
      </Link>
      <MembershipSwitch />
      <LanguageSwitch />
      <SchemeSwitch />
      {onKeys && (
        <Button
          block
          onClick={() => {
            setOpen(false);
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
  return (
    <Popover content={menu} trigger="click" placement="bottomRight" open={open} onOpenChange={setOpen}>
      <button
        type="button"
        className="account-button"
        aria-label={`${say('account.menu')}:${user.name}`}
        aria-expanded={open}
        onKeyDown={(event) => event.key === 'Escape' && setOpen(false)}
      >
        <Icon name="person" />
        <span>{user.name}</span>
      </button>
    </Popover>
  );
}
