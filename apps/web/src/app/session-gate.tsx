import { getSession } from '@miaopu/contract';
import { useQueryClient } from '@tanstack/react-query';
import { Modal } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { Navigate, useLocation } from 'react-router';
import { onSessionEnded } from '../shared/client.ts';
import { Failure } from '../shared/components/notice.tsx';
import { SessionContext } from '../shared/session.ts';
import { useEndpoint } from '../shared/use-endpoint.ts';
import { useWords } from './locale.ts';
import { SignInForm } from './sign-in-form.tsx';

/**
 * Lets in those who are signed in. A session that ends while someone works asks for the password over the page,
 * which stays as it is: nothing typed is lost.
 */
export function SessionGate({ children }: { children: ReactNode }): ReactNode {
  const location = useLocation();
  const { data, error, refetch } = useEndpoint(getSession, {}, { staleTime: 5 * 60_000 });
  if (data) {
    return (
      <SessionContext value={data}>
        {children}
        <SignInAgain />
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

function SignInAgain(): ReactNode {
  const say = useWords();
  const queries = useQueryClient();
  const [ended, setEnded] = useState(false);
  useEffect(() => onSessionEnded(() => setEnded(true)), []);
  return (
    <Modal
      open={ended}
      title={say('expired.title')}
      footer={null}
      closable={false}
      keyboard={false}
      width={400}
    >
      <p>{say('expired.text')}</p>
      <SignInForm
        onSignedIn={() => {
          setEnded(false);
          void queries.invalidateQueries();
        }}
      />
    </Modal>
  );
}
