import type { draftCheckSchema } from '@miaopu/contract';
import { readYaml } from '@miaopu/plan';
import { loadPolicies, type Policy, type PolicyProblem, runSituations } from '@miaopu/policies';
import type { z } from 'zod';
import { type Db, firstRow, type Queryable, type RawBuilder, sql } from '../../platform/db/index.ts';
import { settledInstant } from '../registry/index.ts';
import { standingCounts } from './aggregate.ts';
import { wordingOf } from './cards.ts';
import { costOf } from './cost.ts';
import { type ReadRules, readRules } from './draft-rules.ts';
import { expand, type Library } from './library.ts';
import { sharedTerms, withShared } from './shared-terms.ts';

type Check = z.infer<typeof draftCheckSchema>;
export type ReadPolicy =
  | { readonly ok: true; readonly policy: Policy }
  | {
      readonly ok: false;
      readonly problems: readonly PolicyProblem[];
      /** What can be read of its rules nevertheless. */
      readonly rules?: Omit<ReadRules, 'problems'>;
    };

/**
 * Reads and checks one policy's text among the published ones: with the shared terms, and with the texts of the policies that it names,
 * so that what it says of them is checked too and the rest of the library costs nothing.
 *
 * @param policyId the policy that the text should be
 */
export async function readPolicy(
  db: Queryable,
  district: string,
  library: Library,
  policyId: string,
  source: string,
): Promise<ReadPolicy> {
  const name = `${policyId}.yaml`;
  const named = namedFiles(library, namedIn(source), policyId);
  const terms = await sharedTerms(db, district);
  const shared: Record<string, string> = terms === undefined ? {} : { 'terms.yaml': terms };
  const read = loadPolicies({ ...named, ...shared, [name]: source });
  const problems = read.ok ? [] : read.problems.filter(({ file }) => file === name);
  if (problems.length > 0) return unsound(policyId, source, shared, problems);
  // what is wrong with the others alone is theirs
  const alone = read.ok ? read : loadPolicies({ ...shared, [name]: source });
  if (!alone.ok) return { ok: false, problems: alone.problems };
  const policy = alone.library.policies.find(({ id }) => id === policyId)!;
  return { ok: true, policy: withShared(policy, alone.library) };
}

/** The texts of policies and of all that they name in turn, so that each is as sound as it is in the whole library. */
function namedFiles({ policies }: Library, ids: readonly string[], except: string): Record<string, string> {
  const files: Record<string, string> = {};
  const open = [...ids];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const other = policies.get(id);
    if (other === undefined || id === except || `${id}.yaml` in files) continue;
    files[`${id}.yaml`] = other.source;
    open.push(...other.policy.replaces, ...other.policy.stacks.conflicts);
  }
  return files;
}

function unsound(
  policyId: string,
  source: string,
  shared: Readonly<Record<string, string>>,
  problems: readonly PolicyProblem[],
): ReadPolicy {
  const content = contentOf(source);
  if (content === null) return { ok: false, problems };
  const { problems: more, ...rules } = readRules(policyId, source, content, shared, problems);
  const all = [...problems, ...more].sort((one, other) => one.line - other.line || one.column - other.column);
  return { ok: false, problems: all, rules };
}

/** The policy whose words can be said: the whole of it, or what can be read of its rules. */
function readable(read: ReadPolicy): Policy | undefined {
  return read.ok ? read.policy : read.rules?.policy;
}

/** The policy that can be counted: one of which no rule is missing. */
export function countable(read: ReadPolicy): Policy | undefined {
  return read.ok || read.rules?.isWhole ? readable(read) : undefined;
}

/** The policies that a text names, as far as it can be read. */
function namedIn(source: string): string[] {
  const content = contentOf(source);
  const texts = (value: unknown) =>
    Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
  const stacks = content?.stacks as { conflicts?: unknown } | undefined;
  return [...texts(content?.replaces), ...texts(stacks?.conflicts)];
}

/** A text as structured data, where it can be read as YAML. */
export function contentOf(source: string): Record<string, unknown> | null {
  const { file, problems } = readYaml('policy', source);
  const { value } = file;
  const isRecord =
    problems.length === 0 && typeof value === 'object' && value !== null && !Array.isArray(value);
  return isRecord ? (value as Record<string, unknown>) : null;
}

/** What the server makes of a policy's text, without counting. */
export function describeCheck(source: string, read: ReadPolicy, day: string): Check {
  const policy = readable(read);
  const head = {
    content: contentOf(source),
    explained: policy === undefined ? null : wordingOf(expand(policy, day)),
    fits: null,
  };
  if (!read.ok) return { problems: read.problems.map(problemOf), ...head, situations: [] };
  return {
    problems: [],
    ...head,
    situations: runSituations(read.policy, {}).map(({ name, ok, disagreements }) => ({
      name,
      ok,
      expected: disagreements.map(({ what, expected }) => `${what}: ${expected}`).join('; '),
      found: disagreements.map(({ what, found }) => `${what}: ${found}`).join('; '),
    })),
  };
}

function problemOf({
  code,
  line,
  column,
  path,
  message,
  suggestion,
}: PolicyProblem): Check['problems'][number] {
  const words = (language: 'zh' | 'en') =>
    suggestion === undefined
      ? message[language]
      : `${message[language]}${language === 'zh' ? '。' : '. '}${suggestion[language]}`;
  return { code, line, column, path: [...path], message: { zh: words('zh'), en: words('en') } };
}

/** How many of the district's entities a policy fits on a day, by all that is known now. */
export async function countFits(
  db: Db,
  district: string,
  policy: Policy,
  asOf: string,
): Promise<NonNullable<Check['fits']>> {
  const began = performance.now();
  const onDay = expand(policy, asOf);
  const moment = { district, asOf, knownOn: await settledInstant(db, district) };
  const sum = (name: string) => sql`coalesce(sum(${sql.ref(name)}), 0)::int as ${sql.ref(name)}`;
  const found = await firstRow<{
    met: number;
    nearly: number;
    unknown: number;
    manual: number;
    amount: string;
    uncounted: number;
  }>(
    db,
    sql`select ${sql.join(['met', 'nearly', 'unknown', 'manual', 'uncounted'].map(sum))}, trim_scale(coalesce(sum(amount), 0)) as amount
        from (${standingCounts([onDay], moment)}) counted` as RawBuilder<{
      met: number;
      nearly: number;
      unknown: number;
      manual: number;
      amount: string;
      uncounted: number;
    }>,
  );
  const { amount, uncounted, ...counts } = found!;
  const cost = costOf(onDay, { met: counts.met, amount, uncounted });
  return { asOf, ...counts, ...cost, milliseconds: Math.round(performance.now() - began) };
}
