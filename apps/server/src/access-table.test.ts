import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as contract from '@miaopu/contract';
import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from './app.ts';
import { firstRow, rows, sql } from './platform/db/index.ts';
import type { App } from './platform/http/index.ts';
import { createTestApp, type TestApp } from './platform/testing/app.ts';
import { createTestDatabase, type TestDatabase } from './platform/testing/index.ts';
import { entityIn, fillDistrict, otherTown, placesOf, planId, town } from './testing/district.ts';

/**
 * Every call of the interface by everybody, on a real server with the data of several towns and enterprises. What is expected stands in
 * access-table.md, which an official can read; a call that is not in it fails.
 */

type Who = 'nobody' | contract.Role;
type Cell = '·' | '可' | '全' | '本';
type Row = { readonly name: string; readonly letIn: number; readonly cells: Readonly<Record<Who, Cell>> };

const everybody: readonly Who[] = ['nobody', ...contract.roles];

/** The lines of the table that begins so, cell by cell. */
function readLines(beginning: string): string[][] {
  const text = readFileSync(join(import.meta.dirname, 'access-table.md'), 'utf8');
  return text
    .slice(text.indexOf(beginning))
    .split('\n\n')[0]!
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

function readTable(): Row[] {
  const [, keys = [], , ...body] = readLines('| 调用');
  return body.map(([name = '', letIn, ...cells]) => ({
    name,
    letIn: Number(letIn),
    cells: Object.fromEntries(keys.slice(2).map((who, index) => [who, cells[index]])) as Row['cells'],
  }));
}

type Door = Pick<contract.Endpoint, 'method' | 'path' | 'access'>;
const endpoints = Object.values<unknown>(contract).filter(
  (one): one is Door => typeof one === 'object' && one !== null && 'access' in one && 'path' in one,
);
const nameOf = ({ method, path }: Door) => `${method} ${path}`;

let test: TestDatabase;
let people: TestApp;
let app: App;
let entity: string;
let otherEntity: string;
let target: string;
const cookies = new Map<Who, string>();

beforeAll(async () => {
  test = await createTestDatabase();
  people = await createTestApp(test, async () => {});
  await fillDistrict(test, { seed: 5, enterprises: 300 });
  entity = await entityIn(test, town);
  otherEntity = await entityIn(test, otherTown);
  target = '2.1.a';
  const organisations = placesOf(entity);
  for (const role of contract.roles) cookies.set(role, await people.cookieOf(role, organisations[role]));
  app = await buildApp(people.services, people.signIn, { web: false });
  await app.ready();
}, 180_000);
afterAll(async () => {
  await app?.close();
  await people?.close();
  await test?.drop();
});

function call(who: Who, method: string, url: string, payload?: object) {
  const cookie = cookies.get(who);
  return app.inject({
    method: method as 'GET',
    url,
    headers: cookie === undefined ? {} : { cookie },
    ...(payload === undefined ? {} : { payload }),
  });
}

/** An address with the plan in it, and nothing that exists in the place of other parameters. */
const addressOf = (path: string) => path.replace(':plan', planId).replace(/:\w+/g, '999999999');

describe('the table of access', () => {
  it('has every call of the interface once, and no other', () => {
    expect(
      readTable()
        .map(({ name }) => name)
        .sort(),
    ).toEqual(endpoints.map(nameOf).sort());
  });

  it('says of everybody what they may', () => {
    for (const { name, cells } of readTable())
      for (const who of everybody) expect(['·', '可', '全', '本'], `${name} ${who}`).toContain(cells[who]);
  });

  it('agrees with the table of abilities', () => {
    const byName = new Map(endpoints.map((one) => [nameOf(one), one]));
    for (const { name, cells } of readTable()) {
      const { access } = byName.get(name)!;
      for (const who of everybody) {
        const scope =
          access === 'public' ? 'district' : who === 'nobody' ? undefined : contract.scopeOf(who, access);
        expect([name, who, cells[who] === '·'], 'refused').toEqual([name, who, scope === undefined]);
        if (cells[who] === '全' || cells[who] === '本')
          expect([name, who, cells[who]]).toEqual([name, who, scope === 'own' ? '本' : '全']);
      }
    }
  });
});

describe('a step of a report', () => {
  const [, , ...lines] = readLines('| 步骤');

  it.each(lines)('%s is signed as the table says, clerks_sign: %s', (kind, declared, ...cells) => {
    const own = { id: 'own', name: { zh: '本单位', en: 'own' } };
    const step = {
      kind: kind as contract.ReportStep['kind'],
      unit: kind === 'department' ? own : null,
      clerkSigns: declared === 'true',
    };
    const organisation = { id: 'own', kind: 'town', town: null, units: ['own'], entity: null } as const;
    const signs = (who: Who, unit: string) => {
      if (who === 'nobody') return false;
      const whose = kind === 'department' ? { ...step, unit: { ...own, id: unit } } : step;
      return contract.maySign(contract.abilityOf({ role: who, organisation }), whose, unit);
    };
    expect(everybody.map((who) => (signs(who, 'other') ? '全' : signs(who, 'own') ? '本' : '·'))).toEqual(
      cells,
    );
  });

  it('is not lost from the table', () => expect(lines).toHaveLength(5));
});

describe('a call', () => {
  it.each(readTable().map((row) => [row.name, row] as const))(
    '%s is answered as the table says',
    async (name, row) => {
      const [method = '', path = ''] = name.split(' ');
      // app.test.ts demands that every call of the contract is served
      if (!app.served.some((one) => one.method === method && one.url === path)) return;
      const answers: Record<string, number> = {};
      const wanted: Record<string, number> = {};
      for (const who of everybody) {
        const { statusCode } = await call(who, method, addressOf(path));
        answers[who] = statusCode;
        wanted[who] = row.cells[who] !== '·' ? row.letIn : who === 'nobody' ? 401 : 403;
      }
      expect(answers).toEqual(wanted);
    },
  );
});

/** How many rows a call gives: of the whole district, of a town and of an enterprise. */
type Counts = { readonly district: number; readonly town: number; readonly enterprise: number };

function countFor(who: Who, cell: Cell, counts: Counts): number | undefined {
  if (cell === '·') return undefined;
  if (cell === '全') return counts.district;
  return who === 'owner' || who === 'staff' ? counts.enterprise : counts.town;
}

async function countRows(condition: string): Promise<number> {
  const found = await rows<{ n: number }>(
    test.owner,
    sql.raw(`select count(*)::int as n from registry.entity_search where ${condition}`) as never,
  );
  return found[0]!.n;
}

const cellOf = (name: string, who: Who) => readTable().find((row) => row.name === name)!.cells[who];

describe('list, count, export, suggestions and the list behind a number', () => {
  const counted: readonly {
    call: string;
    url: () => string;
    count: (answer: Answer) => Promise<number>;
    rows: () => Promise<Counts>;
  }[] = [
    {
      call: 'GET /api/registry/entities',
      url: () => '/api/registry/entities?limit=1',
      count: async (answer) => answer.json().total,
      rows: allOf,
    },
    {
      call: 'GET /api/registry/entities.xlsx',
      url: () => '/api/registry/entities.xlsx?columns=name',
      // the filters and the number stand above
      count: async (answer) => {
        const sheet = (await readXlsx(answer.rawPayload)).sheets[0]!.rows;
        const header = sheet.findIndex((row) => row[0] === '名称' || row[0] === '企业名称');
        return sheet.length - header - 1;
      },
      rows: allOf,
    },
    {
      call: 'GET /api/registry/suggest',
      url: () => `/api/registry/suggest?q=${encodeURIComponent('浙江')}`,
      count: async (answer) => answer.json().rows.length,
      rows: async () => {
        const named = (condition: string) => countRows(`name like '%浙江%' and ${condition}`);
        const most = (n: number) => Math.min(20, n);
        return {
          district: most(await named('true')),
          town: most(await named(`town = '${town}'`)),
          enterprise: most(await named(`entity_id = ${entity}`)),
        };
      },
    },
    {
      call: 'GET /api/plans/:plan/targets/:target/entities',
      url: () => `/api/plans/${planId}/targets/${target}/entities?asOf=2020-12-31&limit=1`,
      count: async (answer) => Number(answer.json().value),
      rows: async () => {
        const value = async (place: string) =>
          Number(
            (await firstRow<{ value: string }>(
              test.owner,
              sql`select value from indicators.value where target_id = ${target} and period = 'total' and town = ${place} order by run_id desc limit 1`,
            ))!.value,
          );
        return { district: await value(''), town: await value(town), enterprise: 0 };
      },
    },
  ];
  type Answer = Awaited<ReturnType<typeof call>>;

  async function allOf(): Promise<Counts> {
    return {
      district: await countRows('true'),
      town: await countRows(`town = '${town}'`),
      enterprise: await countRows(`entity_id = ${entity}`),
    };
  }

  it.each(counted.map((one) => [one.call, one] as const))(
    '%s gives everybody exactly their rows',
    async (name, one) => {
      const counts = await one.rows();
      expect(counts.district).toBeGreaterThan(counts.town);
      const given: Record<string, number | undefined> = {};
      const wanted: Record<string, number | undefined> = {};
      for (const who of everybody) {
        const answer = await call(who, 'GET', one.url());
        given[who] = answer.statusCode === 200 ? await one.count(answer) : undefined;
        wanted[who] = countFor(who, cellOf(name, who), counts);
      }
      expect(given).toEqual(wanted);
    },
  );

  it('a filter for another town gives a town nothing', async () => {
    const answer = await call('town_clerk', 'GET', `/api/registry/entities?town=${otherTown}`);
    expect(answer.json()).toEqual({ total: 0, rows: [] });
  });

  it('the cockpit gives a town its own standing and the district’s totals, and no other town’s', async () => {
    const read = async (who: Who) =>
      (await call(who, 'GET', `/api/plans/${planId}/cockpit?asOf=2020-12-31`)).json() as contract.Cockpit;
    const [office, clerk] = [await read('office'), await read('town_clerk')];
    const valueIn = ({ towns }: contract.Cockpit, code: string) =>
      towns.find((one) => one.code === code)?.standings[target]?.value ?? null;
    expect(clerk.groups).toEqual(office.groups);
    expect(valueIn(office, otherTown)).not.toBeNull();
    expect(valueIn(clerk, otherTown)).toBeNull();
    expect(valueIn(clerk, town)).toBe(valueIn(office, town));
  });
});

describe('a record', () => {
  const records: readonly { call: string; url: (id: string) => string }[] = [
    { call: 'GET /api/registry/entities/:id', url: (id) => `/api/registry/entities/${id}` },
    { call: 'GET /api/policies/entities/:id/match', url: (id) => `/api/policies/entities/${id}/match` },
  ];
  it.each(records.map((one) => [one.call, one] as const))(
    '%s opens to those whose it is',
    async (name, one) => {
      const [method = ''] = name.split(' ');
      for (const who of everybody) {
        const cell = cellOf(name, who);
        const refused = who === 'nobody' ? 401 : 403;
        const answers = [
          (await call(who, method, one.url(entity))).statusCode,
          (await call(who, method, one.url(otherEntity))).statusCode,
        ];
        const wanted = cell === '·' ? [refused, refused] : [200, cell === '全' ? 200 : 404];
        expect([who, ...answers]).toEqual([who, ...wanted]);
      }
    },
  );

  it('has its personal data opened by those whose work needs it, and of their own alone', async () => {
    const name = 'POST /api/registry/entities/:id/personal';
    const versionOf = async (id: string) =>
      (await firstRow<{ version_id: string }>(
        test.owner,
        sql`select version_id from registry.entity_version where entity_id = ${id} and recorded_to = 'infinity' limit 1`,
      ))!.version_id;
    for (const who of everybody) {
      const cell = cellOf(name, who);
      const refused = who === 'nobody' ? 401 : 403;
      const answers: number[] = [];
      for (const id of [entity, otherEntity]) {
        const body = { versionId: await versionOf(id), reason: '核实材料' };
        answers.push((await call(who, 'POST', `/api/registry/entities/${id}/personal`, body)).statusCode);
      }
      const wanted = cell === '·' ? [refused, refused] : [200, cell === '全' ? 200 : 404];
      expect([who, ...answers]).toEqual([who, ...wanted]);
    }
  });
});
