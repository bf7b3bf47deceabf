import data from './data/industry-tags.json' with { type: 'json' };
import { type Certainty, type Message, StandardsError } from './message.ts';

/** The eight trillion-yuan industries (八大万亿产业), in the order of the official system. */
export type IndustryTag = keyof typeof data.tags;

/** `whole`: every enterprise of the class counts by its code; `partial`: some do, and a person confirms each. */
export type TagShare = 'whole' | 'partial';

export interface IndustryTagHit {
  tag: IndustryTag;
  share: TagShare;
  /** The prefix that decided. */
  prefix: string;
  certainty: Certainty;
}

/** Version of the map, to be kept beside every count made by it. */
export const industryTagVersion: string = data.version;

/** The eight tags with their names, in official order. */
export const industryTags: readonly ({ tag: IndustryTag } & Message)[] = Object.entries(data.tags)
  .sort(([, a], [, b]) => a.order - b.order)
  .map(([tag, { zh, en }]) => ({ tag: tag as IndustryTag, zh, en }));

/** 历史经典产业 of Zhejiang: names only. */
export const classicIndustries: readonly string[] = data.classics.names;

interface TagRule {
  share: TagShare;
  certainty: Certainty;
}

let cached: Map<IndustryTag, Map<string, TagRule>> | undefined;

function rules(): Map<IndustryTag, Map<string, TagRule>> {
  if (cached) return cached;
  cached = new Map(industryTags.map(({ tag }) => [tag, new Map<string, TagRule>()]));
  for (const { tag, share, certainty, prefixes } of data.rules) {
    const prefixRules = cached.get(tag as IndustryTag)!;
    for (const prefix of prefixes.split(' ')) {
      prefixRules.set(prefix, { share: share as TagShare, certainty: certainty as Certainty });
    }
  }
  return cached;
}

/**
 * Every tag that a class may carry, with its share: an enterprise may belong to several, so the eight counts add up
 * to more than their distinct total.
 * @param code digits of GB/T 4754-2017
 */
export function tagHits(code: string): IndustryTagHit[] {
  const hits: IndustryTagHit[] = [];
  for (const [tag, prefixRules] of rules()) {
    for (let length = code.length; length >= 2; length--) {
      const prefix = code.slice(0, length);
      const rule = prefixRules.get(prefix);
      if (!rule) continue;
      hits.push({ tag, prefix, ...rule });
      break;
    }
  }
  return hits;
}

/**
 * The tags that a class carries by its code alone (the whole ones). This is what the automatic counts use; partial
 * ones need a person's word.
 * @example tagsOf('6513') // ['information']
 */
export function tagsOf(code: string): IndustryTag[] {
  return tagHits(code)
    .filter((hit) => hit.share === 'whole')
    .map((hit) => hit.tag);
}

/**
 * The prefixes whose classes carry a tag by code alone, grouped by their length, for
 * `left(industry, 2) in (…) or left(industry, 4) in (…)`. `eight` stands for any of the eight.
 * A query by them and `tagsOf` always agree.
 *
 * @throws StandardsError `unknown_tag`
 */
export function prefixesOf(tag: string): Record<number, string[]> {
  const wanted = tag === 'eight' ? industryTags.map((t) => t.tag) : [requireTag(tag)];
  const grouped: Record<number, string[]> = {};
  for (const prefix of [...new Set(wanted.flatMap(wholePrefixes))].sort()) {
    grouped[prefix.length] ??= [];
    grouped[prefix.length]!.push(prefix);
  }
  return grouped;
}

function wholePrefixes(tag: IndustryTag): string[] {
  const prefixRules = rules().get(tag)!;
  return [...prefixRules].filter(([, rule]) => rule.share === 'whole').map(([prefix]) => prefix);
}

function requireTag(tag: string): IndustryTag {
  if (tag in data.tags) return tag as IndustryTag;
  const known = industryTags.map((t) => t.tag).join(', ');
  throw new StandardsError('unknown_tag', {
    zh: `没有“${tag}”这个产业标签,可用:eight, ${known}。`,
    en: `There is no industry tag “${tag}”; use eight, ${known}.`,
  });
}
