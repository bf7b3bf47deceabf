import { sessionSchema } from './common.ts';
import { endpoint } from './endpoint.ts';

export * from './common.ts';
export * from './endpoint.ts';
export * from './imports.ts';
export * from './plans.ts';
export * from './registry.ts';

export const getSession = endpoint({
  method: 'GET',
  path: '/api/session',
  summary: 'Who is signed in, and the district they work in',
  access: 'viewer',
  response: sessionSchema,
});
