import { lazy, type ReactNode, Suspense, useRef, useState } from 'react';
import { useSession } from '../../shared/session.ts';
import { useWords } from '../locale.ts';
import { Icon } from './icons.tsx';

/** Loaded when the menu is opened. */
const AccountPanel = lazy(async () => ({ default: (await import('./account-panel.tsx')).AccountPanel }));

/** Who is signed in; behind it how the page looks and speaks, and the way out. The browser closes it at Escape or a click beside it. */
export function AccountMenu({ onKeys }: { onKeys?: () => void }): ReactNode {
  const say = useWords();
  const { user } = useSession();
  const box = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className="account-button"
        aria-label={`${say('account.menu')}:${user.name}`}
        aria-expanded={open}
        popoverTarget="account"
      >
        <Icon name="person" />
        <span>{user.name}</span>
      </button>
      <div
        ref={box}
        id="account"
        className="account-box"
        popover="auto"
        onToggle={(event) => setOpen(event.newState === 'open')}
      >
        {open && (
          <Suspense fallback={null}>
            <AccountPanel onKeys={onKeys} onClose={() => box.current?.hidePopover()} />
          </Suspense>
        )}
      </div>
    </>
  );
}
