import { cockpitFilters, getCockpit, getSession } from '@miaopu/contract';
import type { Services } from './app.ts';
import { listPlans } from './engines/plan/index.ts';
import { asSystem } from './platform/db/index.ts';
import type { Ahead } from './platform/http/index.ts';

/** What the government's pages ask for first: who is signed in and, for 今日 and the cockpit, the targets, in the very words of the page. */
export function aheadOf({ db, config }: Services): Ahead {
  return async ({ pathname, searchParams }) => {
    if (pathname !== '/g' && !pathname.startsWith('/g/')) return [];
    if (pathname !== '/g' && pathname !== '/g/plan') return [getSession.path];
    const [plan] = await asSystem(() => listPlans(db, config.district));
    if (plan === undefined) return [getSession.path];
    const filters = new URLSearchParams();
    for (const name of pathname === '/g' ? [] : cockpitFilters) {
      const value = searchParams.get(name);
      if (value) filters.set(name, value);
    }
    const cockpit = getCockpit.path.replace(':plan', encodeURIComponent(plan.id));
    return [getSession.path, filters.size > 0 ? `${cockpit}?${filters}` : cockpit];
  };
}
