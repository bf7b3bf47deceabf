import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const file = resolve(import.meta.dirname, '../docs/security.md');
const page = readFileSync(file, 'utf8');

/** How many sections each chapter of ASVS 4.0.3 has. */
const sections: Readonly<Record<string, number>> = {
  V1: 14,
  V2: 10,
  V3: 7,
  V4: 3,
  V5: 5,
  V6: 4,
  V7: 4,
  V8: 3,
  V9: 2,
  V10: 3,
  V11: 1,
  V12: 6,
  V13: 4,
  V14: 5,
};
const states = ['kept', 'not applicable', 'open'];

type Named = { readonly path: string; readonly test: string };
type Line = {
  readonly section: string;
  readonly state: string;
  readonly how: string;
  readonly tests: readonly Named[];
};

function linesOf(text: string): Line[] {
  return [...text.matchAll(/^\| (\d+\.\d+) \|(.*)\|$/gm)].map(([, section = '', rest = '']) => {
    const [, state = '', how = '', test = ''] = rest.split(' | ').map((cell) => cell.trim());
    const tests = [...test.matchAll(/\[[^\]]+\]\(([^)]+)\) “([^”]+)”/g)].map((found) => ({
      path: found[1]!,
      test: found[2]!,
    }));
    return { section, state, how, tests };
  });
}

/** What is wrong with the table: sections that are missing, states that are none, tests that do not exist. */
function faultsOf(text: string): string[] {
  const lines = linesOf(text);
  const wanted = Object.entries(sections).flatMap(([chapter, count]) =>
    Array.from({ length: count }, (_, index) => `${chapter.slice(1)}.${index + 1}`),
  );
  const named = lines.map(({ section }) => section);
  return [
    ...wanted.filter((section) => !named.includes(section)).map((section) => `${section} is missing`),
    ...named
      .filter((section, index) => !wanted.includes(section) || named.indexOf(section) !== index)
      .map((section) => `${section} is not a section, or stands twice`),
    ...lines
      .filter(({ state }) => !states.includes(state))
      .map(({ section, state }) => `${section} is “${state}”`),
    ...lines.filter(({ how }) => how === '').map(({ section }) => `${section} says not how`),
    ...lines.flatMap(({ section, tests }) =>
      tests.filter((one) => !isThere(one)).map(({ test }) => `${section}: there is no test “${test}”`),
    ),
  ];
}

function isThere({ path, test }: Named): boolean {
  const place = join(dirname(file), path);
  if (!existsSync(place)) return false;
  // as the name of a test, and not somewhere in it
  const quoted = test.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?:\\bit\\(|\\)\\(|\\bdescribe\\()\\s*['"\`]${quoted}['"\`]`).test(
    readFileSync(place, 'utf8'),
  );
}

describe('docs/security.md', () => {
  it('has every section of ASVS once, each kept by tests that there are, or with the reason why not', () => {
    expect(faultsOf(page)).toEqual([]);
  });

  it('holds most of what applies by tests', () => {
    const lines = linesOf(page);
    const held = lines.filter(({ state, tests }) => state === 'kept' && tests.length > 0);
    expect(held.length).toBeGreaterThan(40);
    // what is kept without a test says so by having none: it may not become the habit
    expect(
      lines
        .filter(({ state, tests }) => state === 'kept' && tests.length === 0)
        .map(({ section }) => section),
    ).toEqual(['1.10', '14.2']);
  });

  it('is found wrong where a section is taken out, a test is renamed or a state is made up', () => {
    expect(faultsOf(page.replace(/^\| 7\.1 \|.*\n/m, ''))).toEqual(['7.1 is missing']);
    expect(faultsOf(page.replace('“is not kept as it is”', '“is kept as it is”'))).toEqual([
      '2.4: there is no test “is kept as it is”',
    ]);
    expect(faultsOf(page.replace(/(^\| 9\.2 \|.*?\|) kept \|/m, '$1 fine |'))).toEqual(['9.2 is “fine”']);
  });
});
