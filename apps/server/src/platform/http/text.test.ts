import { describe, expect, it } from 'vitest';
import { findUnclean } from './text.ts';

describe('what is sent', () => {
  it.each([
    'office words, 中文, 🌱, é, tab\tand line\r\nends',
    '',
    'right to left \u202e is odd and can be kept',
  ])('may hold %j', (text) => {
    expect(
      findUnclean({ body: { reason: text, list: [{ text }] }, query: Object.create(null) }),
    ).toBeUndefined();
  });

  it.each(['\u0000', 'a\u0008b', 'x\u001b[31m', '\u0085', '\ud800', 'x\udc00', '\uffff'])(
    'may not hold %j, as a value or as a name',
    (text) => {
      expect(findUnclean({ body: { a: [{ b: text }] } })?.path).toBe('body/a/0/b');
      expect(findUnclean({ body: { [text]: 1 } })?.path).toBe('body');
      expect(findUnclean({ query: { q: text } })?.path).toBe('query/q');
    },
  );

  it('may not be nested without end', () => {
    const nested = (levels: number) => {
      let value: unknown = 1;
      for (let level = 0; level < levels; level++) value = [value];
      return value;
    };
    expect(findUnclean({ body: nested(30) })).toBeUndefined();
    expect(findUnclean({ body: nested(100_000) })?.message.en).toContain('too deep');
  });
});
