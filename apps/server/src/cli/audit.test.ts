import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AuditHead } from '@miaopu/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordAudit } from '../platform/audit/index.ts';
import { systemClock } from '../platform/clock/index.ts';
import { createTestDatabase, type TestDatabase, testActor } from '../platform/testing/index.ts';
import { auditCommands } from './audit.ts';
import { UsageError } from './command.ts';
import { callCommand } from './testing/call.ts';

const folder = mkdtempSync(join(tmpdir(), 'miaopu-audit-'));
const today = systemClock.today();
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  for (const record of ['一', '二', '三'])
    await recordAudit(database.db, { actor: testActor, action: 'plan.loaded', record });
});
afterAll(async () => {
  await database?.drop();
  rmSync(folder, { recursive: true });
});

const call = <T>(...words: string[]) =>
  callCommand<T>(auditCommands, words, { db: database.db, clock: systemClock });
type Verified = {
  lines: number;
  days: number;
  broken: { day: string; position: number; fault: string } | null;
};

test('head prints a day’s hash, verify proves the chain by it, and a changed line is named', async () => {
  const head = await call<AuditHead>('audit', 'head', '--day', today, '--json');
  expect(head).toMatchObject({ code: 0, json: { district: '331004', day: today, lines: 3 } });
  expect(head.note).toContain('尚未结束');
  const file = join(folder, 'head.json');
  writeFileSync(file, JSON.stringify(head.json));
  const sound = await call<Verified>('audit', 'verify', '--against', file, '--json');
  expect(sound).toMatchObject({ code: 0, json: { lines: 3, days: 1, broken: null } });
  expect((await call('audit', 'verify')).text).toBe('审计链完好：1 天共 3 行。\n');

  await database.owner.pool.query(
    `alter table platform.audit_line disable trigger guard_audit;
     update platform.audit_line set record = '改' where record = '二'`,
  );
  const broken = await call<Verified>('audit', 'verify', '--day', today, '--json');
  expect(broken).toMatchObject({ code: 1, json: { broken: { day: today, position: 2, fault: 'changed' } } });
  expect((await call('audit', 'verify')).text).toMatch(
    /当天第 2 行（编号 \d+）断开。这一行的内容与当时记录的不符/,
  );
});

test('a day without a line is said, and a file that is no head is a wrong call', async () => {
  expect(await call('audit', 'head')).toMatchObject({
    code: 1,
    note: expect.stringContaining('没有审计记录'),
  });
  const file = join(folder, 'other.json');
  writeFileSync(file, '{"day": "2018-08-01"}');
  for (const wrong of [file, join(folder, 'none.json')])
    await expect(call('audit', 'verify', '--against', wrong)).rejects.toBeInstanceOf(UsageError);
  await expect(call('audit', 'verify', '--day', '2018-02-30')).rejects.toBeInstanceOf(UsageError);
});
