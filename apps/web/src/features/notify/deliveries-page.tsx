import { listGivenUp } from '@miaopu/contract';
import type { ReactNode } from 'react';
import { Page } from '../../shared/components/page.tsx';
import { formatCount } from '../../shared/formats.ts';
import { useEndpoint } from '../../shared/use-endpoint.ts';
import { GivenUpPanel } from './given-up-panel.tsx';
import { useWords } from './locale.ts';
import { WebhooksPanel } from './webhooks-panel.tsx';
import './notify.css';

/** For the administrator: what did not arrive, and the systems that are told too. */
export function DeliveriesPage(): ReactNode {
  const say = useWords();
  const { data } = useEndpoint(listGivenUp, { query: {} }, { refetchInterval: 30_000 });
  return (
    <Page
      title={say('office.title')}
      aside={data && say('office.waiting', { count: formatCount(data.waiting) })}
    >
      <GivenUpPanel />
      <WebhooksPanel />
    </Page>
  );
}
