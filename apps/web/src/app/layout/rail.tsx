import { may } from '@miaopu/contract';
import type { ReactNode } from 'react';
import { NavLink } from 'react-router';
import { useAbility, useSession } from '../../shared/session.ts';
import { useWords } from '../locale.ts';
import { routes } from '../routes.ts';
import { Emblem } from './emblem.tsx';
import { Icon } from './icons.tsx';

/** The main navigation: only what exists, and only what the person may open. */
export function Rail(): ReactNode {
  const say = useWords();
  const { district } = useSession();
  const ability = useAbility();
  const entries = routes.filter(({ rail, access }) => rail && (access === 'public' || may(ability, access)));
  return (
    <nav className="rail" aria-label={say('nav.label')}>
      <div className="rail-brand">
        <Emblem size={28} />
        <span className="rail-words">
          <b>{say('product')}</b>
          <small>{district.name}</small>
        </span>
      </div>
      <ul>
        {entries.map((route) => (
          <li key={route.path}>
            <NavLink to={route.path} end={route.path === '/g'} aria-keyshortcuts={`g ${route.rail?.letter}`}>
              <Icon name={route.rail!.icon} />
              <span>{say(route.label)}</span>
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
