import { type ReactNode, Suspense } from 'react';
import { Outlet } from 'react-router';
import { Emblem } from './emblem.tsx';
import { LanguageSwitch } from './preferences.tsx';
import './door-shell.css';

/** The frame of what stands before the sign-in: a card in the middle, and the language. */
export function DoorShell(): ReactNode {
  return (
    <div className="door">
      <main className="door-card">
        <Emblem size={40} />
        <Suspense fallback={null}>
          <Outlet />
        </Suspense>
      </main>
      <footer>
        <LanguageSwitch />
      </footer>
    </div>
  );
}
