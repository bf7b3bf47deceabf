import { getSession } from '@miaopu/contract';
import { useQueryClient } from '@tanstack/react-query';
import { Alert } from 'antd';
import { type ReactNode, useEffect } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { refusalOf } from '../shared/auth.ts';
import { DoorPage } from '../shared/components/door-page.tsx';
import { endpointQuery } from '../shared/use-endpoint.ts';
import { useLabel } from '../shared/words.ts';
import { homeOf } from './home-of.ts';
import { useWords } from './locale.ts';
import { SignInForm } from './sign-in-form.tsx';

/** Only paths of our own are followed after sign-in. */
function safeTarget(to: string | null): string | undefined {
  return to?.startsWith('/') && !to.startsWith('//') ? to : undefined;
}

export function SignInPage(): ReactNode {
  const say = useWords();
  const labelOf = useLabel();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [search] = useSearchParams();
  async function enter(): Promise<void> {
    queries.clear();
    const { user } = await queries.fetchQuery(endpointQuery(getSession, {}));
    await navigate(safeTarget(search.get('to')) ?? homeOf(user.role), { replace: true });
  }

  // back from single sign-on: let in, or with a word on why not
  const entered = search.get('entered') !== null;
  const refused = search.get('error');
  // or known there, and asked for the second factor here
  const asksCode = search.get('second_factor') !== null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, as the page opens
  useEffect(() => {
    if (entered) void enter().catch(() => {});
  }, []);

  return (
    <DoorPage title={say('sign_in.title')}>
      <p>{say('product.long')}</p>
      {refused !== null && (
        <Alert
          type="error"
          showIcon
          role="alert"
          title={labelOf(refusalOf({ status: 403, data: { code: refused } }).labels)}
          style={{ marginBottom: 16 }}
        />
      )}
      <SignInForm asksCode={asksCode} onSignedIn={() => void enter()} />
    </DoorPage>
  );
}
