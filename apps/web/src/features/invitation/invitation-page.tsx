import {
  acceptInvitation,
  getSession,
  getSignInWays,
  joinByInvitation,
  openInvitation,
} from '@miaopu/contract';
import { Button, Form, Input } from 'antd';
import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { askAuth, goToSingleSignOn } from '../../shared/auth.ts';
import type { AnswerOf } from '../../shared/client.ts';
import { Bones } from '../../shared/components/bones.tsx';
import { DoorPage } from '../../shared/components/door-page.tsx';
import { NewPassword } from '../../shared/components/new-password.tsx';
import { Failure } from '../../shared/components/notice.tsx';
import { formatInstant } from '../../shared/formats.ts';
import { addPasskey, passkeysWork } from '../../shared/passkeys.ts';
import { useRoleName } from '../../shared/roles.ts';
import { useCommand, useEndpoint, useWriting } from '../../shared/use-endpoint.ts';
import { useLabel } from '../../shared/words.ts';
import { useWords } from './locale.ts';

type Invitation = AnswerOf<typeof openInvitation>;

/** What an invitation's link opens: to whom it belongs, what it makes them, and the one thing to do. */
export function InvitationPage(): ReactNode {
  const say = useWords();
  const { token = '' } = useParams();
  const { data, error } = useEndpoint(openInvitation, { params: { token } }, { staleTime: Infinity });
  return (
    <DoorPage title={say('title')}>
      {error && <Failure problem={error} title={say('void')} />}
      {!data && !error && <Bones rows={5} height={32} />}
      {data && <Told invitation={data} />}
      {data &&
        (data.known ? <Join token={token} invitation={data} /> : <Open token={token} invitation={data} />)}
    </DoorPage>
  );
}

function Told({ invitation }: { invitation: Invitation }): ReactNode {
  const say = useWords();
  const labelOf = useLabel();
  const roleName = useRoleName();
  const { organisation, role, email, expiresAt } = invitation;
  return (
    <>
      <p>
        {organisation
          ? say('to', { organisation: labelOf(organisation.name), role: roleName(role) })
          : say('to.newcomer')}
      </p>
      <p className="door-quiet">{say('for', { email, until: formatInstant(expiresAt) })}</p>
    </>
  );
}

/** Whoever is signed in begins anew as what they have become. */
const enter = () => window.location.assign('/sign-in?entered=1');

/** Opens an account: a name and a password, and in. */
function Open({ token, invitation }: { token: string; invitation: Invitation }): ReactNode {
  const say = useWords();
  const accept = useCommand(acceptInvitation);
  async function submit(body: { name: string; password: string }): Promise<void> {
    const { email } = await accept.mutateAsync({ params: { token }, body });
    await askAuth('sign-in/email', { email, password: body.password });
    enter();
  }
  return (
    <Form<{ name: string; password: string }>
      layout="vertical"
      requiredMark={false}
      disabled={accept.isPending}
      initialValues={{ name: invitation.name }}
      onFinish={(values) => void submit(values).catch(() => {})}
    >
      <Form.Item
        name="name"
        label={say('name')}
        rules={[{ required: true, whitespace: true, message: say('name.missing') }]}
      >
        <Input autoComplete="name" maxLength={50} size="large" />
      </Form.Item>
      <NewPassword label={say('password')} person={invitation} />
      {accept.error && <Failure problem={accept.error} title={say('failed')} />}
      <Button type="primary" htmlType="submit" size="large" block loading={accept.isPending}>
        {say('accept')}
      </Button>
      <OtherWays token={token} />
    </Form>
  );
}

/** Instead of a password: a key of this device, or the district's single sign-on. */
function OtherWays({ token }: { token: string }): ReactNode {
  const say = useWords();
  const { data } = useEndpoint(getSignInWays, {});
  const key = useWriting([]);
  const singleSignOn = data?.singleSignOn;
  const byKey = passkeysWork(data?.passkeyHost);
  if (!byKey && !singleSignOn) return null;
  return (
    <div className="door-others">
      {byKey && (
        <Button
          block
          loading={key.isPending}
          onClick={() => key.mutate(() => addPasskey(say('passkey.name'), token), { onSuccess: enter })}
        >
          {say('accept.passkey')}
        </Button>
      )}
      {singleSignOn && (
        <Button block onClick={() => void goToSingleSignOn(singleSignOn.provider, '').catch(() => {})}>
          {say('accept.single_sign_on', { name: singleSignOn.name })}
        </Button>
      )}
      {key.error && <Failure problem={key.error} title={say('failed')} />}
    </div>
  );
}

/** For whoever has an account: signs in first, then becomes one more thing. */
function Join({ token, invitation }: { token: string; invitation: Invitation }): ReactNode {
  const say = useWords();
  const { data, isPending } = useEndpoint(getSession, {});
  const join = useCommand(joinByInvitation);
  if (isPending) return <Bones rows={1} height={40} />;
  if (!data || data.user.email !== invitation.email)
    return (
      <>
        <p>{say(data ? 'other_account' : 'sign_in_first', { email: data?.user.email ?? '' })}</p>
        <Link className="door-link" to={`/sign-in?to=${encodeURIComponent(`/invitation/${token}`)}`}>
          {say('sign_in')}
        </Link>
      </>
    );
  return (
    <>
      {join.error && <Failure problem={join.error} title={say('failed')} />}
      <Button
        type="primary"
        size="large"
        block
        loading={join.isPending}
        onClick={() => join.mutate({ params: { token } }, { onSuccess: enter })}
      >
        {say('join')}
      </Button>
    </>
  );
}
