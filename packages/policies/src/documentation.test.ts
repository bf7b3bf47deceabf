import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { heldTitles } from '@miaopu/standards';
import { describe, expect, it } from 'vitest';
import { loadPolicies } from './load.ts';
import { policyCatalogue } from './policy-catalogue.ts';
import { policyTable } from './policy-table.ts';
import { runSituations } from './situations.ts';

const root = join(import.meta.dirname, '../../..');
const page = readFileSync(join(root, 'docs/policies.md'), 'utf8');
const blocks = [...page.matchAll(/^```yaml ?(\S*)\n([\s\S]*?)^```$/gm)];
const examples = Object.fromEntries(blocks.map(([, label, text]) => [label!.replace('file=', ''), text!]));

/** The part of the page between two marks. */
function between(from: string, to: string): string {
  return page.slice(page.indexOf(from), page.indexOf(to));
}

describe('docs/policies.md', () => {
  it('shows a whole library, and it is sound', () => {
    expect(Object.keys(examples).sort()).toEqual([
      'rd-subsidy.yaml',
      'score-title.yaml',
      'situations/both.yaml',
      'terms.yaml',
    ]);
    const loaded = loadPolicies(examples);
    expect(loaded.ok ? [] : loaded.problems).toEqual([]);
    if (!loaded.ok) return;
    const { policies, terms } = loaded.library;
    const results = policies.flatMap((policy) => runSituations(policy, terms));
    expect(results.filter(({ ok }) => !ok)).toEqual([]);
    expect(results).toHaveLength(10);
  });

  it('has no YAML that is not tested', () => {
    expect(blocks.filter(([, label]) => !label!.startsWith('file='))).toEqual([]);
  });

  it('lists the fields of the catalogue, all and no other', () => {
    const listed = [
      ...between('<!-- names', '<!-- titles').matchAll(/^- `(entity|fact)`(?: \(.*?\))? (.*)$/gm),
    ];
    const written = listed.flatMap(([, name, fields]) =>
      fields!.split(', ').map((field) => `${name}.${field}`),
    );
    const known = [...policyCatalogue.names].flatMap(([path, { kind }]) =>
      kind === 'field' && /^(entity|fact)\./.test(path) ? [path] : [],
    );
    expect(written.sort()).toEqual(known.sort());
  });

  it('lists the titles and lists that an entity may hold, and their grades', () => {
    const listed = [...between('<!-- titles', '<!-- functions').matchAll(/`(\w+(?:\/\w+)?)`/g)].map(
      ([, title]) => title,
    );
    expect(listed).toEqual(Object.keys(heldTitles));
  });

  it('names the functions and the days of the catalogue', () => {
    const names = between('<!-- names', '## How to test');
    for (const name of policyCatalogue.functions.keys()) expect(names).toContain(`\`${name}(`);
    for (const [path, { kind }] of policyCatalogue.names) {
      if (kind === 'binding') expect(names).toContain(`\`${path}\``);
    }
  });

  it('shows every policy of the library as it is: node scripts/policy-table.mjs writes the table', () => {
    const folder = join(root, 'policies');
    const names = (readdirSync(folder, { recursive: true }) as string[]).filter((name) =>
      name.endsWith('.yaml'),
    );
    const files = names.map((name) => [name.split(sep).join('/'), readFileSync(join(folder, name), 'utf8')]);
    const loaded = loadPolicies(Object.fromEntries(files));
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems[0]));
    const table = page.slice(page.indexOf('<!-- library')).split('\n').slice(2).join('\n').trim();
    expect(table).toBe(policyTable(loaded.library.policies));
  });
});
