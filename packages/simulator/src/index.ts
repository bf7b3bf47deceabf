/**
 * A district's market entities, generated from a seed: with births, deaths, conversions, growth, moves, figures, and the late, missing
 * and mistaken records of real life; and with the truth about it, for demonstrations, tests and benchmarks.
 */
import { simulatedDistrict } from './district.ts';
import { createEnvironment } from './environment.ts';
import { factsOf } from './facts.ts';
import { type OfficeLine, officeLines } from './office-files.ts';
import { livesOf } from './population.ts';
import { reliefsOf } from './reliefs.ts';
import { designationsOf, enjoymentRow, factRow, milestonesOf } from './render.ts';
import type {
  Population,
  PopulationDesignation,
  PopulationEnjoyment,
  PopulationEntityVersion,
  PopulationFact,
  PopulationMilestone,
} from './rows.ts';
import { countTruth, type Truth } from './truth.ts';
import { versionsOf } from './versions.ts';

export { type OfficeFile, type OfficeLine, officeFiles } from './office-files.ts';
export type * from './rows.ts';
export type { Truth, TruthCell, TruthView } from './truth.ts';

export type SimulationOptions = {
  /** A whole number; the same seed gives the same population, byte for byte. */
  readonly seed: number;
  /** About how many enterprises ever appear; twice as many individual businesses come with them. */
  readonly enterprises: number;
  /** Code of the district; 331004 unless said otherwise. */
  readonly district?: string;
};

export type SimulatedPopulation = Population & {
  readonly entities: Iterable<PopulationEntityVersion>;
  readonly facts: Iterable<PopulationFact>;
  readonly milestones: Iterable<PopulationMilestone>;
  readonly designations: Iterable<PopulationDesignation>;
  /** Tax reliefs that were taken up, by 85 to 97 of a hundred who might. */
  readonly enjoyments: Iterable<PopulationEnjoyment>;
  /** A name that tells this population from others, for a load that must not happen twice. */
  readonly source: string;
  /** The same district as offices would send it: rosters in their own headers, annual reports, quarterly returns. */
  readonly officeLines: Iterable<OfficeLine>;
  /** Counted in a walk of its own when it is first asked for. */
  readonly truth: Truth;
};

/** Each brings three founders with two keys each, individual businesses included (`maximumKey`). */
const mostEnterprises = 3_000_000;

/**
 * Simulates a district from the start of 2017 to the end of 2020. Each part may be walked through any number of times and is made
 * anew each time, so that memory stays flat whatever the size.
 *
 * @throws RangeError for a district without a profile, or sizes and seeds that are no whole numbers in range
 * @example [...simulateDistrict({ seed: 7, enterprises: 100 }).entities].length > 300 // true
 */
export function simulateDistrict(options: SimulationOptions): SimulatedPopulation {
  const { seed, enterprises, district = '331004' } = options;
  if (!Number.isSafeInteger(seed) || seed < 0)
    throw new RangeError(`The seed must be a whole number from 0, not ${seed}.`);
  if (!Number.isInteger(enterprises) || enterprises < 1 || enterprises > mostEnterprises) {
    throw new RangeError(
      `The number of enterprises must be a whole number from 1 to ${mostEnterprises}, not ${enterprises}.`,
    );
  }
  const environment = createEnvironment(seed, enterprises, simulatedDistrict(district));
  const lives = () => livesOf(environment);
  let truth: Truth | undefined;
  return {
    source: `simulation ${district} seed ${seed} enterprises ${enterprises}`,
    entities: again(function* () {
      for (const life of lives()) yield* versionsOf(life);
    }),
    facts: again(function* () {
      for (const life of lives())
        for (const fact of factsOf(environment, life)) yield factRow(life.key, fact);
    }),
    milestones: again(function* () {
      for (const life of lives()) yield* milestonesOf(life);
    }),
    designations: again(function* () {
      for (const life of lives()) yield* designationsOf(life);
    }),
    enjoyments: again(function* () {
      for (const life of lives())
        for (const relief of reliefsOf(environment, life)) yield enjoymentRow(life.key, relief);
    }),
    officeLines: again(() => officeLines(environment, lives())),
    get truth() {
      truth ??= { enterprises, ...countTruth(environment, lives()) };
      return truth;
    },
  };
}

/** An iterable that starts over each time it is walked through. */
function again<T>(start: () => Iterator<T>): Iterable<T> {
  return { [Symbol.iterator]: start };
}
