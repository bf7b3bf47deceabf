import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { recordDesignation, recordFact, registerEntity } from '../engines/registry/index.ts';
import { inTransaction } from '../platform/db/index.ts';
import type { Lang } from '../platform/errors/index.ts';
import { createTestDatabase, type TestDatabase, testActor } from '../platform/testing/index.ts';
import { ruleCommands } from './rules.ts';
import { callCommand } from './testing/call.ts';

const act = { actor: testActor, reason: '测试' };
const folder = mkdtempSync(join(tmpdir(), 'miaopu-rule-eval-'));
let test: TestDatabase;
let entityId: string;

beforeAll(async () => {
  test = await createTestDatabase();
  entityId = await inTransaction(test.db, async (tx) => {
    const { entityId: id } = await registerEntity(tx, act, {
      validFrom: '2015-03-01',
      fields: {
        name: '路桥试制厂',
        category: 'enterprise',
        status: 'active',
        industry: '3311',
        established_on: '2015-03-01',
        phone: '13812345678',
      },
    });
    const quarters = { '2019Q1': '400000', '2019Q2': '300000', '2019Q3': '350000', '2019Q4': '800000.55' };
    for (const [period, value] of Object.entries(quarters))
      await recordFact(tx, act, { entityId: id, field: 'revenue', period, value });
    await recordFact(tx, act, { entityId: id, field: 'rd_expense', period: '2019', value: '92500' });
    await recordDesignation(tx, act, {
      entityId: id,
      title: 'technology_sme',
      validFrom: '2018-05-01',
      validTo: null,
    });
    return id;
  });
});
afterAll(async () => {
  await test?.drop();
  rmSync(folder, { recursive: true, force: true });
});

async function evaluate<T>(text: string, options: string, lang: Lang = 'zh-CN') {
  const file = join(
    folder,
    text.startsWith('catalogue') || text.startsWith('applies') ? 'rule.yaml' : 'rule.cel',
  );
  writeFileSync(file, text);
  const words = ['rules', 'eval', file, '--entity', entityId, ...options.split(' ')];
  return callCommand<T>(ruleCommands, words, { db: test.db, lang });
}

it('says of each condition how the entity stands to it, with the values seen and where they come from', async () => {
  const rule = `holds("technology_sme") && fact.rd_expense / fact.revenue >= 0.06
    && consecutive("revenue", "quarter", ">=", 300000, 4) && judge("经营正常", "It is doing business")`;
  const answer = await evaluate<{ answer: string; reason: { parts: Record<string, unknown>[] } }>(
    rule,
    '--as-of 2019-12-31',
  );
  expect(answer).toMatchObject({
    code: 0,
    json: { entity: entityId, asOf: '2019-12-31', answer: 'not_met', applies: null },
  });
  expect(answer.json.reason.parts.map(({ outcome }) => outcome)).toEqual(['met', 'not_met', 'met', 'manual']);
  expect(answer.json.reason.parts[1]).toMatchObject({
    words: { zh: '研发费用 ÷ 营业收入不低于6%', en: expect.stringContaining('is at least 6%') },
    seen: [
      {
        path: 'fact.rd_expense',
        value: '92500',
        origin: { period: '2019', recordedOn: expect.stringMatching(/^\d{4}-/) },
      },
      { path: 'fact.revenue', value: '1850000.55', unit: 'yuan' },
    ],
    comparison: {
      operator: '>=',
      limit: '0.06',
      unit: 'ratio',
      difference: expect.stringMatching(/^-0\.01/),
    },
  });
  expect(answer.text).toMatch(/^不符合\n/);
  expect(answer.text).toContain('[符合] 持有“科技型小微企业”');
  expect(answer.text).toMatch(/研发费用：9.25万元（2019，.+，\d{4}-\d\d-\d\d）/);
  expect(answer.text).toContain('[待人工判断] 由人工判断：“经营正常”');
});

it('knows the reference year of the day asked, and what was not known yet', async () => {
  const later = await evaluate<{ answer: string }>(
    'fact.revenue > 1 && last.revenue > 1',
    '--as-of 2020-06-30',
    'en',
  );
  expect(later.json.answer).toBe('unknown');
  expect(later.text).toContain('revenue (a year earlier): data are missing');
  expect(later.text).toMatch(/revenue: 1,850,000.55 yuan \(2019, /);
  const before = await evaluate('fact.revenue > 1', '--as-of 2019-12-31 --known-on 2001-01-01');
  expect(before).toMatchObject({ code: 1, note: expect.stringContaining('不是存续的主体') });
});

it('gives an amount with what it was made of, and says what does not apply', async () => {
  const amount = await evaluate<{ value: string; seen: unknown[] }>(
    'min(fact.rd_expense, 50000) * 0.75',
    '--as-of 2019-12-31',
    'en',
  );
  expect(amount.json).toMatchObject({
    value: '37500',
    seen: [{ path: 'fact.rd_expense' }, { path: 'min(fact.rd_expense, 50000)' }],
  });
  expect(amount.text).toMatch(/^37,500 yuan\n {2}R&D expense: 92,500 yuan \(/);
  const individual = 'applies: entity.category == "individual"\nrule: fact.revenue > 1\n';
  expect(await evaluate(individual, '--as-of 2019-12-31')).toMatchObject({
    code: 0,
    json: { answer: 'not_applicable' },
  });
});

it('masks what is personal', async () => {
  const found = await evaluate<object>('entity.phone == "1"', '--as-of 2019-12-31');
  expect(JSON.stringify(found.json)).toContain('138****5678');
  expect((await evaluate('entity.phone', '--as-of 2019-12-31')).json).toMatchObject({ value: '138****5678' });
  expect(
    `${JSON.stringify(found)}${(await evaluate('entity.phone', '--as-of 2019-12-31')).text}`,
  ).not.toContain('13812345678');
});

it('refuses a rule of another catalogue, and a code that nobody has', async () => {
  const plan = 'catalogue: entities\nrule: entity.in_plan_scope\n';
  expect(await evaluate(plan, '--as-of 2019-12-31')).toMatchObject({
    code: 1,
    note: expect.stringContaining('政策目录'),
  });
  writeFileSync(join(folder, 'rule.cel'), 'fact.revenue > 1');
  const nobody = ['rules', 'eval', join(folder, 'rule.cel'), '--entity', '999999999'];
  await expect(callCommand(ruleCommands, nobody, { db: test.db })).rejects.toMatchObject({ status: 404 });
});
