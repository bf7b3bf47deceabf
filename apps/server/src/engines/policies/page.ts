import type { PolicyPage } from '@miaopu/contract';
import { cardOf, needsOf, parametersOf, scoresOf, wordingOf } from './cards.ts';
import { differencesOf } from './differences.ts';
import { expand, type Library } from './library.ts';
import type { UnitNames } from './units.ts';
import type { Published } from './versions.ts';

/**
 * A policy's page: a version of it in words on a day, beside all its versions and what it changed.
 *
 * @param versions newest first
 */
export function makePage(
  shown: Published,
  versions: readonly Published[],
  library: Library,
  day: string,
  units: UnitNames,
): PolicyPage {
  const { policy } = shown;
  const onDay = expand(policy, day);
  const { applies, conditions, benefits } = wordingOf(onDay);
  const titled = (id: string) => ({
    id,
    title: library.policies.get(id)?.policy.title ?? { zh: id, en: id },
  });
  const before = versions.find(({ version }) => version === shown.version - 1);
  const replacedBy = [...library.policies.values()].filter(({ policy: other }) =>
    other.replaces.includes(policy.id),
  );
  const { highest_only, top_up, claw_back, fair_competition, conflicts } = policy.stacks;
  return {
    card: cardOf(shown, day, units),
    on: day,
    applies,
    conditions,
    benefits,
    parameters: parametersOf(onDay),
    scores: scoresOf(onDay),
    needs: needsOf(onDay),
    materials: materialsOf(policy, units),
    replaces: policy.replaces.map(titled),
    replacedBy: replacedBy.map(({ policy: other }) => titled(other.id)),
    stacks: {
      highestOnly: highest_only,
      topUp: top_up,
      clawBack: claw_back,
      fairCompetition: fair_competition?.number ?? null,
      conflicts: conflicts.map(titled),
    },
    versions: versions.map(versionOf),
    differences: before === undefined ? [] : differencesOf(before.policy, policy),
  };
}

export function materialsOf({ materials }: Published['policy'], units: UnitNames): PolicyPage['materials'] {
  return materials.map(({ zh, en, held_by }) => ({
    label: { zh, en },
    heldBy:
      held_by === undefined
        ? null
        : { id: held_by, name: units.get(held_by) ?? { zh: held_by, en: held_by } },
  }));
}

function versionOf(published: Published): PolicyPage['versions'][number] {
  const { version, policy, publishedAt, publishedBy, reason, documentNumber } = published;
  return { version, inForce: policy.in_force, publishedAt, publishedBy, reason, documentNumber };
}
