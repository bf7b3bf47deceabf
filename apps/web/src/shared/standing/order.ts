import type { Standing, TargetCard } from '@miaopu/contract';
import { compareStates } from '../components/state-mark.tsx';
import { gapToGoal } from './values.ts';

/** Worst first: by state, then by how far behind; those that tie keep the plan's order. */
export function compareCards(first: TargetCard, second: TargetCard): number {
  return (
    compareStates(first.standing.state, second.standing.state) ||
    (paceOf(first) ?? Number.POSITIVE_INFINITY) - (paceOf(second) ?? Number.POSITIVE_INFINITY) ||
    0
  );
}

function paceOf(card: TargetCard): number | null {
  return card.standing.ahead ?? gapToGoal(card, card.standing);
}

/** A place's standings in one number for ordering: more red first, then more yellow, then the lower mean pace. */
export function compareStandings(first: readonly Standing[], second: readonly Standing[]): number {
  return (
    countOf(second, 'at_risk') - countOf(first, 'at_risk') ||
    countOf(second, 'behind') - countOf(first, 'behind') ||
    meanPace(first) - meanPace(second)
  );
}

function countOf(standings: readonly Standing[], state: Standing['state']): number {
  return standings.filter((standing) => standing.state === state).length;
}

function meanPace(standings: readonly Standing[]): number {
  const paces = standings.flatMap(({ ahead }) => (ahead === null ? [] : [ahead]));
  return paces.length === 0 ? 0 : paces.reduce((sum, pace) => sum + pace, 0) / paces.length;
}
