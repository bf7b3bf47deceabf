import type { PasskeyOptions } from '@better-auth/passkey';
import { APIError } from 'better-auth/api';
import { asSystem, type Db, inTransaction } from '../db/index.ts';
import { AppError } from '../errors/index.ts';
import { accessFailure } from './errors.ts';
import { getInvitation, takeInvitation } from './invitations.ts';
import { addPerson } from './people.ts';

/** Only a key that its holder unlocked, by finger, face or code, counts. */
export function demandVerified(info: { readonly userVerified: boolean } | undefined): void {
  if (info?.userVerified !== true)
    throw new APIError('BAD_REQUEST', { code: 'KEY_NOT_UNLOCKED', message: 'the key was not unlocked' });
}

/** A failure of ours in the form in which the library passes it on. */
async function asApiError<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new APIError('BAD_REQUEST', { code: error.code, message: error.words.en });
  }
}

/** Stands before an invitation's number where somebody who is nobody yet registers a key. */
const guest = 'invitation-';

/**
 * An invited person's account can be opened with a passkey and no password: whoever registers the key shows the invitation's link, and
 * becomes a person once the key is verified. Whoever is signed in adds a key to the own account.
 */
export function passkeyOfInvited(owner: Db): PasskeyOptions['registration'] {
  return {
    requireSession: false,
    resolveUser: ({ context }) =>
      asApiError(async () => {
        const { id, email, name } = await getInvitation(owner, context ?? '');
        return { id: `${guest}${id}`, name: email, displayName: name };
      }),
    afterVerification: ({ verification, context, user }) =>
      asApiError(async () => {
        demandVerified(verification.registrationInfo);
        if (!context || !user.id.startsWith(guest)) return;
        return asSystem(() =>
          inTransaction(owner, async (tx) => {
            const invitation = await getInvitation(tx, context);
            const { email } = invitation;
            const person = await addPerson(tx, { ...invitation, passwordHash: null });
            if (person === undefined) throw accessFailure('access.known_already', { email });
            await takeInvitation(tx, invitation, person);
            return { userId: person.id };
          }),
        );
      }),
  };
}
