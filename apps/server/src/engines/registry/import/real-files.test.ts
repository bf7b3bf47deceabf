import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testActor } from '../../../platform/testing/index.ts';
import { openTable } from './read/open.ts';
import { importFile } from './run.ts';
import { openLab } from './testing/lab.ts';

const folder = resolve(import.meta.dirname, '../../../../../../../shared/data');
const luqiao = join(folder, 'registry-luqiao-gb18030.csv');
const taizhou = join(folder, 'registry-taizhou-utf8.csv');
const there = existsSync(luqiao) && existsSync(taizhou);
if (!there) process.stderr.write(`real files are not in ${folder}: their tests are skipped\n`);

type Label = { line: number; row: string; town: string | null; industry: string[] | null };
const labels = (
  JSON.parse(readFileSync(join(import.meta.dirname, 'labels.json'), 'utf8')) as { rows: Label[] }
).rows;

describe.skipIf(!there)('real registrations', () => {
  let lab: Awaited<ReturnType<typeof openLab>>;
  beforeAll(async () => {
    lab = await openLab();
  });
  afterAll(() => lab.close());
  beforeEach(() => lab.empty());

  const load = (path: string, district: string) =>
    importFile(lab.test.db, {
      actor: { ...testActor, district },
      path,
      fileName: path.split('/').at(-1)!,
      asOf: '2024-01-01',
    });

  it('of Luqiao go in whole; nearly all get a town and an industry; the second time nothing changes', async () => {
    const report = await load(luqiao, '331004');
    expect(report).toMatchObject({ read: 1426, inserted: 1425, unchanged: 1, rejected: 0 });
    expect(report.derived.town / report.inserted).toBeGreaterThan(0.97);
    expect(report.derived.industry / report.inserted).toBeGreaterThan(0.97);
    const before = await lab.everything();
    expect(await load(luqiao, '331004')).toMatchObject({
      inserted: 0,
      updated: 0,
      unchanged: 1426,
      rejected: 0,
    });
    expect(await lab.everything()).toEqual(before);
  });

  it('of Taizhou go in under the city; what is rejected is of other cities or said twice', async () => {
    const report = await load(taizhou, '3310');
    expect(report.read).toBe(10_738);
    expect(report.inserted + report.unchanged).toBeGreaterThanOrEqual(10_725);
    expect(report.reasons!.map((reason) => reason.code).sort()).toEqual([
      'duplicate_in_file',
      'other_district',
    ]);
  });

  it('amounts and days of each kind are read', async () => {
    await load(luqiao, '331004');
    const [found] = await lab.query(`select count(*) filter (where capital is not null) capital,
      count(*) filter (where currency = 'USD') dollars, count(*) filter (where established_on is not null) days,
      count(*) filter (where category = 'individual' and not coalesce(derived ? 'category', false)) individuals, min(established_on) first
      from registry.entity_version`);
    expect(found).toEqual({
      capital: '1115',
      dollars: '22',
      days: '1425',
      individuals: '96',
      first: '1981-01-01',
    });
  });

  it('derived towns and industries agree with 200 rows labelled by hand', async () => {
    await load(luqiao, '331004');
    const score = await scoreLabels();
    process.stderr.write(`labels: ${JSON.stringify(score)}\n`);
    expect(score.labelled).toBe(200);
    expect(score.town.right / score.town.derived).toBeGreaterThan(0.95);
    expect(score.town.derived / score.town.decidable).toBeGreaterThan(0.95);
    expect(score.industry.right / score.industry.derived).toBeGreaterThan(0.85);
    expect(score.industry.derived / score.industry.decidable).toBeGreaterThan(0.95);
  });

  async function scoreLabels() {
    const rows = await readRows();
    const stored = new Map(
      (await lab.query('select credit_code, town, industry from registry.entity_version')).map((row) => [
        row.credit_code,
        row,
      ]),
    );
    const town = { decidable: 0, derived: 0, right: 0, derivedThoughOpen: 0 };
    const industry = { decidable: 0, derived: 0, right: 0 };
    for (const label of labels) {
      const cells = rows.get(label.line)!;
      const hash = createHash('sha256').update(cells.join('\u001f')).digest('hex').slice(0, 16);
      expect(hash).toBe(label.row);
      const found = stored.get(cells[1]!.toUpperCase())!;
      if (label.town === null) town.derivedThoughOpen += found.town === null ? 0 : 1;
      else {
        town.decidable++;
        town.derived += found.town === null ? 0 : 1;
        town.right += found.town === label.town ? 1 : 0;
      }
      if (label.industry === null) continue;
      industry.decidable++;
      industry.derived += found.industry === null ? 0 : 1;
      industry.right += label.industry.includes(found.industry?.slice(0, 2) ?? '') ? 1 : 0;
    }
    return { labelled: labels.length, town, industry };
  }

  async function readRows(): Promise<Map<number, string[]>> {
    const table = await openTable(luqiao);
    const rows = new Map<number, string[]>();
    for await (const batch of table.rows()) for (const row of batch) rows.set(row.line, row.cells);
    return rows;
  }
});
