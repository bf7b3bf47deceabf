import type { PublishedForm } from '@miaopu/plan';
import { z } from 'zod';
import { combinationsFileSchema, policySchema, termsFileSchema } from './policy-schema.ts';

/**
 * The JSON Schema (2020-12) of a policy's file, for editors and for checks elsewhere; `#/$defs/terms` and
 * `#/$defs/situations` are those of the two kinds of shared files.
 */
export function policyJsonSchema(): Record<string, unknown> {
  const definition = (schema: z.ZodType) => {
    const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input' });
    return rest;
  };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Policy (政策)',
    description: 'One policy, one file. Shared terms and situations across policies follow the definitions.',
    ...definition(policySchema),
    $defs: {
      terms: definition(termsFileSchema),
      situations: definition(combinationsFileSchema),
    },
  };
}

/** The form that the files of a library are held against. */
export const policyForm: PublishedForm = {
  name: 'policies/policy.schema.json',
  jsonSchema: policyJsonSchema,
};
