import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixedClock } from '../platform/clock/index.ts';
import type { Lang } from '../platform/errors/index.ts';
import { UsageError } from './command.ts';
import { ruleCommands } from './rules.ts';
import { callCommand } from './testing/call.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'miaopu-rules-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a command on a file of this text. */
async function call(words: string, file: string, text: string, lang: Lang = 'en') {
  writeFileSync(join(folder, file), text);
  const [topic, verb, ...options] = words.split(' ');
  const clock = fixedClock(new Date('2020-06-30T04:00:00Z'));
  return callCommand(ruleCommands, [topic!, verb!, join(folder, file), ...options], { clock, lang });
}

/** 小型微利企业的应纳税所得额上限: 财税〔2018〕77号, 财税〔2019〕13号. */
const DATED = `parameters:
  limit: { values: [{ from: 2018-01-01, value: 1000000 }, { from: 2019-01-01, value: 3000000 }] }
applies: entity.category == "enterprise"
versions:
  - { from: 2018-01-01, to: 2018-12-31, rule: fact.taxable_income <= param.limit }
  - from: 2019-01-01
    rule: >-
      fact.taxable_income <= param.limit
      && fact.average_employees <= 300 && judge("从事国家非限制行业", "Its trade is not restricted")
`;

describe('miaopu rules check', () => {
  it('says what a sound rule yields and reads', async () => {
    const answer = await call(
      'rules check',
      'a.cel',
      'fact.revenue >= 20000000\n  && entity.in_plan_scope\n',
    );
    expect(answer).toMatchObject({
      code: 0,
      json: {
        ok: true,
        catalogue: 'policies',
        yields: 'boolean',
        fields: ['entity.in_plan_scope', 'fact.revenue'],
      },
    });
    expect(answer.text).toBe(
      'The rule is sound: it yields a condition and reads entity.in_plan_scope, fact.revenue.\n',
    );
    expect((await call('rules check', 'a.cel', 'fact.revenue * 0.1', 'zh-CN')).text).toBe(
      '规则没有问题:结果是数,用到 fact.revenue。\n',
    );
    expect((await call('rules check', 'b.yaml', DATED)).code).toBe(0);
  });

  it('gives each problem its line and column in a text', async () => {
    const answer = await call('rules check', 'a.cel', 'fact.revenu >= 2\n  && entity.category == "企业"');
    expect(answer.code).toBe(1);
    expect(answer.text).toBe(
      `${join(folder, 'a.cel')}:1:1 There is no field "fact.revenu"; did you mean "fact.revenue". Write fact.revenue.\n` +
        `${join(folder, 'a.cel')}:2:25 There is no value "企业"; did you mean "enterprise". Write "enterprise".\n`,
    );
    expect(answer.note).toBe('2 problems.\n');
    const syntax = await call('rules check', 'a.cel', 'fact.revenue\n  = 2', 'zh-CN');
    expect(syntax.text).toContain('a.cel:2:3 「=」应写成「==」。');
  });

  it('finds what can make no difference', async () => {
    const answer = await call('rules check', 'a.cel', 'fact.revenue > 5 && fact.revenue < 3');
    expect(answer.text).toContain('"fact.revenue < 3" and "fact.revenue > 5" can never hold together');
  });

  it.each([
    ['an unknown key', 'rule: entity.in_plan_scope\nruel: true\n', ':2:1 There is no key “ruel” here'],
    ['neither rule nor versions', 'catalogue: policies\n', 'Write either “rule” or “versions”'],
    ['both', `${DATED}rule: entity.in_plan_scope\n`, 'Write either “rule” or “versions”'],
    ['a catalogue that is none', 'catalogue: policy\nrule: "true"\n', 'use one of policies, entities'],
    [
      'a fault of a version',
      DATED.replace('<= 300', '<= "300"'),
      ':9:10 a number cannot be compared with a text',
    ],
    [
      'a fault of the condition when it applies',
      DATED.replace('"enterprise"', '"enterprize"'),
      ':3:29 There is no value "enterprize"',
    ],
    [
      'overlapping versions',
      DATED.replace('2018-12-31', '2019-12-31'),
      ':6:5 The versions from 2019-01-01 and from 2018-01-01',
    ],
    [
      'a parameter without a value',
      DATED.replace('2018-01-01, value', '2018-06-01, value'),
      '"param.limit" has no value in force on 2018-01-01',
    ],
    [
      'a parameter of another type',
      DATED.replace('value: 1000000', 'value: many'),
      'The value of "param.limit" must be',
    ],
    [
      'a field that the catalogue has not',
      'catalogue: entities\nrule: last.revenue > 1\n',
      'There is no field "last.revenue"',
    ],
    [
      'versions of different types',
      DATED.replace('fact.taxable_income <= param.limit }', 'fact.taxable_income }').replace(
        'applies: entity.category == "enterprise"\n',
        '',
      ),
      'The result must be a number, not a condition',
    ],
    ['malformed YAML', 'rule: [', 'The YAML is malformed'],
  ])('finds %s in a file with versions', async (_, text, expected) => {
    const answer = await call('rules check', 'b.yaml', text);
    expect(answer).toMatchObject({ code: 1, json: { ok: false } });
    expect(answer.text.toLowerCase()).toContain(expected.toLowerCase());
  });

  it('says that there is no such file', async () => {
    const nowhere = ['rules', 'check', join(folder, 'nowhere.cel')];
    await expect(callCommand(ruleCommands, nowhere, { lang: 'en' })).rejects.toThrow(UsageError);
  });
});

describe('miaopu rules explain', () => {
  it('says the rule in force on the day, with its parameters', async () => {
    expect((await call('rules explain --as-of 2018-06-30', 'b.yaml', DATED, 'zh-CN')).text).toBe(
      '适用于:主体类别为“企业”。\n应纳税所得额不高于100万元\n',
    );
    expect(await call('rules explain', 'b.yaml', DATED)).toMatchObject({
      code: 0,
      json: {
        asOf: '2020-06-30',
        rule: {
          zh: expect.stringContaining('不高于300万元'),
          en: expect.stringContaining('at most 3,000,000 yuan'),
        },
        judgements: [{ zh: '从事国家非限制行业', en: 'Its trade is not restricted' }],
      },
    });
  });

  it('says that none was in force', async () => {
    expect(await call('rules explain --as-of 2017-12-31', 'b.yaml', DATED)).toMatchObject({
      code: 1,
      json: { inForce: false },
      note: 'No version is in force on 2017-12-31.\n',
    });
    await expect(call('rules explain --as-of 2017-13-31', 'b.yaml', DATED)).rejects.toThrow(UsageError);
  });
});

describe('miaopu rules sql', () => {
  it('prints one expression with its parameters', async () => {
    const { text } = await call('rules sql --as-of 2018-06-30', 'b.yaml', DATED);
    expect(text).toBe('-- $1 = "1000000"\n(f.taxable_income::numeric <= $1::numeric)\n');
  });

  it('has the answer of a condition beside its value, and the days of a plan as unknown', async () => {
    expect((await call('rules sql', 'b.yaml', DATED)).json).toMatchObject({
      answer: {
        sql: expect.stringContaining('when false then 0::smallint'),
        parameters: ['3000000', '300', 'enterprise'],
      },
    });
    const plan = 'catalogue: milestones\nrule: milestone.on >= plan.start && milestone.on <= period.end\n';
    expect((await call('rules sql', 'c.yaml', plan)).json).toMatchObject({
      value: { parameters: [null, '2020-06-30'] },
    });
    expect((await call('rules sql', 'a.cel', 'min(fact.profit, 5)')).json).toMatchObject({ answer: null });
  });
});
