import type { TargetCard } from '@miaopu/contract';
import { gapToGoal, pointsText } from '../../shared/standing/values.ts';
import type { Language } from '../../shared/words.ts';
import type { useWords } from './locale.ts';

/** How far a share is from its goal, in words; null for what is not a share or has no goal. */
export function gapWords(
  card: TargetCard,
  say: ReturnType<typeof useWords>,
  language: Language,
): string | null {
  const gap = gapToGoal(card, card.standing);
  if (gap === null) return null;
  if (gap === 0) return say('gap.none');
  const points = pointsText(Math.abs(gap), language).replace('+', '');
  return say(gap < 0 ? 'gap.below' : 'gap.above', { points });
}
