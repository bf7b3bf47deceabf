import { getSession } from '@miaopu/contract';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { endpointQuery } from '../shared/use-endpoint.ts';
import { homeOf } from './home-of.ts';
import { Emblem } from './layout/emblem.tsx';
import { LanguageSwitch } from './layout/preferences.tsx';
import { useWords } from './locale.ts';
import { SignInForm } from './sign-in-form.tsx';
import './sign-in-page.css';

/** Only paths of our own are followed after sign-in. */
function safeTarget(to: string | null): string | undefined {
  return to?.startsWith('/') && !to.startsWith('//') ? to : undefined;
}

export function SignInPage(): ReactNode {
  const say = useWords();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [search] = useSearchParams();
  const title = say('sign_in.title');
  useEffect(() => {
    document.title = title;
  }, [title]);

  async function enter(): Promise<void> {
    queries.clear();
    const { user } = await queries.fetchQuery(endpointQuery(getSession, {}));
    await navigate(safeTarget(search.get('to')) ?? homeOf(user.role), { replace: true });
  }

  return (
    <div className="sign-in">
      <main className="sign-in-card">
        <Emblem size={40} />
        <h1>{title}</h1>
        <p>{say('product.long')}</p>
        <SignInForm onSignedIn={() => void enter()} />
      </main>
      <footer>
        <LanguageSwitch />
      </footer>
    </div>
  );
}
