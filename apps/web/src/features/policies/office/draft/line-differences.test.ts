import { describe, expect, it } from 'vitest';
import { lineDifferences, nearDifferences } from './line-differences.ts';

const shown = (mine: string, theirs: string) =>
  lineDifferences(mine, theirs).map(
    (line) => `${{ both: ' ', mine: '+', theirs: '-' }[line.in]}${line.text}`,
  );

describe('two texts beside each other', () => {
  it('say once what is the same, and what each has alone', () => {
    expect(shown('a\nb\nc', 'a\nc\nd')).toEqual([' a', '+b', ' c', '-d']);
    expect(shown('a', 'a')).toEqual([' a']);
    expect(shown('a\nx', 'a\ny')).toEqual([' a', '-y', '+x']);
  });

  it('give both texts back', () => {
    const [mine, theirs] = ['a\nb\nb\nc\n', 'b\na\nb\nc'];
    const lines = lineDifferences(mine, theirs);
    const of = (side: 'mine' | 'theirs') =>
      lines.filter((line) => line.in === 'both' || line.in === side).map(({ text }) => text);
    expect(of('mine').join('\n')).toBe(mine);
    expect(of('theirs').join('\n')).toBe(theirs);
  });

  it('leave out what is far from every difference', () => {
    const lines = lineDifferences('1\n2\n3\n4\n5\n6\nx', '1\n2\n3\n4\n5\n6\ny');
    expect(nearDifferences(lines, 1).map((line) => line?.text ?? '…')).toEqual(['…', '6', 'y', 'x']);
  });
});
