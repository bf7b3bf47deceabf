/** A name and the words it may also be known by. */
export interface Candidate {
  readonly code: string;
  readonly words: readonly string[];
}

/**
 * The candidate that was most likely meant: the one whose words are the text itself, else the one with the nearest spelling,
 * else nothing.
 */
export function suggestFor(text: string, candidates: readonly Candidate[]): string | undefined {
  const wanted = text.slice(0, 80).toLowerCase();
  const spoken = candidates.find((candidate) =>
    candidate.words.some((word) => word.toLowerCase() === wanted),
  );
  if (spoken !== undefined) return spoken.code;
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const { code } of candidates) {
    const distance = editDistance(wanted, code.toLowerCase(), bestDistance);
    if (distance < bestDistance) {
      best = code;
      bestDistance = distance;
    }
  }
  return best;
}

/** Letters to insert, delete, replace or swap; gives up at `limit`. */
function editDistance(left: string, right: string, limit: number): number {
  if (Math.abs(left.length - right.length) >= limit) return limit;
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i++) {
    const current = [i];
    for (let j = 1; j <= right.length; j++) {
      const replaced = previous[j - 1]! + (left[i - 1] === right[j - 1] ? 0 : 1);
      let distance = Math.min(previous[j]! + 1, current[j - 1]! + 1, replaced);
      if (i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1]) {
        distance = Math.min(distance, beforePrevious[j - 2]! + 1);
      }
      current.push(distance);
    }
    beforePrevious = previous;
    previous = current;
  }
  return previous[right.length]!;
}
