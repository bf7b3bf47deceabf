import type { SubmissionKey } from '@miaopu/contract';
import { targetPath } from '../../shared/paths.ts';

export function reportsPath(view = ''): string {
  return view === '' ? '/g/reports' : `/g/reports?view=${view}`;
}

export function reportPath({ form, unit, period }: SubmissionKey): string {
  return `/g/reports/${[form, unit, period].map(encodeURIComponent).join('/')}`;
}

type Behind = {
  target: string;
  town: string | null;
  year: number | null;
  quarter: string | null;
  asOf: string;
};

/** The list of enterprises behind a counted value: the target's page, filtered as it was counted. */
export function behindPath(plan: string, { target, town, year, quarter, asOf }: Behind): string {
  const path = targetPath(plan, target, { asOf, year: year === null ? '' : String(year), town: town ?? '' });
  return `${path}${quarter === null ? '' : `&quarter=${quarter}`}#behind`;
}
