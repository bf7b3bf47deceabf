import { lazy, type ReactNode, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import { Outlet, useLocation, useNavigate, useSearchParams } from 'react-router';
import { useMay } from '../../shared/session.ts';
import { useKeys } from '../keyboard.ts';
import { useWords } from '../locale.ts';
import { routes } from '../routes.ts';
import { AccountMenu } from './account-menu.tsx';
import { Bell } from './bell.tsx';
import { Rail } from './rail.tsx';
import { SearchBox } from './search-box.tsx';
import './shell.css';

const KeysHelp = lazy(async () => ({ default: (await import('./keys-help.tsx')).KeysHelp }));

/** The government face: the rail by work at the left (at the bottom on a phone), search on top, the page. */
export function Shell(): ReactNode {
  const say = useWords();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const [search] = useSearchParams();
  const main = useRef<HTMLElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const [helps, setHelps] = useState(false);
  const mayFind = useMay('registry.read');
  const jumps = useMemo(
    () =>
      Object.fromEntries(
        routes.flatMap((route) => (route.rail ? [[route.rail.letter, () => navigate(route.path)]] : [])),
      ),
    [navigate],
  );
  const actions = useMemo(
    () => ({ onSearch: () => field.current?.focus(), onHelp: () => setHelps(true), jumps }),
    [jumps],
  );
  useKeys(actions);
  useFocusOnArrival(main, pathname);
  if (search.has('wall')) return <Outlet />;
  return (
    <div className="shell">
      <a className="shell-skip" href="#main">
        {say('skip')}
      </a>
      <Rail />
      <header className="shell-top">
        {mayFind ? <SearchBox field={field} /> : <span />}
        <div className="shell-person">
          <Bell to="/g/inbox" />
          <AccountMenu onKeys={() => setHelps(true)} />
        </div>
      </header>
      <main className="shell-main" id="main" ref={main} tabIndex={-1}>
        <Suspense fallback={null}>
          <Outlet />
        </Suspense>
      </main>
      {helps && (
        <Suspense fallback={null}>
          <KeysHelp onClose={() => setHelps(false)} />
        </Suspense>
      )}
    </div>
  );
}

/** After going to another page, the keyboard and the screen reader start at its content. */
function useFocusOnArrival(main: React.RefObject<HTMLElement | null>, pathname: string): void {
  const first = useRef(pathname);
  useEffect(() => {
    if (first.current === pathname) return;
    first.current = pathname;
    main.current?.focus({ preventScroll: true });
  }, [main, pathname]);
}
