import { z } from 'zod';
import { type FileKind, fileSchemas, optionalFiles } from './pack-schema.ts';
import type { PublishedForm } from './schema-problems.ts';

/**
 * The pack's JSON Schema (2020-12), for editors and for checks elsewhere: one definition a file, named like the file, and at
 * the root an object of all files by name.
 */
export function planPackJsonSchema(): Record<string, unknown> {
  const definitions: Record<string, unknown> = {};
  const properties: Record<string, unknown> = {};
  const patternProperties: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(fileSchemas)) {
    const { $schema: _, ...definition } = z.toJSONSchema(schema, { io: 'input' });
    const key = name.replace('/*', '').replace('.yaml', '');
    definitions[key] = definition;
    const reference = { $ref: `#/$defs/${key}` };
    if (name.includes('*')) patternProperties[`^${key}/[^/]+\\.yaml$`] = reference;
    else properties[name] = reference;
  }
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Plan pack (计划包)',
    description:
      'The files of a plan pack by name. An editor may use one definition, such as #/$defs/targets, for one file.',
    type: 'object',
    properties,
    patternProperties,
    additionalProperties: false,
    required: Object.keys(properties).filter((name) => !optionalFiles.has(name as FileKind)),
    $defs: definitions,
  };
}

/** The form that the files of a pack are held against. */
export const planPackForm: PublishedForm = {
  name: 'plans/plan-pack.schema.json',
  jsonSchema: planPackJsonSchema,
};
