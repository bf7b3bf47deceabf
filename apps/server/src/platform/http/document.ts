import swagger from '@fastify/swagger';
import { type Endpoint, errorSchema } from '@miaopu/contract';
import { createJsonSchemaTransform } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { App } from './app.ts';

const session = 'session';

/** Everything that is served is told in one document, which others make their clients from. */
export async function openDocument(app: App): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: '苗圃 Miaopu',
        version: '0.1.0',
        description:
          'Days are `2018-08-01` and instants ISO 8601; amounts are yuan as exact decimal text; numbers of records are text, since they are 64-bit. A field that is not named here is refused.',
      },
      components: {
        securitySchemes: {
          [session]: { type: 'apiKey', in: 'cookie', name: 'better-auth.session_token' },
        },
        schemas: { Error: z.toJSONSchema(errorSchema) as object },
      },
    },
    transform: createJsonSchemaTransform({ skipList: ['/api/auth/*'] }),
    transformObject: (given) => {
      if (!('openapiObject' in given)) return given.swaggerObject;
      const { openapiObject } = given;
      for (const operations of Object.values(openapiObject.paths ?? {}))
        for (const operation of Object.values(operations as Record<string, { responses?: object }>))
          operation.responses = { ...operation.responses, default: refusal };
      return openapiObject;
    },
  });
}

const refusal = {
  description: 'Refused or failed: why, in both languages, and what is to be done',
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
};

/** What the document says of an endpoint beside its schemas: what it is about, and who may call it. */
export function described({ path, access, summary }: Pick<Endpoint, 'path' | 'access' | 'summary'>) {
  return {
    summary,
    tags: [path.split('/')[2]!.replace('.json', '')],
    description: access === 'public' ? 'Anyone may call it.' : `Needs the ability \`${access}\`.`,
    security: access === 'public' ? [] : [{ [session]: [] }],
  };
}
