import { locate, nearest, readYaml, schemaFindings, type YamlFile } from '@miaopu/plan';
import type { z } from 'zod';
import { policyForm } from './json-schema.ts';
import { type FileKind, fileKind, fileSchemas, type PolicyLibrary } from './policy-schema.ts';
import type { PolicyFinding, PolicyProblem } from './problems.ts';

/** A library that is sound, or everything that is wrong with it in the order of files and lines. */
export type LoadedPolicies =
  | { readonly ok: true; readonly library: PolicyLibrary }
  | { readonly ok: false; readonly problems: readonly PolicyProblem[] };

type Parsed = { readonly [Kind in FileKind]: ParsedFile<z.output<(typeof fileSchemas)[Kind]>>[] };
export type ParsedFile<T> = { readonly file: string; readonly value: T };

/**
 * Reads and checks a policy library given as the texts of its files by name (`t03.yaml`, `terms.yaml`,
 * `situations/income-tax.yaml`). Files that are not YAML are left alone.
 *
 * @example loadPolicies({ 't03.yaml': 'id: t03\n…' }) // { ok: false, problems: [{ file: 't03.yaml', line: 1, … }] }
 */
export function loadPolicies(files: Readonly<Record<string, string>>): LoadedPolicies {
  const problems: PolicyProblem[] = [];
  const read = new Map<string, YamlFile>();
  const parsed = parseFiles(files, read, problems);
  if (problems.length > 0) return { ok: false, problems: problems.sort(byPlace) };
  return {
    ok: true,
    library: {
      policies: parsed['*.yaml'].map(({ value }) => value),
      terms: Object.assign({}, ...parsed['terms.yaml'].map(({ value }) => value.terms)),
      combinations: parsed['situations/*.yaml'].flatMap(({ value }) => value.situations),
    },
  };
}

function byPlace(left: PolicyProblem, right: PolicyProblem): number {
  if (left.file !== right.file) return left.file < right.file ? -1 : 1;
  return left.line - right.line || left.column - right.column;
}

function parseFiles(
  files: Readonly<Record<string, string>>,
  read: Map<string, YamlFile>,
  problems: PolicyProblem[],
): Parsed {
  const parsed: Record<FileKind, ParsedFile<unknown>[]> = {
    '*.yaml': [],
    'terms.yaml': [],
    'situations/*.yaml': [],
  };
  for (const name of Object.keys(files).sort()) {
    if (!/\.ya?ml$/.test(name)) continue;
    const kind = fileKind(name);
    if (kind === undefined) {
      problems.push(unknownFile(name));
      continue;
    }
    const { file, problems: malformed } = readYaml(name, files[name]!);
    read.set(name, file);
    problems.push(...malformed);
    if (malformed.length > 0) continue;
    const result = fileSchemas[kind].safeParse(file.value);
    if (result.success) parsed[kind].push({ file: name, value: result.data });
    else {
      const findings: PolicyFinding[] = schemaFindings(name, file.value, result.error.issues, policyForm);
      problems.push(...findings.map((finding) => locate(file, finding)));
    }
  }
  return parsed as Parsed;
}

function unknownFile(name: string): PolicyProblem {
  const near = nearest(name, ['terms.yaml']);
  return {
    file: name,
    line: 1,
    column: 1,
    code: 'unknown_file',
    message: { zh: `政策库里没有放 ${name} 的地方`, en: `A policy library has no place for ${name}` },
    suggestion:
      near === undefined
        ? {
            zh: '政策文件直接放在文件夹下，跨政策的情形放在 situations/ 下，文件名以 .yaml 结尾',
            en: 'Policies stand in the folder itself, situations across policies in situations/, and names end in .yaml',
          }
        : { zh: `是不是 ${near}？`, en: `Did you mean ${near}?` },
  };
}
