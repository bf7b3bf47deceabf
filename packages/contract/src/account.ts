import { z } from 'zod';
import { instantSchema, linkTokenSchema, personNameSchema } from './common.ts';
import { endpoint } from './endpoint.ts';

const sessionRowSchema = z.strictObject({
  id: z.string(),
  /** The one that asks. */
  current: z.boolean(),
  /** What the browser says of itself. */
  userAgent: z.string().nullable(),
  address: z.string().nullable(),
  signedInAt: instantSchema,
  expiresAt: instantSchema,
});
export type SessionRow = z.infer<typeof sessionRowSchema>;

const passkeySchema = z.strictObject({
  id: z.string(),
  name: z.string().nullable(),
  addedAt: instantSchema.nullable(),
  /** Whether it also is on the person's other devices. */
  synced: z.boolean(),
});
export type Passkey = z.infer<typeof passkeySchema>;

export const getAccount = endpoint({
  method: 'GET',
  path: '/api/account',
  summary: 'By which ways the person signs in',
  access: 'account.own',
  response: z.strictObject({
    hasPassword: z.boolean(),
    secondFactor: z.strictObject({
      enabled: z.boolean(),
      /** The role as which the person acts cannot do without one. */
      required: z.boolean(),
    }),
    passkeys: z.array(passkeySchema),
    /** Signs in through the district's single sign-on. */
    singleSignOn: z.boolean(),
  }),
});

export const listSessions = endpoint({
  method: 'GET',
  path: '/api/account/sessions',
  summary: 'Where the person is signed in, this session first',
  access: 'account.own',
  response: z.strictObject({ rows: z.array(sessionRowSchema) }),
});
export const endSession = endpoint({
  method: 'DELETE',
  path: '/api/account/sessions/:id',
  summary: 'Ends one of the person’s sessions',
  access: 'account.own',
  params: z.strictObject({ id: z.string().min(1).max(100) }),
  response: z.strictObject({ ended: z.number().int() }),
});
export const endOtherSessions = endpoint({
  method: 'POST',
  path: '/api/account/sessions/end-others',
  summary: 'Ends all of the person’s sessions but this one',
  access: 'account.own',
  response: z.strictObject({ ended: z.number().int() }),
});

export const renameSelf = endpoint({
  method: 'PUT',
  path: '/api/account/name',
  summary: 'Changes what the person is called',
  access: 'account.own',
  body: z.strictObject({ name: personNameSchema }),
  response: z.strictObject({ name: z.string() }),
});

/** Answered alike whether the e-mail has an account or not. */
export const changeEmail = endpoint({
  method: 'POST',
  path: '/api/account/email',
  summary: 'Asks for another e-mail to sign in with: a link that confirms it goes there',
  access: 'account.own',
  body: z.strictObject({ email: z.email().max(200) }),
  response: z.strictObject({ sent: z.literal(true) }),
});
export const confirmEmail = endpoint({
  method: 'POST',
  path: '/api/emails/:token',
  summary: 'Confirms an e-mail by the link that went there; from now on it is signed in with',
  access: 'public',
  seldom: true,
  params: linkTokenSchema,
  response: z.strictObject({ email: z.string() }),
});

/** Part of sign-in: which ways there are besides the password. */
export const getSignInWays = endpoint({
  method: 'GET',
  path: '/api/sign-in/ways',
  summary: 'By which ways one can sign in here besides a password',
  access: 'public',
  response: z.strictObject({
    /** Whose key passkeys belong to: the host under which they work. */
    passkeyHost: z.string(),
    singleSignOn: z.strictObject({ provider: z.string(), name: z.string() }).nullable(),
    /** Whether e-mail goes out from here: then one can ask by it for an account, and for a new password. */
    mail: z.boolean(),
  }),
});
