import { describe, expect, it } from 'vitest';
import { createTestDatabase } from '../apps/server/src/platform/testing/index.ts';
import { type BenchName, benches, openPlaces, runBench } from './benches.ts';
import type { Server } from './database.ts';
import { isMet, median, quantile } from './figures.ts';
import { tableOf } from './report.ts';

// Small, and on the tests' database, which is not durable: what they measure is not looked at, only that they measure.
const size = { rows: 600, memoryRows: 600, repeat: 1 };
const server: Server = { createDatabase: () => createTestDatabase(), close: async () => {} };
/** The one that needs a browser is walked with the browser tests' own means. */
const names = (Object.keys(benches) as BenchName[]).filter((name) => name !== 'paint');

describe('a benchmark', () => {
  it.each(names)('measures its figures and their limits: %s', async (name) => {
    const places = openPlaces(server, size);
    try {
      const figures = await runBench(name, server, places, size);
      expect(figures.length).toBeGreaterThan(0);
      for (const one of figures) {
        expect(one.bench).toBe(name);
        expect(one.ours.value).toBeGreaterThan(0);
        expect(one.limit?.value).toBeGreaterThan(0);
        expect(one.ratio).toBeCloseTo(one.ours.value / one.limit!.value);
      }
      expect(tableOf(figures).split('\n').length).toBeGreaterThan(figures.length);
    } finally {
      await places.close();
    }
  });
});

describe('figures', () => {
  it('have a median and quantiles by nearest rank', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(quantile([5, 4, 3, 2, 1], 0.5)).toBe(3);
    expect(
      quantile(
        Array.from({ length: 100 }, (_, index) => index + 1),
        0.95,
      ),
    ).toBe(95);
  });

  it('hold an aim of their ratio or of themselves, or miss it', () => {
    const one = { bench: 'x', name: 'x', ours: { value: 30, unit: 'ms', what: '' }, ratio: 3 };
    expect(isMet(one)).toBeUndefined();
    expect(isMet({ ...one, aim: { of: 'ratio', at: 'most', value: 2 } })).toBe(false);
    expect(isMet({ ...one, aim: { of: 'ratio', at: 'least', value: 2 } })).toBe(true);
    expect(isMet({ ...one, aim: { of: 'ours', at: 'most', value: 30 } })).toBe(true);
  });
});
