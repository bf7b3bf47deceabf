import { describe, expect, it } from 'vitest';
import data from './data/industry-tags.json' with { type: 'json' };
import { findIndustry, industriesBelow } from './industry.ts';
import { industryTags, prefixesOf, tagHits, tagsOf } from './industry-tags.ts';

const classes = industriesBelow()
  .flatMap((section) => industriesBelow(section.code))
  .flatMap((division) => industriesBelow(division.code))
  .flatMap((group) => industriesBelow(group.code))
  .map((industry) => industry.code);

describe('the eight trillion-yuan industries', () => {
  it('are eight, in the official order', () => {
    expect(industryTags.map((t) => t.tag)).toEqual(
      'information environment health tourism fashion finance equipment culture'.split(' '),
    );
  });

  it.each([
    ['6513', ['information']],
    ['3491', ['information', 'equipment']],
    ['7491', ['fashion', 'culture']],
    ['3587', ['health', 'fashion']],
    ['1953', ['fashion']],
    ['7721', ['environment']],
    ['6621', ['finance']],
    ['2929', []],
    ['3553', []],
    ['2439', []],
  ])('%s carries %j by its code alone', (code, tags) => {
    expect(tagsOf(code)).toEqual(tags);
  });

  it('leaves the partial ones to a person', () => {
    expect(tagHits('3553')).toEqual([{ tag: 'equipment', prefix: '355', share: 'partial', certainty: 'U' }]);
    expect(tagHits('2438').map((hit) => [hit.tag, hit.share])).toEqual([
      ['fashion', 'whole'],
      ['culture', 'partial'],
    ]);
  });

  it('finds by prefixes exactly the classes that carry the tag, for each tag and for any of them', () => {
    const holds = (code: string, tag: string) =>
      Object.entries(prefixesOf(tag)).some(([length, list]) => list.includes(code.slice(0, Number(length))));
    for (const code of classes) {
      for (const { tag } of industryTags)
        expect(holds(code, tag), `${tag} ${code}`).toBe(tagsOf(code).includes(tag));
      expect(holds(code, 'eight')).toBe(tagsOf(code).length > 0);
    }
  });

  it('names only prefixes that exist, and knows no other tag', () => {
    for (const rule of data.rules) {
      for (const prefix of rule.prefixes.split(' ')) expect(findIndustry(prefix), prefix).toBeDefined();
    }
    expect(() => prefixesOf('nine')).toThrow(/no industry tag/);
  });
});
