import { type IndustryTag, industryTags, tagsOf } from '@miaopu/standards';

const known = new Map<string, readonly IndustryTag[]>();

/** The eight trillion-yuan industries' names in code. */
export const eightIndustries: readonly IndustryTag[] = industryTags.map(({ tag }) => tag);

/** Which of the eight an industry belongs to by its code; remembered, because millions of stocks ask for a hundred codes. */
export function industryTagsOf(code: string | null | undefined): readonly IndustryTag[] {
  if (code === null || code === undefined) return [];
  let tags = known.get(code);
  if (tags === undefined) {
    tags = tagsOf(code);
    known.set(code, tags);
  }
  return tags;
}

export function isInEight(code: string | null | undefined): boolean {
  return industryTagsOf(code).length > 0;
}
