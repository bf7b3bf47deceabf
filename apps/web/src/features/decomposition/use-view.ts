import { useFilters } from '../../shared/use-filters.ts';

/** What of the grid is shown; it lives in the address. */
export type ViewState = {
  /** null: every year. */
  readonly year: number | null;
  readonly kind: 'town' | 'department';
  /** Only targets whose parts do not come to their whole. */
  readonly only: boolean;
  /** One target alone; '' for all. */
  readonly target: string;
  change: (changes: Partial<Record<'year' | 'kind' | 'only' | 'target', string>>) => void;
};

export function useView(): ViewState {
  const [filters, setFilters] = useFilters({ year: '', kind: 'town', only: '', target: '' });
  return {
    year: /^\d{4}$/.test(filters.year) ? Number(filters.year) : null,
    kind: filters.kind === 'department' ? 'department' : 'town',
    only: filters.only !== '',
    target: filters.target,
    change: (changes) => setFilters(changes, { replace: true }),
  };
}
