import type { ReactNode } from 'react';
import { createBrowserRouter, Outlet, type RouteObject, ScrollRestoration } from 'react-router';
import { BrokenPage, MissingPage, NeedsAbility } from './fallback-pages.tsx';
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

/** The browser's router, made from the route table. */
export function createRouter(): ReturnType<typeof createBrowserRouter> {
  const ofFace = (face: AppRoute['face']) => routes.filter((route) => route.face === face).map(objectOf);
  return createBrowserRouter([
    {
      Component: Root,
      errorElement: <BrokenPage />,
      hydrateFallbackElement: <></>,
      children: [
        ...ofFace('door'),
        { element: <PublicShell />, children: ofFace('public') },
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
