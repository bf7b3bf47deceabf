import type { Form } from './form-schema.ts';
import type {
  Ambiguity,
  Clause,
  Decomposition,
  Lists,
  PlanHead,
  Section,
  Unit,
  Weight,
} from './pack-schema.ts';
import type { Finding, Path } from './problems.ts';
import type { Target } from './target-schema.ts';

/** A value with the place it was read from. */
export type Entry<T> = { readonly file: string; readonly path: Path; readonly value: T };

/** What of a pack could be read. A part is undefined while a file of its kind is at fault, so that one fault is told once. */
export type Draft = {
  readonly plan?: Entry<PlanHead>;
  readonly units?: readonly Entry<Unit>[];
  readonly sections?: readonly Entry<Section>[];
  readonly clauses?: readonly Entry<Clause>[];
  readonly targets?: readonly Entry<Target>[];
  readonly ambiguities?: readonly Entry<Ambiguity>[];
  readonly lists?: Entry<Lists>;
  readonly decompositions?: readonly Entry<Decomposition>[];
  readonly forms?: readonly Entry<Form>[];
  readonly weights?: readonly Entry<Weight>[];
};

/** A finding at a place below an entry. */
export function at<T>(entry: Entry<T>, below: Path, rest: Omit<Finding, 'file' | 'path'>): Finding {
  return { file: entry.file, path: [...entry.path, ...below], ...rest };
}
