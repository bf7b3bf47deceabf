import type { getSplitWeights } from '@miaopu/contract';
import type { z } from 'zod';
import type { PlanInForce } from '../plan/index.ts';
import type { StoredValue } from './runs.ts';

type Weights = z.infer<NonNullable<(typeof getSplitWeights)['response']>>;

/**
 * What a split over towns can go by. As a run counted it: each stock of entities that the plan counts (small and micro enterprises in
 * being), and each target's value of a whole year. As the plan pack says: residents, with the source.
 */
export function splitWeights(plan: PlanInForce, asOf: string, values: readonly StoredValue[]): Weights {
  const ofTowns = values.filter(({ town, value }) => town !== '' && town !== 'none' && value !== null);
  const byTarget = Map.groupBy(ofTowns, ({ target_id }) => target_id);
  const townsIn = (id: string, period: string) =>
    Object.fromEntries(
      (byTarget.get(id) ?? [])
        .filter((value) => value.period === period)
        .map(({ town, value }) => [town, Math.max(0, Number(value))]),
    );
  const { targets } = plan.pack;
  const stocks = targets
    .flatMap((target) => [target, ...target.companions])
    .filter(({ id }) => {
      const measure = plan.measures.get(id)?.measure;
      return measure !== undefined && 'stock' in measure && measure.share === undefined;
    });
  return {
    asOf,
    stocks: [
      ...stocks.map(({ id, title }) => ({
        id,
        title,
        asOf,
        source: null,
        certain: true,
        towns: townsIn(id, 'total'),
      })),
      // a pack that was loaded before there were weights has none
      ...(plan.pack.weights ?? []).map(({ id, title, as_of, source, certainty, units }) => ({
        id,
        title,
        asOf: as_of,
        source,
        certain: certainty === 'certain',
        towns: units,
      })),
    ],
    values: Object.fromEntries(
      targets.map(({ id }) => {
        const years = new Set(
          (byTarget.get(id) ?? []).map(({ period }) => period).filter((one) => /^\d{4}$/.test(one)),
        );
        return [id, Object.fromEntries([...years].map((year) => [year, townsIn(id, year)]))];
      }),
    ),
  };
}
