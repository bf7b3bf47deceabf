import type { MatchedPolicy } from '@miaopu/contract';

/** The groups of an enterprise's policies, in the order in which they are shown. */
export const matchGroups = ['fits', 'nearly', 'done', 'open'] as const;
export type MatchGroup = (typeof matchGroups)[number];

/** In which group a policy stands; what does not concern the enterprise at all is left out. */
export function groupOf({ enjoyed, standing }: MatchedPolicy): MatchGroup | null {
  if (enjoyed) return 'done';
  if (standing === 'met') return 'fits';
  if (standing === 'nearly') return 'nearly';
  return standing === 'manual' || standing === 'unknown' ? 'open' : null;
}
