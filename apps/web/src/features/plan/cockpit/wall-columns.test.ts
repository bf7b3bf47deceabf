import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fillColumns, type GroupHeights } from './wall-columns.ts';

test('a group that goes on in the next column has its heading again, and none stands alone at the foot', () => {
  const groups = [
    { heading: 10, targets: [20, 20, 20] },
    { heading: 10, targets: [20] },
  ];
  expect(fillColumns(groups, 55, 5)).toEqual([
    [{ group: 0, from: 0, to: 2 }],
    [{ group: 0, from: 2, to: 3 }],
    [{ group: 1, from: 0, to: 1 }],
  ]);
  expect(fillColumns(groups, 200, 5)).toHaveLength(1);
});

test('every target stands once, in its order, and no column is too high unless for a single target', () => {
  const group = fc.record({
    heading: fc.integer({ min: 1, max: 40 }),
    targets: fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 8 }),
  });
  fc.assert(
    fc.property(fc.array(group, { maxLength: 8 }), fc.integer({ min: 60, max: 300 }), (groups, height) => {
      const columns = fillColumns(groups, height, 6);
      const stood = columns
        .flat()
        .flatMap(({ group: index, from, to }) =>
          Array.from({ length: to - from }, (_, offset) => `${index} ${from + offset}`),
        );
      expect(stood).toEqual(groups.flatMap(({ targets }, index) => targets.map((_, at) => `${index} ${at}`)));
      for (const column of columns) {
        const last = column.length - 1;
        const high = column.reduce(
          (sum, stretch, index) => sum + heightOf(groups, stretch) + (index < last ? 6 : 0),
          0,
        );
        const single = column.length === 1 && column[0]!.to - column[0]!.from === 1;
        if (!single) expect(high).toBeLessThanOrEqual(height);
      }
    }),
  );
});

function heightOf(
  groups: readonly GroupHeights[],
  { group, from, to }: { group: number; from: number; to: number },
) {
  const { heading, targets } = groups[group]!;
  return heading + targets.slice(from, to).reduce((sum, target) => sum + target, 0);
}
