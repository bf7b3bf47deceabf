import { at, type Draft, type Entry } from './entries.ts';
import type { Policy } from './policy-schema.ts';
import type { PolicyFinding } from './problems.ts';

/** Dates in order: a policy ends after it begins, its parameters have a value on each of its days, and one that is replaced ends. */
export function checkDates(draft: Draft): PolicyFinding[] {
  const byId = new Map(draft.policies.map((policy) => [policy.value.id, policy.value]));
  return draft.policies.flatMap((policy) => [
    ...reversed(policy),
    ...Object.keys(policy.value.parameters).flatMap((name) => parameterDates(policy, name)),
    ...replacedInTime(policy, byId),
  ]);
}

function reversed(policy: Entry<Policy>): PolicyFinding[] {
  const { from, to } = policy.value.in_force;
  if (to === null || from <= to) return [];
  return [
    at(policy, ['in_force', 'to'], {
      code: 'dates_reversed',
      message: { zh: `失效日 ${to} 早于生效日 ${from}`, en: `It ends on ${to}, before it begins on ${from}` },
      suggestion: { zh: '两个日期对调，或改正其一', en: 'Exchange the two days, or correct one' },
    }),
  ];
}

function parameterDates(policy: Entry<Policy>, name: string): PolicyFinding[] {
  const { from, to } = policy.value.in_force;
  const { values } = policy.value.parameters[name]!;
  const here = ['parameters', name, 'values'] as const;
  const findings: PolicyFinding[] = [];
  values.forEach((value, index) => {
    const before = values[index - 1];
    if (before !== undefined && value.from <= before.from) {
      findings.push(
        at(policy, [...here, index, 'from'], {
          code: 'dates_reversed',
          message: {
            zh: `${value.from} 不晚于前一个值的起始日 ${before.from}，两个值重叠`,
            en: `${value.from} is not after ${before.from}, where the value before begins: the two overlap`,
          },
          suggestion: {
            zh: '按起始日从早到晚写，每个值一个起始日',
            en: 'Write the values by their first day, one value a day',
          },
        }),
      );
    }
    if (to !== null && value.from > to) {
      findings.push(
        at(policy, [...here, index, 'from'], {
          code: 'dates_uncovered',
          message: {
            zh: `政策在 ${to} 失效，这个值从不生效`,
            en: `The policy ends on ${to}, so this value is never in force`,
          },
          suggestion: { zh: '删去它，或改正日期', en: 'Remove it, or correct the day' },
        }),
      );
    }
  });
  const first = values[0]!.from;
  if (first > from) {
    findings.push(
      at(policy, [...here, 0, 'from'], {
        code: 'dates_uncovered',
        message: {
          zh: `政策自 ${from} 起生效，这个参数到 ${first} 才有值`,
          en: `The policy is in force from ${from}, but this parameter has no value before ${first}`,
        },
        suggestion: {
          zh: `第一个值从 ${from} 或更早写起`,
          en: `Let the first value begin on ${from} or before`,
        },
      }),
    );
  }
  return findings;
}

function replacedInTime(policy: Entry<Policy>, byId: ReadonlyMap<string, Policy>): PolicyFinding[] {
  const { from } = policy.value.in_force;
  return policy.value.replaces.flatMap((id, index) => {
    const replaced = byId.get(id);
    if (replaced === undefined || (replaced.in_force.to !== null && replaced.in_force.to < from)) return [];
    return [
      at(policy, ['replaces', index], {
        code: 'dates_overlap',
        message: {
          zh: `${id} 在 ${from} 仍然有效，两项政策会同时生效`,
          en: `${id} is still in force on ${from}, so that both would be in force together`,
        },
        suggestion: {
          zh: `让 ${id} 的 in_force.to 早于 ${from}；如果两者并存，就不写 replaces`,
          en: `Let ${id} end before ${from} (in_force.to); where both stand side by side, leave replaces out`,
        },
      }),
    ];
  });
}
