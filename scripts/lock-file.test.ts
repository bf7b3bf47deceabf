import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

type Entry = {
  readonly resolved?: string;
  readonly link?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
};

const { packages } = JSON.parse(
  readFileSync(join(import.meta.dirname, '..', 'package-lock.json'), 'utf8'),
) as { packages: Readonly<Record<string, Entry>> };

/** Where Node would look for a package from a folder: in the folder's own node_modules, then in each one above. */
function places(folder: string, name: string): string[] {
  const found: string[] = [];
  for (let at = folder; ; at = at.replace(/(^|\/)(node_modules\/)?(@[^/]+\/)?[^/]+$/, '')) {
    found.push(`${at === '' ? '' : `${at}/`}node_modules/${name}`);
    if (at === '') return found;
  }
}

it('the lock file names every package that another one wants, those for other systems too, so that it installs everywhere', () => {
  const missing = Object.entries(packages).flatMap(([folder, { dependencies, optionalDependencies }]) =>
    Object.keys({ ...dependencies, ...optionalDependencies })
      .filter((name) => !places(folder, name).some((place) => place in packages))
      .map((name) => `${folder} wants ${name}`),
  );
  expect(missing).toEqual([]);
});

it('the lock file holds no download addresses, so that everybody’s own registry is asked', () => {
  const addresses = Object.values(packages).flatMap(({ resolved, link }) =>
    resolved !== undefined && !link ? [resolved] : [],
  );
  expect(addresses).toEqual([]);
});
