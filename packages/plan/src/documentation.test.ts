import { describe, expect, it } from 'vitest';
import { formulaCatalogue } from './formula-catalogue.ts';
import { loadPlanPack } from './load.ts';
import { readOwn } from './luqiao.samples.ts';
import { measureKind } from './measure.ts';
import { parseMeasure } from './parse-measure.ts';

const page = readOwn('docs/plan-pack.md');
const blocks = [...page.matchAll(/^```yaml ?(\S*)\n([\s\S]*?)^```$/gm)].map(([, label, text]) => ({
  label: label!,
  text: text!,
}));

describe('docs/plan-pack.md', () => {
  it('shows a whole pack, and it is sound', () => {
    const files = Object.fromEntries(
      blocks
        .filter(({ label }) => label.startsWith('file='))
        .map(({ label, text }) => [label.slice('file='.length), text]),
    );
    expect(Object.keys(files)).toHaveLength(9);
    const loaded = loadPlanPack(files);
    expect(loaded.ok ? [] : loaded.problems).toEqual([]);
  });

  it('shows every kind of measure, and each can run', () => {
    const parsed = blocks.filter(({ label }) => label === 'measure').map(({ text }) => parseMeasure(text));
    expect(parsed.flatMap((one) => (one.ok ? [] : one.problems))).toEqual([]);
    expect(new Set(parsed.map((one) => (one.ok ? measureKind(one.measure) : '')))).toEqual(
      new Set(['flow', 'stock', 'growth', 'sum_ratio', 'coverage', 'later', 'report']),
    );
  });

  it('has no YAML that is not tested', () => {
    expect(blocks.filter(({ label }) => label !== 'measure' && !label.startsWith('file='))).toEqual([]);
  });

  it('lists the fields of the catalogue, all and no other', () => {
    const listed = page.slice(page.indexOf('<!-- fields'), page.indexOf('<!-- functions'));
    const written = [...listed.matchAll(/^- `(\w+)` (.*)$/gm)].flatMap(([, root, fields]) =>
      fields!.split(', ').map((field) => `${root}.${field}`),
    );
    const known = (['entities', 'milestones', 'designations'] as const).flatMap((rows) =>
      [...formulaCatalogue(rows).names].flatMap(([path, { kind }]) => (kind === 'field' ? [path] : [])),
    );
    expect(written.sort()).toEqual([...new Set(known)].sort());
  });

  it('names the functions and the days of the catalogue', () => {
    const catalogue = formulaCatalogue('entities');
    const functions = page.slice(page.indexOf('<!-- functions'));
    for (const name of catalogue.functions.keys()) expect(functions).toContain(`\`${name}(`);
    for (const [path, { kind }] of catalogue.names) {
      if (kind === 'binding') expect(page).toContain(`\`${path}\``);
    }
  });
});
