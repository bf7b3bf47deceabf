import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AuditHead, EntityPage, EntityRow } from '@miaopu/contract';
import { describe, expect } from 'vitest';
import { inTransaction, openPool, sql } from '../../server/src/platform/db/index.ts';
import { notify } from '../../server/src/platform/notify/index.ts';
import { ask, choose, download, it, openWindow, ownProgram, rowsOf, watchFaults } from './harness.ts';

const reason = '核实联系方式，回复来信';

/** Tells the office something, as a deed would. */
async function tellOffice(title: string, link: string): Promise<void> {
  const db = openPool({ url: ownProgram().database, maximum: 1 });
  try {
    await inTransaction(db, (tx) =>
      notify(tx, {
        district: '331004',
        kind: 'policy_review',
        recipients: sql<{
          person_id: string;
        }>`select id as person_id from auth."user" where email = 'office@miaopu.example'`,
        title: { zh: title, en: title },
        body: { zh: '请在三个工作日内审核。', en: 'Please review it within three working days.' },
        link,
      }),
    );
  } finally {
    await db.close();
  }
}

describe('the auditor', () => {
  it('finds who looked at personal data and why, proves the chain, and takes its hash home', async ({
    browser,
    office,
  }) => {
    const { rows } = await ask<{ rows: EntityRow[] }>(
      office,
      '/api/registry/entities?category=enterprise&limit=1',
    );
    const [entity] = rows;
    const { current } = await ask<EntityPage>(office, `/api/registry/entities/${entity!.id}`);
    const opened = await office.request.post(`/api/registry/entities/${entity!.id}/personal`, {
      data: { versionId: current!.versionId, reason },
    });
    expect(opened.status()).toBe(200);

    const context = await openWindow(browser, 'auditor');
    const page = await context.newPage();
    const faults = watchFaults(page);
    // the auditor's own page is where their work begins
    await page.goto('/');
    await page.getByRole('link', { name: '进入工作台' }).click();
    await page.getByRole('heading', { name: '审计', level: 1 }).waitFor();
    await page.getByText('包括本次查阅').waitFor();

    await choose(page, '事项', '查看个人信息');
    await page.waitForURL(/action=registry\.personal\.opened/);
    const row = page.getByRole('row').filter({ hasText: reason }).first();
    await row.getByText('领导小组办公室').first().waitFor();
    await row.getByRole('button', { name: /查看个人信息/ }).click();
    const line = page.getByRole('dialog', { name: '查看个人信息' });
    await line.getByText('请求编号').waitFor();
    await line.getByText(`registry/entity/${entity!.id}`).waitFor();
    await page.keyboard.press('Escape');

    const { bytes } = await download(page, () =>
      page.getByRole('button', { name: '导出', exact: true }).click(),
    );
    const sheet = await rowsOf(bytes);
    expect(sheet[0]![0]).toContain('action=registry.personal.opened');
    expect(sheet.some((cells) => cells.includes(reason))).toBe(true);

    await page.getByRole('button', { name: '核验全部' }).click();
    await page.getByText('审计链完好').waitFor();
    const kept = await download(page, () =>
      page
        .getByRole('button', { name: /下载 .* 的校验值/ })
        .first()
        .click(),
    );
    const head = JSON.parse(kept.bytes.toString()) as AuditHead;
    const file = join(tmpdir(), `${head.hash}.json`);
    writeFileSync(file, JSON.stringify({ ...head, hash: '0'.repeat(64) }));
    await page.getByLabel('与另存的校验值核对').setInputFiles(file);
    await page.getByRole('alert').filter({ hasText: '断开' }).waitFor();
    writeFileSync(file, kept.bytes);
    await page.getByLabel('与另存的校验值核对').setInputFiles(file);
    await page.getByText('审计链完好').waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('the office', () => {
  it('sees beside an enterprise what was done to it', async ({ office: page }) => {
    const { rows } = await ask<{ rows: EntityRow[] }>(
      page,
      '/api/registry/entities?category=enterprise&limit=1',
    );
    await page.goto(`/g/registry/${rows[0]!.id}`);
    await page.getByRole('button', { name: '记录', exact: true }).click();
    const history = page.getByRole('dialog', { name: '办理记录' });
    await history.getByText('查看个人信息').first().waitFor();
    await history.getByText(`事由：${reason}`).first().waitFor();
    await page.keyboard.press('Escape');
    await history.waitFor({ state: 'hidden' });
  });

  it('is told by the bell, opens what it is about, and chooses what reaches it', async ({ office: page }) => {
    const title = `政策待审核 ${Date.now()}`;
    await tellOffice(title, '/g/policies');
    await page.goto('/g/plan');
    await page.getByRole('link', { name: /^消息，\d+ 条未读$/ }).click();
    await page.getByRole('heading', { name: '消息', level: 1 }).waitFor();
    const message = page.getByRole('listitem').filter({ hasText: title });
    await message.getByRole('link', { name: '前往办理' }).click();
    await page.waitForURL(/\/g\/policies$/);
    await page.goBack();
    await message.waitFor();
    await message.getByRole('button', { name: '标为已读' }).waitFor({ state: 'detached' });

    await page.getByText('通知设置', { exact: true }).click();
    const choice = page.getByRole('switch', { name: '政策待审核：站内消息' });
    await choice.click();
    await page.reload();
    await page.getByRole('switch', { name: '政策待审核：站内消息', checked: false }).click();
    await page.getByRole('switch', { name: '政策待审核：站内消息', checked: true }).waitFor();
    expect(await page.getByRole('switch', { name: '催报：站内消息' }).isDisabled()).toBe(true);
  });
});
