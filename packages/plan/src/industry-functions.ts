import type { Labels, RuleFunction, RuleValue, SqlArgument } from '@miaopu/rules';
import { type Industry, industriesBelow, industryTags, prefixesOf } from '@miaopu/standards';

const industryParameter = { type: 'code', zh: '行业代码', en: 'industry code' } as const;

/** Every industry code as a closed set of values, so that a formula cannot name one that does not exist. */
function industryValues(): Record<string, Labels> {
  const values: Record<string, Labels> = {};
  const add = (industry: Industry): void => {
    const { code, zh, en } = industry;
    values[code] = { zh, en: en ?? `${zh} (${code})` };
    for (const below of industriesBelow(code)) add(below);
  };
  for (const section of industriesBelow()) add(section);
  return values;
}

/** The divisions of a section, kept: a rule asks for them again for every row. */
const divisionsOf = new Map<string, readonly string[]>();

/** The digits that codes of an industry begin with: of a section, its divisions. */
function prefixesBelow(code: string): readonly string[] {
  if (!/^[A-T]$/.test(code)) return [code];
  const kept = divisionsOf.get(code) ?? industriesBelow(code).map((division) => division.code);
  divisionsOf.set(code, kept);
  return kept;
}

/** SQL for a code that begins with one of the prefixes; null for a missing code. */
function prefixSql(code: string, prefixes: readonly string[]): string {
  const byLength = Map.groupBy(prefixes, (prefix) => prefix.length);
  const tests = [...byLength].map(([length, group]) => {
    for (const prefix of group) {
      if (!/^\d{2,4}$/.test(prefix)) throw new TypeError(`"${prefix}" is not an industry code.`);
    }
    return `left(${code}, ${length}) in (${group.map((prefix) => `'${prefix}'`).join(', ')})`;
  });
  return `(${tests.join(' or ')})`;
}

function literalOf(argument: SqlArgument | undefined): string {
  return String(argument?.literal ?? '');
}

function beginsWith(code: RuleValue | undefined, prefixes: readonly string[]): boolean {
  return prefixes.some((prefix) => String(code).startsWith(prefix));
}

/** `inIndustry(entity.industry, "C", "63")`: of one of the sections, divisions, groups or classes. */
const inIndustry: RuleFunction = {
  zh: '{0}属于“{1*}”',
  en: '{0} belongs to “{1*}”',
  not: { zh: '{0}不属于“{1*}”', en: '{0} does not belong to “{1*}”' },
  parameters: [
    industryParameter,
    { type: 'code', literal: true, values: industryValues(), zh: '行业', en: 'industry', repeats: 20 },
  ],
  returns: { type: 'boolean' },
  sql: ([code, ...industries]) => prefixSql(code!.sql, industries.map(literalOf).flatMap(prefixesBelow)),
  evaluate: ([code, ...industries]) =>
    industries.some((industry) => beginsWith(code, prefixesBelow(String(industry)))),
};

const tagValues: Readonly<Record<string, Labels>> = {
  eight: { zh: '八大万亿产业', en: 'the eight trillion-yuan industries' },
  ...Object.fromEntries(industryTags.map(({ tag, zh, en }) => [tag, { zh, en }])),
};

function prefixesTagged(tag: string): string[] {
  return Object.values(prefixesOf(tag)).flat();
}

/** `tagged(entity.industry, "eight")`: counted to any of the eight trillion-yuan industries, or to one, by its class alone. */
const tagged: RuleFunction = {
  zh: '{0}属于“{1}”',
  en: '{0} belongs to “{1}”',
  not: { zh: '{0}不属于“{1}”', en: '{0} does not belong to “{1}”' },
  parameters: [
    industryParameter,
    { type: 'code', literal: true, values: tagValues, zh: '产业', en: 'industry tag' },
  ],
  returns: { type: 'boolean' },
  sql: ([code, tag]) => prefixSql(code!.sql, prefixesTagged(literalOf(tag))),
  evaluate: ([code, tag]) => beginsWith(code, prefixesTagged(String(tag))),
};

export const industryFunctions: Readonly<Record<string, RuleFunction>> = { inIndustry, tagged };
