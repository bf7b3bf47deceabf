import type { AbilityName } from '@miaopu/contract';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { Link, useRouteError } from 'react-router';
import { EmptyState } from '../shared/components/notice.tsx';
import { Page } from '../shared/components/page.tsx';
import { useRoleName } from '../shared/roles.ts';
import { useMay, useSession } from '../shared/session.ts';
import { homeOf } from './home-of.ts';
import { useWords } from './locale.ts';

/** For an address that leads nowhere. */
export function MissingPage(): ReactNode {
  const say = useWords();
  return (
    <Page title={say('missing.title')}>
      <EmptyState action={<Link to="/g">{say('missing.back')}</Link>}>{say('missing.text')}</EmptyState>
    </Page>
  );
}

/** For a page whose program failed: says which sentence to pass on. */
export function BrokenPage(): ReactNode {
  const say = useWords();
  const problem = useRouteError();
  const message = problem instanceof Error ? problem.message : String(problem);
  return (
    <Page title={say('broken.title')}>
      <EmptyState action={<Button onClick={() => window.location.reload()}>{say('broken.reload')}</Button>}>
        {say('broken.text', { message })}
      </EmptyState>
    </Page>
  );
}

/** Shows the page to those who may, and says to the others whom to ask. */
export function NeedsAbility(props: { ability: AbilityName; children: ReactNode }): ReactNode {
  const say = useWords();
  const roleName = useRoleName();
  const may = useMay(props.ability);
  const { user } = useSession();
  if (may) return props.children;
  return (
    <Page title={say('forbidden.title')}>
      <EmptyState action={<Link to={homeOf(user.role)}>{say('forbidden.back')}</Link>}>
        {say('forbidden.text', { role: roleName(user.role) })}
      </EmptyState>
    </Page>
  );
}
