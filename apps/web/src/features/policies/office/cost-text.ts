import type { PolicyCounts } from '@miaopu/contract';
import { dash, formatTenThousand } from '../../../shared/formats.ts';
import { useWords } from '../locale.ts';

type Cost = Pick<PolicyCounts, 'cost' | 'uncounted'>;

/** What a policy costs, in 万元 unless said otherwise: a dash where it is not worth money, and that it cannot be counted yet. */
export function useCostText(): (
  counts: Cost | null | undefined,
  format?: (amount: string) => string,
) => string {
  const say = useWords();
  return (counts, format = formatTenThousand) => {
    if (!counts) return dash;
    if (counts.cost !== null) return format(counts.cost);
    return counts.uncounted === null ? dash : say('result.cost.unknown');
  };
}
