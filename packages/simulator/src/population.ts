import { drawFounding, liveEnterprise } from './enterprise.ts';
import { type Cohort, cohortsOf, type Environment, streams } from './environment.ts';
import { maximumKey } from './identity.ts';
import { liveIndividual } from './individual.ts';
import type { Life } from './life.ts';
import { randomStream } from './random.ts';

/**
 * All lives, one after the other: each is drawn when it is asked for and forgotten after, so that memory does not grow with the
 * population. Each founder has two keys, an odd one and the next, which is its successor's if it is converted.
 */
export function* livesOf(environment: Environment): Generator<Life> {
  let key = 1;
  for (const cohort of cohortsOf(environment)) {
    for (let i = 0; i < cohort.count; i++) {
      yield* livesFrom(environment, key, cohort);
      key += 2;
      if (key >= maximumKey) {
        throw new RangeError(`The population is too large: names and codes are made for ${maximumKey} keys.`);
      }
    }
  }
}

function livesFrom(environment: Environment, key: number, cohort: Cohort): Life[] {
  if (cohort.kind === 'individual') return liveIndividual(environment, key, key + 1, cohort);
  const random = randomStream(environment.seed, streams.cohorts, key);
  return [liveEnterprise(environment, drawFounding(environment, random, key, cohort))];
}
