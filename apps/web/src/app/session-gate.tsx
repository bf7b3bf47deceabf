import { getSession } from '@miaopu/contract';
import { useQueryClient } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { Navigate, useLocation } from 'react-router';
import { onSessionEnded } from '../shared/client.ts';
import { Failure } from '../shared/components/notice.tsx';
import { accountPath } from '../shared/paths.ts';
import { SessionContext } from '../shared/session.ts';
import { useEndpoint } from '../shared/use-endpoint.ts';

/**
 * Lets in those who are signed in. A session that ends while someone works asks for the password over the page,
 * which stays as it is: nothing typed is lost.
 */
export function SessionGate({ children }: { children: ReactNode }): ReactNode {
  const location = useLocation();
  const { data, error, refetch } = useEndpoint(getSession, {}, { staleTime: 5 * 60_000 });
  if (data?.mustEnrol && location.pathname !== accountPath) return <Navigate to={accountPath} replace />;
  if (data) {
    return (
      <SessionContext value={data}>
        {children}
        <AfterItsEnd />
      </SessionContext>
    );
  }
  if (error?.status === 401) {
    const back = `${location.pathname}${location.search}`;
    const isStart = back === '/g' || back === '/e';
    return <Navigate to={isStart ? '/sign-in' : `/sign-in?to=${encodeURIComponent(back)}`} replace />;
  }
  if (!error) return null;
  return (
    <main>
      <Failure problem={error} onRetry={() => void refetch()} />
    </main>
  );
}

/** Loaded when it is needed, which is seldom. */
const SignInAgain = lazy(async () => ({ default: (await import('./sign-in-again.tsx')).SignInAgain }));

function AfterItsEnd(): ReactNode {
  const queries = useQueryClient();
  const [ended, setEnded] = useState(false);
  useEffect(() => onSessionEnded(() => setEnded(true)), []);
  if (!ended) return null;
  return (
    <Suspense fallback={null}>
      <SignInAgain
        onSignedIn={() => {
          setEnded(false);
          void queries.invalidateQueries();
        }}
      />
    </Suspense>
  );
}
