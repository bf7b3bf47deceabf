import type { Path } from '@miaopu/plan';
import type { CombinationSituation, Policy, PolicyTerm } from './policy-schema.ts';
import type { PolicyFinding } from './problems.ts';

/** A value with the place that it was read from. */
export type Entry<T> = { readonly file: string; readonly path: Path; readonly value: T };

/** What of a library could be read: a file whose form is at fault is left out, so that one fault is told once. */
export type Draft = {
  readonly policies: readonly Entry<Policy>[];
  readonly terms: readonly Entry<Readonly<Record<string, PolicyTerm>>>[];
  /** The terms of all of them together. */
  readonly shared: Readonly<Record<string, PolicyTerm>>;
  readonly combinations: readonly Entry<CombinationSituation>[];
  /** Names of policies, also of those whose form is at fault. */
  readonly ids: ReadonlySet<string>;
  /** Whether the terms could be read: otherwise no rule can be held to them. */
  readonly termsRead: boolean;
  /** The units that a contact may be; undefined where nobody said. */
  readonly units: readonly string[] | undefined;
};

/** A finding at a place below an entry. */
export function at(
  entry: Entry<unknown>,
  below: Path,
  rest: Omit<PolicyFinding, 'file' | 'path'>,
): PolicyFinding {
  return { file: entry.file, path: [...entry.path, ...below], ...rest };
}
