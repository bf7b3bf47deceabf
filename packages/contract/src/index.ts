import { z } from 'zod';
import { roleSchema, sessionSchema } from './common.ts';
import { endpoint } from './endpoint.ts';

export * from './audit.ts';
export * from './audit-actions.ts';
export * from './common.ts';
export * from './endpoint.ts';
export * from './imports.ts';
export * from './plans.ts';
export * from './policies.ts';
export * from './policies-match.ts';
export * from './policies-office.ts';
export * from './policies-runs.ts';
export * from './registry.ts';

export const getSession = endpoint({
  method: 'GET',
  path: '/api/session',
  summary: 'Who is signed in, and the district they work in',
  access: 'viewer',
  response: sessionSchema,
});
/** Part of sign-in: the demo district's accounts, so that a newcomer need not look them up. Empty where no demo was loaded. */
export const getDemoAccounts = endpoint({
  method: 'GET',
  path: '/api/demo',
  summary: 'The demo sign-ins, where the demo district is loaded',
  access: 'public',
  response: z.strictObject({
    accounts: z.array(z.strictObject({ email: z.string(), password: z.string(), role: roleSchema })),
  }),
});
