import { stringify } from 'yaml';
import { measureProblems } from './check-formulas.ts';
import { planPackForm } from './json-schema.ts';
import { type Measure, measureSchema } from './measure.ts';
import type { PackProblem, Path } from './problems.ts';
import { schemaFindings } from './schema-problems.ts';
import { locate, readYaml } from './yaml-file.ts';

export type ParsedMeasure =
  | { readonly ok: true; readonly measure: Measure }
  | { readonly ok: false; readonly problems: readonly PackProblem[] };

/**
 * Reads and checks one measure written as in a pack, such as a person writes it on a target's page.
 *
 * @example parseMeasure('stock: entities\nwhere: entity.in_plan_scope') // { ok: true, … }
 */
export function parseMeasure(text: string): ParsedMeasure {
  const name = 'measure';
  const { file, problems } = readYaml(name, text);
  if (problems.length > 0) return { ok: false, problems };
  const result = measureSchema.safeParse(file.value);
  if (!result.success) {
    const findings = schemaFindings(name, file.value, result.error.issues, planPackForm);
    return { ok: false, problems: findings.map((finding) => locate(file, finding)) };
  }
  const faults = measureProblems(result.data).map(({ formula, position, ...problem }) =>
    locate(file, { ...problem, file: name, path: formula.path as Path, within: position }),
  );
  return faults.length > 0 ? { ok: false, problems: faults } : { ok: true, measure: result.data };
}

/** A measure as it is written in a pack. Reading it again gives the same measure. */
export function measureText(measure: Measure): string {
  return stringify(measure, { lineWidth: 100 });
}
