import { getAccount } from '@miaopu/contract';
import { Alert } from 'antd';
import type { ReactNode } from 'react';
import { Bones } from '../../shared/components/bones.tsx';
import { Failure } from '../../shared/components/notice.tsx';
import { Page } from '../../shared/components/page.tsx';
import { useSession } from '../../shared/session.ts';
import { useEndpoint } from '../../shared/use-endpoint.ts';
import { useWords } from './locale.ts';
import { MembershipsPanel } from './memberships-panel.tsx';
import { PasskeysPanel } from './passkeys-panel.tsx';
import { PasswordPanel } from './password-panel.tsx';
import { ProfilePanel } from './profile-panel.tsx';
import { SecondFactorPanel } from './second-factor-panel.tsx';
import { SessionsPanel } from './sessions-panel.tsx';
import './account.css';

/** 我的账号: who I am here, by which ways I sign in, and where I am signed in. */
export function AccountPage(): ReactNode {
  const say = useWords();
  const { mustEnrol } = useSession();
  const { data, error, refetch } = useEndpoint(getAccount, {});
  return (
    <Page title={say('title')} narrow>
      {mustEnrol && <Alert type="warning" showIcon title={say('must_enrol')} />}
      <ProfilePanel />
      {!mustEnrol && <MembershipsPanel />}
      {error && <Failure problem={error} onRetry={() => void refetch()} />}
      {!data && !error && <Bones rows={6} height={48} />}
      {data && (
        <>
          <SecondFactorPanel account={data} />
          <PasskeysPanel passkeys={data.passkeys} />
          <PasswordPanel hasPassword={data.hasPassword} />
        </>
      )}
      <SessionsPanel />
    </Page>
  );
}
