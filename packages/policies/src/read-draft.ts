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
import type { Draft, Entry } from './entries.ts';
import { policyForm } from './json-schema.ts';
import { type FileKind, fileKind, fileSchemas } from './policy-schema.ts';
import type { PolicyFinding, PolicyProblem } from './problems.ts';

/** A library as its files say it, with what is wrong with their form. */
export type ReadDraft = {
  readonly draft: Draft;
  readonly problems: readonly PolicyProblem[];
  /** Gives a finding its line and column. */
  readonly place: (finding: PolicyFinding) => PolicyProblem;
};

/** Reads the files of a library and holds each against its form. */
export function readDraft(
  files: Readonly<Record<string, string>>,
  units: readonly string[] | undefined,
): ReadDraft {
  const read = new Map<string, YamlFile>();
  const problems: PolicyProblem[] = [];
  const draft = draftOf(parseFiles(files, read, problems), files, units);
  return { draft, problems, place: (finding) => locate(read.get(finding.file)!, finding) };
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

function unknownFile(name: string): PolicyProblem {
  const near = nearest(name, ['terms.yaml']);
  return {
    file: name,
    line: 1,
    column: 1,
    path: [],
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
