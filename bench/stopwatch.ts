type Work = () => unknown | Promise<unknown>;

/** Milliseconds that a piece of work takes. */
export async function timed(work: Work): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/**
 * Times several pieces of work in turns, so that what else the machine does hits all of them alike; every other turn goes
 * backwards, so that none always profits from what the one before it left in the caches. A first turn warms up and is not counted.
 *
 * @returns the samples of each, in milliseconds
 */
export async function inTurns<Names extends string>(
  repeat: number,
  works: Readonly<Record<Names, Work>>,
): Promise<Record<Names, number[]>> {
  const names = Object.keys(works) as Names[];
  const samples = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Names, number[]>;
  for (let turn = 0; turn <= repeat; turn++) {
    for (const name of turn % 2 === 0 ? names : names.toReversed()) {
      const took = await timed(works[name]);
      if (turn > 0) samples[name].push(took);
    }
  }
  return samples;
}
