import fc from 'fast-check';
import { hostileText, hostileValue } from './hostile.ts';
import type { Chance } from './random.ts';

/** What of JSON Schema the OpenAPI document uses. */
export type Schema = {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly default?: unknown;
};

/** Values that the server itself named, by the name that they stood under: a run goes deeper with them than with any made up. */
export type Seen = { of(name: string): readonly unknown[] };

export type Making = {
  readonly chance: Chance;
  readonly seen: Seen;
  /** How many of the leaves are hostile. */
  readonly hostility: number;
};

const days = ['2018-01-01', '2018-08-01', '2019-12-31', '2020-02-29', '2020-12-31', '2021-03-01'];
const instants = ['2018-08-01T00:00:00Z', '2020-12-31T23:59:59.999999Z', '2021-03-01T12:00:00+08:00'];
const words = ['测试', 'a', '路桥区某某有限公司', '浙江', '1', 'x y', '核实材料'];

/** A value that a schema takes, but for its hostile leaves. */
export function makeValue(schema: Schema, name: string, making: Making): unknown {
  const { chance, hostility } = making;
  if (chance.hits(hostility)) return hostileValue(chance);
  if ('const' in schema) return schema.const;
  if (schema.enum !== undefined) return chance.pick(schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return makeValue(chance.pick(choices), name, making);
  const type = typeof schema.type === 'string' ? schema.type : (schema.type?.[0] ?? typeOf(schema));
  switch (type) {
    case 'string':
      return textOf(schema, name, making);
    case 'integer':
    case 'number':
      return numberOf(schema, name, making);
    case 'boolean':
      return chance.hits(0.5);
    case 'null':
      return null;
    case 'array':
      return listOf(schema, name, making);
    case 'object':
      return objectOf(schema, making);
    default:
      return hostileValue(chance);
  }
}

function typeOf({ properties, items, pattern, format }: Schema): string | undefined {
  if (properties !== undefined) return 'object';
  if (items !== undefined) return 'array';
  return pattern !== undefined || format !== undefined ? 'string' : undefined;
}

function textOf(schema: Schema, name: string, { chance, seen }: Making): string {
  const known = seen.of(name).filter((value) => typeof value === 'string');
  if (known.length > 0 && chance.hits(0.75)) return chance.pick(known);
  if (schema.format === 'date') return chance.pick(days);
  if (schema.format === 'date-time') return chance.pick(instants);
  if (schema.format === 'uri') return 'https://system.example/hook';
  const pattern = schema.pattern ?? schema.allOf?.find((one) => one.pattern !== undefined)?.pattern;
  if (pattern !== undefined) return matching(pattern, chance);
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY } = schema;
  // at the very limit too, and past it
  if (chance.hits(0.1)) return '界'.repeat(Math.min(maxLength, 5_000) + chance.below(2));
  const word = chance.pick(words);
  return word.length < minLength ? word.padEnd(minLength, '长') : word;
}

const patterns = new Map<string, fc.Arbitrary<string>>();

function matching(pattern: string, chance: Chance): string {
  let arbitrary = patterns.get(pattern);
  if (arbitrary === undefined) {
    try {
      arbitrary = fc.stringMatching(new RegExp(pattern));
    } catch {
      // a form of pattern that it cannot make text for
      arbitrary = fc.constant('');
    }
    patterns.set(pattern, arbitrary);
  }
  const [text] = fc.sample(arbitrary, { numRuns: 1, seed: chance.below(2 ** 31) });
  return text || hostileText(chance);
}

function numberOf(
  { type, minimum = 0, maximum = 3_000 }: Schema,
  name: string,
  { chance, seen }: Making,
): number {
  const known = seen.of(name).filter((value) => typeof value === 'number');
  if (known.length > 0 && chance.hits(0.6)) return chance.pick(known);
  if (chance.hits(0.15)) return chance.pick([minimum, maximum]);
  const [low, high] = [Math.max(minimum, -1e6), Math.min(maximum, 1e6)];
  const value = low + chance.next() * Math.min(high - low, chance.pick([5, 100, 3_000]));
  return type === 'integer' ? Math.floor(value) : value;
}

function listOf({ items = {}, minItems = 0 }: Schema, name: string, making: Making): unknown[] {
  const length = minItems + making.chance.below(3);
  return Array.from({ length }, () => makeValue(items, name, making));
}

function objectOf(schema: Schema, making: Making): Record<string, unknown> {
  const { properties = {}, required = [], additionalProperties } = schema;
  const { chance } = making;
  const made: Record<string, unknown> = {};
  for (const [name, inner] of Object.entries(properties))
    if (required.includes(name) || chance.hits(0.5)) made[name] = makeValue(inner, name, making);
  if (typeof additionalProperties === 'object' && chance.hits(0.7))
    made[chance.pick(words)] = makeValue(additionalProperties, '', making);
  if (chance.hits(making.hostility / 4)) made[hostileText(chance)] = hostileValue(chance);
  return made;
}
