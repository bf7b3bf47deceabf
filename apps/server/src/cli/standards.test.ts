import { describe, expect, it } from 'vitest';
import type { Lang } from '../platform/errors/index.ts';
import { type CommandContext, UsageError } from './command.ts';
import { parseCall } from './parse.ts';
import { standardsCommands } from './standards.ts';

/** Runs a command as the frame does, with what it printed. */
async function call(words: string, lang: Lang = 'en') {
  const parsed = parseCall(standardsCommands, words.split(' '), lang);
  if (parsed.kind !== 'run') throw new Error('the call was not understood');
  const printed = { json: undefined as unknown, text: '', note: '' };
  const context = {
    arguments: parsed.arguments,
    options: parsed.options,
    clock: { now: () => new Date('2020-06-30T00:00:00Z'), today: () => '2020-06-30' },
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

describe('miaopu standards', () => {
  it('classes an enterprise with its reason and rule', async () => {
    const words =
      'standards size-class --industry 3311 --employees 25 --revenue 3500000 --assets 2000000 --as-of 2018-12-31 --json';
    const { code, json } = await call(words);
    expect(code).toBe(0);
    expect(json).toMatchObject({ value: 'small', missing: [], rule: { row: 2, from: '2017-12-28' } });
  });

  it('answers unknown with success, and an industry that does not exist with 1', async () => {
    expect(await call('standards size-class --industry 3311 --employees 25')).toMatchObject({
      code: 0,
      json: { value: 'unknown', missing: ['revenue'] },
    });
    expect(await call('standards size-class --industry 9999 --employees 25')).toMatchObject({ code: 1 });
  });

  it('says in the reader’s language what is wrong with a figure or a day', async () => {
    const figure = await call('standards size-class --industry 3311 --employees 25人', 'zh-CN');
    expect(figure).toMatchObject({ code: 1, json: undefined });
    expect(figure.note).toContain('“25人”不是数字');
    const day = await call('standards designated-size --industry 3311 --revenue 1 --as-of 2018-02-30');
    expect(day.note).toContain('is not a day');
  });

  it('uses today’s thresholds unless a day is given', async () => {
    const words = 'standards designated-size --industry 6513 --employees 50 --revenue 8000000';
    expect(await call(words)).toMatchObject({ code: 0, json: { value: 'below' } });
    expect(await call(`${words} --as-of 2019-12-31`)).toMatchObject({ code: 0, json: { value: 'above' } });
    const construction = 'standards designated-size --industry 4710 --as-of 2018-12-31';
    expect(await call(construction)).toMatchObject({ json: { value: 'unknown', missing: ['qualified'] } });
    expect(await call(`${construction} --qualified`)).toMatchObject({ json: { value: 'above' } });
  });

  it('checks credit codes and registration numbers', async () => {
    expect(await call('standards credit-code 91331004MA2ABCD13K')).toMatchObject({
      code: 0,
      json: { ok: true, division: '331004' },
      text: '91331004MA2ABCD13K  market supervision · enterprise · 331004 路桥区\n',
    });
    const bad = await call('standards credit-code 913310O4MA2ABCD13K');
    expect(bad).toMatchObject({ code: 1, json: { ok: false, suggestion: '91331004MA2ABCD13K' } });
    expect(bad.text).toContain('Position 7');
    expect(await call('standards registration-number 331004000012345')).toMatchObject({ code: 0 });
    expect(await call('standards registration-number 331004000012346')).toMatchObject({ code: 1 });
  });

  it('finds divisions and towns', async () => {
    const district = await call('standards division 331004 --below');
    expect(district).toMatchObject({
      code: 0,
      json: { divisions: [{ name: '路桥区', path: ['浙江省', '台州市', '路桥区'] }] },
    });
    expect(district.text).toContain('331004002  路桥街道');
    expect(await call('standards division 路桥街道 --within 331004')).toMatchObject({
      json: { divisions: [{ code: '331004002' }] },
    });
    expect(await call('standards division 无此地')).toMatchObject({ code: 1 });
    expect(await call('standards town 台州市路桥区路北洋叶村 --district 331004')).toMatchObject({
      code: 0,
      json: { townCode: '331004003', town: '路北街道' },
    });
    expect(await call('standards town 杭州市西湖区 --district 331004')).toMatchObject({
      code: 1,
      json: { reason: 'other_district' },
    });
  });

  it('finds industries by code, old code and scope', async () => {
    expect(await call('standards industry C3311')).toMatchObject({
      code: 0,
      json: { code: '3311', sector: 'secondary' },
    });
    expect(await call('standards industry 3261 --edition 2011')).toMatchObject({ json: { code: '3251' } });
    expect(await call('standards industry --scope 塑料制品、模具制造')).toMatchObject({
      code: 0,
      json: { code: '2929', derived: { because: ['塑料制品'] } },
    });
    expect(await call('standards industry 9999')).toMatchObject({ code: 1 });
  });

  it('counts working days', async () => {
    expect(await call('standards working-days 2018-02-11')).toMatchObject({ json: { working: true } });
    expect(await call('standards working-days 2018-02-14 --add 1')).toMatchObject({
      json: { until: '2018-02-22', workingDays: 1 },
    });
    expect(await call('standards working-days 2018-08-01 --until 2018-08-08')).toMatchObject({
      json: { workingDays: 5 },
    });
    expect(await call('standards working-days 2017-01-03')).toMatchObject({ code: 1 });
  });

  it.each([
    'standards industry',
    'standards industry C3311 --scope 模具',
    'standards industry C3311 --edition 2002',
    'standards working-days 2018-08-01 --add five',
    'standards working-days 2018-08-01 --add 1 --until 2018-08-03',
    'standards size-class --employees 5',
    'standards credit-code',
  ])('%s is a wrong call', async (words) => {
    await expect(call(words)).rejects.toBeInstanceOf(UsageError);
  });
});
