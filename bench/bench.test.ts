import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTestDatabase } from '../apps/server/src/platform/testing/index.ts';
import { type BenchName, benches, openPlaces, runBench } from './benches.ts';
import type { Server } from './database.ts';
import { isMet, median, quantile } from './figures.ts';
import { tableOf, writePage } from './report.ts';

// Small, and on the tests' database, which is not durable: what they measure is not looked at, only that they measure.
const size = { rows: 600, policyRows: 600, memoryRows: 600, repeat: 1 };
const server: Server = { createDatabase: () => createTestDatabase(), close: async () => {} };
/** The one that needs a browser is walked with the browser tests' own means. */
const names = (Object.keys(benches) as BenchName[]).filter((name) => name !== 'paint');

describe('a benchmark', () => {
  it.each(names)(
    'measures its figures and their limits: %s',
    async (name) => {
      const places = openPlaces(server);
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
      // loading the policy library runs all its situations
    },
    180_000,
  );
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

describe('the page of figures', () => {
  const machine = {
    processor: 'P',
    cores: 2,
    memoryGiB: 4,
    system: 'S',
    node: 'v24',
    postgres: '18',
    durability: 'fsync on',
  };
  const result = {
    bench: 'import',
    summary: 'a roster',
    loadBefore: '1',
    loadAfter: '2',
    figures: [
      {
        bench: 'import',
        name: 'rate',
        ours: { value: 20, unit: 'rows/s', what: 'import' },
        limit: { value: 40, unit: 'rows/s', what: 'COPY' },
        ratio: 0.5,
      },
    ],
  };

  it('is written between its marks, and what people wrote around them stays', () => {
    const folder = mkdtempSync(join(tmpdir(), 'miaopu-page-'));
    const file = join(folder, 'page.md');
    try {
      writeFileSync(file, 'no marks');
      expect(() => writePage(file, machine, size, [result])).toThrow('has to hold the lines');
      writeFileSync(
        file,
        'above\n\n<!-- figures: written by npm run bench -->\nold\n<!-- end of figures -->\n\nbelow\n',
      );
      writePage(file, machine, size, [result]);
      const page = readFileSync(file, 'utf8');
      expect(page).toMatch(/^above\n\n<!-- figures/);
      expect(page).toContain('| rate | 20 rows/s | 40 rows/s | 0.5× |');
      expect(page).not.toContain('old');
      expect(page).toMatch(/<!-- end of figures -->\n\nbelow\n$/);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
