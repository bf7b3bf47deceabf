import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import i18next from 'i18next';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const files = globSync('**/locale.ts', { cwd: root }).map((file) => join(root, file));

/** What a locale file registered, under the name of its folder. */
async function localeOf(file: string): Promise<Locale> {
  await import(file);
  const namespace = basename(dirname(file));
  const bundle = (language: string) => i18next.getResourceBundle(language, namespace) ?? {};
  return { zh: bundle('zh-CN'), en: bundle('en') };
}

type Locale = { zh: Record<string, string>; en: Record<string, string> };

/** The part of an English key before `_one`, which Chinese does not need. */
const plain = (key: string) => key.replace(/_one$/, '');
const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((found) => found[1]).sort();

/** Keys said in the sources of a folder: whole ones, and the beginnings of those made from a value. */
function keysSaid(folder: string): { whole: Set<string>; beginnings: Set<string>; text: string } {
  // a folder below that has words of its own says those
  const others = globSync('*/**/locale.ts', { cwd: folder }).map((file) => `${dirname(file)}/`);
  const sources = globSync('**/*.{ts,tsx}', { cwd: folder })
    .filter((file) => folder === root || !others.some((other) => file.startsWith(other)))
    .filter((file) => !/locale(-\w+)?\.ts$|\.test\.ts$/.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8').replace(/\/\*\*[\s\S]*?\*\//g, ''))
    .join('\n');
  return {
    whole: new Set([...sources.matchAll(/\bsay\(\s*'([^']+)'/g)].map((found) => found[1]!)),
    beginnings: new Set([...sources.matchAll(/\bsay\(\s*`([^`$]+)\$\{/g)].map((found) => found[1]!)),
    text: sources,
  };
}

it('finds the locale files', () => {
  expect(files.length).toBeGreaterThanOrEqual(4);
});

describe.each(files.map((file) => [relative(root, file), file]))('%s', (_, file) => {
  it('has the same keys in Chinese and English, none empty, with the same values to fill in', async () => {
    const { zh, en } = await localeOf(file);
    expect(new Set(Object.keys(en).map(plain))).toEqual(new Set(Object.keys(zh)));
    for (const [key, text] of Object.entries(en)) {
      expect(text.trim(), key).not.toBe('');
      const wanted = placeholders(zh[plain(key)] ?? '');
      // One thing may be said without its number: “one row”.
      if (key.endsWith('_one')) expect(wanted, key).toEqual(expect.arrayContaining(placeholders(text)));
      else expect(placeholders(text), key).toEqual(wanted);
    }
    expect(Object.keys(zh).length).toBeGreaterThan(0);
    for (const [key, text] of Object.entries(zh)) expect(text.trim(), key).not.toBe('');
  });

  it('speaks without exclamation marks', async () => {
    const { zh, en } = await localeOf(file);
    const loud = [...Object.values(zh), ...Object.values(en)].filter((text) => /[!！]/.test(text));
    expect(loud).toEqual([]);
  });

  it('has every key that its folder says, and says every key it has', async () => {
    const { zh } = await localeOf(file);
    // What is shared is said everywhere.
    const { whole, beginnings, text } = keysSaid(dirname(file));
    const everywhere = basename(dirname(file)) === 'shared' ? keysSaid(root).text : text;
    const missing = [...whole].filter((key) => !(key in zh));
    const nowhere = [...beginnings].filter((start) => !Object.keys(zh).some((key) => key.startsWith(start)));
    expect({ missing, nowhere }).toEqual({ missing: [], nowhere: [] });
    const silent = Object.keys(zh).filter(
      (key) =>
        !everywhere.includes(`'${key}'`) &&
        ![...beginnings].some((start) => key.startsWith(start)) &&
        !usedThroughTemplate(everywhere, key),
    );
    expect(silent).toEqual([]);
  });
});

/** Keys made of a value and a fixed part, whatever the function is called that says them. */
function usedThroughTemplate(text: string, key: string): boolean {
  const starts = [...text.matchAll(/`([a-z_.]+\.)\$\{/g)].map((found) => found[1]!);
  const ends = [...text.matchAll(/`\$\{[^}`]+\}(\.[a-z_.]+)`/g)].map((found) => found[1]!);
  return starts.some((start) => key.startsWith(start)) || ends.some((end) => key.endsWith(end));
}
