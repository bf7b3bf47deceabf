import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { engineArrows, findCycle, findViolations } from './arrows.ts';
import { importsOf, readImports } from './read-imports.ts';

const root = resolve(import.meta.dirname, '../..');

describe('the architecture', () => {
  const { files, imports } = readImports(root);

  it('reads the whole tree, so that silence means that nothing is wrong', () => {
    expect(files.length).toBeGreaterThan(100);
    expect(imports.length).toBeGreaterThan(files.length);
    expect(new Set(files.map((file) => file.split('/').slice(0, 2).join('/')))).toEqual(
      new Set([
        'packages/standards',
        'packages/rules',
        'packages/plan',
        'packages/policies',
        'packages/contract',
        'packages/simulator',
        'apps/server',
        'apps/web',
        ...files
          .filter((file) => file.startsWith('bench/'))
          .map((file) => file.split('/').slice(0, 2).join('/')),
      ]),
    );
  });

  it('has no import against the arrows', () => {
    expect(findViolations(imports)).toEqual([]);
  });

  it('imports no file that is not there', () => {
    const missing = imports.filter(
      ({ to }) => /^(packages|apps|bench|scripts)\//.test(to) && !existsSync(join(root, to)),
    );
    expect(missing).toEqual([]);
  });

  it('lists every engine in the table of arrows, which has no cycle', () => {
    const engines = readdirSync(join(root, 'apps/server/src/engines'));
    expect(engines.sort()).toEqual(Object.keys(engineArrows).sort());
    expect(findCycle(engineArrows)).toBeUndefined();
    expect(findCycle({ one: ['two'], two: ['three'], three: ['one'] })).toEqual([
      'one',
      'two',
      'three',
      'one',
    ]);
  });

  it.each([
    [
      'a package reaches for the server',
      'packages/plan/src/x.ts',
      '../../../apps/server/src/platform/db/index.ts',
    ],
    ['the rules reach for the standards', 'packages/rules/src/x.ts', '@miaopu/standards'],
    ['a package uses a Node built-in', 'packages/standards/src/x.ts', 'node:fs'],
    [
      'the platform reaches for an engine',
      'apps/server/src/platform/http/x.ts',
      '../../engines/registry/index.ts',
    ],
    [
      'an engine reaches for one it is not allowed',
      'apps/server/src/engines/registry/x.ts',
      '../indicators/index.ts',
    ],
    [
      'an engine goes past another’s door',
      'apps/server/src/engines/indicators/x.ts',
      '../registry/history.ts',
    ],
    [
      'somebody goes past a package’s door',
      'apps/server/src/engines/plan/x.ts',
      '@miaopu/plan/src/measure.ts',
    ],
    ['one feature imports another', 'apps/web/src/features/plan/x.tsx', '../registry/table.tsx'],
    ['shared parts know the app', 'apps/web/src/shared/x.tsx', '../app/routes.tsx'],
    ['the browser takes the simulator', 'apps/web/src/features/plan/x.tsx', '@miaopu/simulator'],
    [
      'production code uses the test helpers',
      'apps/server/src/engines/plan/x.ts',
      '../../platform/testing/index.ts',
    ],
  ])('notices when %s', (_what, file, specifier) => {
    for (const text of [
      `import x from '${specifier}';`,
      `export { x } from '${specifier}';`,
      `const x = await import('${specifier}');`,
    ]) {
      expect(findViolations(importsOf(file, text))).toHaveLength(1);
    }
  });

  it('allows what the arrows allow', () => {
    const allowed = importsOf(
      'apps/server/src/engines/indicators/x.ts',
      "import '../registry/index.ts'; import '@miaopu/plan'; import 'kysely'; import '../../platform/db/index.ts';",
    );
    expect(findViolations(allowed)).toEqual([]);
  });
});
