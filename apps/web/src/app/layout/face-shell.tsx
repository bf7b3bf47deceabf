import { type ReactNode, Suspense } from 'react';
import { Link, NavLink, Outlet } from 'react-router';
import { useWords } from '../locale.ts';
import type { AppRoute } from '../routes.ts';
import { Emblem } from './emblem.tsx';
import { Icon } from './icons.tsx';
import './face-shell.css';

/** A face for people who come for a moment: a bar on top, its pages as tabs (at the bottom of a phone), large type. */
export function FaceShell(props: {
  home: string;
  /** Under the product's name: whose face it is. */
  whose: ReactNode;
  tabs: readonly AppRoute[];
  /** What stands at the end of the bar: sign in, or who is signed in. */
  end: ReactNode;
}): ReactNode {
  const say = useWords();
  return (
    <div className="face">
      <a className="shell-skip" href="#main">
        {say('skip')}
      </a>
      <header className="face-top">
        <Link to={props.home} className="face-brand">
          <Emblem size={32} />
          <span>
            <b>{say('product')}</b>
            <small>{props.whose}</small>
          </span>
        </Link>
        {props.tabs.length > 0 && (
          <nav className="face-tabs" aria-label={say('nav.label')}>
            <ul>
              {props.tabs.map((route) => (
                <li key={route.path}>
                  <NavLink to={route.path} end={route.path === props.home}>
                    <Icon name={route.tab!} />
                    <span>{say(route.label)}</span>
                  </NavLink>
                </li>
              ))}
            </ul>
          </nav>
        )}
        <div className="face-end">{props.end}</div>
      </header>
      <main className="face-main" id="main" tabIndex={-1}>
        <Suspense fallback={null}>
          <Outlet />
        </Suspense>
      </main>
    </div>
  );
}
