import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { runCombinations } from './combinations.ts';
import { policyJsonSchema } from './json-schema.ts';
import { readLibrary, readLibraryFiles, readOwn } from './library.samples.ts';
import { loadPolicies } from './load.ts';
import { runSituations } from './situations.ts';

const files = readLibraryFiles();
const loaded = loadPolicies(files, { units: unitIds() });

function unitIds(): string[] {
  const { units } = parse(readOwn('plans/luqiao-2018-2020/units.yaml')) as { units: { id: string }[] };
  return units.map(({ id }) => id);
}

describe('the policy library', () => {
  it('is sound', () => {
    expect(loaded.ok ? [] : loaded.problems).toEqual([]);
  });

  it('answers as the situations of each policy say', () => {
    const { policies, terms } = readLibrary();
    const results = policies.flatMap((policy) => runSituations(policy, terms));
    expect(results.length).toBeGreaterThan(200);
    expect(results.filter(({ ok }) => !ok)).toEqual([]);
  });

  it('combines as the situations across policies say', () => {
    const results = runCombinations(readLibrary());
    expect(results.length).toBeGreaterThan(5);
    expect(results.filter(({ ok }) => !ok)).toEqual([]);
  });
});

describe('the published JSON Schema', () => {
  it('stands in step with the code', () => {
    expect(JSON.parse(readOwn('policies/policy.schema.json'))).toEqual(policyJsonSchema());
  });

  it('takes every file of the library, and refuses what is none', () => {
    const ajv = new Ajv2020({ strict: false, formats: { date: true, uri: true } });
    ajv.addSchema(policyJsonSchema(), 'policy');
    const validatorOf = (name: string) => {
      if (name === 'terms.yaml') return ajv.getSchema('policy#/$defs/terms')!;
      return ajv.getSchema(name.startsWith('situations/') ? 'policy#/$defs/situations' : 'policy')!;
    };
    for (const [name, text] of Object.entries(files)) {
      const validate = validatorOf(name);
      expect([name, validate(parse(text, { merge: true })) ? [] : validate.errors]).toEqual([name, []]);
    }
    const { title: _, ...untitled } = parse(files['t03.yaml']!, { merge: true }) as Record<string, unknown>;
    expect(ajv.getSchema('policy')!(untitled)).toBe(false);
  });
});
