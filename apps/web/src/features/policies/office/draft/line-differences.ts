/** A line of two texts laid side by side: in both, only in mine, or only in theirs. */
export type Line = { readonly in: 'both' | 'mine' | 'theirs'; readonly text: string };

/**
 * Two texts as one list of lines, what is the same said once: the longest common subsequence of lines.
 *
 * @example lineDifferences('a\nb', 'a\nc') // [{ in: 'both', text: 'a' }, { in: 'theirs', text: 'c' }, { in: 'mine', text: 'b' }]
 */
export function lineDifferences(mine: string, theirs: string): Line[] {
  const [a, b] = [mine.split('\n'), theirs.split('\n')];
  // longest[i][j]: how many lines the rests from i and from j have in common
  const longest = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      longest[i]![j] =
        a[i] === b[j] ? longest[i + 1]![j + 1]! + 1 : Math.max(longest[i + 1]![j]!, longest[i]![j + 1]!);
  const lines: Line[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push({ in: 'both', text: a[i++]! });
      j++;
    } else if (j < b.length && (i === a.length || longest[i]![j + 1]! >= longest[i + 1]![j]!))
      lines.push({ in: 'theirs', text: b[j++]! });
    else lines.push({ in: 'mine', text: a[i++]! });
  }
  return lines;
}

/** Only what differs, with a few lines around it; null stands for lines left out. */
export function nearDifferences(lines: readonly Line[], around = 2): (Line | null)[] {
  const isNear = lines.map((_, index) =>
    lines.slice(Math.max(0, index - around), index + around + 1).some((line) => line.in !== 'both'),
  );
  return lines.flatMap((line, index) => {
    if (isNear[index]) return [line];
    return index === 0 || isNear[index - 1] ? [null] : [];
  });
}
