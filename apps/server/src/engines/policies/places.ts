import { findDivision, findIndustry } from '@miaopu/standards';
import { isWorthMoney } from './amount.ts';
import type { Library } from './library.ts';

/** A policy as counts refer to it; one that is no longer in the library still has its id. */
export function refOf(library: Library, id: string, version?: number) {
  const published = library.policies.get(id);
  return {
    id,
    version: version ?? published?.version ?? 1,
    title: published?.policy.title ?? { zh: id, en: id },
    kind: published?.policy.kind ?? ('status' as const),
    channel: published?.policy.channel ?? ('application' as const),
    hasAmount: published !== undefined && isWorthMoney(published.policy),
  };
}

const unknownPlace = '未知';

/** A town's name by its code. */
export function townName(code: string): string {
  return code === 'none' ? unknownPlace : (findDivision(code)?.name ?? code);
}

/** An industry division's name by its code. */
export function industryName(code: string): string {
  return code === 'none' ? unknownPlace : (findIndustry(code)?.zh ?? code);
}
