import { passkey } from '@better-auth/passkey';
import type { Role } from '@miaopu/contract';
import { betterAuth } from 'better-auth';
import { genericOAuth } from 'better-auth/plugins';
import type pg from 'pg';
import type { Db } from '../db/index.ts';
import { sessionDays } from './find-actor.ts';
import { guardSignIn } from './lock-out.ts';
import { demandVerified, passkeyOfInvited } from './passkey-first.ts';
import { hearProvider, secondFactor } from './second-factor.ts';
import { signInAudit } from './sign-in-audit.ts';
import { onlyInvited } from './single-sign-on.ts';

export type SignInSettings = {
  /** Where people reach this installation: passkeys belong to its host. */
  readonly publicUrl: string;
  /** The roles that cannot do without a second factor. */
  readonly secondFactorRoles: readonly Role[];
  /** Where else people can sign in; undefined: nowhere. */
  readonly singleSignOn: SingleSignOn | undefined;
};

/** An OpenID Connect provider of the district or the province. */
export type SingleSignOn = {
  /** Its address, without a slash at the end; `/.well-known/openid-configuration` below it says the rest. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What the button says. */
  readonly name: string;
  /** The values of the claim `acr` by which it says that it asked for a second factor; `mfa` in `amr` says so anyway. */
  readonly strongEnough: readonly string[];
};

/** Under which name the provider stands in addresses and in what is kept. */
export const singleSignOnProvider = 'district';

/** Carries the caller's address, as the connection shows it, from our HTTP server to sign-in's limits. */
export const clientAddressHeader = 'x-miaopu-client';

/** What of the library is served; the rest of what it could do is not there. */
const served = new Set([
  '/sign-in/email',
  '/sign-out',
  '/change-password',
  '/two-factor/enable',
  '/two-factor/verify-totp',
  '/two-factor/verify-backup-code',
  '/two-factor/generate-backup-codes',
  '/two-factor/disable',
  '/passkey/generate-register-options',
  '/passkey/verify-registration',
  '/passkey/generate-authenticate-options',
  '/passkey/verify-authentication',
  '/passkey/delete-passkey',
  '/sign-in/social',
  `/callback/${singleSignOnProvider}`,
]);

const basePath = '/api/auth';

export function isServed(address: string): boolean {
  return served.has(new URL(address).pathname.slice(basePath.length));
}

/** The library's settings: everything about sign-in that is not ours to write. */
export function buildAuth(owner: Db, pool: pg.Pool, secret: string, settings: SignInSettings) {
  const { publicUrl, singleSignOn } = settings;
  const { databaseHooks, hooks, plugin, refuseCode } = signInAudit(owner, pool);
  return betterAuth({
    appName: '苗圃',
    databaseHooks: { ...databaseHooks, ...onlyInvited(owner) },
    hooks: { ...hooks, before: guardSignIn(owner) },
    database: pool,
    secret,
    basePath,
    baseURL: { allowedHosts: ['*'], protocol: 'auto', fallback: 'http://localhost' },
    // a sign-in must come from a page of this very host
    trustedOrigins: (request) => {
      const host = request?.headers.get('host');
      return host ? [`http://${host}`, `https://${host}`] : [];
    },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 10, maxPasswordLength: 128 },
    session: {
      expiresIn: sessionDays * 24 * 60 * 60,
      // our own look-up of a session renews it (find-actor.ts)
      disableSessionRefresh: true,
      // goes along when a session is given a new token
      additionalFields: { membershipId: { type: 'string', required: false, input: false } },
    },
    rateLimit: {
      enabled: true,
      storage: 'database',
      window: 60,
      max: 300,
      customRules: {
        '/sign-in/email': { window: 60, max: 20 },
        '/two-factor/*': { window: 60, max: 30 },
      },
    },
    advanced: {
      ipAddress: { ipAddressHeaders: [clientAddressHeader] },
      // said in so many words, because the library would leave both out under test
      disableOriginCheck: false,
      disableCSRFCheck: false,
    },
    user: {
      additionalFields: {
        // whoever comes by single sign-on is given it by their invitation
        district: { type: 'string', required: false, input: false },
      },
    },
    // an e-mail that the provider does not vouch for is linked to nobody
    account: { accountLinking: { enabled: true, trustedProviders: [] } },
    plugins: [
      secondFactor(owner, refuseCode),
      passkey({
        rpID: new URL(publicUrl).hostname,
        rpName: '苗圃',
        // a key that its holder unlocks is two factors by itself, and one that the device offers needs no e-mail typed
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        registration: passkeyOfInvited(owner),
        authentication: {
          afterVerification: async ({ verification }) => demandVerified(verification.authenticationInfo),
        },
      }),
      genericOAuth({
        config: singleSignOn === undefined ? [] : [configOf(singleSignOn)],
      }),
      plugin,
    ],
    telemetry: { enabled: false },
    logger: { level: 'error' },
  });
}

const configOf = ({ issuer, clientId, clientSecret, name, strongEnough }: SingleSignOn) => ({
  providerId: singleSignOnProvider,
  name,
  discoveryUrl: `${issuer}/.well-known/openid-configuration`,
  requireIdTokenVerification: true,
  clientId,
  clientSecret,
  scopes: ['openid', 'email', 'profile'],
  pkce: true,
  ...(strongEnough.length > 0 && { authorizationUrlParams: { acr_values: strongEnough.join(' ') } }),
  mapProfileToUser: (profile: object) => {
    hearProvider(profile, strongEnough);
    return {};
  },
});
