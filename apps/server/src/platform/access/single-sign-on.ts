import { APIError } from 'better-auth/api';
import { type Db, inTransaction } from '../db/index.ts';
import { findInvitation, takeInvitation } from './invitations.ts';

type Newcomer = {
  readonly id: string;
  readonly email: string;
  readonly emailVerified: boolean;
  readonly name: string;
};

/**
 * Whoever comes by single sign-on and is not known here is let in where an invitation waits for their e-mail and the provider vouches for
 * it: their account opens and the invitation is accepted. Nobody becomes a member by signing in alone.
 */
export function onlyInvited(owner: Db) {
  return {
    user: {
      create: {
        before: async (user: Newcomer) => {
          const invitation = user.emailVerified
            ? await findInvitation(owner, { email: user.email })
            : undefined;
          if (invitation === undefined)
            throw new APIError('FORBIDDEN', { code: 'NOT_INVITED', message: 'nobody invited this e-mail' });
          return { data: { ...user, district: invitation.district, name: invitation.name } };
        },
        after: async (user: Newcomer) => {
          const invitation = await findInvitation(owner, { email: user.email });
          if (invitation !== undefined)
            await inTransaction(owner, (tx) => takeInvitation(tx, invitation, user));
        },
      },
    },
  };
}
