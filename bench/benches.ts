import type { BenchDatabase, Server } from './database.ts';
import { type District, fillDistrict } from './district.ts';
import type { Figure, Size } from './figures.ts';
import { benchIndicators } from './indicators.ts';

type InDistrict = {
  readonly summary: string;
  readonly inDistrict: (district: District, size: Size) => Promise<Figure[]>;
};
type Alone = {
  readonly summary: string;
  readonly alone: (database: BenchDatabase, size: Size) => Promise<Figure[]>;
};

export const benches = {
  indicators: { summary: 'every computed measure by town and quarter', inDistrict: benchIndicators },
} as const satisfies Readonly<Record<string, InDistrict | Alone>>;

export type BenchName = keyof typeof benches;

export async function runBench(name: BenchName, server: Server, size: Size): Promise<Figure[]> {
  const bench: InDistrict | Alone = benches[name];
  const database = await server.createDatabase();
  try {
    if ('alone' in bench) return await bench.alone(database, size);
    return await bench.inDistrict(await fillDistrict(database, size.rows), size);
  } finally {
    await database.drop();
  }
}
