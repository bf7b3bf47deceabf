import { expect, it } from 'vitest';
import { differencesBetween } from './differences.ts';

it('sets two values beside each other, leaf by leaf, and counts what is the same', () => {
  const before = { name: '甲厂', fields: { town: '1', phone: '138****0000' }, tags: ['a'] };
  const after = { name: '甲厂', fields: { town: '2' }, tags: ['a', 'b'], value: 3 };
  expect(differencesBetween(before, after)).toEqual({
    rows: [
      { path: 'fields.town', before: '1', after: '2' },
      { path: 'fields.phone', before: '138****0000', after: null },
      { path: 'tags', before: '["a"]', after: '["a","b"]' },
      { path: 'value', before: null, after: '3' },
    ],
    same: 1,
  });
  expect(differencesBetween(null, null)).toEqual({ rows: [], same: 0 });
  expect(differencesBetween(null, 'x').rows).toEqual([{ path: '', before: null, after: 'x' }]);
});
