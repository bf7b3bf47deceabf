import { expect, it } from 'vitest';
import { openSamples, quantile } from './samples.ts';

it('gives quantiles of each call, and of reads and writes together, and counts what failed', () => {
  expect(quantile([1, 2, 3, 4], 0.5)).toBe(2);
  expect(quantile([], 0.95)).toBe(0);
  const samples = openSamples();
  samples.add('warming up', false, 9_999, 200);
  samples.clear();
  for (let n = 1; n <= 100; n++) samples.add('open', false, n, 200);
  samples.add('search', false, 1_000, 503);
  samples.add('save', true, 5, 200);
  const found = Object.fromEntries(samples.summaries().map((one) => [one.name, one]));
  expect(found.open).toMatchObject({ calls: 100, p50: 50, p95: 95, p99: 99, most: 100, errors: 0 });
  expect(found['all reads']).toMatchObject({ calls: 101, most: 1_000, errors: 1 });
  expect(found['all writes']).toMatchObject({ calls: 1, p95: 5 });
  expect(found['warming up']).toBeUndefined();
});
