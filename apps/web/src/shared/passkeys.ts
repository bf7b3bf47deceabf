import { type AuthAnswer, askAuth, refusalOf } from './auth.ts';
import { CallFailed } from './client.ts';

/** The person turned away, or the device has no key for this address. */
const notGiven: AuthAnswer = { status: 400, data: { code: 'KEY_NOT_GIVEN' } };

/** Whether this browser knows passkeys, and whether those of here belong to the address that the page has. */
export function passkeysWork(host: string | undefined): boolean {
  const { hostname } = window.location;
  const belongs = host !== undefined && (hostname === host || hostname.endsWith(`.${host}`));
  return belongs && 'PublicKeyCredential' in window;
}

async function optionsOf<T>(path: string): Promise<T> {
  const answer = await askAuth(path);
  if (answer.status !== 200) throw refusalOf(answer);
  return answer.data as T;
}

/**
 * Makes a passkey on this device for the person who is signed in, or for whom an invitation's link invites, who is in then. Throws
 * {@link CallFailed}.
 */
export async function addPasskey(name: string, invitation?: string): Promise<void> {
  const { startRegistration } = await import('@simplewebauthn/browser');
  const query = new URLSearchParams(invitation === undefined ? {} : { context: invitation });
  const optionsJSON = await optionsOf<Parameters<typeof startRegistration>[0]['optionsJSON']>(
    `passkey/generate-register-options?${query}`,
  );
  const response = await startRegistration({ optionsJSON }).catch(() => {
    throw refusalOf(notGiven);
  });
  const body = { response, name, ...(invitation !== undefined && { createSession: true }) };
  const answer = await askAuth('passkey/verify-registration', body);
  if (answer.status !== 200) throw refusalOf(answer);
}

/** Signs in with a passkey that the person chooses: gives what sign-in answered. */
export async function enterWithPasskey(): Promise<AuthAnswer> {
  const { startAuthentication } = await import('@simplewebauthn/browser');
  try {
    const optionsJSON = await optionsOf<Parameters<typeof startAuthentication>[0]['optionsJSON']>(
      'passkey/generate-authenticate-options',
    );
    const response = await startAuthentication({ optionsJSON });
    return await askAuth('passkey/verify-authentication', { response });
  } catch (problem) {
    return problem instanceof CallFailed
      ? { status: problem.status, data: { code: problem.code } }
      : notGiven;
  }
}
