import type { z } from 'zod';
import { nearest } from './nearest.ts';
import type { Finding, FormProblemCode, Path, Words } from './problems.ts';

type Issue = z.core.$ZodIssue;

/** The form that a file was held against, for the ways out. */
export type PublishedForm = {
  /** Where its JSON Schema is published, such as `plans/plan-pack.schema.json`. */
  readonly name: string;
  readonly jsonSchema: () => Record<string, unknown>;
};

type Checked = { readonly file: string; readonly value: unknown; readonly form: PublishedForm };
type FormFinding = Finding<FormProblemCode>;

/** What a schema found in one file, in words. A union reports for the alternative that fits best. */
export function schemaFindings(
  file: string,
  value: unknown,
  issues: readonly Issue[],
  form: PublishedForm,
): FormFinding[] {
  return issues.flatMap((issue) => findingsOf({ file, value, form }, issue, []));
}

function findingsOf(checked: Checked, issue: Issue, above: Path): FormFinding[] {
  const path = [...above, ...(issue.path as Path)];
  if (issue.code === 'invalid_union') return unionFindings(checked, issue, path);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => unknownKey(checked, [...path, key], key));
  }
  const seen = valueAt(checked.value, path);
  const isBlank = seen === undefined || seen === null;
  if (isBlank && path.length > 0) return [missingKey(checked, path)];
  return [wrong(checked, path, issue, seen)];
}

/** The alternative whose own key is written, else the one with the fewest problems. */
function unionFindings(
  checked: Checked,
  issue: Extract<Issue, { code: 'invalid_union' }>,
  path: Path,
): FormFinding[] {
  const seen = valueAt(checked.value, path);
  if (seen === undefined) return [missingKey(checked, path)];
  const weight = (issues: readonly Issue[]) =>
    issues.reduce((sum, one) => {
      if (one.code === 'unrecognized_keys') return sum + 2 * one.keys.length;
      const absent = valueAt(seen, one.path as Path) === undefined && one.path.length === 1;
      return sum + (absent ? 3 : 1);
    }, 0);
  const best = [...issue.errors].sort((left, right) => weight(left) - weight(right))[0] ?? [];
  if (best.length === 0 || typeof seen !== 'object') {
    return [
      {
        file: checked.file,
        path,
        code: 'wrong_value',
        message: { zh: `“${shown(seen)}”不合要求`, en: `${shown(seen)} does not fit here` },
        suggestion: expectedNumber,
      },
    ];
  }
  return best.flatMap((one) => findingsOf(checked, one, path));
}

const expectedNumber: Words = {
  zh: '写成数或带引号的十进制数，如 0.025 或 3000000000',
  en: 'Write a number, or a decimal in quotes, such as 0.025 or 3000000000',
};

function unknownKey({ file, form }: Checked, path: Path, key: string): FormFinding {
  const near = nearest(key, keysOf(form));
  return {
    file,
    path,
    atKey: true,
    code: 'unknown_key',
    message: { zh: `这里没有“${key}”这一项`, en: `There is no key “${key}” here` },
    suggestion:
      near === undefined
        ? {
            zh: `删去它，或对照 ${form.name} 改正`,
            en: `Remove it, or compare with ${form.name}`,
          }
        : { zh: `是不是“${near}”？`, en: `Did you mean “${near}”?` },
  };
}

const knownKeys = new Map<string, ReadonlySet<string>>();

/** Every key of the published schema, for a hint at a misspelt one. */
function keysOf(form: PublishedForm): ReadonlySet<string> {
  const known = knownKeys.get(form.name);
  if (known !== undefined) return known;
  const keys = new Set<string>();
  const visit = (node: unknown): void => {
    if (node === null || typeof node !== 'object') return;
    const { properties } = node as { properties?: object };
    for (const key of Object.keys(properties ?? {})) keys.add(key);
    Object.values(node).forEach(visit);
  };
  visit(form.jsonSchema());
  knownKeys.set(form.name, keys);
  return keys;
}

function missingKey({ file }: Checked, path: Path): FormFinding {
  const key = String(path.at(-1));
  return {
    file,
    path: path.slice(0, -1),
    missing: key,
    code: 'missing_key',
    message: { zh: `缺少“${key}”`, en: `“${key}” is missing` },
    suggestion: { zh: `加上 ${key}:`, en: `Add ${key}:` },
  };
}

function wrong({ file, form }: Checked, path: Path, issue: Issue, seen: unknown): FormFinding {
  const { message, suggestion } = wordsOf(issue, seen, form);
  const code = issue.code === 'invalid_type' ? 'wrong_type' : 'wrong_value';
  return { file, path, code, message, suggestion };
}

function wordsOf(issue: Issue, seen: unknown, form: PublishedForm): { message: Words; suggestion: Words } {
  const written = shown(seen);
  if (issue.code === 'invalid_value') {
    const values = issue.values.map(String);
    const near = typeof seen === 'string' ? nearest(seen, values) : undefined;
    return {
      message: { zh: `没有取值“${written}”`, en: `“${written}” is not one of the values` },
      suggestion:
        near === undefined
          ? { zh: `可用：${values.join('、')}`, en: `Use one of ${values.join(', ')}` }
          : { zh: `是不是“${near}”？`, en: `Did you mean “${near}”?` },
    };
  }
  if (issue.code === 'invalid_type' && issue.expected === 'string' && typeof seen === 'number') {
    return {
      message: { zh: `“${written}”被读成了数`, en: `“${written}” is read as a number` },
      suggestion: { zh: `加上引号：'${written}'`, en: `Put it in quotes: '${written}'` },
    };
  }
  if (issue.code === 'invalid_type') {
    const [zh, en] = typeWords[issue.expected] ?? [issue.expected, issue.expected];
    return {
      message: { zh: `此处应是${zh}，却是“${written}”`, en: `Expected ${en} here, not “${written}”` },
      suggestion: { zh: `改成${zh}`, en: `Write ${en}` },
    };
  }
  if (issue.code === 'invalid_format' && issue.format === 'date') {
    return {
      message: { zh: `“${written}”不是日期`, en: `“${written}” is not a day` },
      suggestion: { zh: '写成 2018-01-31，且历上确有此日', en: 'Write it as 2018-01-31, a day that exists' },
    };
  }
  if (issue.code === 'too_small') {
    return {
      message: { zh: '此处是空的', en: 'This is empty' },
      suggestion: { zh: '填上内容，或删去这一项', en: 'Fill it in, or remove the key' },
    };
  }
  return {
    message: { zh: `“${written}”的写法不合要求`, en: `“${written}” is not in the form asked for` },
    suggestion: {
      zh: `对照 ${form.name} 里这一项的写法`,
      en: `Compare with the form in ${form.name}`,
    },
  };
}

const typeWords: Readonly<Record<string, readonly [string, string]>> = {
  string: ['文字', 'a text'],
  number: ['数', 'a number'],
  int: ['整数', 'a whole number'],
  boolean: ['true 或 false', 'true or false'],
  array: ['列表', 'a list'],
  object: ['若干项（键: 值）', 'keys with values'],
};

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function valueAt(value: unknown, path: Path): unknown {
  let current = value;
  for (const step of path) {
    if (current === null || typeof current !== 'object') return undefined;
    current = (current as Record<string | number, unknown>)[step];
  }
  return current;
}
