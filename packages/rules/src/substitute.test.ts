import { describe, expect, it } from 'vitest';
import { checkRule, formatRule, LIMITS, parseRule, RuleCheckError, substitute } from './index.ts';
import { testCatalogue } from './testing/catalogue.ts';

function put(text: string, parts: Readonly<Record<string, string>>) {
  const trees = new Map(Object.entries(parts).map(([path, part]) => [path, parseRule(part)]));
  return substitute(parseRule(text), (path) => trees.get(path));
}

function refusal(text: string, parts: Readonly<Record<string, string>>) {
  try {
    put(text, parts);
  } catch (error) {
    if (error instanceof RuleCheckError) return error.problems[0]!;
    throw error;
  }
  throw new Error('It was accepted.');
}

describe('putting named parts into a rule', () => {
  it.each([
    ['term.ratio >= param.limit', 'entity.rd / entity.revenue >= 0.03'],
    ['!term.either && -param.limit < 0', '!(entity.closed || entity.in_scope) && -0.03 < 0'],
    ['-param.below < 0', '5 < 0'],
    ['term.either || entity.in_scope', 'entity.closed || entity.in_scope || entity.in_scope'],
    ['term.nested > 1', '2 * (entity.rd / entity.revenue) > 1'],
    ['entity.rd > 1', 'entity.rd > 1'],
    [
      'has(term.ratio) ? fact(param.code, "2018") : null',
      'has(entity.rd / entity.revenue) ? fact("revenue", "2018") : null',
    ],
    [
      'term.name.startsWith(param.code) || term.name in ["a", "b"]',
      'entity.name.startsWith("revenue") || entity.name in ["a", "b"]',
    ],
  ])('%s becomes %s', (text, expected) => {
    const parts = {
      'term.ratio': 'entity.rd / entity.revenue',
      'term.either': 'entity.closed || entity.in_scope',
      'term.nested': '2 * term.ratio',
      'term.name': 'entity.name',
      'param.limit': '0.03',
      'param.below': '-5',
      'param.code': '"revenue"',
    };
    const rule = put(text, parts);
    expect(formatRule(rule)).toBe(expected);
    // The tree is the one that reading the text gives.
    expect(withoutPositions(rule)).toEqual(withoutPositions(parseRule(expected)));
  });

  it('points at the reference that a problem came in by', () => {
    const text = 'entity.closed && term.wrong';
    const problems = checkRule(put(text, { 'term.wrong': 'entity.kind in ["enterprize"]' }), testCatalogue);
    expect(problems.map(({ code, position }) => [code, text.slice(position.from, position.to)])).toEqual([
      ['unknown_value', 'term.wrong'],
    ]);
  });

  it('refuses a part that contains itself, at the reference in the text', () => {
    const problem = refusal('true && term.a', { 'term.a': 'term.b + 1', 'term.b': '2 * term.a' });
    expect(problem).toEqual({
      code: 'circular',
      message: {
        zh: '“term.a”引用了它自己：term.a → term.b → term.a',
        en: '"term.a" contains itself: term.a → term.b → term.a',
      },
      position: { from: 8, to: 14 },
    });
    expect(refusal('a', { a: 'a' }).code).toBe('circular');
  });

  it('refuses what doubles with each part, before it costs anything', () => {
    const doubling = Object.fromEntries(
      Array.from({ length: 60 }, (_, index) => [`t${index}`, `t${index + 1} + t${index + 1}`]),
    );
    const start = performance.now();
    expect(refusal('t0 > 1', doubling).code).toBe('too_complex');
    expect(performance.now() - start).toBeLessThan(500);
  });

  it('refuses a ladder of parts that is deeper than what runs', () => {
    const ladder = Object.fromEntries(
      Array.from({ length: LIMITS.substitutedDepth }, (_, index) => [`t${index}`, `1 + t${index + 1}`]),
    );
    expect(refusal('t0 > 1', ladder).code).toBe('too_complex');
  });
});

function withoutPositions(tree: unknown): unknown {
  return JSON.parse(JSON.stringify(tree, (key, value) => (key === 'position' ? undefined : value)));
}
