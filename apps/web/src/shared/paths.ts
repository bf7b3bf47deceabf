/** Where people see to their own account. */
export const accountPath = '/account';

/** The filters that go along when a number is opened: the place, the period, the day. */
export type View = { asOf?: string; year?: string; town?: string; unit?: string };

function withView(path: string, view: View): string {
  const search = new URLSearchParams();
  for (const name of ['asOf', 'year', 'town', 'unit'] as const) {
    const value = view[name];
    if (value) search.set(name, value);
  }
  const text = search.toString();
  return text ? `${path}?${text}` : path;
}

export function cockpitPath(view: View = {}): string {
  return withView('/g/plan', view);
}

export function targetPath(plan: string, target: string, view: View = {}): string {
  return withView(`/g/plan/${encodeURIComponent(plan)}/targets/${encodeURIComponent(target)}`, {
    ...view,
    unit: '',
  });
}

export function documentPath(plan: string): string {
  return `/g/plan/${encodeURIComponent(plan)}/document`;
}

/** The district's decomposition; of one target where it is named. */
export function decompositionPath(plan: string, target = ''): string {
  const path = `/g/plan/${encodeURIComponent(plan)}/decomposition`;
  return target ? `${path}?target=${encodeURIComponent(target)}` : path;
}

/** What is asked of one's own unit. */
export function tasksPath(plan: string): string {
  return `/g/plan/${encodeURIComponent(plan)}/tasks`;
}
