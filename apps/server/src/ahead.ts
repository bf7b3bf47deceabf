import { cockpitFilters, getCockpit, getSession } from '@miaopu/contract';
import type { Services } from './app.ts';
import { listPlans } from './engines/plan/index.ts';
import { asSystem } from './platform/db/index.ts';
import type { Ahead } from './platform/http/index.ts';

/** The pages that open the day. */
const sources: Readonly<Record<string, string>> = {
  '/g': 'src/features/today/today-page.tsx',
  '/g/plan': 'src/features/plan/cockpit/cockpit-page.tsx',
};

/**
 * What the government's pages ask for first: who is signed in and, for 今日 and the cockpit, their code and the targets, in the very
 * words of the page.
 */
export function aheadOf({ db, config }: Services): Ahead {
  return async ({ pathname, searchParams }) => {
    if (pathname !== '/g' && !pathname.startsWith('/g/')) return { answers: [] };
    const source = sources[pathname];
    const [plan] = source === undefined ? [] : await asSystem(() => listPlans(db, config.district));
    if (plan === undefined) return { answers: [getSession.path], source };
    const filters = new URLSearchParams();
    for (const name of pathname === '/g' ? [] : cockpitFilters) {
      const value = searchParams.get(name);
      if (value) filters.set(name, value);
    }
    const cockpit = getCockpit.path.replace(':plan', encodeURIComponent(plan.id));
    return { answers: [getSession.path, filters.size > 0 ? `${cockpit}?${filters}` : cockpit], source };
  };
}
