import type { Acting, ActingOrganisation } from '@miaopu/contract';
import type { Message } from '../errors/index.ts';

/** An organisation as the one for which somebody acts. */
export type Organisation = ActingOrganisation & { readonly name: Message };

/** Who acts, as what, for whom, and in which district. */
export type Actor = Acting & {
  /** The person. */
  readonly id: string;
  readonly name: string;
  readonly district: string;
  /** The membership as which they act; null for a newcomer, for the command line and for the platform itself. */
  readonly membership: string | null;
  readonly organisation: Organisation | null;
};

/** An actor who signed in. */
export type SignedIn = Actor & {
  readonly email: string;
  readonly session: string;
  /** The role needs a second factor that the person does not have yet: until then they reach nothing but the own account. */
  readonly mustEnrol: boolean;
  /** The session goes on for its full time again, and so has the browser's cookie to. */
  readonly isRenewed: boolean;
};

/** The operator at the machine's own command line acts as the office. */
export function cliActor(district: string): Actor {
  return { id: 'cli', name: 'miaopu', role: 'office', district, membership: null, organisation: null };
}

/** Work that the platform does by itself (start-up, scheduled jobs). */
export function systemActor(district: string): Actor {
  return { id: 'system', name: 'system', role: 'office', district, membership: null, organisation: null };
}
