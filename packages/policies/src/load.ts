import {
  type FileProblem,
  type FormProblemCode,
  locate,
  nearest,
  readYaml,
  schemaFindings,
  type YamlFile,
} from '@miaopu/plan';
import type { z } from 'zod';
import { checkDates } from './check-dates.ts';
import { checkLibrary } from './check-library.ts';
import { checkOpenness } from './check-openness.ts';
import { checkRules } from './check-rules.ts';
import { checkScores } from './check-scores.ts';
import { checkSituations } from './check-situations.ts';
import type { Draft, Entry } from './entries.ts';
import { policyForm } from './json-schema.ts';
import { type FileKind, fileKind, fileSchemas, type PolicyLibrary } from './policy-schema.ts';
import type { PolicyFinding, PolicyProblem } from './problems.ts';

/** A library that is sound, or everything that is wrong with it in the order of files and lines. */
export type LoadedPolicies = (
  | { readonly ok: true; readonly library: PolicyLibrary }
  | { readonly ok: false; readonly problems: readonly PolicyProblem[] }
) & {
  /** The line and column of a place in a file, such as of a situation that fails. */
  readonly locate: (finding: PolicyFinding) => PolicyProblem;
};

export type LoadOptions = {
  /** The ids of the plan's units, which contacts are held to; left out, they are not. */
  readonly units?: readonly string[];
};

/**
 * Reads and checks a policy library given as the texts of its files by name (`t03.yaml`, `terms.yaml`,
 * `situations/income-tax.yaml`). Files that are not YAML are left alone.
 *
 * @example loadPolicies({ 't03.yaml': 'id: t03\n…' }) // { ok: false, problems: [{ file: 't03.yaml', line: 1, … }] }
 */
export function loadPolicies(
  files: Readonly<Record<string, string>>,
  { units }: LoadOptions = {},
): LoadedPolicies {
  const read = new Map<string, YamlFile>();
  const problems: PolicyProblem[] = [];
  const parsed = parseFiles(files, read, problems);
  const draft = draftOf(parsed, files, units);
  const place = (finding: PolicyFinding) => locate(read.get(finding.file)!, finding);
  const unsound = [checkLibrary, checkDates, checkOpenness, checkRules, checkSituations].flatMap((check) =>
    check(draft),
  );
  // points can be counted only where every rule can be read
  const findings = unsound.some(isOfRule) ? unsound : [...unsound, ...checkScores(draft)];
  problems.push(...findings.map(place));
  if (problems.length > 0) return { ok: false, problems: problems.sort(byPlace), locate: place };
  return { ok: true, library: libraryOf(draft), locate: place };
}

function isOfRule({ code }: PolicyFinding): boolean {
  return code === 'rule_syntax' || code === 'rule_invalid' || code === 'cycle';
}

function byPlace(left: PolicyProblem, right: PolicyProblem): number {
  if (left.file !== right.file) return left.file < right.file ? -1 : 1;
  return left.line - right.line || left.column - right.column;
}

type Parsed = {
  readonly [Kind in FileKind]: readonly {
    readonly file: string;
    readonly value: z.output<(typeof fileSchemas)[Kind]>;
  }[];
};

function parseFiles(
  files: Readonly<Record<string, string>>,
  read: Map<string, YamlFile>,
  problems: PolicyProblem[],
): Parsed {
  const parsed: Record<FileKind, { file: string; value: unknown }[]> = {
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
    const result = malformed.length > 0 ? undefined : fileSchemas[kind].safeParse(file.value);
    if (result?.success) parsed[kind].push({ file: name, value: result.data });
    problems.push(...malformed, ...formProblems(file, result?.error?.issues ?? []));
  }
  return parsed as Parsed;
}

function formProblems(file: YamlFile, issues: readonly z.core.$ZodIssue[]): FileProblem<FormProblemCode>[] {
  return schemaFindings(file.name, file.value, issues, policyForm).map((finding) => locate(file, finding));
}

function draftOf(
  parsed: Parsed,
  files: Readonly<Record<string, string>>,
  units: readonly string[] | undefined,
): Draft {
  const entry = <T>(file: string, value: T, ...path: Entry<T>['path']): Entry<T> => ({ file, path, value });
  const named = Object.keys(files).filter((name) => fileKind(name) === '*.yaml');
  return {
    policies: parsed['*.yaml'].map(({ file, value }) => entry(file, value)),
    terms: parsed['terms.yaml'].map(({ file, value }) => entry(file, value.terms, 'terms')),
    shared: Object.assign({}, ...parsed['terms.yaml'].map(({ value }) => value.terms)),
    combinations: parsed['situations/*.yaml'].flatMap(({ file, value }) =>
      value.situations.map((situation, index) => entry(file, situation, 'situations', index)),
    ),
    ids: new Set([
      ...named.map((name) => name.replace('.yaml', '')),
      ...parsed['*.yaml'].map(({ value }) => value.id),
    ]),
    termsRead: files['terms.yaml'] === undefined || parsed['terms.yaml'].length > 0,
    units,
  };
}

function libraryOf({ policies, shared, combinations }: Draft): PolicyLibrary {
  return {
    policies: policies.map(({ value }) => value),
    terms: shared,
    combinations: combinations.map(({ value }) => value),
  };
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
