import type { Path } from '@miaopu/plan';
import { nearest } from '@miaopu/plan';
import { checkRule, evaluateRule, parseRule, RuleDataError, type ValueType } from '@miaopu/rules';
import { factFields, heldTitles } from '@miaopu/standards';
import { telling } from './check-rules.ts';
import { totalCatalogue } from './combination-catalogue.ts';
import { at, type Draft, type Entry } from './entries.ts';
import { policyBindings, policyCatalogue } from './policy-catalogue.ts';
import type { CombinationSituation, Policy, PolicySituation } from './policy-schema.ts';
import type { PolicyFinding } from './problems.ts';

/** A policy is shown at work: once where it fits, once where it does not; and situations speak only of what there is. */
export function checkSituations(draft: Draft): PolicyFinding[] {
  return [
    ...draft.policies.flatMap((policy) => [
      ...bothWays(policy),
      ...policy.value.situations.flatMap((situation, index) =>
        checkSituation(policy, situation, ['situations', index]),
      ),
    ]),
    ...draft.combinations.flatMap((combination) => checkCombination(combination, draft)),
  ];
}

function bothWays(policy: Entry<Policy>): PolicyFinding[] {
  const { conditions, situations } = policy.value;
  const hasRules = policy.value.applies !== undefined || conditions.some((one) => 'rule' in one);
  if (!hasRules) return [];
  const answered = situations.map(({ expect }) => expect.answer);
  const fits = answered.some((answer) => answer === 'met' || answer === 'manual');
  const fails = answered.some((answer) => answer === 'not_met' || answer === 'not_applicable');
  if (fits && fails) return [];
  return [
    at(policy, situations.length === 0 ? [] : ['situations'], {
      code: 'situations_missing',
      message: {
        zh: fits ? '没有不符合的情形' : '没有符合的情形',
        en: fits ? 'No situation shows it not met' : 'No situation shows it met',
      },
      suggestion: {
        zh: '在 situations 里至少写两个情形：一个符合，一个不符合',
        en: 'Write at least two situations: one that is met, one that is not',
      },
    }),
  ];
}

function checkSituation(policy: Entry<Policy>, situation: PolicySituation, here: Path): PolicyFinding[] {
  const { conditions, benefits, scores } = policy.value;
  const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);
  const groups = scores === undefined ? [] : ['total', ...Object.keys(scores.groups)];
  const { expect } = situation;
  return [
    ...checkGiven(policy, situation.given, [...here, 'given']),
    ...knownKeys(policy, expect.conditions, ids(conditions), [...here, 'expect', 'conditions']),
    ...knownKeys(policy, expect.benefits, ids(benefits), [...here, 'expect', 'benefits']),
    ...knownKeys(policy, expect.scores, groups, [...here, 'expect', 'scores']),
    ...(expect.missing ?? []).flatMap((path, index) =>
      checkMissing(policy, path, [...here, 'expect', 'missing', index]),
    ),
  ];
}

function checkCombination(combination: Entry<CombinationSituation>, { ids }: Draft): PolicyFinding[] {
  const { given, policies = [], expect } = combination.value;
  const named = [
    ...policies.map((id, index) => ({ id, path: ['policies', index] })),
    ...expect.combination.map(({ policy: id }, index) => ({
      id,
      path: ['expect', 'combination', index, 'policy'],
    })),
  ];
  return [
    ...checkGiven(combination, given, ['given']),
    ...named
      .filter(({ id }) => !ids.has(id))
      .map(({ id, path }) => at(combination, path, unknownName(id, [...ids]))),
    ...expect.derived.flatMap(({ rule }, index) =>
      telling(combination, ['expect', 'derived', index, 'rule'], () =>
        checkRule(parseRule(rule), totalCatalogue, 'number'),
      ),
    ),
  ];
}

function knownKeys(
  entry: Entry<unknown>,
  written: Readonly<Record<string, unknown>>,
  known: readonly string[],
  path: Path,
): PolicyFinding[] {
  return Object.keys(written)
    .filter((key) => !known.includes(key))
    .map((key) => at(entry, [...path, key], { ...unknownName(key, known), atKey: true }));
}

function checkGiven(entry: Entry<unknown>, given: PolicySituation['given'], here: Path): PolicyFinding[] {
  return Object.entries(given).flatMap(([path, value]) => {
    if (path === 'entity.titles')
      return knownKeys(entry, mapOf(value), Object.keys(heldTitles), [...here, path]);
    if (path === 'entity.figures')
      return knownKeys(entry, mapOf(value), Object.keys(factFields), [...here, path]);
    const named = policyCatalogue.names.get(path);
    if (named?.kind !== 'field') {
      return [at(entry, [...here, path], { ...unknownName(path, fieldPaths()), atKey: true })];
    }
    return wrongValue(entry, path, named.field, value, [...here, path]);
  });
}

function mapOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

type GivenField = { readonly type: ValueType; readonly values?: Readonly<Record<string, unknown>> };

function wrongValue(
  entry: Entry<unknown>,
  path: string,
  { values }: GivenField,
  value: unknown,
  here: Path,
): PolicyFinding[] {
  if (values !== undefined && typeof value === 'string' && !Object.hasOwn(values, value)) {
    return [at(entry, here, unknownName(value, Object.keys(values)))];
  }
  try {
    const [root, name] = path.split('.') as [string, string];
    const bindings = policyBindings('2000-12-31');
    evaluateRule(parseRule(path), policyCatalogue, { [root]: { [name]: value } }, { bindings });
    return [];
  } catch (error) {
    if (!(error instanceof RuleDataError)) throw error;
    return [
      at(entry, here, {
        code: 'situation_invalid',
        message: error.messages,
        suggestion: {
          zh: '按字段的类型改正；没有数据写 null',
          en: 'Write it as the field’s type asks; null where it is missing',
        },
      }),
    ];
  }
}

function checkMissing(entry: Entry<unknown>, path: string, here: Path): PolicyFinding[] {
  if (path.includes('(')) return telling(entry, here, () => checkRule(parseRule(path), policyCatalogue));
  return policyCatalogue.names.has(path) ? [] : [at(entry, here, unknownName(path, fieldPaths()))];
}

function fieldPaths(): string[] {
  return [...policyCatalogue.names].flatMap(([path, { kind }]) => (kind === 'field' ? [path] : []));
}

function unknownName(name: string, known: readonly string[]): Omit<PolicyFinding, 'file' | 'path'> {
  const near = nearest(name, known);
  return {
    code: 'unknown_name',
    message: { zh: `没有“${name}”`, en: `There is no “${name}”` },
    suggestion:
      near === undefined
        ? {
            zh: known.length > 0 && known.length <= 12 ? `可用：${known.join('、')}` : '改成已有的名称',
            en:
              known.length > 0 && known.length <= 12
                ? `Use one of ${known.join(', ')}`
                : 'Use a name that exists',
          }
        : { zh: `是不是“${near}”？`, en: `Did you mean “${near}”?` },
  };
}
