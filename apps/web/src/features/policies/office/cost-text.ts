import { dash, formatTenThousand } from '../../../shared/formats.ts';
import { useWords } from '../locale.ts';

/**
 * What a policy costs, in 万元: a dash where it is not worth money, and that it cannot be told yet where it fits enterprises whose
 * figures are all missing.
 */
export function useCostText(): (
  hasAmount: boolean | undefined,
  met: number | undefined,
  cost: string | undefined,
) => string {
  const say = useWords();
  return (hasAmount, met, cost) => {
    if (!hasAmount || cost === undefined) return dash;
    return Number(cost) === 0 && (met ?? 0) > 0 ? say('result.cost.unknown') : formatTenThousand(cost);
  };
}
