import { getCockpit, getTarget, recalculate } from '@miaopu/contract';
import { useEffect, useState } from 'react';
import type { CallFailed } from '../../shared/client.ts';
import { useCommand, useEndpoint } from '../../shared/use-endpoint.ts';

/** Asks for a calculation and watches until the page shows it or a newer one. */
export function useRecalculate(
  plan: string,
  asOf: string,
): { start: () => void; running: boolean; problem: CallFailed | null } {
  const [awaited, setAwaited] = useState<string | null>(null);
  const command = useCommand(recalculate, [getCockpit, getTarget]);
  const query = asOf ? { asOf } : {};
  const { data } = useEndpoint(
    getCockpit,
    { params: { plan }, query },
    { enabled: awaited !== null, refetchInterval: awaited === null ? false : 2000 },
  );
  const shown = data?.run?.id;
  useEffect(() => {
    if (awaited !== null && shown !== undefined && BigInt(shown) >= BigInt(awaited)) setAwaited(null);
  }, [awaited, shown]);
  return {
    start: () =>
      command.mutate({ params: { plan }, body: query }, { onSuccess: ({ runId }) => setAwaited(runId) }),
    running: command.isPending || awaited !== null,
    problem: command.error,
  };
}
