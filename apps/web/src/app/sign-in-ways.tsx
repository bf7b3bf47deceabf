import { getSignInWays } from '@miaopu/contract';
import { Button, Divider } from 'antd';
import { type ReactNode, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { goToSingleSignOn } from '../shared/auth.ts';
import { passkeysWork } from '../shared/passkeys.ts';
import { useEndpoint } from '../shared/use-endpoint.ts';
import type { SignInAnswer } from './auth.ts';
import { useWords } from './locale.ts';

/** The ways in besides the password: a passkey, the district's single sign-on; and for enterprises, an account. */
export function SignInWays(props: {
  /** Only what does not leave the page. */
  stay: boolean;
  onAnswer: (answer: SignInAnswer) => void;
}): ReactNode {
  const say = useWords();
  const [search] = useSearchParams();
  const { data } = useEndpoint(getSignInWays, {}, { staleTime: Number.POSITIVE_INFINITY });
  const [busy, setBusy] = useState(false);
  const byKey = passkeysWork(data?.passkeyHost);
  const singleSignOn = props.stay ? null : (data?.singleSignOn ?? null);
  const registration = !props.stay && data?.mail === true;
  if (!byKey && !singleSignOn && !registration) return null;

  async function enter(): Promise<void> {
    setBusy(true);
    const { signInWithPasskey } = await import('./auth.ts');
    props.onAnswer(await signInWithPasskey());
    setBusy(false);
  }

  return (
    <div className="sign-in-others">
      {(byKey || singleSignOn) && <Divider plain>{say('ways.or')}</Divider>}
      {byKey && (
        <Button block size="large" loading={busy} onClick={() => void enter()}>
          {say('ways.passkey')}
        </Button>
      )}
      {singleSignOn && (
        <Button
          block
          size="large"
          onClick={() => void goToSingleSignOn(singleSignOn.provider, search.get('to') ?? '').catch(() => {})}
        >
          {singleSignOn.name}
        </Button>
      )}
      {registration && (
        <p className="sign-in-register">
          {say('ways.none')} <Link to="/register">{say('ways.register')}</Link>
        </p>
      )}
    </div>
  );
}
