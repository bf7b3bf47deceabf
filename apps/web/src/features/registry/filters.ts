/** The filters of the registry as they stand in the address bar; each list joined by commas. */
export type RegistryFilters = {
  readonly q: string;
  readonly town: readonly string[];
  readonly industry: string;
  readonly category: readonly string[];
  readonly status: readonly string[];
  readonly title: string;
  readonly establishedFrom: string;
  readonly establishedTo: string;
};

export const sortable = ['name', 'creditCode', 'town', 'industry', 'establishedOn'] as const;
export type Sort = (typeof sortable)[number];
export type RegistryView = {
  readonly filters: RegistryFilters;
  readonly sort: Sort;
  readonly order: 'asc' | 'desc';
  /** The first page is 1. */
  readonly page: number;
};

export const pageSize = 50;

const dayPattern = /^\d{4}-\d{2}-\d{2}$/;
const listOf = (text: string | null) => (text ?? '').split(',').filter(Boolean);
const dayOrNothing = (text: string | null) => (text && dayPattern.test(text) ? text : '');

/** Reads the view from an address; what it cannot read counts as not given. */
export function readView(address: URLSearchParams): RegistryView {
  const sort = sortable.find((field) => field === address.get('sort')) ?? 'name';
  const page = Number.parseInt(address.get('page') ?? '1', 10);
  return {
    filters: {
      q: (address.get('q') ?? '').slice(0, 100),
      town: listOf(address.get('town')),
      industry: /^[A-T]?\d{0,4}$/.test(address.get('industry') ?? '') ? (address.get('industry') ?? '') : '',
      category: listOf(address.get('category')),
      status: listOf(address.get('status')),
      title: address.get('title') ?? '',
      establishedFrom: dayOrNothing(address.get('establishedFrom')),
      establishedTo: dayOrNothing(address.get('establishedTo')),
    },
    sort,
    order: address.get('order') === 'desc' ? 'desc' : 'asc',
    page: Number.isFinite(page) && page > 0 ? page : 1,
  };
}

/** The filters as the server and the address bar take them; those not set are left out. */
export function filterQuery(filters: RegistryFilters): Record<string, string> {
  const given = Object.entries(filters).map(([name, value]) => [
    name,
    typeof value === 'string' ? value.trim() : value.join(','),
  ]);
  return Object.fromEntries(given.filter(([, value]) => value !== ''));
}

/** The address of a view: what is as usual is left out, so that links stay short. */
export function writeView(view: RegistryView): URLSearchParams {
  const address = new URLSearchParams(filterQuery(view.filters));
  if (view.sort !== 'name') address.set('sort', view.sort);
  if (view.order !== 'asc') address.set('order', view.order);
  if (view.page !== 1) address.set('page', String(view.page));
  return address;
}

/** How many filters narrow the list. */
export function countFilters(filters: RegistryFilters): number {
  return Object.keys(filterQuery(filters)).length;
}
