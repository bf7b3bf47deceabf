import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { formatCount } from '../../shared/formats.ts';
import { useUnread } from '../../shared/use-unread.ts';
import { useWords } from '../locale.ts';
import { Icon } from './icons.tsx';
import './bell.css';

/** Leads to the inbox, and says how much of it was not read. */
export function Bell({ to }: { to: string }): ReactNode {
  const say = useWords();
  const unread = useUnread() ?? 0;
  const shown = unread > 99 ? '99+' : formatCount(unread);
  return (
    <Link
      to={to}
      className="bell"
      aria-label={unread > 0 ? say('bell.unread', { count: shown }) : say('bell')}
    >
      <Icon name="bell" />
      {unread > 0 && <span className="bell-count">{shown}</span>}
    </Link>
  );
}
