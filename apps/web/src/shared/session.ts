import {
  type Ability,
  type AbilityName,
  abilityOf,
  type getSession,
  may,
  type Whose,
} from '@miaopu/contract';
import { createContext, useContext, useMemo } from 'react';
import type { AnswerOf } from './client.ts';

export type Session = AnswerOf<typeof getSession>;

export const SessionContext = createContext<Session | null>(null);

/** Who is signed in. Only for pages behind the sign-in. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession is for pages behind the sign-in');
  return session;
}

/** Whether the person may do something, at all or to the row that is named; the server holds the same line by the same table. */
export function useMay(ability: AbilityName, whose?: Whose): boolean {
  return may(useAbility(), ability, whose);
}

/** What the person may do as whom they act now: for `may`, where there are several things to ask. */
export function useAbility(): Ability {
  const { user, acting } = useSession();
  return useMemo(
    () => abilityOf({ role: user.role, organisation: acting?.organisation ?? null }),
    [user.role, acting],
  );
}

/** Names of the district's towns by code; an unknown code is shown as it is. */
export function useTownName(): (code: string | null | undefined) => string | null {
  const { district } = useSession();
  return (code) => (code ? (district.towns.find((town) => town.code === code)?.name ?? code) : null);
}
