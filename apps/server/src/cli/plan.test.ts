import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError, type Lang } from '../platform/errors/index.ts';
import { createTestDatabase, type TestDatabase } from '../platform/testing/index.ts';
import type { CommandContext } from './command.ts';
import { parseCall } from './parse.ts';
import { planCommands } from './plan.ts';

const luqiao = resolve(import.meta.dirname, '../../../../plans/luqiao-2018-2020');

let test: TestDatabase;
let folder: string;

beforeAll(async () => {
  test = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'miaopu-plan-'));
  await cp(luqiao, folder, { recursive: true });
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await test?.drop();
});

/** Runs a command as the frame does, with what it printed. */
async function call(
  words: readonly string[],
  { lang = 'en', district = '331004' }: { lang?: Lang; district?: string } = {},
) {
  const parsed = parseCall(planCommands, words, lang);
  if (parsed.kind !== 'run') throw new Error('the call was not understood');
  const printed = { json: undefined as unknown, text: '', note: '' };
  const context = {
    arguments: parsed.arguments,
    options: parsed.options,
    db: test.db,
    config: { district },
    lang,
    out: {
      isJson: parsed.json,
      json: (value: unknown) => {
        printed.json = value;
      },
      text: (line: string) => {
        printed.text += `${line}\n`;
      },
      note: (line: string) => {
        printed.note += `${line}\n`;
      },
    },
  } as unknown as CommandContext;
  const code = await parsed.command.run(context);
  return { code, ...printed };
}

async function replaceIn(file: string, text: string, replacement: string): Promise<void> {
  const path = join(folder, file);
  const before = await readFile(path, 'utf8');
  expect(before).toContain(text);
  await writeFile(path, before.replace(text, replacement));
}

describe('miaopu plan check', () => {
  it('says what a sound pack holds', async () => {
    const answer = await call(['plan', 'check', luqiao]);
    expect(answer).toMatchObject({
      code: 0,
      json: {
        ok: true,
        plan: 'luqiao-2018-2020',
        clauses: 132,
        targets: 33,
        duties: 2,
        ratios: 5,
        computed: 22,
        problems: [],
      },
    });
    expect(answer.text).toContain('33 quantified targets');
    expect((await call(['plan', 'check', luqiao], { lang: 'zh-CN' })).text).toContain('量化目标 33 项');
  });

  it('names file, line, column and the way out, in both languages', async () => {
    await replaceIn('targets/2.1.yaml', 'lead: market-supervision', 'lead: market-supervison');
    const answer = await call(['plan', 'check', folder]);
    const place = `${join(folder, 'targets/2.1.yaml')}:11:11`;
    expect(answer).toMatchObject({
      code: 1,
      note: '1 problem.\n',
      json: { ok: false, problems: [{ line: 11, column: 11 }] },
    });
    expect(answer.text).toBe(
      `${place} There is no unit “market-supervison”. Did you mean “market-supervision”? If not, declare it in units.yaml.\n`,
    );
    expect((await call(['plan', 'check', folder], { lang: 'zh-CN' })).text).toBe(
      `${place} 没有单位“market-supervison”。是不是“market-supervision”？否则先在 units.yaml 里写明。\n`,
    );
    await replaceIn('targets/2.1.yaml', 'market-supervison', 'market-supervision');
  });

  it('says that a folder is no plan pack', async () => {
    for (const nowhere of [join(folder, 'nowhere'), join(folder, 'plan.yaml')]) {
      await expect(call(['plan', 'check', nowhere])).rejects.toThrow(AppError);
      await expect(call(['plan', 'check', nowhere])).rejects.toThrow('is no plan pack');
    }
  });
});

it('miaopu plan schema prints the published schema', async () => {
  const published = await readFile(join(luqiao, '../plan-pack.schema.json'), 'utf8');
  expect(JSON.parse((await call(['plan', 'schema'])).text)).toEqual(JSON.parse(published));
});

describe('miaopu plan load and list', () => {
  it('loads a pack once, and lists it', async () => {
    expect(await call(['plan', 'list'])).toMatchObject({
      code: 0,
      json: { plans: [] },
      note: expect.stringContaining('No plan is loaded'),
    });
    expect(await call(['plan', 'load', folder])).toMatchObject({
      code: 0,
      json: { plan: 'luqiao-2018-2020', changed: true, newDefinitions: 40 },
    });
    expect(await call(['plan', 'load', folder])).toMatchObject({ code: 0, json: { changed: false } });
    expect((await call(['plan', 'list'], { lang: 'zh-CN' })).text).toBe(
      'luqiao-2018-2020  2018-01-01 – 2020-12-31  路桥区“小微企业三年成长计划”实施意见（2018—2020年）\n',
    );
  });

  it('loads nothing that is not sound, and no other district’s plan', async () => {
    expect(await call(['plan', 'load', folder], { district: '331002' })).toMatchObject({
      code: 1,
      note: expect.stringContaining('This plan is for district 331004'),
    });
    await replaceIn('plan.yaml', 'start: 2018-01-01', 'start: 2021-01-01');
    expect((await call(['plan', 'load', folder])).code).toBe(1);
    expect(await call(['plan', 'list'])).toMatchObject({ json: { plans: [{ start: '2018-01-01' }] } });
  });
});
