import type { Labels } from '@miaopu/plan';
import { factsOf, type PolicyFact } from './policy-facts.ts';
import type { Policy, PolicyTerm } from './policy-schema.ts';

/** One thing that two versions of a policy say differently, or that only one says. */
export type PolicyDifference = {
  /** Its place, by ids and not by positions: `conditions.income`, `parameters.income_limit.2019-01-01`. */
  readonly path: string;
  readonly label: Labels;
  readonly kind: 'added' | 'removed' | 'changed';
  readonly before: Labels | null;
  readonly after: Labels | null;
};

/** A policy with the terms that it shares with others. */
export type Version = { readonly policy: Policy; readonly terms: Readonly<Record<string, PolicyTerm>> };

/**
 * What is different between two versions of a policy, in words, in the order of the file. Conditions, benefits, score items and
 * parameters are matched by their ids; their order and the situations that test them say nothing to people.
 *
 * @example policyDifferences(old, amended)[0]
 * // { path: 'parameters.income_limit.2019-01-01', kind: 'changed', before: { zh: '100万元', … }, after: { zh: '300万元', … } }
 */
export function policyDifferences(before: Version, after: Version): PolicyDifference[] {
  const [old, now] = [factsOf(before.policy, before.terms), factsOf(after.policy, after.terms)];
  const [oldByPath, nowByPath] = [byPath(old), byPath(now)];
  // what follows from a condition that only one version has is told with the condition itself
  const isWhole = ({ path }: PolicyFact) => {
    const above = parentOf(path);
    return !(oldByPath.has(above) || nowByPath.has(above)) || (oldByPath.has(above) && nowByPath.has(above));
  };
  const removed = old.filter((fact) => !nowByPath.has(fact.path));
  const differences = now.filter(isWhole).flatMap((fact): PolicyDifference[] => {
    const { path, label, words } = fact;
    const was = oldByPath.get(path);
    if (was === undefined) return [{ path, label, kind: 'added', before: null, after: words }];
    return was.key === fact.key ? [] : [{ path, label, kind: 'changed', before: was.words, after: words }];
  });
  const gone = removed.filter(isWhole).map(
    ({ path, label, words }): PolicyDifference => ({
      path,
      label,
      kind: 'removed',
      before: words,
      after: null,
    }),
  );
  return [...differences, ...gone].sort(
    (one, other) => sectionOf(one, now, old) - sectionOf(other, now, old),
  );
}

function byPath(facts: readonly PolicyFact[]): ReadonlyMap<string, PolicyFact> {
  return new Map(facts.map((fact) => [fact.path, fact]));
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('.'));
}

/** Where the part of the file stands that a difference belongs to: all of one part stand together. */
function sectionOf(
  { path }: PolicyDifference,
  now: readonly PolicyFact[],
  old: readonly PolicyFact[],
): number {
  const section = path.split('.')[0];
  const find = (facts: readonly PolicyFact[]) =>
    facts.findIndex((fact) => fact.path.split('.')[0] === section);
  const at = find(now);
  return at >= 0 ? at : find(old);
}
