import type { z } from 'zod';
import { checkDecompositions } from './check-decompositions.ts';
import { checkForms } from './check-forms.ts';
import { checkFormulas } from './check-formulas.ts';
import { checkReferences } from './check-references.ts';
import { checkStructure } from './check-structure.ts';
import { checkTargets } from './check-targets.ts';
import type { Draft, Entry } from './draft.ts';
import { planPackForm } from './json-schema.ts';
import { nearest } from './nearest.ts';
import { type FileKind, fileKind, fileSchemas, optionalFiles, type PlanPack } from './pack-schema.ts';
import type { Finding, PackProblem } from './problems.ts';
import { schemaFindings } from './schema-problems.ts';
import { locate, readYaml, type YamlFile } from './yaml-file.ts';

/** A pack that is sound, or everything that is wrong with it in the order of files and lines. */
export type LoadedPack =
  | { readonly ok: true; readonly pack: PlanPack }
  | { readonly ok: false; readonly problems: readonly PackProblem[] };

type Parsed = { readonly [Kind in FileKind]?: readonly ParsedFile<z.output<(typeof fileSchemas)[Kind]>>[] };
type ParsedFile<T> = { readonly name: string; readonly value: T };

/**
 * Reads and checks a plan pack given as the texts of its files by name (`plan.yaml`, `targets/2.1.yaml`, `/` between
 * folders). Files that are not YAML are left alone, so that a pack may carry a README.
 *
 * @example loadPlanPack({ 'plan.yaml': '…', 'units.yaml': '…' }) // { ok: false, problems: [{ file: 'lists.yaml', … }] }
 */
export function loadPlanPack(files: Readonly<Record<string, string>>): LoadedPack {
  const problems: PackProblem[] = [];
  const read = new Map<string, YamlFile>();
  const parsed = parseFiles(files, read, problems);
  const draft = draftOf(parsed);
  const findings = [
    checkStructure,
    checkReferences,
    checkTargets,
    checkFormulas,
    checkDecompositions,
    checkForms,
  ].flatMap((check) => check(draft));
  for (const finding of findings) problems.push(locate(read.get(finding.file)!, finding));
  if (problems.length > 0) return { ok: false, problems: problems.sort(byPlace) };
  return { ok: true, pack: packOf(draft) };
}

function byPlace(left: PackProblem, right: PackProblem): number {
  if (left.file !== right.file) return left.file < right.file ? -1 : 1;
  return left.line - right.line || left.column - right.column;
}

function parseFiles(
  files: Readonly<Record<string, string>>,
  read: Map<string, YamlFile>,
  problems: PackProblem[],
): Parsed {
  const values: Partial<Record<FileKind, ParsedFile<unknown>[]>> = {};
  const broken = new Set<FileKind>();
  for (const name of Object.keys(files).sort()) {
    if (!/\.ya?ml$/.test(name)) continue;
    const kind = fileKind(name);
    if (kind === undefined) {
      problems.push(unknownFile(name));
      continue;
    }
    const { file, problems: malformed } = readYaml(name, files[name]!);
    read.set(name, file);
    const findings = malformed.length > 0 ? [] : keep(kind, file, values);
    if (malformed.length + findings.length > 0) broken.add(kind);
    problems.push(...malformed, ...findings.map((finding) => locate(file, finding)));
  }
  for (const kind of Object.keys(fileSchemas) as FileKind[]) {
    if (values[kind] === undefined && !broken.has(kind) && !optionalFiles.has(kind))
      problems.push(missingFile(kind));
  }
  for (const kind of broken) delete values[kind];
  return values as Parsed;
}

function keep(
  kind: FileKind,
  file: YamlFile,
  values: Partial<Record<FileKind, ParsedFile<unknown>[]>>,
): Finding[] {
  const result = fileSchemas[kind].safeParse(file.value);
  if (!result.success) {
    return schemaFindings(file.name, file.value, result.error.issues, planPackForm).map(leadWanted);
  }
  values[kind] = [...(values[kind] ?? []), { name: file.name, value: result.data }];
  return [];
}

/** A target that nobody leads is the commonest gap, and the plan's text tells how to fill it. */
function leadWanted(finding: Finding): Finding {
  const isTargets = finding.path[0] === 'targets' && finding.path.length === 2;
  if (finding.code !== 'missing_key' || !isTargets || !finding.message.en.startsWith('“lead”'))
    return finding;
  return {
    ...finding,
    code: 'target_without_lead',
    message: { zh: '这个目标没有牵头单位', en: 'This target has no lead unit' },
    suggestion: {
      zh: '加上 lead: 和 units.yaml 里的单位编号；原文以第一个单位为牵头',
      en: 'Add lead: with the id of a unit in units.yaml; the first unit in the text leads',
    },
  };
}

function unknownFile(name: string): PackProblem {
  const near = nearest(
    name,
    Object.keys(fileSchemas).filter((known) => !known.includes('*')),
  );
  return {
    file: name,
    line: 1,
    column: 1,
    path: [],
    code: 'unknown_file',
    message: { zh: `计划包里没有名为 ${name} 的文件`, en: `A plan pack has no file named ${name}` },
    suggestion:
      near === undefined
        ? {
            zh: '条款放在 sections/ 下，目标放在 targets/ 下，报表放在 forms/ 下，文件名以 .yaml 结尾',
            en: 'Clauses go into sections/, targets into targets/, forms into forms/, and names end in .yaml',
          }
        : { zh: `是不是 ${near}？`, en: `Did you mean ${near}?` },
  };
}

function missingFile(kind: FileKind): PackProblem {
  return {
    file: kind,
    line: 1,
    column: 1,
    path: [],
    code: 'missing_file',
    message: { zh: `缺少 ${kind}`, en: `${kind} is missing` },
    suggestion: {
      zh: '照 docs/plan-pack.md 补上；没有内容的写空列表',
      en: 'Add it as docs/plan-pack.md shows; write an empty list where there is nothing',
    },
  };
}

function draftOf(parsed: Parsed): Draft {
  const single = <T>(files: readonly ParsedFile<T>[] | undefined): Entry<T> | undefined =>
    files?.[0] && { file: files[0].name, path: [], value: files[0].value };
  const items = <T, I>(
    files: readonly ParsedFile<T>[] | undefined,
    key: string,
    of: (value: T) => readonly I[],
  ) =>
    files?.flatMap(({ name, value }) =>
      of(value).map((item, index): Entry<I> => ({ file: name, path: [key, index], value: item })),
    );
  const sections = items(parsed['sections/*.yaml'], 'sections', (file) => file.sections);
  return {
    plan: single(parsed['plan.yaml']),
    units: items(parsed['units.yaml'], 'units', (file) => file.units),
    sections,
    clauses: sections?.flatMap(({ file, path, value }) =>
      value.clauses.map((clause, index) => ({ file, path: [...path, 'clauses', index], value: clause })),
    ),
    targets: items(parsed['targets/*.yaml'], 'targets', (file) =>
      file.targets.map((target) => ({ ...target, group: file.group })),
    ),
    ambiguities: items(parsed['ambiguities.yaml'], 'ambiguities', (file) => file.ambiguities),
    lists: single(parsed['lists.yaml']),
    decompositions: items(parsed['decomposition.yaml'], 'decompositions', (file) => file.decompositions),
    forms: items(parsed['forms/*.yaml'], 'forms', (file) => file.forms),
    weights: items(parsed['weights.yaml'], 'weights', (file) => file.weights),
  };
}

function packOf(draft: Draft): PlanPack {
  const values = <T>(entries: readonly Entry<T>[] | undefined) => (entries ?? []).map((entry) => entry.value);
  return {
    plan: draft.plan!.value,
    units: values(draft.units),
    sections: values(draft.sections),
    targets: values(draft.targets),
    ambiguities: values(draft.ambiguities),
    lists: draft.lists!.value,
    decompositions: values(draft.decompositions),
    forms: values(draft.forms),
    weights: values(draft.weights),
  };
}
