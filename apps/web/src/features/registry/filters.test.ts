import { expect, test } from 'vitest';
import { countFilters, filterQuery, readView, writeView } from './filters.ts';

test('a view survives the address bar', () => {
  const address =
    'q=塑料&town=331004001,none&industry=29&status=active&establishedFrom=2018-01-01&sort=town&order=desc&size=100&page=3';
  const view = readView(new URLSearchParams(address));
  expect(view).toMatchObject({ sort: 'town', order: 'desc', limit: 100, offset: 200 });
  expect(view.filters.town).toEqual(['331004001', 'none']);
  expect(readView(writeView(view))).toEqual(view);
  expect(countFilters(view.filters)).toBe(5);
});

test('what cannot be read counts as not given', () => {
  const view = readView(new URLSearchParams('page=-2&sort=drop&industry=;x&establishedTo=yesterday'));
  expect(view).toMatchObject({ limit: 50, offset: 0, sort: 'name', order: 'asc' });
  expect(filterQuery(view.filters)).toEqual({});
  expect(writeView(view).toString()).toBe('');
});
