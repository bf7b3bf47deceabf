import type { Path } from '@miaopu/plan';
import {
  type Expression,
  type Message,
  type Problem,
  parseRule,
  RuleCheckError,
  RuleSyntaxError,
  reviewRule,
  typeOfRule,
  type ValueType,
} from '@miaopu/rules';
import { at, type Draft, type Entry } from './entries.ts';
import { amountTree, type Expander, expanderOf } from './expand.ts';
import { type Names, namesOf, namesOfShared, restsOn, type TermFault } from './names.ts';
import { policyCatalogue } from './policy-catalogue.ts';
import type { Policy } from './policy-schema.ts';
import type { PolicyFinding } from './problems.ts';

/** Every rule is in the language, names only what there is, and can run once its terms, parameters and scores are in it. */
export function checkRules(draft: Draft): PolicyFinding[] {
  if (!draft.termsRead) return [];
  const shared = draft.shared;
  const own = draft.terms.flatMap((entry) =>
    namesOfShared(shared).faults.map((fault) => termFinding(entry, [], fault)),
  );
  return [...own, ...draft.policies.flatMap((policy) => checkPolicy(policy, shared))];
}

/** A rule of a policy by its place. */
export type PlacedRule = { readonly path: Path; readonly text: string; readonly yields: ValueType };

/** Every rule of a policy but its terms. */
export function rulesOf(policy: Policy): PlacedRule[] {
  const rule = (path: Path, text: string | undefined, yields: ValueType): PlacedRule[] =>
    text === undefined ? [] : [{ path, text, yields }];
  return [
    ...rule(['applies'], policy.applies, 'boolean'),
    ...policy.conditions.flatMap((condition, index) =>
      'rule' in condition ? rule(['conditions', index, 'rule'], condition.rule, 'boolean') : [],
    ),
    ...policy.benefits.flatMap(({ amount }, index) => rule(['benefits', index, 'amount'], amount, 'number')),
    ...Object.entries(policy.scores?.groups ?? {}).flatMap(([group, { items }]) =>
      items.flatMap(({ bands }, item) =>
        bands.flatMap(({ when }, band) =>
          rule(['scores', 'groups', group, 'items', item, 'bands', band, 'when'], when, 'boolean'),
        ),
      ),
    ),
  ];
}

function checkPolicy(policy: Entry<Policy>, shared: Draft['shared']): PolicyFinding[] {
  const { all, withoutScores } = namesOf(policy.value, shared);
  const expander = expanderOf(policy.value, shared, policy.value.in_force.from, {});
  return [
    ...all.faults.map((fault) => termFinding(policy, ['terms'], fault)),
    ...rulesOf(policy.value).flatMap((rule) =>
      checkPlaced(policy, rule, rule.path[0] === 'scores' ? withoutScores : all, expander),
    ),
  ];
}

function checkPlaced(
  policy: Entry<Policy>,
  { path, text, yields }: PlacedRule,
  { catalogue, broken }: Names,
  expander: Expander,
): PolicyFinding[] {
  return telling(policy, path, () => {
    const tree = parseRule(text);
    if (restsOn(tree, broken)) return [];
    // where only a literal may stand, a parameter may too: its value is one once it is in
    const problems = reviewRule(tree, catalogue, yields).filter(({ code }) => code !== 'literal_expected');
    // what is put in may rest on a term at fault, which is told where it stands
    if (problems.length > 0 || broken.size > 0) return problems;
    typeOfRule(expanded(policy.value, path, tree, expander), policyCatalogue);
    return [];
  });
}

/** What of a rule runs: of an amount with its bounds. */
function expanded(policy: Policy, path: Path, tree: Expression, { ruleOf }: Expander): Expression {
  if (path[0] !== 'benefits') return ruleOf(tree).runs;
  const benefit = policy.benefits[Number(path[1])]!;
  return ruleOf(amountTree(benefit, benefit.amount!)).runs;
}

/** Runs a check of one rule and gives what it finds, or what it throws, its place. */
export function telling(entry: Entry<unknown>, path: Path, check: () => readonly Problem[]): PolicyFinding[] {
  try {
    return check().map((problem) => ruleFinding(entry, path, problem));
  } catch (error) {
    if (error instanceof RuleCheckError) {
      return error.problems.map((problem) => ruleFinding(entry, path, problem));
    }
    if (!(error instanceof RuleSyntaxError)) throw error;
    const { messages, position } = error;
    return [
      at(entry, path, { code: 'rule_syntax', within: position, message: messages, suggestion: wayOut }),
    ];
  }
}

function ruleFinding(entry: Entry<unknown>, path: Path, problem: Problem): PolicyFinding {
  const { message, position, suggestion } = problem;
  return at(entry, path, {
    code: 'rule_invalid',
    within: position,
    message,
    suggestion: suggestion === undefined ? wayOut : { zh: `改成 ${suggestion}`, en: `Write ${suggestion}` },
  });
}

const wayOut: Message = {
  zh: '可用的字段、函数和写法见 docs/policies.md',
  en: 'The fields, the functions and the language are in docs/policies.md',
};

function termFinding(entry: Entry<unknown>, below: Path, fault: TermFault): PolicyFinding {
  const path = [...below, fault.term, 'rule'];
  if (fault.kind === 'cycle') {
    const shown = fault.ring.join(' → ');
    return at(entry, path, {
      code: 'cycle',
      message: { zh: `术语绕成了圈：${shown}`, en: `The terms go round in a circle: ${shown}` },
      suggestion: { zh: '去掉圈上的一环', en: 'Remove one link of the ring' },
    });
  }
  return telling(entry, path, () => {
    throw fault.error;
  })[0]!;
}
