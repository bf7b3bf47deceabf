import { getPlan, type PlanPage } from '@miaopu/contract';
import { useTownName } from '../../shared/session.ts';
import { useEndpoint } from '../../shared/use-endpoint.ts';
import { useLabel } from '../../shared/words.ts';

export type Units = {
  all: PlanPage['units'];
  nameOf: (id: string) => string;
  /** Whether the unit stands for the whole district. */
  isDistrict: (id: string) => boolean;
};

/** The units of a plan; undefined until they are read. */
export function useUnits(plan: string): Units | undefined {
  const label = useLabel();
  const townName = useTownName();
  const { data } = useEndpoint(getPlan, { params: { plan } }, { staleTime: 600_000 });
  if (!data) return undefined;
  const find = (id: string) => data.units.find((unit) => unit.id === id);
  return {
    all: data.units,
    nameOf(id) {
      const unit = find(id);
      return unit ? label(unit.name) : (townName(id) ?? id);
    },
    isDistrict: (id) => find(id)?.kind === 'district',
  };
}
