import { checkDates } from './check-dates.ts';
import { checkLibrary } from './check-library.ts';
import { checkOpenness } from './check-openness.ts';
import { checkRules } from './check-rules.ts';
import { checkScores } from './check-scores.ts';
import { checkSituations } from './check-situations.ts';
import { type CombinationResult, runCombinations } from './combinations.ts';
import type { Draft } from './entries.ts';
import type { PolicyLibrary } from './policy-schema.ts';
import type { PolicyFinding, PolicyProblem } from './problems.ts';
import { readDraft } from './read-draft.ts';
import { type Disagreement, runSituations } from './situations.ts';

/** A library that is sound, or everything that is wrong with it in the order of files and lines. */
export type LoadedPolicies =
  | { readonly ok: true; readonly library: PolicyLibrary }
  | { readonly ok: false; readonly problems: readonly PolicyProblem[] };

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
  const { draft, problems, place } = readDraft(files, units);
  return loaded(draft, [...problems, ...check(draft).map(place)]);
}

function loaded(draft: Draft, problems: readonly PolicyProblem[]): LoadedPolicies {
  return problems.length > 0
    ? { ok: false, problems: [...problems].sort(byPlace) }
    : { ok: true, library: libraryOf(draft) };
}

function check(draft: Draft): PolicyFinding[] {
  const findings = [checkLibrary, checkDates, checkOpenness, checkRules, checkSituations].flatMap((one) =>
    one(draft),
  );
  // points can be counted only where every rule can be read
  return findings.some(isOfRule) ? findings : [...findings, ...checkScores(draft)];
}

function isOfRule({ code }: PolicyFinding): boolean {
  return code === 'rule_syntax' || code === 'rule_invalid' || code === 'cycle';
}

function byPlace(left: PolicyProblem, right: PolicyProblem): number {
  if (left.file !== right.file) return left.file < right.file ? -1 : 1;
  return left.line - right.line || left.column - right.column;
}

function libraryOf({ policies, shared, combinations }: Draft): PolicyLibrary {
  return {
    policies: policies.map(({ value }) => value),
    terms: shared,
    combinations: combinations.map(({ value }) => value),
  };
}

/** A library that is sound and answers as its situations say, or what is wrong; and how many situations were run. */
export type TestedPolicies = LoadedPolicies & {
  readonly situations: { readonly run: number; readonly failed: number };
};

/** Loads a library and runs all of its situations by evaluation; one that fails is a problem at its place. */
export function testPolicies(
  files: Readonly<Record<string, string>>,
  { units }: LoadOptions = {},
): TestedPolicies {
  const { draft, problems, place } = readDraft(files, units);
  const unsound = [...problems, ...check(draft).map(place)];
  if (unsound.length > 0) return { ...loaded(draft, unsound), situations: { run: 0, failed: 0 } };
  const own = draft.policies.flatMap(({ file, value }) =>
    runSituations(value, draft.shared).map((result) => ({
      file,
      path: ['situations', result.index],
      result,
    })),
  );
  const across = runCombinations(libraryOf(draft)).map((result) => ({
    ...draft.combinations[result.index]!,
    result,
  }));
  const results: readonly Placed[] = [...own, ...across];
  const failures = results.filter(({ result }) => !result.ok).map(failure);
  return {
    ...loaded(draft, failures.map(place)),
    situations: { run: results.length, failed: failures.length },
  };
}

type Placed = Pick<PolicyFinding, 'file' | 'path'> & { readonly result: Omit<CombinationResult, 'index'> };

function failure({ file, path, result: { name, disagreements } }: Placed): PolicyFinding {
  const said = (expected: string, found: string) => (one: Disagreement) =>
    `${one.what} ${expected} ${one.expected}${found} ${one.found}`;
  return {
    file,
    path: [...path, 'expect'],
    code: 'situation_fails',
    message: {
      zh: `情形“${name.zh}”不符：${disagreements.map(said('应为', '，实为')).join('；')}`,
      en: `The situation “${name.en}” fails: ${disagreements.map(said('should be', ', but is')).join('; ')}`,
    },
    suggestion: {
      zh: '改正规则，或改正情形的 expect',
      en: 'Correct the rule, or what the situation expects',
    },
  };
}
