import type { EntityMatch, PolicyDraft, PolicyRun } from '@miaopu/contract';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { ask, it, numberIn, openWindow, textOf, watchFaults } from './harness.ts';

const text = `id: browser-reward
title: { zh: 浏览器检验奖励, en: Browser test reward }
documents: [{ number: 路政〔2020〕99号, title: 关于检验的通知, issuer: 路桥区人民政府 }]
level: district
category: entrepreneurship
kind: subsidy
certainty: certain
to_confirm: [{ zh: 公平竞争审查文号待查, en: The number of the fair-competition review is to be found }]
in_force: { from: 2018-01-01 }
audience: { zh: 全区企业, en: All enterprises }
channel: automatic
contact: market-supervision
summary: { zh: 全区企业每年奖励一千元。, en: Every enterprise gets CNY 1000 a year. }
parameters:
  reward: { zh: 奖励, en: reward, unit: yuan, values: [{ from: 2018-01-01, value: 1000 }] }
conditions:
  - { id: firm, cites: 第一条, rule: 'entity.categry == "enterprise"' }
benefits:
  - { id: reward, zh: 奖励, en: reward, cites: 第二条, kind: subsidy, amount: param.reward }
situations:
  - { name: { zh: 企业, en: A firm }, as_of: 2020-12-31, given: { entity.category: enterprise }, expect: { answer: met } }
  - { name: { zh: 个体, en: A trader }, as_of: 2020-12-31, given: { entity.category: individual }, expect: { answer: not_met } }
`;

const draftOf = (page: Page) =>
  ask<PolicyDraft>(page, `/api/policies/drafts/${page.url().match(/drafts\/(\d+)/)![1]}`);

describe('a policy on its way', () => {
  it('is written with a live check, reviewed by a second person, and reaches the owner', async ({
    office: page,
    browser,
  }) => {
    await page.goto('/g/policies');
    await page.getByRole('button', { name: '新建政策' }).click();
    await page.getByLabel('编号').fill('browser-reward');
    await page.getByRole('button', { name: '开始起草' }).click();
    const check = page.getByRole('complementary', { name: '即时检查' });
    await check.getByText('还没有填写').first().waitFor();
    await page.getByText('YAML 文本').first().click();
    await page.getByRole('textbox', { name: 'YAML 文本' }).fill(text);
    await check.getByRole('button', { name: /条件 1.*categry/ }).waitFor();
    await page.getByText('表单', { exact: true }).click();
    const rule = page.getByRole('group', { name: '条件 1' }).getByLabel('规则');
    await rule.fill('entity.category == "enterprise"');
    await check.getByText('没有错误，可以送审。').waitFor();
    expect(await textOf(page.getByRole('group', { name: '条件 1' }).locator('.draft-words'))).toMatch(/企业/);
    const fits = numberIn(await textOf(check.locator('.check-fits b')));
    expect(fits).toBeGreaterThan(100);
    await page.getByText('第 2 稿').or(page.getByText('第 3 稿')).waitFor();

    await page.getByRole('button', { name: '送审' }).click();
    const dialog = page.getByRole('dialog', { name: '送审' });
    await dialog.getByLabel('理由').fill('请审核');
    await dialog.getByLabel('文号（可不填）').fill('路政〔2020〕99号');
    await dialog.getByRole('button', { name: '送审' }).click();
    await page.locator('.office-mark', { hasText: '待审核' }).waitFor();
    // who wrote it does not publish it
    expect((await draftOf(page)).mayDo).toEqual(['withdraw']);
    expect(await page.getByRole('button', { name: '发布' }).count()).toBe(0);

    const context = await openWindow(browser, 'reviewer');
    const reviewer = await context.newPage();
    const faults = watchFaults(reviewer);
    await reviewer.goto('/g');
    await reviewer.getByRole('link', { name: '浏览器检验奖励' }).click();
    const gain = reviewer.locator('.simulation-gain dd');
    await gain.waitFor();
    expect(numberIn(await textOf(gain))).toBe(fits);
    await reviewer.getByRole('button', { name: '发布' }).click();
    const publish = reviewer.getByRole('dialog', { name: '发布' });
    expect(await publish.getByLabel('发布理由').inputValue()).toBe('请审核');
    await publish.getByRole('button', { name: '发布' }).click();
    await reviewer.locator('.office-mark', { hasText: '已发布' }).waitFor();
    await context.close();
    expect(faults).toEqual([]);

    const phone = await openWindow(browser, 'owner', { width: 390, height: 844 });
    const owner = await phone.newPage();
    await expect
      .poll(
        async () => {
          const { policies } = await ask<EntityMatch>(owner, '/api/policies/mine');
          return policies.find(({ policy }) => policy.id === 'browser-reward')?.standing;
        },
        { timeout: 60_000 },
      )
      .toBe('met');
    await owner.goto('/e');
    await owner.locator('.match-card', { hasText: '浏览器检验奖励' }).waitFor();
    await phone.close();
  });

  it('shows both texts when two write at once, and loses neither', async ({ office: page, browser }) => {
    await page.goto('/g/policies/t03');
    await page.getByRole('button', { name: '修订' }).click();
    const title = page.getByLabel('名称（英文）');
    await title.waitFor();
    const { id, revision, source } = await draftOf(page);
    const context = await openWindow(browser, 'reviewer');
    const other = await context.newPage();
    const saved = await other.request.put(`/api/policies/drafts/${id}`, {
      data: { revision, source: `${source}# a colleague's line\n` },
    });
    expect(saved.ok()).toBe(true);
    await title.fill('My own title');
    const conflict = page.getByRole('alert').filter({ hasText: '政策复核' });
    await conflict.waitFor();
    await conflict.getByText("# a colleague's line").waitFor();
    await page.reload();
    await conflict.waitFor();
    expect(await title.inputValue()).toBe('My own title');
    await conflict.getByRole('button', { name: /保留我填写的/ }).click();
    await page.getByText(`第 ${revision + 2} 稿`).waitFor();
    expect((await draftOf(page)).source).toContain('My own title');
    await context.close();
  });
});

describe('a change before it is made', () => {
  it('is tried with another limit: who loses it, and the list behind the number', async ({
    office: page,
  }) => {
    await page.goto('/g/policies/t03?part=simulation');
    await page.getByLabel('年应纳税所得额上限').fill('100000');
    await page.getByRole('button', { name: '试算' }).click();
    const lose = page.locator('.simulation-lose dd');
    await lose.waitFor();
    const lost = numberIn(await textOf(lose));
    expect(lost).toBeGreaterThan(0);
    await lose.getByRole('button').click();
    await expect.poll(async () => numberIn(await textOf(page.locator('.table-total')))).toBe(lost);
    expect(page.url()).toContain('p.income_limit=100000');
  });

  it('counts the whole district anew by one button', async ({ office: page }) => {
    await page.goto('/g/policies');
    const newest = async () => {
      const { rows } = await ask<{ rows: PolicyRun[] }>(page, '/api/policies/runs');
      return rows[0];
    };
    const before = await newest();
    await page.getByRole('button', { name: '匹配全区' }).click();
    await expect
      .poll(
        async () => {
          const run = await newest();
          return run && run.id !== before?.id ? run.state : 'not begun';
        },
        { timeout: 120_000 },
      )
      .toBe('done');
    await page.getByRole('link', { name: /匹配$/ }).click();
    await page.getByRole('heading', { level: 1, name: '全区匹配' }).waitFor();
    await page.locator('.table tbody a').first().waitFor();
  });
});
