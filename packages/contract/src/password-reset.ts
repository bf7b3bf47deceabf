import { z } from 'zod';
import { instantSchema, linkTokenSchema, personNameSchema, reasonSchema } from './common.ts';
import { endpoint } from './endpoint.ts';

/** Always answered alike, so that nobody learns who has an account. */
export const forgetPassword = endpoint({
  method: 'POST',
  path: '/api/passwords/forgotten',
  summary: 'Asks for a link to set a new password: it goes to the e-mail',
  access: 'public',
  seldom: true,
  body: z.strictObject({ email: z.email().max(200) }),
  response: z.strictObject({ sent: z.literal(true) }),
});

export const openPasswordLink = endpoint({
  method: 'GET',
  path: '/api/passwords/links/:token',
  summary: 'Whose password a link sets anew',
  access: 'public',
  seldom: true,
  params: linkTokenSchema,
  response: z.strictObject({ name: z.string(), email: z.string(), expiresAt: instantSchema }),
});

export const resetPassword = endpoint({
  method: 'POST',
  path: '/api/passwords/links/:token',
  summary: 'Sets a new password by a link, once, and ends all sessions of the account',
  access: 'public',
  seldom: true,
  params: linkTokenSchema,
  body: z.strictObject({ password: z.string().min(1).max(128) }),
  response: z.strictObject({ email: z.string() }),
});

/** For who cannot be reached by e-mail: the link is shown this once, to be passed on. */
export const issuePasswordLink = endpoint({
  method: 'POST',
  path: '/api/people/:id/password-link',
  summary: 'Makes a link by which a person sets a new password',
  access: 'people.lock',
  params: z.strictObject({ id: z.string().min(1).max(100) }),
  body: z.strictObject({ reason: reasonSchema }),
  response: z.strictObject({ link: z.string(), expiresAt: instantSchema }),
  showsOnce: true,
});

export const renamePerson = endpoint({
  method: 'POST',
  path: '/api/people/:id/name',
  summary: 'Corrects a person’s name',
  access: 'people.lock',
  params: z.strictObject({ id: z.string().min(1).max(100) }),
  body: z.strictObject({ name: personNameSchema, reason: reasonSchema }),
  response: z.strictObject({ id: z.string() }),
});
