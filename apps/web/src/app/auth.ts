import { createAuthClient } from 'better-auth/react';

const client = createAuthClient();

/** `until`: the account takes no password before that instant. */
export type SignInAnswer = { ok: true } | { ok: false; status: number; until?: string };

/** Signs in with e-mail and password. A status of 0 means that the server was not reached. */
export async function signIn(email: string, password: string): Promise<SignInAnswer> {
  try {
    const { error } = await client.signIn.email({ email, password });
    if (!error) return { ok: true };
    const { until } = error as { until?: string };
    return { ok: false, status: error.status, ...(until !== undefined && { until }) };
  } catch {
    return { ok: false, status: 0 };
  }
}

/** Ends the session on the server and forgets all that was read. */
export async function signOut(): Promise<void> {
  await client.signOut();
}
