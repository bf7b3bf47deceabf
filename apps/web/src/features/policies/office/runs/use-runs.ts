import {
  cancelPolicyRun,
  getPolicyRun,
  listPolicyLibrary,
  listPolicyRuns,
  type PolicyRun,
  startPolicyRun,
} from '@miaopu/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { keyOf, useCommand, useEndpoint } from '../../../../shared/use-endpoint.ts';

/** Whether a run is still under way. */
export function isLive(run: PolicyRun | undefined): boolean {
  return run?.state === 'waiting' || run?.state === 'running';
}

/** The runs over the district, newest first, followed while one is under way; and the ways to begin and to stop one. */
export function useRuns() {
  const [live, setLive] = useState(false);
  const runs = useEndpoint(listPolicyRuns, {}, { refetchInterval: live ? 1000 : false });
  const newest = runs.data?.rows[0];
  const isNewestLive = isLive(newest);
  useEffect(() => setLive(isNewestLive), [isNewestLive]);
  useFreshFigures(isNewestLive);
  return {
    runs,
    newest,
    start: useCommand(startPolicyRun, [listPolicyRuns]),
    cancel: useCommand(cancelPolicyRun, [listPolicyRuns]),
  };
}

/** When a run that was under way is over, the figures shown are read again. */
function useFreshFigures(live: boolean): void {
  const queries = useQueryClient();
  const wasLive = useRef(false);
  useEffect(() => {
    if (wasLive.current && !live)
      for (const endpoint of [getPolicyRun, listPolicyLibrary])
        void queries.invalidateQueries({ queryKey: keyOf(endpoint) });
    wasLive.current = live;
  }, [live, queries]);
}
