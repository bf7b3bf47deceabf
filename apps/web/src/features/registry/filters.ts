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

export const noFilters: RegistryFilters = {
  q: '',
  town: [],
  industry: '',
  category: [],
  status: [],
  title: '',
  establishedFrom: '',
  establishedTo: '',
};

export const sortable = ['name', 'creditCode', 'town', 'industry', 'establishedOn'] as const;
export type Sort = (typeof sortable)[number];
export type RegistryView = {
  readonly filters: RegistryFilters;
  readonly sort: Sort;
  readonly order: 'asc' | 'desc';
  readonly limit: number;
  readonly offset: number;
};

export const pageSizes = [20, 50, 100, 200] as const;
const usualSize = 50;

const dayPattern = /^\d{4}-\d{2}-\d{2}$/;
const listOf = (text: string | null) => (text ?? '').split(',').filter(Boolean);
const dayOrNothing = (text: string | null) => (text && dayPattern.test(text) ? text : '');

/** Reads the view from an address; what it cannot read counts as not given. */
export function readView(address: URLSearchParams): RegistryView {
  const sort = sortable.find((field) => field === address.get('sort')) ?? 'name';
  const page = Number.parseInt(address.get('page') ?? '1', 10);
  const limit = pageSizes.find((size) => String(size) === address.get('size')) ?? usualSize;
  return {
    filters: {
      q: (address.get('q') ?? '').slice(0, 100),
      town: listOf(address.get('town')),
      industry: /^\d{2,4}$/.test(address.get('industry') ?? '') ? (address.get('industry') ?? '') : '',
      category: listOf(address.get('category')),
      status: listOf(address.get('status')),
      title: address.get('title') ?? '',
      establishedFrom: dayOrNothing(address.get('establishedFrom')),
      establishedTo: dayOrNothing(address.get('establishedTo')),
    },
    sort,
    order: address.get('order') === 'desc' ? 'desc' : 'asc',
    limit,
    offset: page > 0 ? (page - 1) * limit : 0,
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
  if (view.limit !== usualSize) address.set('size', String(view.limit));
  if (view.offset > 0) address.set('page', String(Math.floor(view.offset / view.limit) + 1));
  return address;
}

/** How many filters narrow the list. */
export function countFilters(filters: RegistryFilters): number {
  return Object.keys(filterQuery(filters)).length;
}
