import { benchCockpit } from './cockpit.ts';
import type { BenchDatabase, Server } from './database.ts';
import { type District, fillDistrict } from './district.ts';
import { benchEngines } from './engines.ts';
import type { Figure, Size } from './figures.ts';
import { benchImport } from './import.ts';
import { benchIndicators } from './indicators.ts';
import { benchPaint, preparePaint } from './paint.ts';
import { benchRules } from './rules.ts';
import { benchSearch } from './search.ts';

/** Where a benchmark works: in an empty database, in one with the plan and a district, or in none. */
type Bench = { readonly summary: string; readonly prepare?: () => void } & (
  | { readonly place: 'empty'; readonly run: (database: BenchDatabase, size: Size) => Promise<Figure[]> }
  | { readonly place: 'district'; readonly run: (district: District, size: Size) => Promise<Figure[]> }
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

/** The places of one call: the district is made when it is first needed and serves all benchmarks, which leave it as it was. */
export type Places = { district(): Promise<District>; close(): Promise<void> };

export function openPlaces(server: Server, size: Size): Places {
  let district: Promise<District> | undefined;
  return {
    district: () => {
      district ??= server.createDatabase().then((database) => fillDistrict(database, size.rows));
      return district;
    },
    close: async () => {
      await (await district)?.drop();
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
  if (bench.place === 'district') return bench.run(await places.district(), size);
  const database = await server.createDatabase();
  try {
    return await bench.run(database, size);
  } finally {
    await database.drop();
  }
}
