import { cockpitFilters, getCockpit, getSession } from '@miaopu/contract';
import type { QueryClient } from '@tanstack/react-query';
import { presentQuery } from '../shared/query.ts';
import { endpointQuery } from '../shared/use-endpoint.ts';

/**
 * Asks for what the first page will need while its code is still on the way: who is signed in and, for 今日 and the
 * cockpit, the targets. A failure here is told by the page that needs the answer.
 */
export function warmUp(
  queries: QueryClient,
  { pathname, search }: Pick<Location, 'pathname' | 'search'>,
): void {
  if (!pathname.startsWith('/g')) return;
  const session = queries.fetchQuery(endpointQuery(getSession, {}));
  const wanted = new URLSearchParams(search);
  const filters = pathname === '/g' ? {} : cockpitQuery(wanted);
  if (pathname !== '/g' && pathname !== '/g/plan') return void session.catch(() => {});
  session
    .then(({ plan }) =>
      plan
        ? queries.prefetchQuery(endpointQuery(getCockpit, { params: { plan }, query: filters }))
        : undefined,
    )
    .catch(() => {});
}

function cockpitQuery(wanted: URLSearchParams): Partial<Record<string, string>> {
  return presentQuery(Object.fromEntries(cockpitFilters.map((name) => [name, wanted.get(name) ?? ''])));
}
