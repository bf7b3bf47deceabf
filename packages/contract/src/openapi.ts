import { z } from 'zod';
import { endpoint } from './endpoint.ts';

export const getOpenApi = endpoint({
  method: 'GET',
  path: '/api/openapi.json',
  summary: 'This document: every call with what it takes, what it gives and who may make it (OpenAPI 3.1)',
  access: 'public',
  response: z.looseObject({ openapi: z.literal('3.1.0'), paths: z.record(z.string(), z.unknown()) }),
});
