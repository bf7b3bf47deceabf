import type { TargetCard } from '@miaopu/contract';
import { formatPoints } from '../../shared/formats.ts';
import { gapToGoal } from '../../shared/standing/values.ts';
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
  if (Math.abs(gap) < 0.0005) return say('gap.none');
  const points = formatPoints(Math.abs(gap), language).replace('+', '');
  return say(gap < 0 ? 'gap.below' : 'gap.above', { points });
}
