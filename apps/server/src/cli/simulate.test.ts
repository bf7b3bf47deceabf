import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkCreditCode, parseAmount } from '@miaopu/standards';
import { parse } from 'csv-parse/sync';
import iconv from 'iconv-lite';
import { afterAll, describe, expect, it } from 'vitest';
import { readConfig } from '../platform/config/index.ts';
import { firstRow, sql } from '../platform/db/index.ts';
import { createTestDatabase } from '../platform/testing/index.ts';
import type { CommandContext } from './command.ts';
import { UsageError } from './command.ts';
import { parseCall } from './parse.ts';
import { simulateCommands } from './simulate.ts';

const folder = mkdtempSync(join(tmpdir(), 'miaopu-simulate-'));
let databaseUrl: string | undefined;
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the command as the frame does, with its output gathered. */
async function call(...words: string[]): Promise<{ code: number; json: unknown; text: string }> {
  const parsed = parseCall(simulateCommands, ['simulate', ...words], 'en');
  if (parsed.kind !== 'run') throw new Error('the call was not understood');
  const result = { code: -1, json: undefined as unknown, text: '' };
  const context = {
    arguments: parsed.arguments,
    options: parsed.options,
    clock: { now: () => new Date('2021-01-04T00:00:00Z'), today: () => '2021-01-04' },
    config: { ...readConfig(), databaseUrl },
    lang: 'en',
    out: {
      isJson: parsed.json,
      json: (value: unknown) => {
        result.json = value;
      },
      text: (line: string) => {
        result.text += `${line}\n`;
      },
      note: () => {},
    },
  } as unknown as CommandContext;
  result.code = await parsed.command.run(context);
  return result;
}

describe('miaopu simulate', () => {
  it('writes files the way offices send them, and the truth', async () => {
    const truthFile = join(folder, 'truth', 'truth.json');
    const { code, json } = await call(
      '--enterprises',
      '400',
      '--seed',
      '7',
      '--csv',
      folder,
      '--truth',
      truthFile,
    );
    expect(code).toBe(0);
    const truth = JSON.parse(readFileSync(truthFile, 'utf8'));
    expect(truth).toMatchObject({ district: '331004', seed: 7, enterprises: 400 });
    expect(json).toMatchObject({ seed: 7, entities: truth.population, truth: truthFile });

    const roster = iconv.decode(readFileSync(join(folder, 'roster-gb18030.csv')), 'gb18030');
    const rows: string[][] = parse(roster, { relax_column_count: false });
    const lines = (json as { files: Record<string, number> }).files['roster-gb18030.csv'];
    expect(rows.length - 1).toBe(lines);
    expect(rows.length).toBeGreaterThan(300);
    for (const row of rows.slice(1)) {
      expect(checkCreditCode(row[1]!).ok, row[1]).toBe(true);
      if (row[5] !== 'N/A') expect(parseAmount(row[5]!, { unit: 'wan' }).kind, row[5]).toBe('amount');
    }
    expect(readFileSync(join(folder, 'individuals-utf8.csv'))[0]).toBe(0xef);
  });

  const real = '../shared/data/registry-luqiao-gb18030.csv';
  it.skipIf(!existsSync(real))('uses the headers of a real file', () => {
    const header = (file: string) => iconv.decode(readFileSync(file), 'gb18030').split('\r\n')[0];
    expect(header(join(folder, 'roster-gb18030.csv'))).toBe(header(real));
  });

  it('loads the district into the registry once, and its own truth is what the rows there say', async () => {
    const database = await createTestDatabase();
    databaseUrl = database.url;
    try {
      const first = await call('--enterprises', '300', '--load', '--json');
      const again = await call('--enterprises', '300', '--load', '--json');
      expect(again.json).toMatchObject({ load: { loaded: false } });
      const { load, entities, targets } = first.json as {
        load: Record<string, unknown>;
        entities: Record<string, number>;
        targets: Record<string, number>;
      };
      const counted = await firstRow<{ entities: string; conversions: string; stock: string }>(
        database.owner,
        sql`select (select count(distinct entity_id) from registry.entity_version) as entities,
                   (select count(*) from registry.milestone where kind = 'converted' and happened_on between '2018-01-01' and '2020-12-31') as conversions,
                   (select count(*) from registry.entity_version e
                    where recorded_to = 'infinity' and valid_from <= '2020-12-31' and valid_to > '2020-12-31' and category = 'enterprise'
                      and status = 'active' and not exists (
                        select from registry.designation d where d.entity_id = e.entity_id and d.recorded_to = 'infinity'
                          and d.title = 'above_designated_size' and d.valid_from <= '2020-12-31' and d.valid_to > '2020-12-31')) as stock`,
      );
      const all = Object.values(entities).reduce((sum, count) => sum + count, 0);
      expect(load).toMatchObject({ loaded: true, entities: all });
      expect(counted).toEqual({
        entities: String(all),
        conversions: String(targets['2.3.a']),
        stock: String(targets['2.1.a.stock']),
      });
    } finally {
      databaseUrl = undefined;
      await database.drop();
    }
  });

  it('prints the exact totals for people', async () => {
    const { text } = await call('--enterprises', '200');
    expect(text).toMatch(/^331004 · seed 7 · /);
    expect(text).toMatch(/\n2\.1\.a +\d+\n/);
  });

  it.each([
    [['--enterprises', 'many'], /--enterprises must be a whole number from 1 to 500000, not “many”/],
    [['--enterprises', '0'], /not “0”/],
    [['--seed', '1.5'], /--seed must be a whole number/],
    [['--district', '110101'], /No profile of district 110101/],
  ])('refuses %j as a wrong call', async (words, message) => {
    const failure = await call(...words).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(UsageError);
    expect((failure as UsageError).words.en).toMatch(message);
    expect((failure as UsageError).words.zh).not.toBe('');
  });
});
