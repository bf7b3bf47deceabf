import { nearest } from '@miaopu/plan';
import { Decimal } from 'decimal.js';
import { at, type Draft, type Entry } from './entries.ts';
import type { Policy, PolicyBenefit } from './policy-schema.ts';
import type { PolicyFinding } from './problems.ts';
import { gainKinds } from './vocabulary.ts';

/** How policies hang together: each under its own name, what they name exists, and groups hold what can be compared. */
export function checkLibrary(draft: Draft): PolicyFinding[] {
  return [
    ...draft.policies.flatMap((policy) => [
      ...ownName(policy),
      ...knownPolicies(policy, draft),
      ...knownUnits(policy, draft),
      ...oneNameEach(policy),
      ...ownTerms(policy, draft),
    ]),
    ...checkGroups(draft),
  ];
}

function ownName(policy: Entry<Policy>): PolicyFinding[] {
  const name = policy.file.replace(/^.*\//, '').replace(/\.ya?ml$/, '');
  if (policy.value.id === name) return [];
  return [
    at(policy, ['id'], {
      code: 'wrong_id',
      message: {
        zh: `编号“${policy.value.id}”与文件名 ${policy.file} 不一致`,
        en: `The id “${policy.value.id}” differs from the file’s name ${policy.file}`,
      },
      suggestion: { zh: `改成 id: ${name}，或给文件改名`, en: `Write id: ${name}, or rename the file` },
    }),
  ];
}

function knownPolicies(policy: Entry<Policy>, { ids }: Draft): PolicyFinding[] {
  const named = [
    ...policy.value.replaces.map((id, index) => ({ id, path: ['replaces', index] })),
    ...policy.value.stacks.conflicts.map((id, index) => ({ id, path: ['stacks', 'conflicts', index] })),
  ];
  return named.flatMap(({ id, path }) => {
    if (id === policy.value.id) {
      return [
        at(policy, path, {
          code: 'unknown_policy',
          message: {
            zh: '政策不能替代自己，也不能与自己冲突',
            en: 'A policy cannot replace or conflict with itself',
          },
          suggestion: { zh: '删去这一项', en: 'Remove it' },
        }),
      ];
    }
    if (ids.has(id)) return [];
    return [at(policy, path, { code: 'unknown_policy', ...unknown('政策', 'policy', id, ids) })];
  });
}

function knownUnits(policy: Entry<Policy>, { units }: Draft): PolicyFinding[] {
  if (units === undefined) return [];
  const named = [
    { unit: policy.value.contact, path: ['contact'] },
    ...policy.value.materials.map(({ held_by: unit }, index) => ({
      unit,
      path: ['materials', index, 'held_by'],
    })),
  ];
  return named.flatMap(({ unit, path }) =>
    unit === undefined || units.includes(unit)
      ? []
      : [at(policy, path, { code: 'unknown_unit', ...unknown('单位', 'unit', unit, units) })],
  );
}

function unknown(zh: string, en: string, id: string, known: Iterable<string>) {
  const near = nearest(id, known);
  return {
    message: { zh: `没有编号为“${id}”的${zh}`, en: `There is no ${en} “${id}”` },
    suggestion:
      near === undefined
        ? { zh: '改成已有的编号，或先加上它', en: 'Name one that exists, or add it first' }
        : { zh: `是不是“${near}”？`, en: `Did you mean “${near}”?` },
  };
}

/** Conditions, benefits and score items are told apart by their ids, also from version to version. */
function oneNameEach(policy: Entry<Policy>): PolicyFinding[] {
  const { conditions, benefits, scores } = policy.value;
  const lists = [
    conditions.map(({ id }, index) => ({ id, path: ['conditions', index, 'id'] })),
    benefits.map(({ id }, index) => ({ id, path: ['benefits', index, 'id'] })),
    Object.entries(scores?.groups ?? {}).flatMap(([group, { items }]) =>
      items.map(({ id }, index) => ({ id, path: ['scores', 'groups', group, 'items', index, 'id'] })),
    ),
  ];
  const twice = lists.flatMap((list) =>
    list.filter(({ id }, index) => list.findIndex((other) => other.id === id) !== index),
  );
  const total =
    scores?.groups.total === undefined ? [] : [{ id: 'total', path: ['scores', 'groups', 'total'] }];
  return [...twice, ...total].map(({ id, path }) =>
    at(policy, path, {
      code: 'duplicate_id',
      message: { zh: `“${id}”写了两次`, en: `“${id}” stands twice` },
      suggestion:
        id === 'total'
          ? {
              zh: 'score.total 是各组之和，给这一组换个名字',
              en: 'score.total is the sum of all groups: give the group another name',
            }
          : { zh: '给其中一处换一个编号', en: 'Give one another id' },
    }),
  );
}

function ownTerms(policy: Entry<Policy>, { terms }: Draft): PolicyFinding[] {
  return Object.keys(policy.value.terms)
    .filter((name) => terms.some(({ value }) => Object.hasOwn(value, name)))
    .map((name) =>
      at(policy, ['terms', name], {
        atKey: true,
        code: 'duplicate_id',
        message: { zh: `terms.yaml 里已有“${name}”`, en: `terms.yaml has “${name}” already` },
        suggestion: { zh: '用共用的，或换一个名字', en: 'Use the shared one, or give this another name' },
      }),
    );
}

type InGroup = { readonly policy: Entry<Policy>; readonly index: number; readonly benefit: PolicyBenefit };

/** Of a group the highest counts, so that all of it must be of one kind; a group that stands alone beside a like name is a slip. */
function checkGroups(draft: Draft): PolicyFinding[] {
  const members = draft.policies.flatMap((policy) =>
    policy.value.benefits.map((benefit, index): InGroup => ({ policy, index, benefit })),
  );
  const groups = Map.groupBy(
    members.filter(({ benefit }) => benefit.exclusive !== undefined),
    ({ benefit }) => benefit.exclusive!,
  );
  return [...groups]
    .flatMap(([group, inGroup]) => [
      ...mixedKinds(group, inGroup),
      ...(inGroup.length === 1 ? misspelt(group, inGroup[0]!, [...groups.keys()]) : []),
    ])
    .concat(differentCaps(members));
}

/** A cap that several share is one cap. */
function differentCaps(members: readonly InGroup[]): PolicyFinding[] {
  const first = new Map<string, InGroup>();
  return members.flatMap((member) => {
    const { cap } = member.benefit;
    if (cap?.shared === undefined) return [];
    const before = first.get(cap.shared) ?? member;
    first.set(cap.shared, before);
    const amount = before.benefit.cap!.amount;
    if (new Decimal(amount).eq(cap.amount)) return [];
    return [
      at(member.policy, ['benefits', member.index, 'cap', 'amount'], {
        code: 'group_inconsistent',
        message: {
          zh: `上限“${cap.shared}”在 ${before.policy.file} 写的是 ${amount} 元`,
          en: `The cap “${cap.shared}” is ${amount} yuan in ${before.policy.file}`,
        },
        suggestion: {
          zh: '写成同一个金额，或换一个名称',
          en: 'Write the same amount, or give it another name',
        },
      }),
    ];
  });
}

function mixedKinds(group: string, [first, ...others]: readonly InGroup[]): PolicyFinding[] {
  const isGain = ({ benefit }: InGroup) => gainKinds.has(benefit.kind);
  return others
    .filter((other) => isGain(other) !== isGain(first!))
    .map(({ policy, index, benefit }) =>
      at(policy, ['benefits', index, 'exclusive'], {
        code: 'group_inconsistent',
        message: {
          zh: `“${group}”组里已有别类好处（${first!.benefit.kind}），与 ${benefit.kind} 无法比高低`,
          en: `The group “${group}” has a benefit of another kind (${first!.benefit.kind}), which ${benefit.kind} cannot be compared with`,
        },
        suggestion: { zh: '换一个组，或改正 kind', en: 'Name another group, or correct the kind' },
      }),
    );
}

function misspelt(group: string, { policy, index }: InGroup, groups: readonly string[]): PolicyFinding[] {
  const near = nearest(
    group,
    groups.filter((other) => other !== group),
  );
  if (near === undefined) return [];
  return [
    at(policy, ['benefits', index, 'exclusive'], {
      code: 'group_inconsistent',
      message: { zh: `只有这一处写“${group}”组`, en: `Nothing else is in the group “${group}”` },
      suggestion: { zh: `是不是“${near}”？`, en: `Did you mean “${near}”?` },
    }),
  ];
}
