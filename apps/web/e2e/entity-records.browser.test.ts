import type { EntityPage, EntityRow } from '@miaopu/contract';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { ask, it, openWindow } from './harness.ts';

/** An active enterprise that no other test of this file uses, with its page as it stands. */
async function open(page: Page, index: number): Promise<EntityRow> {
  const { rows } = await ask<{ rows: EntityRow[] }>(
    page,
    '/api/registry/entities?category=enterprise&status=active&title=tax_registered&sort=establishedOn&limit=20',
  );
  const row = rows[index]!;
  await page.goto(`/g/registry/${row.id}`);
  await page.getByRole('heading', { name: row.name, level: 1 }).waitFor();
  return row;
}

const drawer = (page: Page) => page.locator('.ant-drawer-open');
const timeline = (page: Page) => page.locator('ol.timeline');

async function pick(page: Page, field: string, typed: string): Promise<void> {
  await drawer(page).getByRole('combobox', { name: field }).click();
  await page.keyboard.type(typed);
  await page.keyboard.press('Enter');
}

async function day(page: Page, field: string, value: string): Promise<void> {
  await drawer(page).getByLabel(field).fill(value);
  await page.keyboard.press('Enter');
}

async function send(page: Page, done: string): Promise<void> {
  await drawer(page).locator('.act-footer').getByRole('button').first().click();
  await page.getByRole('status').getByText(done, { exact: true }).waitFor();
}

const openFigure = (fact: EntityPage['facts'][number]) =>
  fact.field === 'testing_contracts' && fact.period === '2020' && fact.recordedTo === null;

describe('what hangs off an enterprise', () => {
  it('is recorded by hand, found wrong and taken back, and the timeline says why', async ({
    office: page,
  }) => {
    const { id } = await open(page, 0);
    await page.getByRole('button', { name: '登记数据', exact: true }).click();
    await pick(page, '指标', '创新券');
    await day(page, '时间', '2020');
    await drawer(page).getByLabel('数值').fill('12.5');
    await drawer(page).getByLabel('登记的依据').fill('合同复印件');
    await send(page, '已登记数据');
    const value = async () =>
      (await ask<EntityPage>(page, `/api/registry/entities/${id}`)).facts.find(openFigure)?.value;
    expect(await value()).toBe('125000');

    // recording it again leads to the correction, with what was typed
    await page.getByRole('button', { name: '登记数据', exact: true }).click();
    await pick(page, '指标', '创新券');
    await day(page, '时间', '2020');
    await drawer(page).getByLabel('数值').fill('1.25');
    await drawer(page).getByText('这一期已有数：12.50 万元').waitFor();
    await drawer(page).getByRole('button', { name: '改为更正' }).click();
    await drawer(page).getByText('现为 12.50 万元').waitFor();
    expect(await drawer(page).getByLabel('数值').inputValue()).toBe('1.25');
    await drawer(page).getByLabel('错在哪里、怎么知道的').fill('多了一个零');
    await send(page, '已更正数据');
    expect(await value()).toBe('12500');
    const corrected = timeline(page).locator('li.event-record', { hasText: '更正数据' });
    await corrected.locator('del', { hasText: '12.50 万元' }).waitFor();
    await corrected.getByText('多了一个零').waitFor();
  });

  it('is an event that counts by its class, or one that never happened', async ({ office: page }) => {
    await open(page, 1);
    await page.getByRole('button', { name: '登记事项', exact: true }).click();
    await pick(page, '事项', '升规');
    await day(page, '发生日期', '2020-11-20');
    await drawer(page).getByLabel('登记的依据').fill('统计局批复');
    await drawer(page).locator('.act-footer').getByRole('button').first().click();
    await drawer(page).getByText('请填写新的内容').waitFor();
    await pick(page, '入库类别', '规上工业');
    await send(page, '已登记事项');
    const event = timeline(page).locator('li.event-world', { hasText: '升规上' });
    await event.waitFor();

    await event.getByRole('button', { name: '更正“升规上(入库)”' }).click();
    await drawer(page)
      .getByRole('button', { name: /没有发生过/ })
      .click();
    await drawer(page).getByLabel('为什么撤回、怎么知道的').fill('是同名的另一家');
    await send(page, '已撤回事项');
    const withdrawn = timeline(page).locator('li.event-record', { hasText: '撤回事项' });
    await withdrawn.locator('del', { hasText: '2020-11-20 升规上' }).waitFor();
    await withdrawn.getByText('是同名的另一家').waitFor();
    expect(await event.count()).toBe(0);
  });

  it('is shown to the second of two writers with what the first saved', async ({ office: page, browser }) => {
    await open(page, 2);
    const other = await openWindow(browser, 'office');
    const second = await other.newPage();
    await open(second, 2);
    const end = (window: Page) => window.getByRole('button', { name: '“取得 · 税务登记”不再持有' }).click();
    await end(second);
    await day(second, '从哪天起不再持有', '2020-09-01');
    await drawer(second).getByLabel('为什么不再持有').fill('第二个人填的');
    await end(page);
    await day(page, '从哪天起不再持有', '2020-08-01');
    await drawer(page).getByLabel('为什么不再持有').fill('第一个人填的');
    await send(page, '已登记不再持有');

    await drawer(second).locator('.act-footer').getByRole('button').first().click();
    const conflict = second.locator('.conflict');
    await conflict.getByText('您填写期间，有人先保存了').waitFor();
    await conflict.getByText('2020-08-01').waitFor();
    await conflict.getByText('2020-09-01').waitFor();
    await conflict.getByText('第一个人填的').waitFor();
    await conflict.getByRole('button', { name: '在对方的基础上保存我的' }).click();
    await second.getByRole('status').getByText('已登记不再持有').waitFor();
    await timeline(second)
      .locator('li', { hasText: '到期或退出' })
      .locator('time', { hasText: '2020-09-01' })
      .waitFor();
    await other.close();
  });

  it('offers no act to somebody who may only look', async ({ viewer: page }) => {
    await open(page, 3);
    await timeline(page).waitFor();
    expect(await page.getByRole('button', { name: /登记数据|登记事项|登记称号|更正/ }).count()).toBe(0);
  });
});
