import { getSession } from '@miaopu/contract';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useEndpoint } from '../../shared/use-endpoint.ts';
import { homeOf } from '../home-of.ts';
import { useWords } from '../locale.ts';
import { tabsOf } from '../routes.ts';
import { FaceShell } from './face-shell.tsx';
import { LanguageToggle } from './preferences.tsx';

/** The public face: no account; who happens to have one finds the way to their work. */
export function PublicShell(): ReactNode {
  const say = useWords();
  // a stranger's answer is 401, which is no fault here
  const { data } = useEndpoint(getSession, {}, { staleTime: 5 * 60_000 });
  return (
    <FaceShell
      home="/"
      whose={say('product.long')}
      tabs={tabsOf('public')}
      end={
        <>
          <LanguageToggle />
          <Link className="face-enter" to={data ? homeOf(data.user.role) : '/sign-in'}>
            {data ? say('nav.workspace') : say('nav.sign_in')}
          </Link>
        </>
      }
    />
  );
}
