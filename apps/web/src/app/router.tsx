import type { ReactNode } from 'react';
import { createBrowserRouter, Outlet, type RouteObject, ScrollRestoration } from 'react-router';
import { useSession } from '../shared/session.ts';
import { BrokenPage, MissingPage, NeedsAbility } from './fallback-pages.tsx';
import { faceOf } from './home-of.ts';
import { DoorShell } from './layout/door-shell.tsx';
import { EnterpriseShell } from './layout/enterprise-shell.tsx';
import { PublicShell } from './layout/public-shell.tsx';
import { Shell } from './layout/shell.tsx';
import { type AppRoute, routes } from './routes.ts';
import { SessionGate } from './session-gate.tsx';

function objectOf(route: AppRoute): RouteObject {
  return {
    path: route.path,
    async lazy() {
      const Component = await route.load();
      const page = <Component />;
      if (route.access === 'public') return { element: page };
      return { element: <NeedsAbility ability={route.access}>{page}</NeedsAbility> };
    },
    errorElement: <BrokenPage />,
  };
}

function Root(): ReactNode {
  return (
    <>
      <ScrollRestoration getKey={(location) => location.key} />
      <Outlet />
    </>
  );
}

/** The frame of the face where the person's work is. */
function OwnShell(): ReactNode {
  return faceOf(useSession().user.role) === 'enterprise' ? <EnterpriseShell /> : <Shell />;
}

/** The browser's router, made from the route table. */
export function createRouter(): ReturnType<typeof createBrowserRouter> {
  const ofFace = (face: AppRoute['face']) => routes.filter((route) => route.face === face).map(objectOf);
  return createBrowserRouter([
    {
      Component: Root,
      errorElement: <BrokenPage />,
      hydrateFallbackElement: <></>,
      children: [
        { Component: DoorShell, children: ofFace('door') },
        { element: <PublicShell />, children: ofFace('public') },
        {
          element: (
            <SessionGate>
              <OwnShell />
            </SessionGate>
          ),
          children: ofFace('account'),
        },
        {
          element: (
            <SessionGate>
              <EnterpriseShell />
            </SessionGate>
          ),
          children: ofFace('enterprise'),
        },
        {
          element: (
            <SessionGate>
              <Shell />
            </SessionGate>
          ),
          children: [...ofFace('government'), { path: '*', element: <MissingPage /> }],
        },
      ],
    },
  ]);
}
