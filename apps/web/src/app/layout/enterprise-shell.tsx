import { may } from '@miaopu/contract';
import type { ReactNode } from 'react';
import { useAbility, useSession } from '../../shared/session.ts';
import { useLabel } from '../../shared/words.ts';
import { tabsOf } from '../routes.ts';
import { AccountMenu } from './account-menu.tsx';
import { Bell } from './bell.tsx';
import { FaceShell } from './face-shell.tsx';

/** The enterprise's face: on a phone first, its tabs at the thumb. */
export function EnterpriseShell(): ReactNode {
  const label = useLabel();
  const ability = useAbility();
  const { acting, district } = useSession();
  const tabs = tabsOf('enterprise').filter(({ access }) => access === 'public' || may(ability, access));
  return (
    <FaceShell
      home="/e"
      whose={acting ? label(acting.organisation.name) : district.name}
      tabs={tabs.length > 1 ? tabs : []}
      end={
        <>
          <Bell to="/e/inbox" />
          <AccountMenu />
        </>
      }
    />
  );
}
