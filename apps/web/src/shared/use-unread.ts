import { countInbox } from '@miaopu/contract';
import { useEndpoint } from './use-endpoint.ts';

/** How many messages the person has not read; looked up once a minute while the page is in sight. */
export function useUnread(): number | undefined {
  return useEndpoint(countInbox, {}, { refetchInterval: 60_000 }).data?.unread;
}
