import { benchCockpit } from './cockpit.ts';
import type { BenchDatabase, Server } from './database.ts';
import { type District, fillDistrict } from './district.ts';
import { benchEngines } from './engines.ts';
import type { Figure, Size } from './figures.ts';
import { benchImport } from './import.ts';
import { benchIndicators } from './indicators.ts';
import { benchLocks } from './locks.ts';
import { benchMatch } from './match.ts';
import { benchPaint, preparePaint } from './paint.ts';
import { benchPolicies } from './policies.ts';
import { benchRules } from './rules.ts';
import { benchSearch } from './search.ts';

/** Where a benchmark works: in an empty database, in one with the plan and a district (of a size of its own for policies), or in none. */
type Bench = { readonly summary: string; readonly prepare?: () => void } & (
  | { readonly place: 'empty'; readonly run: (database: BenchDatabase, size: Size) => Promise<Figure[]> }
  | { readonly place: 'district'; readonly run: (district: District, size: Size) => Promise<Figure[]> }
  | { readonly place: 'policies'; readonly run: (district: District, size: Size) => Promise<Figure[]> }
  | { readonly place: 'none'; readonly run: (size: Size) => Promise<Figure[]> }
);

export const benches = {
  import: {
    summary: 'a roster imported, against COPY; the memory it takes',
    place: 'empty',
    run: benchImport,
  },
  indicators: {
    summary: 'every computed measure by town and quarter, against SQL written by hand',
    place: 'district',
    run: benchIndicators,
  },
  search: {
    summary: 'suggestions while typing and lists, against a look-up by key',
    place: 'district',
    run: benchSearch,
  },
  cockpit: {
    summary: 'the cockpit’s request, against a bare round trip',
    place: 'district',
    run: benchCockpit,
  },
  paint: {
    summary: 'the cockpit in a browser, against a page that is nothing but a number',
    place: 'district',
    prepare: preparePaint,
    run: benchPaint,
  },
  policies: {
    summary: 'policies over a whole district by town and industry, against one statement written by hand',
    place: 'policies',
    run: benchPolicies,
  },
  match: {
    summary: 'one enterprise’s match with reasons at the API, against a bare round trip',
    place: 'district',
    run: benchMatch,
  },
  locks: {
    summary: 'row security and the audit’s chain, against the same without them',
    place: 'district',
    run: benchLocks,
  },
  rules: {
    summary: 'rules evaluated and compiled, against code written by hand',
    place: 'none',
    run: benchRules,
  },
  engines: {
    summary: 'six rules for one enterprise after another, against rule engines that others use',
    place: 'none',
    run: benchEngines,
  },
} as const satisfies Readonly<Record<string, Bench>>;

export type BenchName = keyof typeof benches;

/** What benchmarks need to be there before a database is started. */
export function prepareBenches(names: readonly BenchName[]): void {
  for (const name of names) {
    const bench: Bench = benches[name];
    bench.prepare?.();
  }
}

/** The places of one call: a district is made when it is first needed and serves all benchmarks, which leave it as it was. */
export type Places = { district(entities: number): Promise<District>; close(): Promise<void> };

export function openPlaces(server: Server): Places {
  const districts = new Map<number, Promise<District>>();
  return {
    district: (entities) => {
      const made =
        districts.get(entities) ??
        server.createDatabase().then((database) => fillDistrict(database, entities));
      districts.set(entities, made);
      return made;
    },
    close: async () => {
      for (const district of districts.values()) await (await district).drop();
    },
  };
}

export async function runBench(
  name: BenchName,
  server: Server,
  places: Places,
  size: Size,
): Promise<Figure[]> {
  const bench: Bench = benches[name];
  if (bench.place === 'none') return bench.run(size);
  if (bench.place === 'district') return bench.run(await places.district(size.rows), size);
  if (bench.place === 'policies') return bench.run(await places.district(size.policyRows), size);
  const database = await server.createDatabase();
  try {
    return await bench.run(database, size);
  } finally {
    await database.drop();
  }
}
