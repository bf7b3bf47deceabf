import { divisionsBelow, responsibleTowns } from '@miaopu/standards';

/** What the simulation knows of a district beyond the national data: how busy each town is. */
type DistrictProfile = {
  readonly code: string;
  readonly name: string;
  readonly city: string;
  /** By the last three digits of the town's code: share of enterprises and of individual businesses, and its founding spirit. */
  readonly towns: Readonly<Record<string, { enterprises: number; individuals: number; vigour: number }>>;
};

const profiles: readonly DistrictProfile[] = [
  {
    code: '331004',
    name: '路桥区',
    city: '台州市',
    towns: {
      '001': { enterprises: 13, individuals: 13, vigour: 1.05 },
      '002': { enterprises: 15, individuals: 22, vigour: 1 },
      '003': { enterprises: 14, individuals: 13, vigour: 1.2 },
      '004': { enterprises: 6, individuals: 5, vigour: 1.05 },
      '005': { enterprises: 8, individuals: 6, vigour: 1.1 },
      '006': { enterprises: 9, individuals: 8, vigour: 0.75 },
      '103': { enterprises: 6, individuals: 5, vigour: 0.9 },
      '104': { enterprises: 5, individuals: 5, vigour: 0.85 },
      '106': { enterprises: 13, individuals: 12, vigour: 1 },
      '107': { enterprises: 11, individuals: 11, vigour: 0.95 },
    },
  },
];

export type SimulatedTown = {
  readonly code: string;
  /** The last three digits, as the industries name it. */
  readonly short: string;
  readonly name: string;
  readonly villages: readonly string[];
  readonly enterprises: number;
  readonly individuals: number;
  readonly vigour: number;
};

export type SimulatedDistrict = {
  readonly code: string;
  readonly name: string;
  readonly city: string;
  readonly towns: readonly SimulatedTown[];
};

/**
 * A district with its towns and villages by the national list.
 *
 * @throws RangeError when the simulation has no profile of the district
 */
export function simulatedDistrict(code: string): SimulatedDistrict {
  const profile = profiles.find((known) => known.code === code);
  if (profile === undefined) {
    throw new RangeError(
      `No profile of district ${code} to simulate; known: ${profiles.map((known) => known.code).join(', ')}.`,
    );
  }
  const towns = responsibleTowns(code).map((town) => {
    const short = town.code.slice(6);
    const traits = profile.towns[short];
    if (traits === undefined)
      throw new RangeError(`The profile of district ${code} lacks town ${town.code}.`);
    return { code: town.code, short, name: town.name, villages: villagesOf(town.code), ...traits };
  });
  return { code, name: profile.name, city: profile.city, towns };
}

/** Villages as addresses write them: 赛龙村 for 赛龙村委会, 古街社区 for 古街社区居委会, 蓬街居 for 蓬街居委会. */
function villagesOf(town: string): string[] {
  return divisionsBelow(town).map((village) =>
    village.name.replace(/(社区)居委会$/, '$1').replace(/委会$/, ''),
  );
}
