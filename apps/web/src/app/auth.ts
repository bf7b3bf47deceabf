import { createAuthClient } from 'better-auth/react';

const client = createAuthClient();

export type SignInAnswer = { ok: true } | { ok: false; status: number };

/** Signs in with e-mail and password. A status of 0 means that the server was not reached. */
export async function signIn(email: string, password: string): Promise<SignInAnswer> {
  try {
    const { error } = await client.signIn.email({ email, password });
    return error ? { ok: false, status: error.status } : { ok: true };
  } catch {
    return { ok: false, status: 0 };
  }
}

/** Ends the session on the server and forgets all that was read. */
export async function signOut(): Promise<void> {
  await client.signOut();
}
