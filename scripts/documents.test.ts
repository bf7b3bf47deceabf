import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');

/** What people read first, and all that hangs on it. */
function documents(): string[] {
  const top = readdirSync(root).filter((name) => name.endsWith('.md'));
  const below = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name));
  const packages = readdirSync(join(root, 'packages'))
    .map((name) => join('packages', name, 'README.md'))
    .filter((name) => existsSync(join(root, name)));
  return [...top, ...below, ...packages];
}

/** Without what stands in code, where brackets mean something else. */
const prose = (text: string) => text.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, '');

const linksIn = (text: string) =>
  [...prose(text).matchAll(/\[[^\]]*\]\(([^)\s]+)(?:\s+"[^"]*")?\)/g)].map((found) => found[1]!);

/** The anchors of a document's headings, as GitHub makes them. */
function anchorsOf(text: string): Set<string> {
  const anchors = new Set<string>();
  for (const [, heading = ''] of text.replace(/^```[\s\S]*?^```/gm, '').matchAll(/^#{1,6}\s+(.+)$/gm)) {
    const plain = heading
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replaceAll('`', '')
      .trim()
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
      .replaceAll(' ', '-');
    let anchor = plain;
    for (let n = 1; anchors.has(anchor); n++) anchor = `${plain}-${n}`;
    anchors.add(anchor);
  }
  return anchors;
}

/** What is wrong with a link of a document; nothing where it leads somewhere. */
function faultOf(document: string, link: string, read: (path: string) => string): string | undefined {
  if (/^[a-z]+:/i.test(link)) return undefined;
  const [path = '', anchor] = decodeURIComponent(link).split('#');
  const place = path === '' ? resolve(root, document) : resolve(root, dirname(document), path);
  if (relative(root, place).startsWith('..')) return `${document}: ${link} leads out of the project`;
  if (!existsSync(place)) return `${document}: ${link} leads nowhere`;
  if (anchor === undefined || anchor === '' || statSync(place).isDirectory()) return undefined;
  if (!place.endsWith('.md')) return undefined;
  return anchorsOf(read(place)).has(anchor) ? undefined : `${document}: ${link} names no heading`;
}

const fromDisk = (path: string) => readFileSync(path, 'utf8');

describe('a link in the documents', () => {
  it('leads to a file that there is, and to a heading of it where it names one', () => {
    const faults: string[] = [];
    let links = 0;
    for (const document of documents())
      for (const link of linksIn(fromDisk(join(root, document)))) {
        links++;
        const fault = faultOf(document, link, fromDisk);
        if (fault !== undefined) faults.push(fault);
      }
    expect(faults).toEqual([]);
    expect(links).toBeGreaterThan(20);
  });

  it('that is planted wrong is found', () => {
    const read = () => '# 苗圃 Miaopu\n\n## What it is: a `start`\n\n## What it is: a `start`\n';
    const of = (link: string) => faultOf('README.md', link, read);
    expect(of('docs/nothing.md')).toContain('leads nowhere');
    expect(of('../elsewhere.md')).toContain('out of the project');
    expect(of('ARCHITECTURE.md#no-such-heading')).toContain('names no heading');
    for (const right of [
      'README.md#苗圃-miaopu',
      '#what-it-is-a-start',
      '#what-it-is-a-start-1',
      'https://x.example',
      'docs/',
    ])
      expect(of(right), right).toBeUndefined();
    expect(linksIn('see [one](a.md "title") and `[no](b.md)`\n```\n[nor](c.md)\n```\n')).toEqual(['a.md']);
  });
});
