/** What waits for answers: its open fields, and what it would bring to know them all. */
export type Waiting = { readonly fields: readonly string[]; readonly worth: number };

/** Something that a person would have to judge. */
export function isJudgement(path: string): boolean {
  return path.startsWith('asked.judge_');
}

/**
 * How much each open field decides: a field alone in a condition decides it, one of two does half; and a condition decides a policy as
 * likely as it is missed. A policy counts a field once, by the condition where it decides most.
 */
export function weigh(
  judged: readonly { readonly undecided: readonly Waiting[]; readonly unreckoned: readonly Waiting[] }[],
): ReadonlyMap<string, number> {
  const weights = new Map<string, number>();
  const add = (waiting: readonly Waiting[]) => {
    const most = new Map<string, number>();
    for (const { fields, worth } of waiting) {
      for (const field of fields) most.set(field, Math.max(most.get(field) ?? 0, worth / fields.length));
    }
    for (const [field, weight] of most) weights.set(field, (weights.get(field) ?? 0) + weight);
  };
  for (const { undecided } of judged) add(undecided);
  // amounts are reckoned once it is clear which policies fit
  if (weights.size === 0) for (const { unreckoned } of judged) add(unreckoned);
  return weights;
}

/**
 * The paths of the question that decides most: of all members of a family together, as one question answers them. What a person would
 * have to judge comes after everything else.
 */
export function heaviest(
  weights: ReadonlyMap<string, number>,
  groupOf: (path: string) => string,
  order: (path: string) => number,
): readonly string[] | undefined {
  const paths = [...weights.keys()].sort((one, other) => order(one) - order(other));
  const groups = [...Map.groupBy(paths, groupOf).values()].map((members) => ({
    members,
    isJudged: members.some(isJudgement),
    weight: members.reduce((sum, path) => sum + weights.get(path)!, 0),
  }));
  // sorting is stable, so that equals stay in the catalogue's order
  const [first] = groups.sort(
    (one, other) => Number(one.isJudged) - Number(other.isJudged) || other.weight - one.weight,
  );
  return first?.members;
}

/**
 * At most so many questions come of what may still be needed. Of a family, what matters now is one question; the rest may come one by
 * one. A figure that is ticked is asked for itself afterwards.
 */
export function mostLeft(
  mayNeed: ReadonlySet<string>,
  now: ReadonlyMap<string, number>,
  groupOf: (path: string) => string,
): number {
  if (now.size === 0) return 0;
  const groups = [...Map.groupBy(mayNeed, groupOf)];
  return groups.reduce((sum, [id, members]) => {
    const together = members.filter((path) => now.has(path)).length;
    const ofAll = members.length - Math.max(0, together - 1);
    return sum + (id.startsWith('some.') ? members.length + Math.floor(members.length / 2) : ofAll);
  }, 0);
}
