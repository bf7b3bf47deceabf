/**
 * A small deterministic generator of random numbers (sfc32 by Chris Doty-Humphrey, public domain; seeded through splitmix32).
 *
 * Each thing that is drawn gets a stream of its own, named by numbers: the stream of entity 17's facts is the same whether or not
 * anybody asked for entity 16, so a population can be walked through in parts and again, and is always the same.
 */
export type Random = { a: number; b: number; c: number; count: number };

/** A stream that depends on all the parts given and on nothing else. */
export function randomStream(...parts: readonly number[]): Random {
  let state = 0x9e3779b9;
  for (const part of parts) {
    // a part may be larger than 32 bits (a seed, a scaled index): both halves count
    state = mix(state ^ (part >>> 0));
    state = mix(state ^ (Math.floor(part / 4294967296) >>> 0));
  }
  const random: Random = {
    a: mix(state + 0x6d2b79f5),
    b: mix(state + 0x3c6ef372),
    c: mix(state + 0xdaa66d2b),
    count: 1,
  };
  for (let i = 0; i < 8; i++) draw(random);
  return random;
}

function mix(value: number): number {
  let x = value | 0;
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return (x ^ (x >>> 15)) >>> 0;
}

/** A number from 0 up to but not including 1. */
export function draw(random: Random): number {
  const sum = (random.a + random.b + random.count) | 0;
  random.count = (random.count + 1) | 0;
  random.a = random.b ^ (random.b >>> 9);
  random.b = (random.c + (random.c << 3)) | 0;
  random.c = ((random.c << 21) | (random.c >>> 11)) + sum;
  return (sum >>> 0) / 4294967296;
}

/** A whole number from low to high, both included. */
export function drawInt(random: Random, low: number, high: number): number {
  return low + Math.floor(draw(random) * (high - low + 1));
}

/** True with the given probability. */
export function chance(random: Random, probability: number): boolean {
  return draw(random) < probability;
}

/** A standard normal number (Box and Muller). */
export function drawNormal(random: Random): number {
  const radius = Math.sqrt(-2 * Math.log(1 - draw(random)));
  return radius * Math.cos(2 * Math.PI * draw(random));
}

/** A factor around one whose logarithm is normal with the given spread; its mean is one. */
export function drawFactor(random: Random, spread: number): number {
  return Math.exp(spread * drawNormal(random) - (spread * spread) / 2);
}

/** A Poisson count: by multiplication when small, by the normal approximation when large. */
export function drawCount(random: Random, mean: number): number {
  if (mean <= 0) return 0;
  if (mean > 60) return Math.max(0, Math.round(mean + Math.sqrt(mean) * drawNormal(random)));
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = draw(random); product > limit; product *= draw(random)) count++;
  return count;
}

export function pick<T>(random: Random, items: readonly T[]): T {
  return items[Math.floor(draw(random) * items.length)]!;
}

/** Weights added up, for {@link drawWeighted}. */
export function cumulate(weights: readonly number[]): Float64Array {
  const sums = new Float64Array(weights.length);
  let sum = 0;
  for (let i = 0; i < weights.length; i++) {
    sum += weights[i]!;
    sums[i] = sum;
  }
  return sums;
}

/** An index, drawn in proportion to its weight. */
export function drawWeighted(random: Random, sums: Float64Array): number {
  const target = draw(random) * sums[sums.length - 1]!;
  let low = 0;
  let high = sums.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sums[middle]! > target) high = middle;
    else low = middle + 1;
  }
  return low;
}
