import { createTestDatabase, testActor } from '../../../../platform/testing/index.ts';
import { type ImportOptions, importFile } from '../run.ts';
import { csv, ROSTER, testCode, testFolder } from './files.ts';

type Row = Record<string, string>;

/** A database and a folder for one test file, with what its tests ask again and again. */
export async function openLab() {
  const test = await createTestDatabase();
  const folder = testFolder();
  const query = async (text: string, values: unknown[] = []) =>
    (await test.db.pool.query<Row>(text, values)).rows;
  return {
    test,
    folder,
    query,
    run: (path: string, options: Partial<ImportOptions> = {}) =>
      importFile(test.db, {
        actor: testActor,
        path,
        fileName: path.split('/').at(-1)!,
        asOf: '2021-01-01',
        ...options,
      }),
    roster: (name: string, rows: string[][]) => folder.write(name, csv([ROSTER, ...rows])),
    /** What is held true of the entity with this test code, by day. */
    present: (number: number) =>
      query(
        `select * from registry.entity_version where credit_code = $1 and recorded_to = 'infinity' order by valid_from`,
        [testCode(number)],
      ),
    /** How much there is of everything that an import may write. */
    everything: () =>
      query(`select (select count(*) from registry.source) sources, (select count(*) from registry.entity_version) versions,
        (select count(*) from registry.milestone) milestones, (select count(*) from registry.fact) facts,
        (select count(*) from registry.entity_search) search,
        (select max(recorded_to::text) from registry.entity_version where recorded_to <> 'infinity') closed`),
    empty: async () => {
      await test.owner.pool.query(`truncate registry.source, registry.entity_version, registry.fact, registry.milestone,
        registry.designation, registry.entity_merge, registry.entity_search, registry.import_mapping`);
    },
    close: async () => {
      await test.drop();
      folder.remove();
    },
  };
}

type Counts = { read: number; inserted: number; updated: number; unchanged: number; rejected: number };

/** A report's five numbers. */
export function counts({ read, inserted, updated, unchanged, rejected }: Counts): Counts {
  return { read, inserted, updated, unchanged, rejected };
}
