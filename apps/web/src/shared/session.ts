import type { getSession } from '@miaopu/contract';
import { createContext, useContext } from 'react';
import type { AnswerOf } from './client.ts';

export type Session = AnswerOf<typeof getSession>;
export type Permission = 'viewer' | 'office';

export const SessionContext = createContext<Session | null>(null);

/** Who is signed in. Only for pages behind the sign-in. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession is for pages behind the sign-in');
  return session;
}

/** Whether the person may do what the permission names; the server holds the same line. */
export function useMay(permission: Permission): boolean {
  const { user } = useSession();
  return permission === 'viewer' || user.role === 'office';
}

/** Names of the district's towns by code; an unknown code is shown as it is. */
export function useTownName(): (code: string | null | undefined) => string | null {
  const { district } = useSession();
  return (code) => (code ? (district.towns.find((town) => town.code === code)?.name ?? code) : null);
}
