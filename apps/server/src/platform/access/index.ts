export type Role = 'office' | 'viewer';

/** Who acts, and for which district. */
export type Actor = {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly district: string;
};

/** The operator at the machine's own command line acts as the office. */
export function cliActor(district: string): Actor {
  return { id: 'cli', name: 'miaopu', role: 'office', district };
}

/** Work that the platform does by itself (start-up, scheduled jobs). */
export function systemActor(district: string): Actor {
  return { id: 'system', name: 'system', role: 'office', district };
}

/** The office may do whatever a viewer may. */
export function mayAct(role: Role, needed: Role): boolean {
  return role === 'office' || role === needed;
}

export { clientAddressHeader, type NewPerson, openSignIn, type SignIn } from './sign-in.ts';
