import { type OrganisationKind, organisationKinds, type Role, roleNames, scopeOf } from '@miaopu/contract';
import type { Actor } from '../access/index.ts';
import { peopleFailure } from './errors.ts';

/** Kept from the office, so that whoever works with the data does not also say who watches over it. */
const administratorsAlone: readonly Role[] = ['administrator', 'auditor'];

/** The roles in an organisation that somebody may give and end. */
export function rolesToGive(
  actor: Actor,
  organisation: { readonly id: string; readonly kind: OrganisationKind },
): Role[] {
  const there: readonly Role[] = organisationKinds[organisation.kind];
  if (scopeOf(actor.role, 'people.assign') === 'own')
    return organisation.id === actor.organisation?.id ? there.filter((role) => role === 'staff') : [];
  return there.filter((role) => actor.role === 'administrator' || !administratorsAlone.includes(role));
}

/** @throws people.not_yours_to_give */
export function demandMayGive(
  actor: Actor,
  organisation: { readonly id: string; readonly kind: OrganisationKind },
  role: Role,
): void {
  if (!rolesToGive(actor, organisation).includes(role))
    throw peopleFailure('people.not_yours_to_give', { role: roleNames[role] });
}

/** The organisation beyond which somebody sees nobody; null for those who see to the whole district. */
export function onlyWithin(actor: Actor): string | null {
  return scopeOf(actor.role, 'people.assign') === 'own' ? (actor.organisation?.id ?? '') : null;
}
