// Writes the table of all policies into docs/policies.md. `node scripts/policy-table.mjs`
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadPolicies, policyTable } from '@miaopu/policies';

const root = join(import.meta.dirname, '..');
const folder = join(root, 'policies');
const page = join(root, 'docs/policies.md');
const mark = '<!-- library: written by node scripts/policy-table.mjs -->';

const names = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.yaml'));
const loaded = loadPolicies(
  Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')])),
);
if (!loaded.ok) {
  for (const { file, line, message } of loaded.problems) console.error(`${file}:${line} ${message.en}`);
  process.exit(1);
}
const text = readFileSync(page, 'utf8');
const before = text.slice(0, text.indexOf(mark) + mark.length);
writeFileSync(page, `${before}\n\n${policyTable(loaded.library.policies)}\n`);
