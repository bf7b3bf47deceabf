import { isDeepStrictEqual } from 'node:util';
import { formulaCatalogue, type Path } from '@miaopu/plan';
import { policyCatalogue } from '@miaopu/policies';
import {
  type Catalogue,
  defineRuleSet,
  inForce,
  type Message,
  type Problem,
  parseRule,
  RuleCheckError,
  RuleDataError,
  type RuleSet,
  RuleSetError,
  RuleSyntaxError,
  reviewRule,
  ruleOn,
  typeOfRule,
  type ValueType,
} from '@miaopu/rules';
import type { Found, RuleProblem, RuleSource, WrittenRule } from './rule-file.ts';

/** A rule that is sound on each of its days. */
export type DatedRule = {
  readonly catalogueName: WrittenRule['catalogue'];
  readonly catalogue: Catalogue;
  readonly rule: RuleSet;
  /** The condition under which it applies at all; undefined where it always does. */
  readonly applies: RuleSet | undefined;
  readonly yields: ValueType;
};

export type CheckedRule =
  | { readonly ok: true; readonly rule: DatedRule }
  | { readonly ok: false; readonly problems: readonly RuleProblem[] };

/** A rule without versions is the same on every day. */
const EVER = '0001-01-01';

const DAYS: Message = {
  zh: '改正版本或参数的 from、to 与 value',
  en: 'Correct from, to and value of the versions or parameters',
};

type Version = {
  readonly from: string;
  readonly to?: string;
  readonly text: string;
  readonly path: Path;
};
type Tell = (code: RuleProblem['code'], found: Found, message: Message, suggestion?: Message) => void;
type Checking = { readonly written: WrittenRule; readonly catalogue: Catalogue; readonly tell: Tell };

/** Reads the rules of a file and checks them on each day from which something changes. */
export function checkRuleFile(source: RuleSource): CheckedRule {
  const { written } = source;
  const { problems, tell } = collect(source);
  const catalogue = written.catalogue === 'policies' ? policyCatalogue : formulaCatalogue(written.catalogue);
  const checking = { written, catalogue, tell };
  const rule = checkVersions(
    checking,
    versionsOf(written),
    written.applies === undefined ? undefined : 'boolean',
  );
  const applies =
    written.applies === undefined
      ? undefined
      : checkVersions(checking, [{ from: EVER, text: written.applies, path: ['applies'] }], 'boolean');
  if (problems.length > 0 || rule === undefined) return { ok: false, problems };
  return {
    ok: true,
    rule: {
      catalogueName: written.catalogue,
      catalogue,
      rule: rule.set,
      applies: applies?.set,
      yields: rule.yields,
    },
  };
}

function versionsOf({ rule, versions }: WrittenRule): Version[] {
  if (versions === undefined) return [{ from: EVER, text: rule!, path: ['rule'] }];
  return versions.map(({ rule: text, ...days }, index) => ({
    ...days,
    text,
    path: ['versions', index, 'rule'],
  }));
}

/** What is found, each once, though it may be so on several days. */
function collect(source: RuleSource): { problems: RuleProblem[]; tell: Tell } {
  const problems: RuleProblem[] = [];
  const tell: Tell = (code, found, message, suggestion = WAY_OUT) => {
    const { path } = found;
    const problem = { file: source.name, ...source.place(found), path, code, message, suggestion };
    if (!problems.some((one) => isDeepStrictEqual(one, problem))) problems.push(problem);
  };
  return { problems, tell };
}

const WAY_OUT: Message = {
  zh: '写法见 packages/rules/README.md，字段和函数见 docs/policies.md',
  en: 'The language is in packages/rules/README.md, the fields and functions are in docs/policies.md',
};

function checkVersions(
  checking: Checking,
  versions: readonly Version[],
  expected: ValueType | undefined,
): { set: RuleSet; yields: ValueType } | undefined {
  const { written, catalogue, tell } = checking;
  const read = versions.flatMap((version) => {
    const rule = attempt(tell, version.path, () => parseRule(version.text));
    return rule === undefined ? [] : [{ ...version, rule }];
  });
  if (read.length < versions.length) return undefined;
  const set = attempt(tell, [], () => defineRuleSet({ versions: read, parameters: parametersOf(written) }));
  if (set === undefined) return undefined;
  let yields: ValueType | undefined;
  for (const version of read) {
    const { path } = version;
    for (const day of daysOfChange(written, version.from)) {
      if (inForce(read, day) !== version) continue;
      const rule = attempt(tell, path, () => ruleOn(set, day));
      if (rule === undefined) continue;
      const problems = reviewRule(rule, catalogue, expected ?? yields);
      for (const problem of problems) tellProblem(tell, path, problem);
      if (problems.length === 0) yields = typeOfRule(rule, catalogue).type;
    }
  }
  return yields === undefined ? undefined : { set, yields };
}

function parametersOf({ parameters }: WrittenRule) {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, { type, values }]) => [
      `param.${name}`,
      { type, versions: values },
    ]),
  );
}

/** The days from which a version may be another rule: its first, and those on which a parameter changes. */
function daysOfChange({ parameters }: WrittenRule, from: string): string[] {
  const changes = Object.values(parameters).flatMap(({ values }) => values.map((value) => value.from));
  // a rule for ever begins where its parameters do
  const first = from === EVER && changes.length > 0 ? [] : [from];
  return [...first, ...new Set(changes.filter((day) => day > from))];
}

/** Does something with rules; what it throws of them is told at its place. */
function attempt<T>(tell: Tell, path: Path, run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    if (error instanceof RuleSyntaxError)
      tell('rule_syntax', { path, within: error.position }, error.messages);
    else if (error instanceof RuleCheckError)
      for (const problem of error.problems) tellProblem(tell, path, problem);
    else if (error instanceof RuleDataError) tell('versions_invalid', { path }, error.messages, DAYS);
    else if (error instanceof RuleSetError)
      for (const { parameter, index, message } of error.problems) {
        const place =
          parameter === null
            ? ['versions', index]
            : ['parameters', parameter.replace('param.', ''), 'values', index];
        tell('versions_invalid', { path: place }, message, DAYS);
      }
    else throw error;
    return undefined;
  }
}

function tellProblem(tell: Tell, path: Path, { message, position, suggestion }: Problem): void {
  const found = { path, within: position };
  if (suggestion === undefined) tell('rule_invalid', found, message);
  else tell('rule_invalid', found, message, { zh: `改成 ${suggestion}`, en: `Write ${suggestion}` });
}
