import { type AuthAnswer, askAuth } from '../shared/auth.ts';
import { enterWithPasskey } from '../shared/passkeys.ts';

/** `second_factor`: the password is right, and the code of the person's device is asked for. */
export type SignInAnswer = 'in' | 'second_factor' | Refusal;
/** `until`: the account takes no password before that instant. */
export type Refusal = { readonly answer: AuthAnswer; readonly until?: string };

function read(answer: AuthAnswer): SignInAnswer {
  const { status, data } = answer;
  if (status === 200) return data.twoFactorRedirect === true ? 'second_factor' : 'in';
  return { answer, ...(typeof data.until === 'string' && { until: data.until }) };
}

/** Signs in with e-mail and password. */
export async function signIn(email: string, password: string): Promise<SignInAnswer> {
  return read(await askAuth('sign-in/email', { email, password }));
}

/** The second step: a code of the device, or one of the spare codes. */
export async function enterCode(
  code: string,
  { spare, trustDevice }: { readonly spare: boolean; readonly trustDevice: boolean },
): Promise<SignInAnswer> {
  const path = spare ? 'two-factor/verify-backup-code' : 'two-factor/verify-totp';
  return read(await askAuth(path, { code: code.replaceAll(/\s/g, ''), trustDevice }));
}

/** With a key of the device instead of a password; it is two factors by itself. */
export async function signInWithPasskey(): Promise<SignInAnswer> {
  return read(await enterWithPasskey());
}

/** Ends the session on the server. */
export async function signOut(): Promise<void> {
  await askAuth('sign-out', {});
}
