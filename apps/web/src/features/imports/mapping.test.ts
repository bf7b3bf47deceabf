import { expect, test } from 'vitest';
import { chooseField, findMappingProblems, isAmount, type MappedColumn, toMapping } from './mapping.ts';

function column(index: number, field: string | null): MappedColumn {
  return { index, header: `第${index}列`, field, unit: null, because: 'synonym', samples: [] };
}

test('two columns that claim one field stand in the way, and both are named', () => {
  expect(findMappingProblems([column(0, 'name'), column(1, 'town'), column(2, 'town')])).toEqual([
    { kind: 'twice', field: 'town', indexes: [1, 2] },
  ]);
});

test('a figure needs a year or a quarter', () => {
  expect(findMappingProblems([column(0, 'name'), column(1, 'revenue@'), column(2, 'tax@2018Q3')])).toEqual([
    { kind: 'no_period', field: 'revenue@', indexes: [1] },
  ]);
});

test('a figure may take its year from another column', () => {
  expect(
    findMappingProblems([column(0, 'organisation_code'), column(1, 'year'), column(2, 'tax@*')]),
  ).toEqual([]);
});

test('without name, code or number no row can be recognised', () => {
  expect(findMappingProblems([column(0, 'town')])).toEqual([{ kind: 'no_key', indexes: [] }]);
  expect(findMappingProblems([column(0, 'registration_number')])).toEqual([]);
});

test('choosing an amount asks for its unit, choosing another field drops it', () => {
  const amount = chooseField(column(3, null), 'capital');
  expect(amount).toMatchObject({ field: 'capital', unit: '10k_yuan', because: 'person' });
  expect(chooseField(amount, 'name').unit).toBeNull();
  expect(chooseField(column(4, null), 'revenue@2018').unit).toBe('yuan');
  expect(isAmount('electricity@2018')).toBe(false);
  expect(toMapping([amount])[0]).not.toHaveProperty('samples');
});
