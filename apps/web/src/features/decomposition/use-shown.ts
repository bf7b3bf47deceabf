import type { DecompositionPage, SplitTarget } from '@miaopu/contract';
import type { Gap } from '@miaopu/plan';
import { useMemo } from 'react';
import type { ViewState } from './use-view.ts';

/**
 * The targets that the grid shows. One that did not add up when they were asked for stays in sight while it is corrected, until the filter
 * is set anew.
 */
export function useShown(
  page: DecompositionPage,
  gapsBy: ReadonlyMap<string, readonly Gap[]>,
  { only, target }: ViewState,
): readonly SplitTarget[] {
  // biome-ignore lint/correctness/useExhaustiveDependencies: as the gaps were when the filter was set
  return useMemo(
    () =>
      page.targets.filter(
        ({ id }) => (target === '' || id === target) && (!only || (gapsBy.get(id) ?? []).length > 0),
      ),
    [page.targets, only, target],
  );
}
