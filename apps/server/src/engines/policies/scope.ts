import { type AbilityName, abilityOf, may, scopeOf } from '@miaopu/contract';
import type { Actor } from '../../platform/access/index.ts';
import { policyFailure } from './errors.ts';

/** The town to which a reader's lists are held: their own, where they may read only their own; absent where they may read all. */
export function ownTown(actor: Actor, name: AbilityName): string | undefined {
  return scopeOf(actor.role, name) === 'own' ? (actor.organisation?.town ?? 'nowhere') : undefined;
}

/** The town that a list shows: the one asked for, within what the reader may see. @throws policies.not_your_town */
export function townWithin(actor: Actor, name: AbilityName, asked: string | undefined): string | undefined {
  const own = ownTown(actor, name);
  if (own !== undefined && asked !== undefined && asked !== own)
    throw policyFailure('policies.not_your_town');
  return own ?? asked;
}

/** Whether somebody may do something to a policy whose contact is a unit. */
export function mayDoTo(actor: Actor, name: AbilityName, unit: string | null): boolean {
  return may(abilityOf(actor), name, { unit });
}

/**
 * The entity of an enterprise's session; whoever acts for no enterprise names none.
 *
 * @throws policies.no_enterprise
 */
export function ownEntity(actor: Actor): string {
  const entity = actor.organisation?.entity ?? null;
  if (entity === null) throw policyFailure('policies.no_enterprise');
  return entity;
}
