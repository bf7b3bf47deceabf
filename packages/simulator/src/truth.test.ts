import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { simulateDistrict, type Truth, type TruthCell } from './index.ts';
import { believed, onDay, type Rows, rowsOf } from './population.samples.ts';

const counts = [
  '2.1.a',
  '2.1.a.moved_in',
  '2.1.a.closed',
  '2.2.a',
  '2.3.a',
  '2.3.c',
  '2.3.d',
  '2.3.e',
  '2.4.a',
  '2.4.b',
  '2.5.a',
  '2.5.b',
];

function cell(cells: readonly TruthCell[] | undefined, town: string, period: string): TruthCell | undefined {
  return cells?.find((one) => one.town === town && one.period === period);
}

function total(truth: Truth, target: string, view = 0): number {
  return cell(truth.views[view]!.targets[target], '', 'total')!.value!;
}

/** What does not add up in a truth. */
function misfits(truth: Truth): string[] {
  const found: string[] = [];
  for (const view of truth.views) {
    for (const target of counts) {
      const cells = view.targets[target]!;
      const sum = (pick: (one: TruthCell) => boolean) =>
        cells.filter(pick).reduce((total, one) => total + one.value!, 0);
      const whole = cell(cells, '', 'total')!.value;
      if (sum((one) => one.town === '' && one.period.length === 4) !== whole)
        found.push(`years of ${target}`);
      if (sum((one) => one.town === '' && one.period.includes('Q')) !== whole)
        found.push(`quarters of ${target}`);
      if (sum((one) => one.town !== '' && one.period === 'total') !== whole) found.push(`towns of ${target}`);
    }
    const of = (target: string) => cell(view.targets[target], '', 'total')!.value ?? 0;
    if (of('2.2.a') > of('2.1.a') || of('2.3.a') > of('2.1.a')) found.push('a part exceeds the whole');
    if (of('2.3.d') !== of('2.3.d.founded') + of('2.3.d.restructured'))
      found.push('joint-stock companies by origin');
    for (const [target, cells] of Object.entries(view.targets)) {
      for (const one of cells) {
        if (
          one.denominator !== null &&
          !target.startsWith('2.4') &&
          !/^2\.[12]\.b/.test(target) &&
          one.numerator! > one.denominator
        ) {
          found.push(`share above one: ${target} ${one.town} ${one.period}`);
        }
      }
    }
  }
  return found;
}

describe('the truth of a simulated district', () => {
  it('adds up over years, quarters and towns, for any seed', () => {
    const seeds = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
    fc.assert(
      fc.property(seeds, (seed) => {
        expect(misfits(simulateDistrict({ seed, enterprises: 400 }).truth)).toEqual([]);
      }),
      { numRuns: 12 },
    );
  });

  const population = simulateDistrict({ seed: 7, enterprises: 3000 });
  const rows = rowsOf(population);
  const { truth } = population;

  it('agrees with a recount of the rows, in the end and as it was known in the middle of 2020', () => {
    for (const [index, view] of truth.views.entries()) {
      const recount = recountOf(rows, view.asOf, view.knownOn);
      for (const [target, value] of Object.entries(recount)) {
        expect(`${target}: ${total(truth, target, index)}`).toBe(`${target}: ${value}`);
      }
    }
  });

  it('was lower in the middle of 2020 as known then, because records come late', () => {
    expect(total(truth, '2.1.a', 2)).toBeLessThan(total(truth, '2.1.a', 1));
    expect(total(truth, '2.1.a', 1)).toBeLessThan(total(truth, '2.1.a', 0));
  });

  it('has the stock move by what came and went', () => {
    const stock = (period: string) => cell(truth.views[0]!.targets['2.1.a.stock'], '', period)!.value!;
    const inPlan = (row: { happenedOn: string; recordedTo: string | null }) =>
      row.happenedOn >= '2019-01-01' && row.happenedOn <= '2020-12-31';
    const enterprises = rows.milestones.filter(
      (row) => inPlan(row) && rows.byKey.get(row.key)![0]!.category === 'enterprise',
    );
    const number = (...kinds: string[]) => enterprises.filter((row) => kinds.includes(row.kind)).length;
    const closedAbove = enterprises.filter(
      (row) =>
        ['deregistered', 'revoked', 'moved_out'].includes(row.kind) &&
        rows.designations.some(
          (held) =>
            held.key === row.key &&
            held.title === 'above_designated_size' &&
            held.recordedTo === null &&
            held.validTo === row.happenedOn,
        ),
    ).length;
    const moved =
      number('established', 'moved_in', 'fell_below_size') -
      number('rose_above_size') -
      (number('deregistered', 'revoked', 'moved_out') - closedAbove);
    expect(stock('2020') - stock('2018')).toBe(moved);
  });
});

describe('the default district', () => {
  // one walk over 90,000 entities; the bands are what a plan's screens need to have something to say
  const { truth } = simulateDistrict({ seed: 7, enterprises: 30_000 });

  it.each([
    ['2.1.a', 5700, 7000],
    ['2.1.b', 0.05, 0.15],
    ['2.2.a', 1200, 1800],
    ['2.2.b', 0.1, 0.2],
    ['2.3.a', 540, 740],
    ['2.3.b', 0.76, 0.88],
    ['2.3.c', 60, 115],
    ['2.3.d', 10, 26],
    ['2.3.e', 0, 5],
    ['2.4.a', 115, 190],
    ['2.4.b', 0, 4],
    ['2.4.c', 0.02, 0.04],
    ['2.4.d', 0.09, 0.14],
    ['2.4.e', 0.88, 0.99],
    ['2.5.a', 50, 95],
    ['2.5.b', 25, 60],
  ])('ends near the plan’s numbers: %s between %d and %d', (target, low, high) => {
    expect(total(truth, target)).toBeGreaterThanOrEqual(low);
    expect(total(truth, target)).toBeLessThanOrEqual(high);
  });

  it('has towns that differ: some convert into companies as wanted, some do not', () => {
    const shares = truth.views[0]!.targets['2.3.b']!.filter(
      (one) => one.town.length === 9 && one.period === 'total',
    );
    expect(shares).toHaveLength(10);
    expect(shares.some((one) => one.value! >= 0.8)).toBe(true);
    expect(shares.some((one) => one.value! < 0.8)).toBe(true);
  });
});

/** Counts some targets from the rows alone, up to a day and as known at an instant. */
function recountOf(rows: Rows, asOf: string, knownOn: string | null): Record<string, number> {
  const milestones = believed(rows.milestones, knownOn);
  const above = Map.groupBy(
    believed(rows.designations, knownOn).filter((row) => row.title === 'above_designated_size'),
    (row) => row.key,
  );
  const inScope = (key: number, day: string) =>
    rows.byKey.get(key)![0]!.category === 'enterprise' &&
    !above.get(key)?.some((row) => row.validFrom <= day && (row.validTo === null || row.validTo > day));
  const state = (key: number, day: string) => onDay(believed(rows.byKey.get(key)!, knownOn), day);
  const inPlan = milestones.filter((row) => row.happenedOn >= '2018-01-01' && row.happenedOn <= asOf);
  const of = (kind: string) => inPlan.filter((row) => row.kind === kind);
  const scoped = (kind: string) => of(kind).filter((row) => inScope(row.key, row.happenedOn)).length;
  const companies = of('converted').filter((row) =>
    ['company', 'joint_stock'].includes(state(row.key, row.happenedOn)!.legalForm!),
  );
  const stock = [...rows.byKey.keys()].filter(
    (key) => inScope(key, asOf) && state(key, asOf)?.status === 'active',
  );
  const science = believed(rows.designations, knownOn).filter(
    (row) => row.title === 'technology_sme' && row.validFrom >= '2018-01-01' && row.validFrom <= asOf,
  );
  return {
    '2.1.a': scoped('established'),
    '2.1.a.moved_in': scoped('moved_in'),
    '2.1.a.stock': stock.length,
    '2.3.a': of('converted').length,
    '2.3.b': companies.length / of('converted').length,
    '2.3.c.fell': of('fell_below_size').filter((row) => row.detail.class === 'industry').length,
    '2.3.d.restructured': of('became_joint_stock').length,
    '2.4.a': science.filter((row) => inScope(row.key, row.validFrom)).length,
    '2.5.a': scoped('trade_registered'),
    '2.5.b': scoped('first_trade'),
  };
}
