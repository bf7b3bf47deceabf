import { readFile } from 'node:fs/promises';
import {
  daySchema,
  type FileProblem,
  type FormProblemCode,
  locate,
  type Path,
  type PublishedForm,
  readYaml,
  schemaFindings,
  type YamlFile,
} from '@miaopu/plan';
import type { Message, Position } from '@miaopu/rules';
import { z } from 'zod';
import { usage } from './command.ts';

const ruleText = z.string().min(1);
const days = { from: daySchema, to: daySchema.optional() };

/** A rule that says more than its text: its catalogue, when it applies, its versions and its parameters by day. */
const fileSchema = z.strictObject({
  catalogue: z.enum(['policies', 'entities', 'milestones', 'designations']).default('policies'),
  applies: ruleText.optional(),
  rule: ruleText.optional(),
  versions: z
    .array(z.strictObject({ ...days, rule: ruleText }))
    .min(1)
    .optional(),
  parameters: z
    .record(
      z.string().regex(/^[a-z][a-z0-9_]{0,63}$/),
      z.strictObject({
        type: z.enum(['number', 'string', 'boolean', 'date']).default('number'),
        values: z
          .array(z.strictObject({ ...days, value: z.union([z.number(), z.string(), z.boolean()]) }))
          .min(1),
      }),
    )
    .default({}),
});
export type WrittenRule = z.output<typeof fileSchema>;

const form: PublishedForm = {
  name: 'packages/rules/README.md',
  jsonSchema: () => z.toJSONSchema(fileSchema, { io: 'input' }) as Record<string, unknown>,
};

export type RuleProblem = FileProblem<FormProblemCode | 'rule_syntax' | 'rule_invalid' | 'versions_invalid'>;

/** Where something was found: in a value of the file, and in the text of that value. */
export type Found = { readonly path: Path; readonly within?: Position };

/** A file that is in form, with what says where its parts stand. */
export type RuleSource = {
  readonly name: string;
  readonly written: WrittenRule;
  readonly place: (found: Found) => { readonly line: number; readonly column: number };
};

export type ReadSource =
  | { readonly ok: true; readonly source: RuleSource }
  | { readonly ok: false; readonly problems: readonly RuleProblem[] };

/**
 * Reads a file that holds one rule in CEL or, in YAML, a rule with its catalogue, versions and parameters.
 *
 * @throws UsageError where there is no such file
 */
export async function readRuleFile(name: string): Promise<ReadSource> {
  const text = await readFile(name, 'utf8').catch(() => {
    throw usage({
      zh: `读不到文件“${name}”，请核对路径。`,
      en: `There is no file “${name}” to read: check its path.`,
    });
  });
  if (/\.ya?ml$/.test(name)) return readWritten(name, text);
  const place = ({ within }: Found) => {
    const before = text.slice(0, within?.from ?? 0).split('\n');
    return { line: before.length, column: before.at(-1)!.length + 1 };
  };
  return {
    ok: true,
    source: { name, written: { catalogue: 'policies', rule: text, parameters: {} }, place },
  };
}

function readWritten(name: string, text: string): ReadSource {
  const { file, problems } = readYaml(name, text);
  if (problems.length > 0) return { ok: false, problems };
  const result = fileSchema.safeParse(file.value);
  if (!result.success) {
    const findings = schemaFindings(name, file.value, result.error.issues, form);
    return { ok: false, problems: findings.map((finding) => locate(file, finding)) };
  }
  const { rule, versions } = result.data;
  if ((rule === undefined) === (versions === undefined))
    return { ok: false, problems: [neitherOrBoth(file)] };
  return { ok: true, source: { name, written: result.data, place: (found) => placeInYaml(file, found) } };
}

function neitherOrBoth(file: YamlFile): RuleProblem {
  return locate(file, {
    file: file.name,
    path: [],
    code: 'missing_key',
    message: { zh: '“rule”与“versions”应写且只写一个', en: 'Write either “rule” or “versions”' },
    suggestion: {
      zh: '只有一个版本就写 rule，随时间改变就写 versions',
      en: 'Write rule for one that never changes, versions for one that does',
    },
  });
}

const nothing: Message = { zh: '', en: '' };

function placeInYaml(file: YamlFile, found: Found): { line: number; column: number } {
  const finding = { ...found, file: file.name, code: 'rule_invalid', message: nothing, suggestion: nothing };
  const { line, column } = locate(file, finding);
  return { line, column };
}
