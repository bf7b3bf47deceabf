/**
 * What stands for Zod in the browser's bundle. The pages need of an endpoint its method and its path; its types are gone
 * when they are built, and its schemas are the server's to hold. So declaring a schema does nothing here, which keeps
 * 75 KB of code and the making of some hundred schemas out of the first page.
 */
const reading = new Set(['parse', 'safeParse', 'parseAsync', 'safeParseAsync', 'options', 'enum', '_zod']);

const schema: unknown = new Proxy(() => {}, {
  apply: () => schema,
  get: (_, name) => {
    if (typeof name === 'string' && reading.has(name))
      throw new Error(`There are no schemas in the browser: “${name}” of one was read.`);
    return schema;
  },
});

/** Only what it makes may not be read: `z.enum(…)` declares one, `schema.enum` reads it. */
export const z: unknown = new Proxy({}, { get: () => schema });
